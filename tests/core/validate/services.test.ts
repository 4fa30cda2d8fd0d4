import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FakeService } from '../../../src/connectors/fake.ts'
import { startZeroBounce } from '../../../src/connectors/zerobounce/fake.ts'
import { openServices, type Service } from '../../../src/core/engine/index.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { openProspectFile } from '../../../src/store/index.ts'
import { startScript } from '../../support/child.ts'
import { folder } from '../../support/folder.ts'
import { importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const extra_tlds = ['example']

const LIST = `Name,Email,Phone,Unsubscribed
Ann Lee,ann@acme.example,+1 415 555 0132,
Bob Roe,invalid@acme.example,,
Carla Diaz,catch_all@acme.example,,
Dee Ray,greylisted@acme.example,,
Eve Moss,eve..moss@acme.example,,
Fay Wu,fay@yopmail.com,,
Gil Ito,gil@acme.example,,yes
`

const serviceAt = async (fake: FakeService, price: number | null = 0.01): Promise<Service[]> =>
  openServices(['zerobounce'], {
    config: {
      path: null,
      services: {},
      prices: { currency: 'USD', of: price === null ? {} : { zerobounce: price } },
    },
    keys: { PRM_ZEROBOUNCE_KEY: fake.key },
    env: { PRM_ZEROBOUNCE_URL: fake.url },
  })

const started = async (): Promise<{ w: World; fake: FakeService; services: Service[] }> => {
  const w = world()
  await importText(w, LIST)
  const fake = await startZeroBounce()
  onTestFinished(() => fake.close())
  return { w, fake, services: await serviceAt(fake) }
}

const askedAbout = (fake: FakeService): string[] =>
  fake.requests
    .flatMap(({ text, query }) =>
      text === ''
        ? [query.get('email') ?? '']
        : (JSON.parse(text) as { email_batch: { email_address: string }[] }).email_batch.map(
            ({ email_address }) => email_address,
          ),
    )
    .sort()

describe('services', () => {
  test('are asked only about what the free checks left open, and never about whom must not be known outside', async () => {
    const { w, fake, services } = await started()
    const {
      counts,
      email,
      outcomes,
      services: said,
    } = await validateAddresses(w.deps, { extra_tlds, services })
    expect(askedAbout(fake)).toEqual(
      ['ann', 'catch_all', 'greylisted', 'invalid'].map((name) => `${name}@acme.example`),
    )
    expect(email.verdicts).toEqual({ valid: 1, plausible: 1, risky: 2, invalid: 2, unknown: 1 })
    expect(email.reasons).toEqual({
      mailbox_not_found: 1,
      catch_all: 1,
      greylisted: 1,
      dots_in_local_part: 1,
      disposable: 1,
    })
    expect(outcomes.reduce((sum, { addresses }) => sum + addresses, 0)).toBe(counts.checked)
    expect(said).toMatchObject({ spent: 0.03, failed: 0, not_asked: 0, services: [{ asked: 4, cached: 0 }] })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ email_status: 'valid', email_level: 'mailbox' })
    // Could not be told: what is known without it stands.
    expect(personOf(w, 'greylisted@acme.example')).toMatchObject({ email_status: 'plausible' })
    expect(w.file.verdicts.history('greylisted@acme.example').map(({ verdict }) => verdict)).toEqual([
      'plausible',
      'unknown',
    ])
  })

  test('twice is no second question', async () => {
    const { w, fake, services } = await started()
    await validateAddresses(w.deps, { extra_tlds, services })
    const before = [w.file.derived.state(), tableCounts(w), fake.requests.length]
    const again = await validateAddresses(w.deps, { extra_tlds, services })
    expect(again).toMatchObject({ run: null, counts: { new: 0 }, services: { spent: 0 } })
    expect([w.file.derived.state(), tableCounts(w), fake.requests.length]).toEqual(before)
  })

  test('what was paid is not paid again after an undo', async () => {
    const { w, fake, services } = await started()
    const { run } = await validateAddresses(w.deps, { extra_tlds, services })
    await undoRun(w.deps, { run: run! })
    expect(personOf(w, 'ann@acme.example').email_status).toBeNull()
    const asked = fake.requests.length
    await validateAddresses(w.deps, { extra_tlds, services })
    expect(fake.requests.length).toBe(asked)
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ email_status: 'valid' })
  })

  test('a plan says what would be asked and what it costs, and asks nobody', async () => {
    const { w, fake, services } = await started()
    const before = tableCounts(w)
    const { plan, services: said } = await validateAddresses(w.deps, { extra_tlds, services, dry_run: true })
    expect(plan).toMatchObject({
      services: [{ service: 'zerobounce', kind: 'email', addresses: 4, cached: 0, cost: 0.04 }],
      cost: 0.04,
      cut: null,
    })
    expect([said, fake.requests, tableCounts(w)]).toEqual([null, [], before])
  })

  test('a limit of money leaves the rest for later', async () => {
    const { w, services } = await started()
    const { services: said, email } = await validateAddresses(w.deps, {
      extra_tlds,
      services,
      max_cost: 0.02,
    })
    expect(said).toMatchObject({ cut: 'max_cost', not_asked: expect.any(Number) as number })
    expect(said!.spent).toBeLessThanOrEqual(0.02)
    expect(Object.values(email.verdicts).reduce((sum, n) => sum + n, 0)).toBe(7)
  })

  test('a service without credit stops, and the free verdicts stand', async () => {
    const { w, fake, services } = await started()
    fake.behave('no_credit')
    const { services: said, email } = await validateAddresses(w.deps, { extra_tlds, services })
    expect(said?.services[0]?.stopped).not.toBeNull()
    expect([email.verdicts.valid, email.verdicts.plausible]).toEqual([0, 5])
  })
})

test('killed while a service works on a file, the next run takes the answers without a second upload', async () => {
  const db = join(folder(), 'prospects.db')
  const w = world(db)
  const rows = Array.from({ length: 2500 }, (_, i) => `person${i}@acme.example`)
  await importText(w, `Email\n${rows.join('\n')}\n`)
  w.file.close()
  const fake = await startZeroBounce()
  onTestFinished(() => fake.close())
  fake.files = 'Processing'
  const child = startScript('validate-work.ts', [db, fake.url, fake.key])
  while (!fake.requests.some(({ path }) => path === '/filestatus')) {
    if (child.process.exitCode !== null) throw new Error((await child.ended).stderr)
    await wait(20)
  }
  child.process.kill('SIGKILL')
  await child.ended
  fake.files = 'Complete'
  const ended = await startScript('validate-work.ts', [db, fake.url, fake.key]).ended
  expect([ended.code, ended.stderr]).toEqual([0, ''])
  expect(fake.uploads).toBe(1)
  const file = openProspectFile(db)
  expect(file.leads.count("email_status = 'valid'")).toBe(2500)
  file.close()
})
