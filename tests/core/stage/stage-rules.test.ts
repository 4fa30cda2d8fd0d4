import { describe, expect, test } from 'vitest'
import type { StageRule } from '../../../src/core/config/config.ts'
import { loadConfig } from '../../../src/core/config/index.ts'
import { showPerson } from '../../../src/core/look/show.ts'
import { applyStageRules } from '../../../src/core/stage/stage-rules.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const ANN = 'ann@acme.example'

const DEMO: StageRule = { when: "last_event >= '2026-11-01'", stage: 'evaluation', because: 'saw a demo' }
const SMALL: StageRule = { when: 'employees < 3', stage: 'disqualified', because: 'too small' }

const people = async (): Promise<World> => {
  const w = world()
  await importText(
    w,
    `Name,Email,Company,Website,Employees\nAnn Lee,${ANN},Acme,acme.example,2\nBob Roe,bob@birch.example,Birch,birch.example,50`,
  )
  await event(w, 'visit', '2026-11-10')
  return w
}

const event = (w: World, kind: string, on: string) =>
  importText(w, `Event,Time,Email\n${kind},${on},${ANN}`, { kind: 'events' })

const apply = (w: World, ...stages: StageRule[]) => applyStageRules(w.deps, { config: { stages } })

describe('rules of the config', () => {
  test('lead whom they fit, once, with the reason', async () => {
    const w = await people()
    const result = await apply(w, DEMO, SMALL)
    expect(result).toMatchObject({ run: 3, counts: { moved: 2 }, rules: [{ moved: 1 }, { moved: 1 }] })
    expect(personOf(w, ANN)).toMatchObject({ lifecycle: 'disqualified', buying_stage: 'evaluation' })
    expect(showPerson(w.deps, ANN).stages).toMatchObject([
      { stage: 'evaluation', by: 'rule', because: 'saw a demo', run_id: 3 },
      { stage: 'disqualified', by: 'rule', because: 'too small', run_id: 3 },
    ])
    expect(await apply(w, DEMO, SMALL)).toMatchObject({ run: null, counts: { moved: 0 } })
    await undoRun(w.deps, { run: 3 })
    expect(personOf(w, ANN)).toMatchObject({ lifecycle: 'suspect' })
    expect(personOf(w, ANN).buying_stage).toBeNull()
  })

  test('never lead back', async () => {
    const w = await people()
    await setStage(w.deps, { who: ANN, stage: 'purchase', on: '2026-11-01' })
    expect(await apply(w, DEMO)).toMatchObject({ counts: { moved: 0 } })
  })

  test('do not say again what the hand has gone against', async () => {
    const w = await people()
    await apply(w, DEMO)
    await setStage(w.deps, { who: ANN, stage: 'need' })
    expect(await apply(w, DEMO)).toMatchObject({ counts: { moved: 0 } })
  })

  test('say nothing against the hand until something newer happens', async () => {
    const w = await people()
    await setStage(w.deps, { who: ANN, stage: 'need', on: '2026-11-12' })
    expect(await apply(w, DEMO)).toMatchObject({ counts: { moved: 0 } })
    await event(w, 'visit', '2026-11-15')
    expect(await apply(w, DEMO)).toMatchObject({ counts: { moved: 1 } })
    expect(personOf(w, ANN).buying_stage).toBe('evaluation')
  })

  test('do not lift what was closed by hand', async () => {
    const w = await people()
    await setStage(w.deps, { who: ANN, stage: 'disqualified', on: '2026-11-01' })
    const rule: StageRule = { when: 'true', stage: 'prospect', because: 'everybody' }
    expect(await apply(w, rule)).toMatchObject({ counts: { moved: 1 } })
    expect(personOf(w, ANN).lifecycle).toBe('disqualified')
  })
})

describe('in prm.yaml', () => {
  const load = (text: string) => loadConfig(text, { path: '/home/ada/prm.yaml' })
  test('are read', async () => {
    const { stages } = await load(
      'stages:\n  - {when: employees < 3, stage: disqualified, because: too small}',
    )
    expect(stages).toEqual([SMALL])
  })
  test.each([
    ['an unknown stage', 'evalution', 'did you mean "evaluation"?'],
    ['the beginning', 'suspect', 'must be one of prospect,'],
  ])('%s is refused', async (_, stage, told) => {
    const error = await rejection(load(`stages:\n  - {when: "true", stage: ${stage}, because: x}`))
    expect(error).toMatchObject({ code: 'config.invalid', message: expect.stringContaining(told) as string })
  })
})
