/** What every connector must do, over real sockets, whatever its service and the network do. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Fault, Manner } from '../../src/connectors/fake.ts'
import { CONNECTORS } from '../../src/connectors/index.ts'
import {
  ABILITIES,
  isEntity,
  loadFake,
  NAMES,
  stageOf,
  subjectAt,
  textOf,
  type Asked,
  type Stage,
} from './kit.ts'

const FOLDER = new URL('../../src/connectors/', import.meta.url)

describe('the table of connectors', () => {
  test('has a line for every folder, and a folder for every line', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    // What a config declares has no line: it is a connector only there.
    const names = folders.map(({ name }) => name).filter((name) => name !== 'http')
    expect(Object.keys(CONNECTORS)).toEqual(names.sort())
  })
  test.each(Object.keys(CONNECTORS))(
    '%s is declared under its own name, with its parts beside it',
    async (name) => {
      const connector = await CONNECTORS[name]!()
      expect(connector.name).toBe(name)
      expect(name).toMatch(/^[a-z][a-z0-9]*$/)
      const { checks, enriches, collects, target } = connector
      expect(Object.keys({ ...checks, ...enriches, ...collects, ...target }).length).toBeGreaterThan(0)
      expect(
        Object.values(connector.hosts).every((host) => connector.selfHosted || host.startsWith('https:')),
      ).toBe(true)
      if (!NAMES.includes(name)) return
      expect(readdirSync(new URL(name, FOLDER))).toEqual(
        expect.arrayContaining(['README.md', 'client.ts', 'fake.ts', 'index.ts', 'schema.ts']),
      )
    },
  )
})

const FAKES = new Map(await Promise.all(NAMES.map(async (name) => [name, await loadFake(name)] as const)))

const kinds = ({ checked }: Asked): string[] => checked.map(({ outcome }) => outcome.kind)
const stopped = ({ summary }: Asked): string | undefined => summary.services[0]!.stopped?.kind
const all = <T>(value: T, count: number): T[] => Array.from({ length: count }, () => value)
/** Requests that ask something: to look at a job is no question. */
const questionsTo = ({ fake, capability }: Stage): number =>
  fake.requests.filter(({ method }) => capability.bulk?.from !== 1 || method === 'POST').length
const texts = (s: Stage, asked: Asked): string =>
  JSON.stringify([asked, s.w.file.leads.rows('SELECT * FROM service_answer')])

