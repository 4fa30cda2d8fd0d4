/** Dropcontact works in jobs: what is submitted, what becomes of it, and kills in between. */
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startDropcontact, type DropcontactFake } from '../../src/connectors/dropcontact/fake.ts'
import type { Fault } from '../../src/connectors/fake.ts'
import { askEntities, fastClock, loadFake, serviceAt, type Asked, type FastClock } from '../contract/kit.ts'
import { startScript } from '../support/child.ts'
import { folder } from '../support/folder.ts'
import { world, type World } from '../support/world.ts'

const started = async (): Promise<DropcontactFake> => {
  const fake = await startDropcontact()
  onTestFinished(() => fake.close())
  return fake
}
const opened = (path?: string): World => {
  const w = world(path)
  onTestFinished(() => w.file.close())
  return w
}
interface Play {
  fake: DropcontactFake
  w: World
  clock: FastClock
  ask(count?: number): Promise<Asked>
}
const play = async (given?: DropcontactFake, path?: string): Promise<Play> => {
  const fake = given ?? (await started())
  const [w, clock] = [opened(path), fastClock()]
  const people = await loadFake('dropcontact')
  const service = await serviceAt('dropcontact', fake)
  return { fake, w, clock, ask: (count = 3) => askEntities(w, service, people.many(count, 'person'), clock) }
}
const at = (p: Play, time: string): void => {
  p.w.deps = { ...p.w.deps, now: () => new Date(time) }
}
const kinds = ({ checked }: Asked): string[] => checked.map(({ outcome }) => outcome.kind)
const count = (asked: Asked): number => kinds(asked).filter((kind) => kind === 'answer').length
const states = ({ w }: Play): unknown[] =>
  w.file.leads.rows('SELECT job, state, subjects FROM service_job ORDER BY id')
const looks = ({ fake }: Play): number => fake.requests.filter(({ method }) => method === 'GET').length
const reply = (status: number, body: unknown): Fault => ({ kind: 'reply', reply: { status, body } })

describe('a batch', () => {
  test('carries a number for each, asks for English, and has the key in a header', async () => {
    const p = await play()
    await p.ask(1)
    const [submitted] = p.fake.requests
    expect(submitted!.headers['x-access-token']).toBe(p.fake.key)
    expect(JSON.parse(submitted!.text)).toEqual({
      data: [
        { first_name: 'Person0', last_name: 'Lee', website: 'acme.example', custom_fields: { prm: '0' } },
      ],
      ...{ siren: true, language: 'en' },
    })
  })

  test('holds 250; more go one after the other, each with its own number', async () => {
    const p = await play()
    expect(count(await p.ask(600))).toBe(600)
    expect(states(p)).toEqual([
      { job: 'request-1', state: 'done', subjects: 250 },
      { job: 'request-2', state: 'done', subjects: 250 },
      { job: 'request-3', state: 'done', subjects: 100 },
    ])
    await p.ask(600)
    expect(p.fake.submits).toBe(3)
  })

  test('that is not ready is asked for again, and not submitted again', async () => {
    const p = await play()
    p.fake.notReady = 5
    expect(count(await p.ask())).toBe(3)
    expect([p.fake.submits, looks(p)]).toEqual([1, 7])
  })

  test('that is not ready between two looks is waited for too', async () => {
    const p = await play()
    const notReady = {
      error: false,
      success: false,
      reason: 'Request not ready yet, try again in 30 seconds',
    }
    p.fake.fail(
      { kind: 'slow', milliseconds: 0 },
      ...[reply(200, { success: true, error: false }), reply(200, notReady)],
    )
    expect(count(await p.ask())).toBe(3)
    expect(Math.max(...p.clock.slept)).toBeGreaterThanOrEqual(30_000)
  })

  test('that it gives up fails its people', async () => {
    const p = await play()
    p.fake.fail(
      { kind: 'slow', milliseconds: 0 },
      reply(200, { success: false, error: true, reason: 'The batch could not be enriched' }),
    )
    const asked = await p.ask()
    expect(kinds(asked)).toEqual(['failed', 'failed', 'failed'])
    expect(asked.summary.notes.join()).toContain('gave up its job request-1: The batch could not be enriched')
  })

  test('with words in another language: the address is kept, whatever is said of it', async () => {
    const p = await play()
    const email = [{ email: 'ann.lee@acme.example', qualification: 'nominatif@pro' }]
    p.fake.fail(
      { kind: 'slow', milliseconds: 0 },
      { kind: 'slow', milliseconds: 0 },
      reply(200, { success: true, data: [{ email, custom_fields: { prm: '0' } }] }),
    )
    const { checked } = await p.ask(1)
    expect(checked[0]!.outcome).toMatchObject({
      answer: {
        ...{ fields: { email: 'ann.lee@acme.example' }, opted_out: false },
        evidence: { qualification: 'nominatif@pro' },
      },
    })
  })

  test.each([
    ['invalid@pro', undefined, false],
    ['invalide@pro', undefined, false],
    ['catch_all@pro', 'x@acme.example', false],
    ['Do_Not_Contact@pro', undefined, true],
    ['quantum@haunted', 'x@acme.example', false],
    [null, 'x@acme.example', false],
  ])('an address with the word %j', async (qualification, email, opted_out) => {
    const p = await play()
    const found = {
      job: 'CEO',
      email: [{ email: 'x@acme.example', qualification }],
      custom_fields: { prm: 0 },
    }
    p.fake.fail(
      { kind: 'slow', milliseconds: 0 },
      { kind: 'slow', milliseconds: 0 },
      reply(200, { success: true, data: [found] }),
    )
    const { outcome } = (await p.ask(1)).checked[0]!
    const answer = outcome.kind === 'answer' ? outcome.answer : null
    expect([answer?.fields.email, answer?.opted_out]).toEqual([email, opted_out])
  })
})

