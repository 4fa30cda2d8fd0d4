import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, type Config } from '../../../src/core/config/index.ts'
import type { Objective } from '../../../src/core/config/config.ts'
import type { Deps } from '../../../src/core/derive/run.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { forgetPerson } from '../../../src/core/forget/forget.ts'
import { measureObjectives } from '../../../src/core/measure/objectives.ts'
import { listSegments, showSegment } from '../../../src/core/measure/segments.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { suppressAddresses } from '../../../src/core/suppress/suppress.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { failure } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'

const PEOPLE = `Name,Email,Job Title,Company,Website,Country
Ann Lee,ann@acme.example,CTO,Acme,acme.example,DE
Bob Ray,bob@acme.example,CTO,Acme,acme.example,AT
Cy Dow,cy@birch.example,CTO,Birch,birch.example,US
Dee Fox,dee@cedar.example,Buyer,Cedar,cedar.example,CH
`
const SEGMENTS = [
  { name: 'dach_ctos', when: "country in ('DE', 'AT', 'CH') and title = 'CTO'" },
  { name: 'everybody', when: 'true' },
  { name: 'nobody', when: "country = 'FR'" },
]
const config = (objectives: Partial<Objective>[] = []): Config => ({
  ...DEFAULT_CONFIG,
  segments: SEGMENTS,
  objectives: objectives.map((given) => ({
    ...{ about: 'segment', name: 'dach_ctos', metric: 'replied', target: 2 },
    ...{ from: '2026-11-01', by: '2026-11-30', owner: null },
    ...given,
  })),
})

const on = (w: World, day: string): Deps => {
  w.file.setClock(day)
  return { ...w.deps, asOf: new Date(`${day}T00:00:00Z`), now: () => new Date(`${day}T09:00:00Z`) }
}
const start = async (): Promise<World> => {
  const w = world()
  await importText(w, PEOPLE)
  await scorePeople(on(w, '2026-11-02'), { config: config() })
  return w
}
const shown = (w: World, day: string, name = 'dach_ctos') => {
  const { counts, people, moves } = showSegment(on(w, day), { name, config: config() })
  return {
    counts,
    people: people.map(({ full_name, entered_on }) => [full_name, entered_on]),
    moves: moves.map(({ on: at, what, full_name }) => [at, what, full_name]),
  }
}
const move = async (w: World, day: string, who: string, country: string): Promise<number> => {
  await editPerson(on(w, day), { who, changes: { country } })
  const { run } = await scorePeople(on(w, day), { config: config() })
  return run!
}

describe('segments', () => {
  test('suppressed people are counted, never listed', async () => {
    const w = await start()
    await suppressAddresses(w.deps, { what: ['ann@acme.example'], reason: 'asked' })
    const { counts, people } = shown(w, '2026-11-03')
    expect(counts).toMatchObject({ people: 2, suppressed: 1, shown: 1 })
    expect(people.map(([name]) => name)).toEqual(['Bob Ray'])
  })

  test('who is in when it is looked at first did not enter', async () => {
    const w = await start()
    expect(shown(w, '2026-11-02')).toEqual({
      counts: { people: 2, suppressed: 0, shown: 2, entered: 0, left: 0 },
      people: [
        ['Ann Lee', '2026-11-02'],
        ['Bob Ray', '2026-11-02'],
      ],
      moves: [],
    })
    expect(
      listSegments(on(w, '2026-11-02'), config()).segments.map(({ name, people }) => [name, people]),
    ).toEqual([
      ['dach_ctos', 2],
      ['everybody', 4],
      ['nobody', 0],
    ])
  })
  test('entering and leaving, with their days', async () => {
    const w = await start()
    await move(w, '2026-11-05', 'cy@birch.example', 'CH')
    await move(w, '2026-11-09', 'ann@acme.example', 'GB')
    expect(shown(w, '2026-11-10')).toEqual({
      counts: { people: 2, suppressed: 0, shown: 2, entered: 1, left: 1 },
      people: [
        ['Bob Ray', '2026-11-02'],
        ['Cy Dow', '2026-11-05'],
      ],
      moves: [
        ['2026-11-09', 'left', 'Ann Lee'],
        ['2026-11-05', 'entered', 'Cy Dow'],
      ],
    })
    // More than 30 days later both are old news.
    expect(shown(w, '2027-01-10').counts).toMatchObject({ people: 2, entered: 0, left: 0 })
  })
  test('entering on the day of the first look, too', async () => {
    const w = await start()
    await move(w, '2026-11-02', 'cy@birch.example', 'CH')
    await move(w, '2026-11-02', 'dee@cedar.example', 'FR')
    expect(shown(w, '2026-11-02')).toMatchObject({
      counts: { people: 3, entered: 1, left: 0 },
      moves: [['2026-11-02', 'entered', 'Cy Dow']],
    })
  })
  test('looking twice writes nothing', async () => {
    const w = await start()
    const again = await scorePeople(on(w, '2026-11-02'), { config: config() })
    expect([again.run, again.segments.map(({ entered, left }) => entered + left)]).toEqual([null, [0, 0, 0]])
  })
  test('a dry run sees it and forgets it', async () => {
    const w = await start()
    await editPerson(on(w, '2026-11-05'), { who: 'cy@birch.example', changes: { country: 'CH' } })
    const dry = await scorePeople(on(w, '2026-11-05'), { config: config(), dry_run: true })
    expect(dry.segments[0]).toEqual({ name: 'dach_ctos', entered: 1, left: 0 })
    expect(shown(w, '2026-11-05').moves).toEqual([])
  })
  test('undoing the scoring takes back what it saw; doing it again brings it back', async () => {
    const w = await start()
    const run = await move(w, '2026-11-05', 'cy@birch.example', 'CH')
    const undone = await undoRun(on(w, '2026-11-06'), { run })
    expect(shown(w, '2026-11-06').moves).toEqual([])
    await undoRun(on(w, '2026-11-06'), { run: undone.run! })
    expect(shown(w, '2026-11-06').moves).toEqual([['2026-11-05', 'entered', 'Cy Dow']])
  })
  test('who is forgotten leaves no trace in it', async () => {
    const w = await start()
    await forgetPerson(on(w, '2026-11-06'), { who: 'ann@acme.example' })
    const rows = w.file.leads.query('SELECT count(DISTINCT person_id) AS n FROM segment_change').rows
    expect([...rows]).toEqual([{ n: 3 }])
  })
  test('another name is refused', async () => {
    const w = await start()
    expect(failure(() => shown(w, '2026-11-06', 'dach_cto'))).toMatchObject({
      ...{ kind: 'usage', code: 'segment.unknown', message: 'there is no segment "dach_cto"' },
    })
  })
})

