/**
 * Polluted lists from end to end, one sin each: who comes out, what became of each line as a spreadsheet numbers it, and that the counts
 * add up; then the rejects, put right, are imported.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { exportPeople } from '../../../src/core/look/export.ts'
import { openTable } from '../../../src/lib/table/index.ts'
import { csvRow } from '../../../src/lib/table/write.ts'
import { writeRejects } from '../../../src/core/import/rejects.ts'
import type { ImportResult } from '../../../src/core/import/import.ts'
import { folder } from '../../support/folder.ts'
import { importPaths, world, type World } from '../../support/world.ts'
import { LISTS, type PollutedList } from './polluted-lists.ts'

interface Read extends World {
  at: string
  result: ImportResult
}

const readIn = async (
  w: World,
  at: string,
  name: string,
  content: string | Buffer,
): Promise<ImportResult> => {
  writeFileSync(join(at, name), content)
  return importPaths(w, [join(at, name)])
}

const bytesOf = ({ text, encoding, zipped }: PollutedList): string | Buffer => {
  const bytes = encoding === undefined ? Buffer.from(text) : iconv.encode(text, encoding)
  return zipped === true ? gzipSync(bytes) : bytes
}

const readList = async (list: PollutedList): Promise<Read> => {
  const [w, at] = [world(), folder()]
  return { ...w, at, result: await readIn(w, at, 'list.csv', bytesOf(list)) }
}

/** `2 created · 4 rejected`, by the numbers of a spreadsheet. */
const outcomes = ({ file }: World): string =>
  file.leads
    .rows('SELECT line, outcome FROM sighting ORDER BY batch_id, line')
    .map(({ line, outcome }) => `${String(line)} ${String(outcome)}`)
    .join(' · ')

/** Everybody, by address or name. */
const people = ({ file }: World): string[] =>
  file.leads
    .rows('SELECT coalesce(email, phone, linkedin_url, full_name) AS who FROM lead')
    .map(({ who }) => String(who))
    .sort()

const addsUp = ({ counts, files }: ImportResult): void => {
  const { read, created, updated, unchanged, repeats, rejected } = counts
  expect(created + updated + unchanged + repeats + rejected).toBe(read)
  expect(files[0]!.rejects).toHaveLength(rejected)
}

describe('one sin each', () => {
  test.each(LISTS)('$sin', async (list) => {
    const { result, ...w } = await readList(list)
    expect({ lines: outcomes(w), people: people(w) }).toEqual({
      lines: list.lines,
      people: [...list.people].sort(),
    })
    addsUp(result)
    expect(result.counts.read).toBe(list.lines === '' ? 0 : list.lines.split(' · ').length)
    if (list.blank !== undefined) expect(result.files[0]!.blank).toBe(list.blank)
  })
})

describe('the rejects, once they are put right, are people', () => {
  test.each(LISTS.filter(({ lines }) => lines.includes('rejected')))('$sin', async (list) => {
    const { result, at, ...w } = await readList(list)
    const [rejects] = writeRejects(w.deps, result.files, { folder: at })
    const table = await openTable({ path: rejects!.path })
    const address = table.info.header.findIndex((name) => /^e-?mail$/i.test(name))
    const mended = [csvRow(table.info.header)]
    let row = 0
    for await (const batch of table.rows())
      for (const { cells } of batch)
        mended.push(csvRow(cells.map((cell, i) => (i === address ? `mended${row++}@acme.example` : cell))))
    const before = people(w)
    const again = await readIn(w, at, 'list.rejects.csv', mended.join(''))
    expect(again.counts).toMatchObject({ read: rejects!.rows, created: rejects!.rows, rejected: 0 })
    expect(again.files[0]!.mapping.at(-1)).toMatchObject({ column: 'reason', by: 'ignored' })
    expect(people(w)).toEqual([...before, ...mended.slice(1).map((_, i) => `mended${i}@acme.example`)].sort())
    addsUp(again)
  })
})

/** What a spreadsheet would compute, and what only looks like it; an apostrophe before it is what spreadsheets put there. */
const FORMULAS: [cell: string, value: string][] = [
  ['=HYPERLINK("http://x.example","click")', '=HYPERLINK("http://x.example","click")'],
  ['=1+1', '=1+1'],
  ['+1+cmd', '+1+cmd'],
  ['@name', '@name'],
  ['-2+3', '-2+3'],
  ['- to do', '- to do'],
  ["'=quoted", '=quoted'],
  ["''=twice", "'=twice"],
  ['=A1,B2', '=A1,B2'],
  ['= a', '= a'],
]
const CELLS = FORMULAS.map(([cell]) => cell)
const VALUES = FORMULAS.map(([, value]) => value)

describe('cells that look like formulas are data', () => {
  const textOf = (notes: readonly string[]): string =>
    csvRow(['Name', 'Email', 'Rating']) +
    notes.map((note, i) => csvRow([`P Q${i}`, `p${i}@acme.example`, note])).join('')
  const remarks = ({ file }: World): unknown[] =>
    file.leads.rows("SELECT custom ->> 'rating' AS remark FROM lead ORDER BY id").map(({ remark }) => remark)

  test.each([
    ['made safe for spreadsheets', false],
    ['as they are', true],
  ])('and come back from an export %s', async (_, raw) => {
    const [first, second, at] = [world(), world(), folder()]
    // Where they are not made safe, nothing tells an apostrophe that was there from one that was added.
    const cells = raw ? CELLS.filter((cell) => !cell.startsWith("''")) : CELLS
    const values = raw ? VALUES.filter((value) => !value.startsWith("'")) : VALUES
    await readIn(first, at, 'list.csv', textOf(cells))
    expect(remarks(first)).toEqual(values)
    const output = join(at, 'export.csv')
    exportPeople(first.deps, { format: 'csv', raw, output, columns: ['full_name', 'email', 'custom.rating'] })
    const text = readFileSync(output, 'utf8')
    if (!raw) expect(text).not.toMatch(/(^|,)"?[=@]/m)
    const result = await readIn(second, at, 'export.csv', text)
    expect(result.counts).toMatchObject({ read: cells.length, created: cells.length })
    expect(remarks(second)).toEqual(values)
  })

  test('and come back from the rejects', async () => {
    const [w, at] = [world(), folder()]
    const result = await readIn(w, at, 'list.csv', textOf(CELLS).replace(/p\d+@acme\.example/g, ''))
    expect(result.counts).toMatchObject({ rejected: FORMULAS.length })
    const [rejects] = writeRejects(w.deps, result.files, { folder: at })
    let n = 0
    const mended = readFileSync(rejects!.path, 'utf8').replace(
      /^P Q\d+,/gm,
      (name) => `${name}p${n++}@acme.example`,
    )
    await readIn(w, at, 'list.rejects.csv', mended)
    expect(remarks(w)).toEqual(VALUES)
  })
})

test('there are enough of them', () => {
  expect(new Set(LISTS.map(({ sin }) => sin)).size).toBe(LISTS.length)
  expect(LISTS.length).toBeGreaterThanOrEqual(60)
})