describe('403', () => {
  test('with a key that the account knows: too few credits, and how many there are', async () => {
    const p = await play()
    p.fake.credits = 2
    const asked = await p.ask()
    expect(kinds(asked)).toEqual(['not_asked', 'not_asked', 'not_asked'])
    expect(asked.summary.services[0]!.stopped).toMatchObject({
      ...{ kind: 'quota', message: 'Dropcontact has 2 credits left, too few for 3 people' },
    })
    expect(states(p)).toMatchObject([{ job: null, state: 'failed' }])
  })
  test('with one that it does not know: a wrong key', async () => {
    const p = await play()
    p.fake.behave('bad_key')
    expect((await p.ask()).summary.services[0]!.stopped).toMatchObject({ kind: 'credential' })
  })
})

describe('a job that is never ready', () => {
  test('is waited for half an hour, and left to the next run, which asks for it and submits nothing', async () => {
    const p = await play()
    p.fake.notReady = Infinity
    const first = await p.ask(300)
    // What would have followed it is not submitted.
    expect([p.fake.submits, new Set(kinds(first))]).toEqual([1, new Set(['unknown', 'not_asked'])])
    const slept = p.clock.slept.reduce((sum, time) => sum + time, 0) / 60_000
    expect(slept).toBeGreaterThan(28)
    expect(slept).toBeLessThan(32)
    expect(first.summary.notes).toContain(
      'Dropcontact has not finished job request-1: the next run asks for its answers',
    )
    expect(states(p)).toMatchObject([{ job: 'request-1', state: 'open' }])
    // An hour later it has come to an end.
    at(p, '2026-11-21T10:00:00.000Z')
    p.fake.ready()
    p.fake.notReady = 0
    expect([count(await p.ask(300)), p.fake.submits]).toEqual([300, 2])
  })

  test('nor an hour later: looked at once, and others are asked about', async () => {
    const p = await play()
    p.fake.notReady = Infinity
    await p.ask(2)
    at(p, '2026-11-21T10:00:00.000Z')
    p.fake.notReady = 0
    const before = looks(p)
    const asked = await p.ask(3)
    expect(kinds(asked)).toEqual(['unknown', 'unknown', 'answer'])
    expect([p.fake.submits, looks(p) - before]).toEqual([2, 3])
  })

  test('nor two days later: lost, said, and its people are asked about again', async () => {
    const p = await play()
    p.fake.notReady = Infinity
    await p.ask()
    at(p, '2026-11-23T10:00:00.000Z')
    p.fake.notReady = 0
    const asked = await p.ask()
    expect([count(asked), p.fake.submits]).toEqual([3, 2])
    expect(asked.summary.notes.join()).toContain(
      'Dropcontact never answered job request-1 of 2026-11-21: it may be charged; the 3 people of it are asked about again',
    )
    expect(states(p)).toMatchObject([{ state: 'lost' }, { state: 'done' }])
  })
})

