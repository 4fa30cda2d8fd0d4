import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { runPipeline, type RunResult } from '../../../src/core/run/run.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'
import { conferenceRun, fixtureConfig, pipelineInput } from '../../support/pipeline.ts'
import { importText, tableCounts, world, type World } from '../../support/world.ts'

const LISTS = ['conference', 'crm-export', 'founder', 'linkedin-connections'].map(
  (name) => `fixtures/lists/${name}.csv`,
)

/** Each line of the funnel follows from the one before. */
const addsUp = ({ funnel, counts }: RunResult, w: World): void => {
  const { rows, people, gate } = funnel
  expect(rows.rejected + rows.repeats + rows.known + rows.new).toBe(rows.read)
  expect(people.before + people.new - people.duplicates).toBe(people.total)
  expect(Object.values(gate.held_back).reduce((a, b) => a + b, 0) + gate.qualified).toBe(gate.total)
  expect([gate.total, counts.people, counts.companies, counts.qualified]).toEqual([
    people.total,
    w.file.people.count(),
    w.file.companies.count(),
    gate.qualified,
  ])
  expect(counts.read).toBe(
    counts.created + counts.updated + counts.unchanged + counts.repeats + counts.rejected,
  )
}

describe('the main job', () => {
  test('ends with a funnel that adds up, and a dozen people worth calling', async () => {
    const w = world()
    const out = join(folder(), 'qualified.csv')
    const result = await conferenceRun(w, out)
    addsUp(result, w)
    expect(result.counts).toMatchObject({ read: 200, rejected: 6, repeats: 8 })
    expect(result.counts.qualified).toBeGreaterThanOrEqual(8)
    expect(result.counts.qualified).toBeLessThanOrEqual(20)
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(result.counts.qualified + 1)
    expect(result.best).toHaveLength(10)
    expect(result.best.every(({ because, missing }) => because !== '' && missing.length === 0)).toBe(true)
    const scores = result.best.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test('is one run with its steps', async () => {
    const w = world()
    const { run } = await conferenceRun(w, join(folder(), 'q.csv'))
    expect(w.file.runs.top(9).map(({ id, command, status }) => [id, command, status])).toEqual([
      [run, 'run', 'done'],
    ])
    const steps = w.file.runs.children(run!)
    expect(steps.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['import', 'dedupe', 'enrich', 'validate', 'score', 'push']),
    )
    expect(steps.every(({ status }) => status === 'done')).toBe(true)
  })

  test('twice is once', async () => {
    const w = world()
    const out = join(folder(), 'q.csv')
    const first = await conferenceRun(w, out)
    const before = [tableCounts(w), w.file.derived.state(), readFileSync(out, 'utf8')]
    const second = await conferenceRun(w, out)
    addsUp(second, w)
    expect([second.run, second.counts.qualified]).toEqual([null, first.counts.qualified])
    expect([tableCounts(w), w.file.derived.state(), readFileSync(out, 'utf8')]).toEqual(before)
  })

  test('a dry run gives the same funnel and leaves no trace', async () => {
    const [dry, wet] = [world(), world()]
    const out = join(folder(), 'q.csv')
    const before = tableCounts(dry)
    const plan = await conferenceRun(dry, out, { dry_run: true })
    expect([plan.run, plan.dry_run, existsSync(out)]).toEqual([null, true, false])
    expect(tableCounts(dry)).toEqual(before)
    expect(plan.funnel).toEqual((await conferenceRun(wet, out)).funnel)
  })

  test('taken back, it leaves an empty file, and can be done again', async () => {
    const w = world()
    const out = join(folder(), 'q.csv')
    const first = await conferenceRun(w, out)
    await undoRun(w.deps, {})
    expect([w.file.people.count(), w.file.companies.count()]).toEqual([0, 0])
    const again = await conferenceRun(w, out)
    addsUp(again, w)
    expect(again.funnel.gate).toEqual(first.funnel.gate)
  })
})

test('four lists one after the other: every funnel adds up', async () => {
  const w = world()
  const config = await fixtureConfig()
  for (const path of LISTS) addsUp(await runPipeline(w.deps, pipelineInput(config, [path], null)), w)
  const all = world()
  addsUp(await runPipeline(all.deps, pipelineInput(config, LISTS, null)), all)
  addsUp(await runPipeline(all.deps, pipelineInput(config, [], null)), all)
})

test('without a list it works on what the file holds', async () => {
  const w = world()
  const config = { ...(await fixtureConfig()), customers: null }
  await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\n')
  const result = await runPipeline(w.deps, pipelineInput(config, [], null))
  addsUp(result, w)
  expect(result.funnel).toMatchObject({ rows: { read: 0, new: 0 }, people: { before: 1, new: 0, total: 1 } })
  expect([result.steps.import, result.steps.customers, result.steps.push]).toEqual([null, null, null])
})

test('an empty file stays empty', async () => {
  const w = world()
  const config = { ...(await fixtureConfig()), customers: null }
  const result = await runPipeline(w.deps, pipelineInput(config, [], null))
  expect([result.run, result.best, result.funnel.gate.total]).toEqual([null, [], 0])
})

test('a list that cannot be read: nothing is written, the customers neither', async () => {
  const w = world()
  const before = tableCounts(w)
  const out = join(folder(), 'q.csv')
  const input = pipelineInput(await fixtureConfig(), [LISTS[0]!, join(folder(), 'none.csv')], out)
  expect((await rejection(runPipeline(w.deps, input))).kind).toBe('input')
  expect([tableCounts(w), existsSync(out)]).toEqual([before, false])
})

test('stopped in the middle, it says so; the next one finishes the work, and its funnel adds up', async () => {
  const w = world()
  const config = { ...(await fixtureConfig()), customers: null }
  const at = folder()
  const paths = ['a', 'b'].map((name) => {
    const path = join(at, `${name}.csv`)
    const rows = Array.from({ length: 40 }, (_, i) => `Ann Lee,${name}${i}@gmail.com,CEO`)
    writeFileSync(path, `Name,Email,Job Title\n${rows.join('\n')}\n`)
    return path
  })
  const stop = new AbortController()
  const stopped = runPipeline(
    { ...w.deps, signal: stop.signal },
    pipelineInput(config, paths, null),
    ({ kind }) => {
      if (kind === 'progress') stop.abort()
    },
  )
  expect((await rejection(stopped)).kind).toBe('interrupted')
  expect(w.file.people.count()).toBe(40)
  expect(w.file.runs.list(9).map(({ status }) => status)).toEqual(['interrupted', 'interrupted'])
  const result = await runPipeline(w.deps, pipelineInput(config, paths, null))
  addsUp(result, w)
  expect(w.file.people.count()).toBe(80)
  expect(w.file.runs.list(99).every(({ status }) => status === 'done')).toBe(true)
  // One job, one undo.
  await undoRun(w.deps, {})
  expect(w.file.people.count()).toBe(0)
})
