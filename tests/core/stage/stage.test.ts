import { describe, expect, test } from 'vitest'
import { fileStatus } from '../../../src/core/look/status.ts'
import { showPerson } from '../../../src/core/look/show.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const ANN = 'ann@acme.example'
const LIST = `Name,Email,Company,Website
Ann Lee,${ANN},Acme,acme.example
Bob Roe,bob@birch.example,Birch,birch.example`

const people = async (): Promise<World> => {
  const w = world()
  await importText(w, LIST)
  return w
}

const stagesOf = (w: World, email = ANN): [unknown, unknown] => {
  const { lifecycle, buying_stage = null } = personOf(w, email)
  return [lifecycle, buying_stage]
}

const events = (w: World, ...rows: string[]) =>
  importText(w, `Event,Time,Email\n${rows.join('\n')}`, { kind: 'events', name: 'events.csv' })

describe('a stage by hand', () => {
  test('is set with evidence and day, told in the history, and taken back', async () => {
    const w = await people()
    const because = 'asked for a quote'
    const set = await setStage(w.deps, { who: ANN, stage: 'evaluation', because, by: 'ana' })
    expect(set).toMatchObject({ run: 2, counts: { changed: 1 }, is_known: false, held_by: null })
    expect(set.after).toEqual({ lifecycle: 'suspect', buying_stage: 'evaluation' })
    expect(showPerson(w.deps, ANN).stages).toMatchObject([
      { on: '2026-11-21', stage: 'evaluation', from: null, by: 'hand', who: 'ana', because, run_id: 2 },
    ])
    expect(showPerson(w.deps, ANN).history).toMatchObject([
      { field: 'buying_stage', old: null, new: 'evaluation', why: 'hand', run_id: 2 },
    ])
    await undoRun(w.deps, { run: 2 })
    expect(stagesOf(w)).toEqual(['suspect', null])
    await undoRun(w.deps, { run: 3 })
    expect(stagesOf(w)).toEqual(['suspect', 'evaluation'])
  })

  test('said twice is said once', async () => {
    const w = await people()
    await setStage(w.deps, { who: ANN, stage: 'prospect', because: 'met' })
    const again = await setStage(w.deps, { who: ANN, stage: 'prospect' })
    expect(again).toMatchObject({ run: null, is_known: true, counts: { changed: 0 } })
    expect(w.file.runs.list(10)).toHaveLength(2)
    const other = await setStage(w.deps, { who: ANN, stage: 'prospect', because: 'met again' })
    expect(other).toMatchObject({ run: 3, counts: { changed: 0 } })
  })

  test('a dry run changes nothing', async () => {
    const w = await people()
    const plan = await setStage(w.deps, { who: ANN, stage: 'customer', dry_run: true })
    expect(plan).toMatchObject({ run: null, after: { lifecycle: 'customer' }, dry_run: true })
    expect(stagesOf(w)).toEqual(['suspect', null])
    expect(w.file.runs.list(10)).toHaveLength(1)
  })

  test('says what holds instead', async () => {
    const w = await people()
    await events(w, `reply,2026-11-10,${ANN}`)
    const late = await setStage(w.deps, { who: ANN, stage: 'suspect', on: '2026-11-01' })
    expect(late.held_by).toEqual({ stage: 'prospect', because: 'replied', on: '2026-11-10' })
    await importText(w, 'Company,Website\nBirch,birch.example', { kind: 'customers' })
    const at = await setStage(w.deps, { who: 'bob@birch.example', stage: 'prospect' })
    expect(at.held_by?.because).toBe('the company stands in a list of customers')
    const gone = await setStage(w.deps, { who: 'bob@birch.example', stage: 'former_customer' })
    expect(gone.held_by).toBeNull()
    expect(stagesOf(w, 'bob@birch.example')[0]).toBe('former_customer')
  })

  test('of a day to come is refused', async () => {
    const w = await people()
    const refused = setStage(w.deps, { who: ANN, stage: 'customer', on: '2026-12-01' })
    expect(await rejection(refused)).toMatchObject({ code: 'stage.future' })
  })

  test('clearing brings back what events say', async () => {
    const w = await people()
    await events(w, `meeting,2026-11-10,${ANN}`)
    await setStage(w.deps, { who: ANN, stage: 'disqualified' })
    expect(stagesOf(w)).toEqual(['disqualified', null])
    await setStage(w.deps, { who: ANN, stage: null })
    expect(stagesOf(w)).toEqual(['prospect', null])
    expect(await setStage(w.deps, { who: ANN, stage: null })).toMatchObject({ run: null, is_known: true })
  })
})

describe('what happened', () => {
  test.each([
    ['reply', ['prospect', null]],
    ['meeting', ['prospect', null]],
    ['form', ['prospect', null]],
    ['sign_up', ['prospect', null]],
    ['purchase', ['customer', 'purchase']],
    ['open', ['suspect', null]],
    ['click', ['suspect', null]],
    ['visit', ['suspect', null]],
    ['unsubscribe', ['suspect', null]],
  ])('%s', async (kind, stages) => {
    const w = await people()
    const run = (await events(w, `${kind},2026-11-10,${ANN}`)).run!
    expect(stagesOf(w)).toEqual(stages)
    await undoRun(w.deps, { run })
    expect(stagesOf(w)).toEqual(['suspect', null])
  })

  test('before the person was known counts as soon as they appear, and is no change of theirs', async () => {
    const w = world()
    await events(w, `reply,2026-11-10,${ANN}`)
    await importText(w, LIST)
    expect(stagesOf(w)).toEqual(['prospect', null])
    expect(showPerson(w.deps, ANN).history).toEqual([])
  })

  test('suspects and prospects are reported apart', async () => {
    const w = await people()
    await events(w, `reply,2026-11-10,${ANN}`)
    expect(fileStatus(w.deps).lifecycles).toEqual({ suspect: 1, prospect: 1 })
    await importText(w, 'Company,Website\nBirch,birch.example', { kind: 'customers' })
    expect(fileStatus(w.deps).lifecycles).toEqual({ prospect: 1, customer: 1 })
  })
})
