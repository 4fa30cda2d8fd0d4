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

// Root may read everything.
test.skipIf(process.getuid?.() === 0)('a file of somebody else', async () => {
  const path = join(folder, 'locked.csv')
  await writeFile(path, 'a,b\n1,2\n', { mode: 0o000 })
  const error = await openTable({ path }).catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'table.not_readable', hint: `check its permissions: ls -l ${path}` })
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
    'a web page without a table',
    '<html><body><p>Sign in to see your report</p></body></html>',
    'table.not_a_list',
    'a web page (HTML or XML) without a table',
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
  expect((error as { hint?: string }).hint).toMatch(/^[a-z]/)
})

/** Each took its square in time once. */
test.each([
  [
    'a quote lost in every row',
    `name,email,note\n${Array.from({ length: 20_000 }, (_, i) => `"P${i},p${i}@berg.example,6" nail\n`).join('')}`,
    20_000,
  ],
  ['tags that do not end', `<table><tr><td>a</table>${'<a href="'.repeat(30_000)}`, 0],
  ['attributes that do not end', `<table><tr><td>a</table>${`<a b='c" `.repeat(30_000)}>`, 0],
])('%s is read in no time', async (_, text, rows) => {
  const begun = performance.now()
  expect((await read(text)).rows).toHaveLength(rows)
  expect(performance.now() - begun).toBeLessThan(8000)
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
  await expect(read(Buffer.alloc(40 << 20, 'abc '))).rejects.toMatchObject({ code: 'table.row_too_long' })
})

test('an aborted signal stops the reading', async () => {
  await expect(read('a,b\n1,2\n', { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
})

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}
