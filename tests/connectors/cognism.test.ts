import { describe, expect, onTestFinished, test } from 'vitest'
import type { EntityQuestion } from '../../src/connectors/contract.ts'
import { startCognism, type FakeCognism } from '../../src/connectors/cognism/fake.ts'
import { askEntities, fastClock, serviceAt, type Asked } from '../contract/kit.ts'
import { world } from '../support/world.ts'

const started = async (): Promise<{
  fake: FakeCognism
  ask: (names: string[], wanted?: string[]) => Promise<Asked>
}> => {
  const fake = await startCognism()
  onTestFinished(() => fake.close())
  const w = world()
  onTestFinished(() => w.file.close())
  const ask = async (names: string[], wanted = ['email', 'title']): Promise<Asked> => {
    const questions = names.map((name): EntityQuestion => ({
      ...{ kind: 'person', known: { email: `${name}@acme.example` }, wanted },
    }))
    return askEntities(w, await serviceAt('cognism', fake), questions, fastClock())
  }
  return { fake, ask }
}

const kinds = ({ checked }: Asked): string[] => checked.map(({ outcome }) => outcome.kind)

describe('those who opted out', () => {
  test('are looked up before anything is shown of them, and are neither previewed nor redeemed', async () => {
    const { fake, ask } = await started()
    const asked = await ask(['optout'])
    expect(asked.checked[0]!.outcome).toMatchObject({
      kind: 'answer',
      charged: false,
      answer: { opted_out: true },
    })
    expect([fake.aside, fake.requests, fake.charged]).toEqual([
      ['/api/search/contact/optOut/email/optout%40acme.example'],
      [],
      0,
    ])
  })
  test('are left out of a batch; the others are redeemed in one request', async () => {
    const { fake, ask } = await started()
    const asked = await ask(['ann', 'optout', 'hidden', 'bob'])
    expect(
      asked.checked.map(
        ({ outcome }) => outcome.kind === 'answer' && 'answer' in outcome && outcome.answer.opted_out,
      ),
    ).toEqual([false, true, true, false])
    expect(fake.requests.map(({ text }) => JSON.parse(text) as unknown)).toEqual([
      { redeemIds: ['redeem-ann', 'redeem-bob'] },
    ])
    expect([fake.charged, asked.summary.spent]).toEqual([2, 0.02])
  })
})

describe('redeeming', () => {
  test('takes 20 at once', async () => {
    const { fake, ask } = await started()
    const asked = await ask(Array.from({ length: 45 }, (_, i) => `person${i}`))
    expect(new Set(kinds(asked))).toEqual(new Set(['answer']))
    expect(
      fake.requests.map(({ text }) => (JSON.parse(text) as { redeemIds: string[] }).redeemIds.length),
    ).toEqual([20, 20, 5])
  })
  test('one who has no address: no credit for that, but for anything else', async () => {
    const { fake, ask } = await started()
    expect((await ask(['nomail'], ['email'])).summary.spent).toBe(0)
    expect(fake.requests.length).toBe(0)
    // Another question, which the answer above does not settle.
    expect((await ask(['nomail'], ['title'])).summary.spent).toBe(0.01)
  })
  test('an answer that was lost is asked for again, and paid once', async () => {
    const { fake, ask } = await started()
    fake.fail({ kind: 'half' })
    const asked = await ask(['ann', 'bob'])
    expect([kinds(asked), fake.requests.length, fake.charged]).toEqual([['answer', 'answer'], 2, 2])
  })
  test('one that is refused takes nobody else with it', async () => {
    const { ask } = await started()
    expect(kinds(await ask(['ann', 'refused', 'nobody', 'bob']))).toEqual([
      'answer',
      'failed',
      'none',
      'answer',
    ])
  })
})

test('429 waits as long as the headers say', async () => {
  const { fake } = await started()
  const w = world()
  onTestFinished(() => w.file.close())
  const clock = fastClock()
  fake.behave('too_fast')
  const question: EntityQuestion = { kind: 'person', known: { email: 'ann@acme.example' }, wanted: [] }
  const wanting = { ...question, wanted: ['email'] }
  expect(kinds(await askEntities(w, await serviceAt('cognism', fake), [wanting], clock))).toEqual(['answer'])
  expect(Math.max(...clock.slept)).toBeGreaterThanOrEqual(2950)
})
