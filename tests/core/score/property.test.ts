import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, DIMENSIONS, type Config, type Model } from '../../../src/core/config/index.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { explainPerson } from '../../../src/core/score/why.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { importText, world, type World } from '../../support/world.ts'
import {
  address,
  EVENT_ROWS,
  EVENTS_HEADER,
  PEOPLE,
  PEOPLE_HEADER,
  SIGNAL_ROWS,
  SIGNALS_HEADER,
  text,
} from './market-people.ts'

const load = async (
  w: World,
  order: <T>(rows: readonly T[]) => readonly T[] = (rows) => rows,
): Promise<void> => {
  await importText(w, text(PEOPLE_HEADER, order(PEOPLE)))
  await importText(w, text(SIGNALS_HEADER, order(SIGNAL_ROWS)), { kind: 'signals', name: 'signals.csv' })
  await importText(w, text(EVENTS_HEADER, order(EVENT_ROWS)), { kind: 'events', name: 'events.csv' })
}

const CONDITIONS = [
  'employees > 50',
  "country = 'US'",
  "title ilike '%ceo%' or seniority = 'vp'",
  'events_30d >= 1',
  'signals_90d >= 2',
  'last_reply >= today - 60',
  'unsubscribed',
  'industry is null',
  "email_status = 'valid'",
  'true',
]

const fading = fc.record({
  points: fc.integer({ min: 0, max: 60 }),
  half_life: fc.integer({ min: 1, max: 200 }),
  cap: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
})
const limit = fc.option(fc.integer({ min: 1, max: 100 }))
const rule = fc.record({
  when: fc.constantFrom(...CONDITIONS),
  points: fc.integer({ min: -40, max: 60 }),
  because: fc.constantFrom('one reason', 'another'),
  group: fc.constantFrom(undefined, 'a', 'b'),
})
const dimension = fc.record({
  cap: fc.integer({ min: 0, max: 100 }),
  groups: fc.record({ a: fc.integer({ min: 0, max: 50 }), b: fc.integer({ min: 0, max: 100 }) }),
  rules: fc.array(rule, { maxLength: 5 }),
})
const models: fc.Arbitrary<Model> = fc.record({
  dimensions: fc.record(
    Object.fromEntries(DIMENSIONS.map((name) => [name, dimension])) as Record<
      (typeof DIMENSIONS)[number],
      typeof dimension
    >,
  ),
  decay: fc.record({
    signals: fc.record({ funding: fading, job_posting: fading, research: fading }),
    events: fc.record({ reply: fading, visit: fading, click: fading }),
    saturation: fc.record({ signals: limit, events: limit }),
  }),
  grades: fc.constant({ A: 60, B: 40, C: 20 }),
  fit: fc.constantFrom<Model['fit']>({ A: 45, B: 25 }, { A: 30 }, { A: 60, B: 40, C: 20, D: 10 }),
  heat: fc.constant({ 1: 20, 2: 5 }),
})

const configOf = (model: Model): Config => ({ ...DEFAULT_CONFIG, model })

describe('what is shown adds up', () => {
  test('to the score that is given, for any model and everybody, each dimension between 0 and its cap', async () => {
    const w = world()
    await load(w)
    let limits = 0
    let dated = 0
    const people = w.file.people.ids()
    await fc.assert(
      fc.asyncProperty(models, fc.constantFrom(...people), async (model, who) => {
        const config = configOf(model)
        await scorePeople(w.deps, { config })
        const why = await explainPerson(w.deps, { who, config })
        const given = w.file.scores.latest(who)!
        const sum = (points: readonly { points: number }[]): number =>
          points.reduce((all, one) => all + one.points, 0)
        expect(sum(why.parts)).toBe(why.score)
        for (const name of DIMENSIONS) {
          const points = why.dimensions[name]
          expect(points).toBeGreaterThanOrEqual(0)
          expect(points).toBeLessThanOrEqual(model.dimensions[name].cap)
          expect(sum(why.parts.filter((part) => part.dimension === name))).toBe(points)
          expect(given[name]).toBe(points)
        }
        const { score, grade, fit, heat, route } = why
        expect(given).toMatchObject({ score, grade, fit, heat, route })
        expect(given.missing?.split(',') ?? []).toEqual(why.gates.mvl!.missing)
        limits += why.parts.filter(
          ({ kind }) => kind === 'cap' || kind === 'floor' || kind === 'saturation',
        ).length
        dated += why.parts.filter(({ kind }) => kind === 'signal' || kind === 'event').length
        for (const way of why.ways_up) expect(way.points).toBeGreaterThan(0)
      }),
      { numRuns: 40 },
    )
    expect(Math.min(limits, dated)).toBeGreaterThan(20)
  }, 120_000)
})

/** Without the run and the day, which tell only when it was written. */
const latest = ({ file }: World): unknown[] =>
  file.scores.allLatest().map((row) => ({ ...row, run_id: 0, as_of: '' }))

/** How many people have each result: as it is kept, and counted anew. */
const expectCounts = ({ file }: World): void => {
  const results = 'grade, fit, heat, score, mvl'
  const key = `${results}, coalesce(route, '') AS route, coalesce(missing, '') AS missing`
  const kept = file.leads.rows(
    `SELECT ${results}, route, missing, people FROM score_count ORDER BY 1, 2, 3, 4, 5, 6, 7`,
  )
  expect(kept).toEqual(
    file.leads.rows(
      `SELECT ${key}, count(*) AS people FROM latest_score GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7`,
    ),
  )
}

