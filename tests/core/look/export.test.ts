import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Deps } from '../../../src/core/derive/run.ts'
import { EXPORT_COLUMNS, exportLines, exportPeople, type ExportInput } from '../../../src/core/look/export.ts'
import { importText, makeDeps, makeSample } from './sample.ts'

let deps: Deps
const folder = mkdtempSync(join(tmpdir(), 'prm-export-'))
beforeAll(async () => {
  deps = await makeSample()
})
afterAll(() => rmSync(folder, { recursive: true }))

const text = (input: Partial<ExportInput>): string =>
  [
    ...exportLines(exportPeople(deps, { format: 'csv', columns: ['first_name', 'custom.booth'], ...input })),
  ].join('')

describe('formats', () => {
  test.each<[string, Partial<ExportInput>, string]>([
    ['csv', {}, 'first_name,custom.booth\nAnn,9\nBob,20\n,\n'],
    ['csv, whoever is asked for', { where: 'suppressed' }, 'first_name,custom.booth\n'],
    [
      'ndjson',
      { format: 'ndjson', where: "first_name = 'Ann'" },
      '{"first_name":"Ann","custom.booth":"9"}\n',
    ],
    [
      'json',
      { format: 'json', columns: ['first_name', 'employees', 'suppressed'], where: "company = 'Acme'" },
      '[\n{"first_name":"Ann","employees":120,"suppressed":false},\n{"first_name":"Bob","employees":120,"suppressed":false}\n]\n',
    ],
    ['json of nobody', { format: 'json', where: 'false' }, '[]\n'],
    ['csv of nobody', { where: 'false' }, 'first_name,custom.booth\n'],
  ])('%s', (_name, input, expected) => {
    expect(text(input)).toBe(expected)
  })
})

describe('cells that a spreadsheet would run', () => {
  const formulas = { columns: ['full_name', 'notes'], where: "full_name = 'Eve Fox'" }
  test.each<[string, Partial<ExportInput>, string]>([
    ['are made text', {}, "full_name,notes\nEve Fox,'=1+2\n"],
    ['stay as they are with --raw', { raw: true }, 'full_name,notes\nEve Fox,=1+2\n'],
    [
      'stay as they are where no spreadsheet reads',
      { format: 'ndjson' },
      '{"full_name":"Eve Fox","notes":"=1+2"}\n',
    ],
  ])('%s', async (_name, input, expected) => {
    const own = makeDeps()
    await importText(own, 'list.csv', 'Name,Email,Notes\nEve Fox,eve@acme.example,=1+2\n')
    const lines = exportLines(exportPeople(own, { format: 'csv', ...formulas, ...input }))
    expect([...lines].join('')).toBe(expected)
  })
})

test('all columns by default, own ones with them, the clock not', () => {
  const { columns } = exportPeople(deps, { format: 'csv' })
  expect(columns).toEqual([...EXPORT_COLUMNS.filter((name) => !name.endsWith('.*')), 'custom.booth'])
  expect(columns).not.toContain('as_of')
})

test('counts add up', () => {
  const { counts } = exportPeople(deps, { format: 'csv' })
  expect(counts).toEqual({ people: 4, written: 3, left_out: 1 })
  expect(exportPeople(deps, { format: 'csv', where: 'suppressed' }).counts).toEqual({
    people: 1,
    written: 0,
    left_out: 1,
  })
})

describe('a file', () => {
  test('is written whole, for nobody else to read', () => {
    const output = join(folder, 'all.csv')
    exportPeople(deps, { format: 'csv', columns: ['email'], output })
    expect(readFileSync(output, 'utf8')).toBe(
      'email\nann@acme.example\nbob@acme.example\ndee@cedar.example\n',
    )
    expect(statSync(output).mode & 0o777).toBe(0o600)
  })
  test('stays as it was when something is wrong, and nothing is left beside it', () => {
    const output = join(folder, 'kept.csv')
    writeFileSync(output, 'old')
    expect(() => exportPeople(deps, { format: 'csv', columns: ['emial'], output })).toThrow(
      'did you mean email?',
    )
    expect(readFileSync(output, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
  test('in a folder that is not there', () => {
    const output = join(folder, 'nowhere', 'all.csv')
    expect(() => exportPeople(deps, { format: 'csv', output })).toThrow('there is no such folder')
  })
})
