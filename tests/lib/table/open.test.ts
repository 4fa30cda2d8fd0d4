import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTable } from '../../../src/lib/table/index.ts'
import { read } from './read.ts'
import { zipOf } from './zip-of.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prm-table-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a missing file', async () => {
  await expect(openTable({ path: join(folder, 'no.csv') })).rejects.toMatchObject({
    kind: 'input',
    code: 'table.no_such_file',
  })
})

test('a folder', async () => {
  await expect(openTable({ path: folder })).rejects.toMatchObject({ code: 'table.is_directory' })
})

test('a file knows its size and how much was read', async () => {
  const path = join(folder, 'a.csv')
  await writeFile(path, 'name,age\nAnna,41\nBo,42\n')
  const table = await openTable({ path })
  for await (const batch of table.rows()) expect(batch).toHaveLength(2)
  expect(table.info.bytes).toBe(23)
  expect(table.stats()).toMatchObject({ rows: 2, blank: 0, bytesRead: 23, footer: 0 })
})

test.each([
  ['nothing', '', 'table.empty_file', 'list is empty'],
  ['gzip of nothing', gzipSync(''), 'table.empty_file', 'list is empty'],
  ['half a gzip', gzipSync('name,age\n'.repeat(50)).subarray(0, 30), 'table.broken_gzip', 'damaged'],
  [
    'a picture',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    'table.not_a_list',
    'PNG image',
  ],
  ['a PDF', '%PDF-1.7\n%', 'table.not_a_list', 'a PDF'],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'table.not_a_list', '.xls'],
  [
    'a web page called .xls',
    '<html><table><tr><td>a</td></tr></table></html>',
    'table.not_a_list',
    'web page',
  ],
  ['a zip archive without a list', zipOf({ 'photos/a.jpg': 'x' }), 'table.not_a_list', 'without a list'],
  ['half a zip archive', zipOf({ 'a.csv': 'a,b' }).subarray(0, 40), 'table.broken_zip', 'damaged or cut off'],
  [
    'random bytes',
    Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 37) % 32)),
    'table.not_a_list',
    'binary',
  ],
])('%s is refused in words', async (_, content, code, words) => {
  const error = await read(content).catch((e: unknown) => e)
  expect(error).toMatchObject({ kind: 'input', code })
  expect((error as Error).message).toContain(words)
})

test('an encoding that does not exist is refused', async () => {
  await expect(read('a,b\n1,2\n', { encoding: 'utf-99' })).rejects.toMatchObject({
    code: 'table.unknown_encoding',
  })
})

test('the encoding shows itself only after a megabyte of ASCII', async () => {
  const ascii = Array.from({ length: 40_000 }, (_, i) => `Person ${i},Bern,${i}\n`).join('')
  const late = Buffer.from('Ren\u00e9 F\u00e9lix,Gen\u00e8ve,9\nZo\u00e9,Orl\u00e9ans,8\n', 'latin1')
  const { info, cells } = await read(Buffer.concat([Buffer.from(`name,city,age\n${ascii}`), late]))
  expect(cells.at(-2)).toEqual(['Ren\u00e9 F\u00e9lix', 'Gen\u00e8ve', '9'])
  expect(info.encoding).toBe('windows-1252')
  expect(info.notes.map(({ code }) => code)).toContain('encoding_guessed')
})

test('rows come in batches, and maxRows ends the reading', async () => {
  const text = `name,age\n${Array.from({ length: 2500 }, (_, i) => `P${i},${i}`).join('\n')}\n`
  const table = await openTable({ name: 'list', stream: once(text) })
  const sizes: number[] = []
  for await (const batch of table.rows()) sizes.push(batch.length)
  expect(sizes).toEqual([1000, 1000, 500])
  const { rows, stats } = await read(text, { maxRows: 1200 })
  expect(rows).toHaveLength(1200)
  expect(stats.rows).toBe(1200)
})

test('a lost quote in a big file costs one row', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `P${i},p${i}@berg.example,${i}`)
  lines[100] = '"P100,p100@berg.example,100'
  const { cells } = await read(`name,email,age\n${lines.join('\n')}\n`)
  expect(cells).toHaveLength(30_000)
  expect(cells[100]).toEqual(['"P100', 'p100@berg.example', '100'])
}, 20_000)

test('a file without line ends is not read into memory', async () => {
  await expect(read(Buffer.alloc(10 << 20, 'abc '))).rejects.toMatchObject({ code: 'table.row_too_long' })
})

test('an aborted signal stops the reading', async () => {
  await expect(read('a,b\n1,2\n', { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
})

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

test.each([
  ['beyond the end', 9999],
  ['a blank row', 2],
])('an ordered header row that is none: %s', async (_name, headerRow) => {
  await expect(read('name,age\n,\nAnna,41\n', { headerRow })).rejects.toMatchObject({
    kind: 'input',
    code: 'table.no_header_row',
    message: `row ${headerRow} of list has no names of columns to be its header`,
  })
})
