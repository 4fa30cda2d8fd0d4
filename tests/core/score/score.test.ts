import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, type Config } from '../../../src/core/config/index.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { explainPerson } from '../../../src/core/score/why.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { conferenceRun, fixtureConfig } from '../../support/pipeline.ts'
import { importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const none = { cap: 100, rules: [] }

/** A model of a few rules, and a gate. */
const configOf = (
  more: Partial<Config> & { rules?: Config['model']['dimensions']['person']['rules'] },
): Config => {
  const { rules = [], ...rest } = more
  const dimensions = {
    firmographic: none,
    technographic: none,
    person: { cap: 40, rules },
    behavioural: none,
    intent: none,
  }
  return { ...DEFAULT_CONFIG, model: { ...DEFAULT_CONFIG.model, dimensions }, ...rest }
}

const CEO = { when: "title = 'CEO'", points: 30, because: 'leads the company' }
const SIZE = { when: 'employees >= 50', points: 20, because: 'the right size' }
const BAD = { when: "title = 'Student'", points: -50, because: 'learns' }

const TEXT = `Name,Email,Job Title,Company,Website,Employees,Unsubscribed
Ann Lee,ann@acme.example,CEO,Acme,acme.example,80,
Bob Roe,bob@acme.example,Student,Acme,acme.example,80,
Carla Diaz,carla@birch.example,CEO,Birch,birch.example,,
Dora Kim,dora@cedar.example,CEO,Cedar,cedar.example,90,yes
`

const start = async (): Promise<World> => {
  const w = world()
  await importText(w, TEXT)
  return w
}

const scores = ({ file }: World): unknown[] =>
  file.leads
    .rows('SELECT full_name, score, mvl, route FROM lead ORDER BY id')
    .map((row) => Object.values(row))

describe('the sum of the parts', () => {
  test('is the score, for everybody of the conference list; and the gate says the same', async () => {
    const w = world()
    await conferenceRun(w, null)
    const config = await fixtureConfig()
    const ids = w.file.people.ids()
    expect(ids.length).toBeGreaterThan(150)
    let limits = 0
    for (const who of ids) {
      const why = await explainPerson(w.deps, { who, config })
      const sum = why.parts.reduce((total, { points }) => total + points, 0)
      expect([who, sum, w.file.scores.latest(who)!.score]).toEqual([who, why.score, why.score])
      limits += why.parts.filter(({ kind }) => kind !== 'rule').length
      expect(why.given).toBeNull()
      const { mvl, missing } = w.file.scores.latest(who)!
      expect([mvl, missing ?? '']).toEqual([Number(why.gates.mvl!.passes), why.gates.mvl!.missing.join(',')])
    }
    expect(limits).toBeGreaterThan(0)
  })

  test('limits are parts, with their sign', async () => {
    const w = await start()
    const config = configOf({ rules: [CEO, SIZE, BAD] })
    const why = async (who: string) => {
      const { score, parts } = await explainPerson(w.deps, { who, config })
      return [score, parts.map(({ points, kind }) => [points, kind])]
    }
    expect(await why('ann@acme.example')).toEqual([
      40,
      [
        [30, 'rule'],
        [20, 'rule'],
        [-10, 'cap'],
      ],
    ])
    expect(await why('bob@acme.example')).toEqual([
      0,
      [
        [20, 'rule'],
        [-50, 'rule'],
        [30, 'floor'],
      ],
    ])
  })

  test('a rule about something unknown is open', async () => {
    const w = await start()
    const { parts, open } = await explainPerson(w.deps, {
      who: 'carla@birch.example',
      config: configOf({ rules: [CEO, SIZE] }),
    })
    expect([parts.length, open.map(({ rule, unknown }) => [rule, unknown])]).toEqual([
      1,
      [[SIZE.when, ['employees']]],
    ])
  })
})

describe('scoring', () => {
  const config = configOf({
    rules: [CEO, SIZE, BAD],
    gates: { mvl: [{ name: 'score', when: 'score >= 30' }] },
  })

  test('gives everybody a score, a route and a verdict of the gate', async () => {
    const w = await start()
    const result = await scorePeople(w.deps, {
      config: { ...config, routes: [{ route: 'personal', when: 'score >= 40' }] },
    })
    expect(scores(w)).toEqual([
      ['Ann Lee', 40, 1, 'personal'],
      ['Bob Roe', 0, 0, null],
      ['Carla Diaz', 30, 1, null],
      ['Dora Kim', 40, 0, 'personal'],
    ])
    expect(result.counts).toEqual({ people: 4, changed: 4, mvl: 2 })
    expect(result.routes).toEqual({ personal: 2, none: 2 })
    const total = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0)
    expect([total(result.grades), total(result.matrix)]).toEqual([4, 4])
  })

  test('twice is once, on another day too', async () => {
    const w = await start()
    await scorePeople(w.deps, { config })
    const before = [w.file.derived.state(), tableCounts(w)]
    expect(await scorePeople(w.deps, { config })).toMatchObject({
      run: null,
      counts: { people: 4, changed: 0, mvl: 2 },
    })
    w.file.setClock('2026-12-24')
    const later = { ...w.deps, asOf: new Date('2026-12-24T00:00:00.000Z') }
    expect((await scorePeople(later, { config })).run).toBeNull()
    expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  })

  test('another model writes only the scores that changed, and the old ones stay as history', async () => {
    const w = await start()
    await scorePeople(w.deps, { config })
    const other = configOf({ rules: [{ ...CEO, points: 35 }, SIZE, BAD], gates: config.gates })
    const { run, counts } = await scorePeople(w.deps, { config: other })
    // Those with 80 and 90 people stay at the cap; Bob stays at the floor.
    expect(counts.changed).toBe(1)
    const carla = String(personOf(w, 'carla@birch.example').id)
    expect(w.file.leads.scoresOf(carla).map(({ score }) => score)).toEqual([35, 30])
    await undoRun(w.deps, { run: run! })
    expect(personOf(w, 'carla@birch.example').score).toBe(30)
  })

  test('a dry run keeps nothing', async () => {
    const w = await start()
    const before = tableCounts(w)
    const plan = await scorePeople(w.deps, { config, dry_run: true })
    expect([plan.run, plan.counts.changed, tableCounts(w)]).toEqual([null, 4, before])
  })

  test('says what was scored last where it is another one now', async () => {
    const w = await start()
    await scorePeople(w.deps, { config })
    const { given } = await explainPerson(w.deps, {
      who: 'carla@birch.example',
      config: configOf({ rules: [] }),
    })
    expect(given).toMatchObject({ score: 30, as_of: '2026-11-21' })
  })
})

