import { MIGRATIONS } from '../../../src/store/migrate.ts'
import { describe, expect, test } from 'vitest'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { fileStatus } from '../../../src/core/look/status.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { EVENT, giveScores, idOf, importText, makeDeps, makeSample } from './sample.ts'

describe('the counts', () => {
  test('an empty file', () => {
    const status = fileStatus(makeDeps())
    expect(status.counts).toEqual({
      people: 0,
      companies: 0,
      records: 0,
      duplicates: 0,
      suppressed: 0,
      scored: 0,
      mvl: 0,
    })
    expect(status).toMatchObject({
      run: null,
      file: ':memory:',
      bytes: null,
      schema: MIGRATIONS.length,
      runs: [],
      held_back: [],
    })
  })
  test('a small file', async () => {
    const deps = await makeSample()
    const status = fileStatus(deps)
    expect(status.counts).toMatchObject({ people: 4, companies: 3, records: 6, suppressed: 1, scored: 0 })
    expect(status.sources).toEqual([
      { name: 'event', kind: 'list', people: 3 },
      { name: 'crm', kind: 'list', people: 2 },
      { name: 'hand', kind: 'hand', people: 1 },
    ])
    expect(status.addresses).toEqual({ email: { plausible: 4 }, phone: { plausible: 2 } })
    expect(status.runs.map(({ id, command, input }) => [id, command, input])).toEqual([
      [5, 'edit', `${idOf(deps, 'ann@acme.example')} city=Berkeley`],
      [4, 'validate', ''],
      [3, 'enrich', ''],
      [2, 'import', 'crm.csv country=US'],
      [1, 'import', 'event.csv country=US'],
    ])
  })
  test('what holds people back, and who lacks nothing else', async () => {
    const deps = await makeSample()
    giveScores(deps, {
      'ann@acme.example': { score: 70, grade: 'A', mvl: 1 },
      'bob@acme.example': { score: 30, grade: 'C', missing: 'score' },
      'dee@cedar.example': { score: 30, grade: 'C', missing: 'stakeholders,score' },
      'cy@birch.example': { missing: 'suppressed,stakeholders,score' },
    })
    const status = fileStatus(deps)
    expect(status.counts).toMatchObject({ scored: 4, mvl: 1 })
    expect(status.grades).toEqual({ A: 1, C: 2, D: 1 })
    expect(status.scored_as_of).toBe('2026-11-21')
    expect(status.held_back).toEqual([
      { requirement: 'score', people: 3, alone: 1 },
      { requirement: 'stakeholders', people: 2, alone: 0 },
      { requirement: 'suppressed', people: 1, alone: 0 },
    ])
  })
})

describe('the next step', () => {
  const next = (deps: Parameters<typeof fileStatus>[0]): string => fileStatus(deps).next.command
  test('leads from an empty file to people worth calling', async () => {
    const deps = makeDeps()
    expect(next(deps)).toBe('prm import LIST.csv')
    await importText(deps, 'event.csv', EVENT)
    expect(fileStatus(deps).next).toEqual({
      command: 'prm enrich',
      because: '3 records can be completed at no cost',
    })
    await enrichPeople(deps)
    expect(next(deps)).toBe('prm validate')
    await validateAddresses(deps, { extra_tlds: ['example'] })
    expect(next(deps)).toBe('prm score')
    giveScores(deps, {
      'ann@acme.example': { mvl: 1 },
      'bob@acme.example': { missing: 'score' },
      'cy@birch.example': { missing: 'score' },
    })
    expect(fileStatus(deps).next).toEqual({
      command: 'prm push --to csv:qualified.csv',
      because: '1 qualified person was not given on yet',
    })
    const ann = { target: 'csv:qualified.csv', person_id: idOf(deps, 'ann@acme.example'), run_id: 4 }
    deps.file.pushes.add({
      ...ann,
      outcome: 'created',
      remote_id: null,
      content: '{}',
      pushed_at: '2026-11-21',
    })
    expect(next(deps)).toBe('prm list --where mvl --sort -score')
  })
  test('nobody qualifies', async () => {
    const deps = await makeSample()
    await enrichPeople(deps)
    const missing = { missing: 'score' }
    const emails = ['ann@acme.example', 'bob@acme.example', 'cy@birch.example', 'dee@cedar.example']
    giveScores(deps, Object.fromEntries(emails.map((email) => [email, missing])))
    expect(fileStatus(deps).next.because).toBe('nobody qualifies yet: 4 lack "score"')
  })
  test('a run that was stopped comes first', async () => {
    const deps = await makeSample()
    deps.file.runs.finish(deps.file.runs.top(1)[0]!.id, 'interrupted', {}, '2026-11-21T09:00:00Z')
    expect(fileStatus(deps).next.because).toBe('run 5 did not finish; the same command goes on with it')
  })
  test('records that were taken back need no enriching', async () => {
    const deps = await makeSample()
    await enrichPeople(deps)
    await importText(deps, 'more.csv', 'email\neve@dune.example\n')
    expect(next(deps)).toBe('prm enrich')
    await undoRun(deps, {})
    expect(next(deps)).toBe('prm score')
  })
})