test('no network while it is waited for: the next run takes its answers', async () => {
  const p = await play()
  const broken = reply(503, 'oops')
  p.fake.fail({ kind: 'slow', milliseconds: 0 }, broken, broken, broken, broken)
  expect(kinds(await p.ask())).toEqual(['unknown', 'unknown', 'unknown'])
  const second = await p.ask()
  expect([count(second), p.fake.submits]).toEqual([3, 1])
  expect(second.summary.notes.join()).toContain('took up job request-1')
})

test('Ctrl-C while it is waited for: the next run takes its answers', async () => {
  const p = await play()
  const stop = new AbortController()
  const { deps } = p.w
  p.w.deps = { ...deps, signal: stop.signal }
  p.fake.notReady = Infinity
  const patient = p.clock.sleep.bind(p.clock)
  p.clock.sleep = (...waiting) => {
    if (looks(p) > 1) stop.abort()
    return patient(...waiting)
  }
  await expect(p.ask()).rejects.toMatchObject({ name: 'AbortError' })
  p.clock.sleep = patient
  p.fake.ready()
  p.w.deps = deps
  expect([count(await p.ask()), p.fake.submits]).toEqual([3, 1])
})

describe('killed', () => {
  const until = (what: () => boolean): Promise<void> =>
    expect.poll(what, { timeout: 20_000, interval: 20 }).toBe(true)

  test('between the submit and its answer: one submit, all answers in', async () => {
    const fake = await started()
    const words = [join(folder(), 'prospects.db'), fake.url, fake.key, '40']
    fake.notReady = Infinity
    const child = startScript('dropcontact-work.ts', words)
    await until(() => fake.requests.some(({ path }) => path === '/enrich/all/request-1'))
    child.process.kill('SIGKILL')
    expect((await child.ended).signal).toBe('SIGKILL')
    expect(fake.submits).toBe(1)

    fake.ready()
    const again = startScript('dropcontact-work.ts', words)
    expect(await again.ended).toMatchObject({ code: 0, stdout: '40 answers\n' })
    expect([fake.submits, fake.charged]).toEqual([1, 40])
    const p = await play(fake, words[0])
    expect(states(p)).toEqual([{ job: 'request-1', state: 'done', subjects: 40 }])
    const asked = await p.ask(40)
    expect([count(asked), fake.submits, asked.summary.spent]).toEqual([40, 1, 0])
  })

  test('before the number came back: said, and asked about again', async () => {
    const fake = await started()
    const db = join(folder(), 'prospects.db')
    fake.holdSubmit = new Promise(() => undefined)
    const child = startScript('dropcontact-work.ts', [db, fake.url, fake.key, '40'])
    await until(() => fake.submits === 1)
    child.process.kill('SIGKILL')
    await child.ended
    fake.holdSubmit = null
    const p = await play(fake, db)
    const asked = await p.ask(40)
    expect([count(asked), fake.submits]).toEqual([40, 2])
    expect(asked.summary.notes.join()).toContain('broke off before its number came back')
  })
})