const EVENTS = `Email,Event,Timestamp
ann@acme.example,replied,2026-10-20T10:00:00Z
ann@acme.example,replied,2026-11-03T10:00:00Z
ann@acme.example,replied,2026-11-04T10:00:00Z
cy@birch.example,replied,2026-11-04T10:00:00Z
bob@acme.example,meeting booked,2026-11-10T10:00:00Z
bob@acme.example,replied,2026-11-12T10:00:00Z
`

describe('objectives', () => {
  const day = '2026-11-15'
  test.each([
    ['replies of people in a segment, each once', {}, { done: 2, expected: 1, state: 'reached' }],
    ['not those of before', { from: '2026-11-05' }, { done: 1, state: 'on_track' }],
    [
      'nor those of after',
      { by: '2026-11-11', from: '2026-11-02' },
      { done: 1, expected: 2, state: 'missed' },
    ],
    ['behind an even pace', { target: 20 }, { done: 2, expected: 10, state: 'slipping', share: 0.1 }],
    ['not yet begun', { from: '2026-11-20', target: 20 }, { done: 0, expected: 0, state: 'on_track' }],
    [
      'a meeting at an account',
      { about: 'account', name: 'Acme', metric: 'meeting' },
      { done: 1, unknown: false },
    ],
    ['a person', { about: 'person', name: 'cy@birch.example', target: 1 }, { done: 1, state: 'reached' }],
    ['people in a segment now', { metric: 'people' }, { done: 2 }],
    ['qualified ones', { metric: 'qualified' }, { done: 0 }],
    ['nobody pushed', { metric: 'pushed' }, { done: 0 }],
    ['customers', { metric: 'won', target: 1 }, { done: 1, state: 'reached' }],
    ['an unknown account', { about: 'account', name: 'nowhere.example' }, { done: 0, unknown: true }],
    ['an unknown person', { about: 'person', name: 'no@nowhere.example' }, { done: 0, unknown: true }],
  ] as [string, Partial<Objective>, object][])('%s', async (_, objective, expected) => {
    const w = await start()
    await importText(w, EVENTS, { kind: 'events' })
    await setStage(on(w, '2026-11-13'), { who: 'ann@acme.example', stage: 'customer' })
    const [progress] = measureObjectives(on(w, day), config([objective]))
    expect(progress).toMatchObject(expected)
  })
  test('who left the segment since it began counts still', async () => {
    const w = await start()
    await importText(w, EVENTS, { kind: 'events' })
    await move(w, '2026-11-14', 'ann@acme.example', 'GB')
    const done = (metric: Objective['metric']): number =>
      measureObjectives(on(w, day), config([{ metric }]))[0]!.done
    expect([done('replied'), done('people')]).toEqual([2, 1])
  })
  test('without a first day it begins when scoring sees it', async () => {
    const w = await start()
    await importText(w, EVENTS, { kind: 'events' })
    const given = config([{ from: null }])
    expect(measureObjectives(on(w, '2026-11-04'), given)[0]).toMatchObject({ from: '2026-11-04', done: 1 })
    await scorePeople(on(w, '2026-11-03'), { config: given })
    expect(measureObjectives(on(w, day), given)[0]).toMatchObject({ from: '2026-11-03', done: 2 })
  })
  test('is told in words', () => {
    const told = measureObjectives(world().deps, config([{ target: 20 }, { metric: 'meeting', target: 1 }]))
    expect(told.map(({ title }) => title)).toEqual([
      '20 replies from dach_ctos by 2026-11-30',
      '1 meeting with dach_ctos by 2026-11-30',
    ])
  })
})
