import { describe, expect, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { showPerson } from '../../../src/core/look/show.ts'
import { makeAgenda } from '../../../src/core/log/agenda.ts'
import { logActivity, readKind, readNext } from '../../../src/core/log/log.ts'
import { suppressAddresses } from '../../../src/core/suppress/suppress.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { failure, rejection } from '../../support/failure.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const ANN = 'ann@acme.example'
const BOB = 'bob@birch.example'

const people = async (): Promise<World> => {
  const w = world()
  await importText(w, `Name,Email,Company\nAnn Lee,${ANN},Acme\nBob Roe,${BOB},Birch`)
  return w
}

const columns = (w: World, email = ANN) => {
  const { lifecycle, last_touch, next_step_on } = personOf(w, email)
  return { lifecycle, last_touch, next_step_on }
}

const NOTHING = { lifecycle: 'suspect', last_touch: null, next_step_on: null }

describe('what was done', () => {
  test.each<[string, Parameters<typeof logActivity>[1], object]>([
    ['a note touches nobody', { who: ANN, kind: 'note', detail: 'x' }, NOTHING],
    ['a call is a touch', { who: ANN, kind: 'call' }, { ...NOTHING, last_touch: '2026-11-21' }],
    [
      'an answered call is contact',
      { who: ANN, kind: 'call', answered: true, at: '2026-11-10T10:00:00.000Z' },
      { ...NOTHING, last_touch: '2026-11-10', lifecycle: 'prospect' },
    ],
    [
      'a meeting is contact',
      { who: ANN, kind: 'meeting' },
      { ...NOTHING, last_touch: '2026-11-21', lifecycle: 'prospect' },
    ],
    ['a word of one’s own is a touch', { who: ANN, kind: 'lunch' }, { ...NOTHING, last_touch: '2026-11-21' }],
  ])('%s', async (_, input, expected) => {
    const w = await people()
    const { run } = await logActivity(w.deps, input)
    expect(columns(w)).toEqual(expected)
    await undoRun(w.deps, { run: run! })
    expect(columns(w)).toEqual(NOTHING)
    await undoRun(w.deps, { run: run! + 1 })
    expect(columns(w)).toEqual(expected)
  })

  test('said twice is written once', async () => {
    const w = await people()
    const input = {
      who: ANN,
      kind: 'call',
      detail: 'hello',
      next: [{ due_on: '2026-12-01', detail: 'quote' }],
    }
    expect((await logActivity(w.deps, input)).counts).toEqual({
      activities: 1,
      steps: 1,
      done: 0,
      answers: 0,
    })
    const again = await logActivity(w.deps, input)
    expect(again).toMatchObject({ run: null, counts: { activities: 0, steps: 0 } })
    expect(showPerson(w.deps, ANN).activities).toHaveLength(1)
  })

  test('a dry run writes nothing', async () => {
    const w = await people()
    const plan = await logActivity(w.deps, { who: ANN, kind: 'meeting', dry_run: true })
    expect(plan).toMatchObject({ run: null, lifecycle: { after: 'prospect' } })
    expect(columns(w)).toEqual(NOTHING)
  })

  test('what lies ahead is refused', async () => {
    const w = await people()
    const refused = logActivity(w.deps, { who: ANN, kind: 'call', at: '2026-11-22' })
    expect(await rejection(refused)).toMatchObject({ code: 'log.future' })
  })

  test('mail sent and replies are touches too', async () => {
    const w = await people()
    await importText(w, `Event,Time,Email\nsent,2026-11-02,${ANN}\nvisit,2026-11-05,${ANN}`, {
      kind: 'events',
    })
    expect(columns(w)).toEqual({ ...NOTHING, last_touch: '2026-11-02' })
  })
})

describe('what is next', () => {
  test('stands in the agenda until it is done, and again when that is taken back', async () => {
    const w = await people()
    const next = [readNext('2026-11-20 send quote'), readNext('2026-11-25 call again')]
    const planned = await logActivity(w.deps, { who: ANN, kind: null, next, by: 'ana', shared: true })
    expect(planned.steps.map(({ id }) => id)).toEqual([1, 2])
    expect(columns(w).next_step_on).toBe('2026-11-20')
    const agenda = () => makeAgenda(w.deps, { quiet_after: 30 })
    expect(agenda().counts).toEqual({ overdue: 1, today: 0, week: 1, later: 0, quiet: 0 })
    expect(agenda().steps.overdue).toMatchObject([
      { id: 1, by: 'ana', shared: true, person: { full_name: 'Ann Lee', company: 'Acme' } },
    ])
    expect(makeAgenda(w.deps, { quiet_after: 30, by: 'bo' }).counts).toMatchObject({ overdue: 0, week: 0 })
    const done = await logActivity(w.deps, { who: ANN, kind: null, done: 1 })
    expect(done).toMatchObject({ counts: { activities: 1, done: 1 }, done: { id: 1, detail: 'send quote' } })
    expect(columns(w)).toEqual({ ...NOTHING, next_step_on: '2026-11-25' })
    expect(agenda().counts.overdue).toBe(0)
    expect(await logActivity(w.deps, { who: ANN, kind: null, done: 1 })).toMatchObject({ run: null })
    await undoRun(w.deps, { run: done.run! })
    expect(agenda().counts.overdue).toBe(1)
  })

  test('a step of somebody else is refused', async () => {
    const w = await people()
    await logActivity(w.deps, { who: ANN, kind: null, next: [readNext('2026-11-20 send quote')] })
    const refused = logActivity(w.deps, { who: BOB, kind: null, done: 1 })
    expect(await rejection(refused)).toMatchObject({ code: 'log.unknown_step' })
  })

  test('people who went quiet are named, unless something is planned with them', async () => {
    const w = await people()
    await logActivity(w.deps, { who: ANN, kind: 'call', at: '2026-10-01', by: 'ana' })
    await logActivity(w.deps, { who: BOB, kind: 'call', at: '2026-11-01', by: 'bo' })
    const quiet = (quiet_after: number, by?: string) =>
      makeAgenda(w.deps, { quiet_after, by }).quiet.map(({ full_name }) => full_name)
    expect(quiet(30)).toEqual(['Ann Lee'])
    expect(quiet(10)).toEqual(['Ann Lee', 'Bob Roe'])
    expect(quiet(10, 'bo')).toEqual(['Bob Roe'])
    await logActivity(w.deps, { who: ANN, kind: null, next: [readNext('2026-12-20 call')] })
    expect(quiet(30)).toEqual([])
  })
})

test('what was logged follows the person through a merge of lists, and a rebuild finds the same', async () => {
  const w = await people()
  await logActivity(w.deps, { who: ANN, kind: 'meeting', next: [readNext('2026-12-20 call')] })
  await importText(w, `Name,Email,Title\nAnn Lee,${ANN},CEO`)
  expect(columns(w)).toEqual({ lifecycle: 'prospect', last_touch: '2026-11-21', next_step_on: '2026-12-20' })
  const { present, rebuilt } = await rebuildBeside(w.deps)
  expect(present.person).toEqual(rebuilt.person)
})

describe('words', () => {
  test.each([
    ['call', 'call'],
    ['E-mail', 'email'],
    ['lunch', 'lunch'],
  ])('%s', (text, kind) => expect(readKind(text)).toBe(kind))
  test.each(['cal', 'done', 'two words', ''])('"%s" is refused', (text) =>
    expect(failure(() => readKind(text)).code).toBe('log.kind'),
  )
  test.each(['send quote', '2026-12-01', '2026-02-30 x', ''])('"%s" is no step', (text) =>
    expect(failure(() => readNext(text)).code).toBe('log.next'),
  )
})

test('a calendar leaves the file without the steps with suppressed people', async () => {
  const w = await people()
  for (const who of [ANN, BOB])
    await logActivity(w.deps, { who, kind: 'call', next: [{ due_on: '2026-11-21', detail: 'quote' }] })
  await suppressAddresses(w.deps, { what: [ANN], reason: 'asked' })
  const due = (leaves: boolean) =>
    makeAgenda(w.deps, { quiet_after: 30, leaves }).steps.today.map(({ person }) => person.full_name)
  expect(due(false)).toEqual(['Ann Lee', 'Bob Roe'])
  expect(due(true)).toEqual(['Bob Roe'])
})
