import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTable } from '../../../src/lib/table/index.ts'
import { read } from './read.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prm-json-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/formats/${name}`, import.meta.url))

test('a document with a list in it, nested objects, and ids longer than a number holds', async () => {
  const { info, rows } = await read(fixture('contacts.json'))
  expect(info).toMatchObject({ format: 'json', headerRow: 0, preambleRows: 0 })
  expect(info.header).toEqual([
    ...[
      'id',
      'first_name',
      'last_name',
      'emails.0.value',
      'emails.0.type',
      'emails.1.value',
      'emails.1.type',
    ],
    ...['company.name', 'company.domain', 'company.employees', 'tags', 'unsubscribed', 'phone'],
  ])
  expect(rows.map(({ line, cells }) => [line, cells[0], cells[7], cells[9], cells[10], cells[11]])).toEqual([
    [1, '12345678901234567890', 'Harbor Lane Freight', '240', 'fair; hot', 'false'],
    [2, '12345678901234567891', 'Nordkai GmbH', '', '', 'true'],
  ])
})

test.each<[string, string, string[], string[][]]>([
  [
    'an array of objects with different keys',
    '[{"a":1},{"b":null,"a":0.5}]',
    ['a', 'b'],
    [
      ['1', ''],
      ['0.5', ''],
    ],
  ],
  ['an array of arrays', '[["name","age"],["Anna",41]]', ['name', 'age'], [['Anna', '41']]],
  ['one object', '{"name":"Anna","tags":["x","y"]}', ['name', 'tags'], [['Anna', 'x; y']]],
  ['a list within two objects', '{"ok":true,"result":{"contacts":[{"a":1}]}}', ['a'], [['1']]],
  ['one line with a line end', '{"data":[{"a":1},{"a":2}]}\n', ['a'], [['1'], ['2']]],
  [
    'fields in a wrapper',
    '[{"id":"r1","fields":{"Name":"Anna","id":"x"}}]',
    ['id', 'Name', 'fields.id'],
    [['r1', 'Anna', 'x']],
  ],
  [
    'keys that objects have anyway',
    '[{"constructor":"a","toString":"b"}]',
    ['constructor', 'toString'],
    [['a', 'b']],
  ],
])('%s', async (_, text, header, cells) => {
  const found = await read(text)
  expect(found.info.format).toBe('json')
  expect(found.info.header).toEqual(header)
  expect(found.cells).toEqual(cells)
})

test.each([
  ['with a byte order mark', Buffer.from('\ufeff[{"name":"Zoë"}]')],
  ['in UTF-16', Buffer.from('\ufeff[{"name":"Zoë"}]', 'utf16le')],
  ['zipped', gzipSync('[{"name":"Zoë"}]')],
])('JSON %s', async (_, bytes) => {
  expect((await read(bytes)).cells).toEqual([['Zoë']])
})

test.each([
  ['a comma too many', '[{"a":1},\n{"a":2},\n]', 'table.not_json', "Unexpected token ']'"],
  ['a comma missing', '[{"a":1},\n{"a":2}\n{"a":3}]', 'table.not_json', 'line 3'],
  ['a document cut off', '[{"a":1},{"a":', 'table.not_json', 'Unexpected end'],
  ['an empty list', '[]', 'table.empty_file', 'empty list'],
  ['two lists', '{"people":[{"a":1}],"companies":[{"b":2}]}', 'table.several_lists', '"people", "companies"'],
  [
    'lines that are not JSON from the first on',
    '{"a":1 b}\n{"a":2 c}\n',
    'table.not_json',
    'begins like JSON but is not',
  ],
])('%s is refused in words', async (_, text, code, words) => {
  const error = await read(text).catch((e: unknown) => e)
  expect(error).toMatchObject({ kind: 'input', code })
  expect((error as Error).message).toContain(words)
})

test('JSON lines: wrapped fields, a blank line, the line as row number', async () => {
  const { info, rows } = await read(fixture('contacts.ndjson'))
  expect(info.format).toBe('ndjson')
  expect(info.header).toEqual(['firstname', 'lastname', 'email', 'company', 'createdAt', 'jobtitle', 'phone'])
  expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, 'Ines'],
    [2, 'Tomás'],
    [4, 'Lucía'],
  ])
})

test('a line that is not JSON is counted and becomes an empty row', async () => {
  const { info, rows } = await read('{"a":1}\n{"a":\n{"a":3}\n')
  expect(rows).toEqual([
    { line: 1, cells: ['1'] },
    { line: 2, cells: [''] },
    { line: 3, cells: ['3'] },
  ])
  expect(info.notes).toEqual([{ code: 'bad_line', message: '1 line is not a JSON object', line: 2 }])
})

const LATE = `${'{"a":1}\n'.repeat(1500)}{"a":2,"late":"x"}\n`

test('a name that comes late in a file is a column', async () => {
  const path = join(folder, 'late.ndjson')
  await writeFile(path, LATE)
  const table = await openTable({ path })
  const cells: string[][] = []
  for await (const batch of table.rows()) cells.push(...batch.map((row) => row.cells))
  expect(table.info.header).toEqual(['a', 'late'])
  expect(cells).toHaveLength(1501)
  expect(cells.at(-1)).toEqual(['2', 'x'])
})

test('a name that comes late in a stream is told', async () => {
  const { info, cells } = await read(LATE)
  expect(info.header).toEqual(['a'])
  expect(cells.at(-1)).toEqual(['2'])
  expect(info.notes.map(({ code, line }) => [code, line])).toEqual([['late_column', 1501]])
})

test('maxRows ends the reading', async () => {
  const { rows, stats } = await read(LATE, { maxRows: 1200 })
  expect(rows).toHaveLength(1200)
  expect(stats.rows).toBe(1200)
})