describe.each(ABILITIES)('$name, asked about: $kind', ({ name, kind }) => {
  const { manners, hasteStatus = 429 } = FAKES.get(name)!
  const can = (manner: Manner): boolean =>
    ('length' in manners ? manners : (manners[kind] ?? [])).includes(manner)
  const stage = (more = {}): Promise<Stage> => stageOf(name, kind, more)
  const many = (s: Stage, count: number) => s.questions.many(count, kind)
  const good = isEntity(kind) ? 'answer' : 'verdict'
  const nothing = isEntity(kind) ? 'none' : 'unknown'

  test('says of each address what its service says', async () => {
    const s = await stage()
    const cases = s.questions.cases.filter(({ question }) => question.kind === kind)
    expect(cases.length).toBeGreaterThan(0)
    for (const { question, expected } of cases) {
      const { checked } = await s.ask([question])
      const { outcome } = checked[0]!
      const said =
        outcome.kind === 'verdict'
          ? {
              kind: 'answer',
              answer: {
                verdict: outcome.verdict,
                level: outcome.level,
                reason: outcome.reason,
                suggestion: outcome.suggestion,
              },
            }
          : outcome.kind === 'unknown'
            ? { kind: 'unknown', reason: outcome.reason, retry: outcome.retry }
            : outcome.kind === 'failed'
              ? { kind: 'failed', code: 'code' in outcome ? outcome.code : outcome.error.code }
              : outcome
      const { charged, ...rest } = expected as { charged?: boolean }
      const of = textOf(question)
      if (isEntity(kind)) expect({ of, ...said }).toMatchObject({ of, ...rest })
      else expect({ of, ...said }).toEqual({ of, ...rest })
      if (charged === undefined) continue
      const known = s.w.file.serviceAnswers.get(name, kind, subjectAt(s.service, question))
      expect({ of, charged: known?.charged }).toEqual({ of, charged: charged ? 1 : 0 })
    }
  })

  test('all in one go: one outcome each, in no matter which order, and it costs what was charged', async () => {
    const s = await stage()
    const cases = s.questions.cases.filter(({ question }) => question.kind === kind)
    const questions = cases.map(({ question }) => question)
    const { checked, summary } = await s.ask(questions)
    expect(checked.map(({ text }) => text).sort()).toEqual(questions.map(textOf).sort())
    const [service] = summary.services
    expect(service!.asked).toBe(new Set(questions.map((question) => subjectAt(s.service, question))).size)
    if (s.isPaid) expect(service!.cost).toBeCloseTo(s.fake.charged * 0.01, 6)
    else expect(service!.cost).toBe(0)
  })

  test('asked twice, nothing is sent the second time', async () => {
    const s = await stage()
    const questions = many(s, 3)
    await s.ask(questions)
    const { length } = s.fake.requests
    const again = await s.ask(questions)
    expect(s.fake.requests.length).toBe(length)
    expect(again.checked.map(({ cached }) => cached)).toEqual([true, true, true])
    expect(kinds(again)).toEqual(all(good, 3))
  })

  test.runIf(can('all_unknown'))('what could not be told is not asked again at once, but later', async () => {
    const s = await stage()
    s.fake.behave('all_unknown')
    const questions = many(s, 2)
    expect(kinds(await s.ask(questions))).toEqual([nothing, nothing])
    const { length } = s.fake.requests
    await s.ask(questions)
    expect(s.fake.requests.length).toBe(length)
    s.fake.behave('good')
    const later = { ...s.w.deps, now: () => new Date('2026-12-22T09:00:00.000Z') }
    s.w.deps = later
    expect(kinds(await s.ask(questions))).toEqual([good, good])
  })

  const retried: [string, Fault[]][] = [
    ['500 and then fine', [{ kind: 'reply', reply: { status: 500, body: 'oops' } }]],
    ['503 with Retry-After', [{ kind: 'reply', reply: { status: 503, headers: { 'retry-after': '7' } } }]],
  ]
  test.each(retried)('%s', async (_, faults) => {
    const s = await stage()
    s.fake.fail(...faults)
    const asked = await s.ask(many(s, 1))
    expect(kinds(asked)).toEqual([good])
    expect(questionsTo(s)).toBe(2)
  })

  const waits: [string, Record<string, string>, string, number][] = [
    ['seconds', { 'retry-after': '30' }, '', 30_000],
    [
      'an HTTP date',
      { 'retry-after': 'Sat, 21 Nov 2026 09:01:00 GMT', date: 'Sat, 21 Nov 2026 09:00:00 GMT' },
      '',
      60_000,
    ],
    [
      'words',
      { 'content-type': 'application/json' },
      '{"error":"Rate limit exceeded, please wait 41.5s"}',
      41_500,
    ],
    ['a header and other words', { 'retry-after': '2' }, 'please wait 50s', 2000],
  ]
  test.each(waits)('429 that asks to wait in %s', async (_, headers, body, least) => {
    const s = await stage()
    const status = hasteStatus
    s.fake.fail({ kind: 'reply', reply: { status, headers, body } })
    const asked = await s.ask(many(s, 1))
    expect(kinds(asked)).toEqual([good])
    const longest = Math.max(...s.clock.slept)
    expect(longest).toBeGreaterThanOrEqual(least - 50)
    expect(longest).toBeLessThan(least + 5000)
  })

  test('one that asks for more than ten minutes is given up, and nothing more is sent', async () => {
    const s = await stage()
    s.fake.fail({
      kind: 'reply',
      reply: { status: hasteStatus, headers: { 'retry-after': '86400' } },
    })
    const asked = await s.ask(many(s, 1))
    expect([kinds(asked), stopped(asked), s.fake.requests.length]).toEqual([['not_asked'], 'rate', 1])
  })

  const lost: [string, Fault][] = [
    ['an answer that comes too late', { kind: 'slow', milliseconds: 1000 }],
    ['a connection that is cut', { kind: 'cut' }],
    ['half an answer', { kind: 'half' }],
    ['a gateway that gave up', { kind: 'reply', reply: { status: 504, body: '<html>504</html>' } }],
  ]
  test.each(lost)('%s: asked again only where it costs nothing, never silently', async (_, fault) => {
    const s = await stage({ timeout: 0.3 })
    s.fake.fail(fault)
    const asked = await s.ask(many(s, 1))
    if (s.isPaid && !s.isSafe) {
      expect(asked.checked[0]!.outcome).toMatchObject({
        kind: 'unknown',
        reason: 'maybe_charged',
        retry: true,
      })
      expect(s.fake.requests.length).toBe(1)
      expect(asked.summary.notes.join()).toMatch(/may have charged for 1 \w+/)
      expect(asked.summary.spent).toBe(0.01)
      s.w.deps = { ...s.w.deps, now: () => new Date('2026-11-22T09:00:00.000Z') }
      const again = await s.ask(many(s, 1))
      expect(kinds(again)).toEqual([good])
      expect(again.summary.notes.join()).toContain('may have charged already')
    } else {
      expect(kinds(asked)).toEqual([good])
      expect(s.fake.requests.length).toBe(2)
    }
  })

  const unreadable: [string, Fault][] = [
    [
      'a web page at 200',
      {
        kind: 'reply',
        reply: { body: '<!doctype html><title>Log in</title>', headers: { 'content-type': 'text/html' } },
      },
    ],
    ['nothing at 200', { kind: 'reply', reply: { body: '' } }],
    ['JSON of another shape', { kind: 'reply', reply: { body: ['what'] } }],
    [
      'a redirect to another host',
      { kind: 'reply', reply: { status: 302, headers: { location: 'http://127.0.0.1:1/' } } },
    ],
    ['more bytes than anybody should send', { kind: 'huge', bytes: 40_000_000 }],
  ]
  test.each(unreadable)('%s is no answer, and not taken for one', async (_, fault) => {
    const s = await stage()
    s.fake.fail(fault)
    const asked = await s.ask(many(s, 1))
    expect(kinds(asked)).toEqual(['unknown'])
    expect(s.fake.requests.length).toBe(1)
    expect(texts(s, asked)).not.toContain(s.fake.key)
  })

  test('the wrong content type does not matter where the content is right', async () => {
    const s = await stage()
    s.fake.fail({ kind: 'type', type: 'text/html' })
    expect(kinds(await s.ask(many(s, 1)))).toEqual([good])
  })

  test('an outage: all unknown or not asked, none judged, and it is soon given up', async () => {
    const s = await stage()
    await s.fake.close()
    const asked = await s.ask(many(s, 2000))
    expect(asked.checked.length).toBe(2000)
    expect(kinds(asked).filter((kind) => kind !== 'unknown' && kind !== 'not_asked')).toEqual([])
    expect(stopped(asked)).toBe('outage')
    expect(s.clock.slept.length).toBeLessThan(50)
    expect(asked.summary.spent).toBe(0)
  })

  const stops: [Manner, string][] = [
    ['bad_key', 'credential'],
    ['no_credit', 'quota'],
  ]
  test.each(stops.filter(([manner]) => can(manner)))('%s stops the service at once', async (manner, kind) => {
    const s = await stage()
    s.fake.behave(manner)
    const asked = await s.ask(many(s, 2000))
    expect(kinds(asked)).toEqual(all('not_asked', 2000))
    expect(stopped(asked)).toBe(kind)
    expect(s.fake.requests.length).toBeLessThanOrEqual(3 * s.service.concurrency)
    expect(asked.summary.spent).toBe(0)
    expect(texts(s, asked)).not.toContain(s.fake.key)
  })

  test('too fast: it waits, and goes on', async () => {
    const s = await stage()
    s.fake.behave('too_fast')
    const asked = await s.ask(many(s, 5))
    expect(kinds(asked)).toEqual(all(good, 5))
    expect(s.clock.slept.length).toBeGreaterThan(0)
  })

  const rows: [Manner, number, string[]][] = [
    ['missing_rows', 5, ['unknown', ...all(good, 4)]],
    ['duplicate_rows', 5, all(good, 5)],
    ['reordered_rows', 5, all(good, 5)],
  ]
  test.each(rows.filter(([manner]) => can(manner)))('%s', async (manner, count, expected) => {
    const s = await stage()
    s.fake.behave(manner)
    const questions = many(s, count)
    const asked = await s.ask(questions)
    expect(asked.checked.map(({ text }) => text)).toEqual(questions.map(textOf))
    expect(kinds(asked)).toEqual(expected)
  })

  test.runIf(can('new_status') || !isEntity(kind))(
    'a word that nobody has seen: no crash, no judgement that it does not carry, and the word is kept',
    async () => {
      const s = await stage()
      s.fake.behave('new_status')
      const [checked] = (await s.ask(many(s, 1))).checked
      const { outcome } = checked!
      if (outcome.kind === good)
        expect(outcome).toMatchObject({ verdict: 'valid', evidence: { valid: true, line_type: 'telepathy' } })
      else expect(outcome).toMatchObject({ kind: 'unknown', reason: 'new_status', retry: false })
      expect(JSON.stringify(outcome)).toMatch(/quantum|haunted|perhaps|telepathy/)
    },
  )

  test.runIf(can('bad_key'))('its test proves the key at no cost', async () => {
    const s = await stage()
    const { testService } = await import('../../src/core/engine/test-service.ts')
    expect(await testService(s.w.deps, s.service, s.clock)).toMatchObject({ works: true })
    expect(s.fake.charged).toBe(0)
    s.fake.behave('bad_key')
    const refused = await testService(s.w.deps, s.service, s.clock)
    expect(refused).toMatchObject({ works: false, trouble: 'credential' })
    expect(JSON.stringify(refused)).not.toContain(s.fake.key)
  })

  test('the money: never more than is allowed, and the rest is not asked', async () => {
    const s = await stage()
    const asked = await s.ask(many(s, 40), { max_calls: 2 })
    const answered = kinds(asked).filter((kind) => kind === good).length
    expect(asked.checked.length).toBe(40)
    const { batch, bulk } = s.capability
    const isBulk = bulk !== undefined && bulk.from <= 1
    // To look at a job is no question.
    if (!isBulk) expect(s.fake.requests.length).toBeLessThanOrEqual(2)
    expect(answered).toBe(Math.min(40, 2 * (isBulk ? bulk.most : batch)))
    if (answered < 40) expect(asked.summary.cut).toBe('max_calls')
    if (!s.isPaid) return
    const more = await s.ask(many(s, 100).slice(40), { max_cost: 0.17 })
    expect(kinds(more).filter((kind) => kind === good).length).toBe(17)
    expect([more.summary.cut, more.summary.spent]).toEqual(['max_cost', expect.closeTo(0.17, 6)])
  })
})
