import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Deps } from '../../../src/core/derive/run.ts'
import { listRuns, showRun } from '../../../src/core/look/history.ts'
import { rowColumns, runRows } from '../../../src/core/look/run-rows.ts'
import { inputInShort } from '../../../src/core/look/runs.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { CRM, EVENT, idOf, importText, makeDeps, makeSample } from './sample.ts'

let deps: Deps
const folder = mkdtempSync(join(tmpdir(), 'prm-history-'))
beforeAll(async () => {
  deps = await makeSample()
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  [{ files: ['a.csv', 'b.csv'], kind: 'people', on_match: 'fill', source: null }, 'a.csv b.csv'],
  [{ files: ['-'], kind: 'customers', on_match: 'refresh' }, '- kind=customers on_match=refresh'],
  [{ who: '12abc', changes: { title: 'VP' } }, '12abc title=VP'],
  [{ run: 3 }, '3'],
  [{}, ''],
  [{ built_in_model: false, limit: 0 }, 'limit=0'],
])('what a run was asked: %j', (input, expected) => {
  expect(inputInShort(input)).toBe(expected)
})

describe('listRuns', () => {
  test('latest first, with what was taken back', async () => {
    const own = await makeSample()
    await undoRun(own, { run: 2 })
    const { counts, runs } = listRuns(own, 5)
    expect(counts).toEqual({ runs: 6, shown: 5 })
    expect(runs.map(({ id, undone_by, undoes }) => [id, undone_by, undoes])).toEqual([
      [6, null, 2],
      [5, null, null],
      [4, null, null],
      [3, null, null],
      [2, 6, null],
    ])
    expect(runs[4]!.counts).toMatchObject({ read: 2, created: 1, updated: 1 })
  })
  test('steps stand under their run', async () => {
    const own = makeDeps()
    const parent = own.file.runs.start({
      command: 'run',
      parent_id: null,
      undoes: null,
      started_at: '2026-11-21T09:00:00Z',
      as_of: '2026-11-21',
      input: '{}',
      version: '0.0.0',
      pid: null,
      host: null,
    })
    await importText(own, 'event.csv', EVENT, parent)
    await importText(own, 'crm.csv', CRM, parent)
    const { counts, runs } = listRuns(own)
    expect(counts).toEqual({ runs: 1, shown: 1 })
    expect(runs[0]!.steps).toEqual([2, 3])
    const run = showRun(own, parent)
    expect(run.steps.map(({ command, input }) => `${command} ${input}`)).toEqual([
      'import event.csv country=US',
      'import crm.csv country=US',
    ])
    expect(run.batches.map(({ file }) => file)).toEqual(['event.csv', 'crm.csv'])
    const rows = runRows(own, { run: parent })
    expect([...rows.rows].map(({ file, line }) => `${file ?? ''}:${line}`)).toEqual([
      'event.csv:2',
      'event.csv:3',
      'event.csv:4',
      'event.csv:5',
      'crm.csv:2',
      'crm.csv:3',
    ])
  })
})

describe('showRun', () => {
  test('how each list was read', () => {
    const { batches, details } = showRun(deps, 2)
    expect(details).toMatchObject({ id: 2, command: 'import', as_of: '2026-11-21', version: '0.0.0' })
    expect(batches).toMatchObject([
      {
        file: 'crm.csv',
        source: 'crm',
        on_match: 'fill',
        rows: 2,
        finished: true,
        delimiter: ',',
        header_row: 1,
      },
    ])
    expect(batches[0]!.mapping).toContainEqual({ column: 'job title', field: 'title' })
  })
  test('the first changes, and how many there are', () => {
    const all = showRun(deps, 3, 1000)
    const { counts, changes } = showRun(deps, 3, 2)
    expect(changes).toEqual(all.changes.slice(0, 2))
    expect(counts).toMatchObject({ shown: 2, changes: all.changes.length })
    expect(all.changes.length).toBeGreaterThan(2)
  })
  test('no such run', () => {
    expect(() => showRun(deps, 99)).toThrow('there is no run 99')
  })
})

describe('runRows', () => {
  test('every row with its outcome', () => {
    const { counts, rows } = runRows(deps, { run: 1 })
    expect(counts).toEqual({
      rows: 4,
      shown: 4,
      created: 3,
      updated: 0,
      unchanged: 0,
      repeat: 0,
      rejected: 1,
    })
    const [first, , , last] = [...rows]
    expect(first).toMatchObject({
      file: 'event.csv',
      line: 2,
      outcome: 'created',
      person_id: idOf(deps, 'ann@acme.example'),
      changed: [],
      reason: null,
      cells: { 'First Name': 'Ann', Booth: '9' },
    })
    expect(last).toMatchObject({ line: 5, outcome: 'rejected', person_id: null, cells: { Booth: '14' } })
    expect(last!.reason).toMatch(/\w/)
  })
  test('what a row changed of somebody known', () => {
    const [row] = [...runRows(deps, { run: 2 }).rows]
    expect(row).toMatchObject({ outcome: 'updated', changed: ['city'], cells: { city: 'Oakland' } })
  })
  test('a limit cuts the rows, not the counts', () => {
    const { counts, rows } = runRows(deps, { run: 1, limit: 2 })
    expect([...rows]).toHaveLength(2)
    expect(counts).toMatchObject({ rows: 4, shown: 2 })
  })
  test('an edit is a row of names and values', () => {
    expect([...runRows(deps, { run: 5 }).rows]).toMatchObject([
      { file: null, line: 1, outcome: 'updated', changed: ['city'], cells: { city: 'Berkeley' } },
    ])
  })
  test('headers that stand twice, are empty, or have our names', async () => {
    const own = makeDeps()
    await importText(own, 'odd.csv', 'email,reason,Note,Note,\nann@acme.example,a,b,c,d\n')
    const result = runRows(own, { run: 1 })
    expect(rowColumns(result).slice(6)).toEqual(['email', 'reason (cell)', 'Note', 'Note (2)', 'column 5'])
    expect([...result.rows][0]!.cells).toMatchObject({ Note: 'b', 'Note (2)': 'c', 'column 5': 'd' })
  })
  test('a CSV that a spreadsheet can open, for nobody else to read', () => {
    const output = join(folder, 'outcomes.csv')
    runRows(deps, { run: 1, output })
    const lines = readFileSync(output, 'utf8').split('\n')
    expect(lines[0]).toBe(
      'file,line,outcome,person_id,changed,reason,First Name,Last Name,Email,Phone,Job Title,Company,Employees,Booth,Unsubscribed',
    )
    expect(lines[3]).toMatch(
      /^event\.csv,4,created,\w+,,,Cy,Dow,cy@birch\.example,\+442079460123,,Birch,,'=1\+2,yes$/,
    )
    expect(statSync(output).mode & 0o777).toBe(0o600)
  })
  test('a run that read nothing', () => {
    expect(() => runRows(deps, { run: 3 })).toThrow('run 3 (enrich) read no rows')
  })
})