type Step = (w: World, n: number) => Promise<unknown>

const STEPS: Record<string, Step> = {
  event: (w, n) =>
    importText(
      w,
      `Email,Event,Timestamp\n${address(n)},replied,2026-11-${String(1 + (n % 20)).padStart(2, '0')}T09:00:00Z\n`,
      {
        kind: 'events',
        name: `event-${n}.csv`,
      },
    ),
  clicks: (w, n) =>
    importText(
      w,
      `Email,Event,Timestamp,Campaign,URL\n${address(n)},delivered,2026-11-19T09:00:00Z,autumn,\n${address(n)},clicked,2026-11-19T09:00:0${n % 9}Z,autumn,https://x.example/${n}\n`,
      { kind: 'events', name: `clicks-${n}.csv` },
    ),
  signal: (w, n) =>
    importText(
      w,
      `Domain,Signal,Date\n${address(n).split('@')[1]!},funding,2026-10-${String(1 + (n % 28)).padStart(2, '0')}\n`,
      {
        kind: 'signals',
        name: `signal-${n}.csv`,
      },
    ),
  edit: (w, n) =>
    editPerson(w.deps, { who: address(n), changes: { title: n % 2 === 0 ? 'CEO' : 'Student' } }),
  size: (w, n) =>
    importText(
      w,
      `Name,Email,Company,Website,Employees\nAnn${n} Lee,${address(n)},,${address(n).split('@')[1]!},${n * 30}\n`,
      {
        on_match: 'overwrite',
        name: `size-${n}.csv`,
      },
    ),
  validate: (w) =>
    validateAddresses(w.deps, {
      extra_tlds: ['example'],
      max_age: DEFAULT_CONFIG.validate.max_age,
      country: 'US',
    }),
  undo: (w) => undoRun(w.deps, {}).catch(() => null),
}

describe('scoring only those who changed', () => {
  test('gives what scoring everybody gives, whatever happened in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.integer({ min: 0, max: 29 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (steps) => {
          const w = world()
          await load(w)
          const config = DEFAULT_CONFIG
          await scorePeople(w.deps, { config })
          for (const [name, n] of steps) {
            await STEPS[name]!(w, n)
            expectCounts(w)
            await scorePeople(w.deps, { config })
          }
          expectCounts(w)
          const some = latest(w)
          await w.file.rehearse(async () => {
            w.file.derived.forgetScores()
            const whole = await scorePeople(w.deps, { config })
            expect(latest(w)).toEqual(some)
            expect(whole.counts.people).toBe(some.length)
          })
        },
      ),
      { numRuns: 12 },
    )
  }, 120_000)

  test('and looks only at them', async () => {
    const w = world()
    await load(w)
    const config = DEFAULT_CONFIG
    await scorePeople(w.deps, { config })
    expect(w.file.leads.rows('SELECT count(*) AS n FROM score_due')[0]!.n).toBe(0)
    await STEPS.event!(w, 3)
    expect(w.file.leads.rows('SELECT id FROM score_due').map(({ id }) => id)).toEqual(
      w.file.people.idsByAddress(address(3)),
    )
    expect(w.file.scores.due()).not.toBeNull()
    expect((await scorePeople(w.deps, { config })).counts).toMatchObject({ people: 36, changed: 1 })
    // Nothing changes about the person but that there is a visit more.
    const visit = `Email,Event,Timestamp\n${address(3)},visit,2026-11-19T10:00:00Z\n`
    await importText(w, visit, { kind: 'events', name: 'visit.csv' })
    expect(w.file.leads.rows('SELECT id FROM score_due').map(({ id }) => id)).toEqual(
      w.file.people.idsByAddress(address(3)),
    )
  })
})

describe('the same file, model and day', () => {
  const shown = (w: World): unknown[] =>
    w.file.leads.rows(
      'SELECT email, score, fit, heat, grade, route, mvl, in_market, as_of FROM lead ORDER BY email',
    )

  test.each<[string, <T>(rows: readonly T[]) => readonly T[]]>([
    ['backwards', (rows) => [...rows].reverse()],
    [
      'the second half first',
      (rows) => [...rows.slice(rows.length >> 1), ...rows.slice(0, rows.length >> 1)],
    ],
  ])(
    'give the same scores and receipts when the lists were read %s',
    async (_, order) => {
      const [a, b] = [world(), world()]
      await load(a)
      await load(b, order)
      const config: Config = { ...DEFAULT_CONFIG, in_market: { purchase_cycle: 365 } }
      const results = [await scorePeople(a.deps, { config }), await scorePeople(b.deps, { config })]
      expect(results[1]).toEqual(results[0])
      expect(results[0]!.market!.in_market).toBeGreaterThan(0)
      expect(shown(b)).toEqual(shown(a))
      for (let n = 0; n < PEOPLE.length; n += 5) {
        const { person: x, ...one } = await explainPerson(a.deps, { who: address(n), config })
        const { person: y, ...other } = await explainPerson(b.deps, { who: address(n), config })
        expect(JSON.stringify(other)).toBe(JSON.stringify(one))
        expect({ ...y, id: '' }).toEqual({ ...x, id: '' })
      }
    },
    60_000,
  )
})