describe('the gate', () => {
  const gates = {
    mvl: [
      { name: 'size', when: 'employees >= 50' },
      { name: 'intent', when: 'signals_90d >= 1' },
      { name: 'score', when: 'score >= 30' },
    ],
  }

  test('what the whole file cannot answer is unmeasured, and skipped', async () => {
    const w = await start()
    const config = configOf({ rules: [CEO], gates })
    const { unmeasured, missing } = await scorePeople(w.deps, { config })
    expect(unmeasured).toEqual(['intent'])
    expect(missing).toEqual({
      score: { people: 1, alone: 1 },
      size: { people: 1, alone: 1 },
      suppressed: { people: 1, alone: 1 },
    })
    const why = await explainPerson(w.deps, { who: 'ann@acme.example', config })
    expect(why.gates.mvl).toMatchObject({ passes: true, missing: [], unmeasured: ['intent'] })
    expect(why.gates.mvl!.requirements.map(({ name, state }) => [name, state])).toEqual([
      ['size', 'met'],
      ['intent', 'unmeasured'],
      ['score', 'met'],
    ])
  })

  test('unless it is strict', async () => {
    const w = await start()
    const config = configOf({ rules: [CEO], gates, strict: true })
    expect((await scorePeople(w.deps, { config })).counts.mvl).toBe(0)
    const why = await explainPerson(w.deps, { who: 'ann@acme.example', config })
    expect(why.gates.mvl).toMatchObject({ passes: false, missing: ['intent'], unmeasured: ['intent'] })
  })

  test('unknown is not met', async () => {
    const w = await start()
    const config = configOf({ rules: [CEO], gates })
    const why = await explainPerson(w.deps, { who: 'carla@birch.example', config })
    expect(why.gates.mvl).toMatchObject({ passes: false, missing: ['size'] })
    expect(why.gates.mvl!.requirements[0]).toMatchObject({ state: 'missing', values: { employees: null } })
  })

  test('the suppressed and the customers never pass, whatever it asks', async () => {
    const w = await start()
    await importText(w, 'Company,Domain\nAcme,acme.example\n', { kind: 'customers', name: 'customers.csv' })
    const config = configOf({ gates: { mvl: [{ name: 'anybody', when: 'true' }] } })
    await scorePeople(w.deps, { config })
    expect(w.file.leads.rows('SELECT full_name FROM lead WHERE mvl = 1')).toEqual([
      { full_name: 'Carla Diaz' },
    ])
    for (const [who, hold] of [
      ['dora@cedar.example', 'suppressed'],
      ['ann@acme.example', 'customer'],
    ] as const) {
      const why = await explainPerson(w.deps, { who, config })
      expect(why.gates.mvl).toMatchObject({ passes: false, missing: [hold] })
      expect(w.file.scores.latest(why.person.id)!.missing).toBe(hold)
    }
  })
})

test('why nobody', async () => {
  const w = await start()
  const why = Promise.resolve().then(() =>
    explainPerson(w.deps, { who: 'zoe@acme.example', config: DEFAULT_CONFIG }),
  )
  expect((await rejection(why)).code).toBe('who.unknown')
})
