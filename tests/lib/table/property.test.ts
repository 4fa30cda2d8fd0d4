/** Any table of strings, written in any dialect and encoding, reads back cell for cell. */
import { parse } from 'csv-parse/sync'
import { stringify, type Options } from 'csv-stringify/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import type { TableOptions } from '../../../src/lib/table/index.ts'
import { tokenize } from '../../../src/lib/table/tokenizer.ts'
import { read } from './read.ts'

/**
 * What is left out, because it means something else by design: control characters (NUL is taken out, ESC announces ISO 2022), text that looks
 * encoded twice (mended), a cell that begins with # (comments), sep= (a dialect line) or a byte order mark, half surrogate pairs (no
 * encoding can carry them), and backslashes, which before a quote are an escape or a character, and nothing tells which.
 */
const DESIGNED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\\\ufeff\ufffe\uffff]|[\u00c2-\u00f4][^\u0000-\u007f]|^#|^sep=/i
const cell = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom('"', "'", ',', ';', '\t', '|', ' ', '\n', '\r', 'a', 'é', '1'),
      maxLength: 8,
    }),
    fc.constantFrom('', 'Anna', '12', 'anna@berg.example', '2026-01-02', '-', '=1+1'),
  )
  .filter((text) => !DESIGNED.test(text) && text.isWellFormed())

/** Rectangular; a row of blanks is left out by design, so each row holds something. */
const tables = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.array(
    fc
      .array(cell, { minLength: width, maxLength: width })
      .filter((row) => row.some((text) => text.trim() !== '')),
    { minLength: 1, maxLength: 12 },
  ),
)

const delimiter = fc.constantFrom(',', ';', '\t', '|')
const lineEnd = fc.constantFrom('\n', '\r\n')
const encoding = fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be')

function encode(text: string, as: string): Buffer {
  if (as === 'utf-8') return Buffer.from(text)
  return iconv.encode(`\ufeff${text}`, as.replace(' with mark', ''))
}

async function roundTrip(
  table: string[][],
  as: string,
  write: Options,
  options: TableOptions,
): Promise<void> {
  const text = stringify(table, write)
  const { cells } = await read(encode(text, as), { headerRow: 0, ...options }, 64)
  expect(cells).toEqual(table)
}

test('with every cell in quotes, nothing needs to be told', async () => {
  await fc.assert(
    fc.asyncProperty(tables, delimiter, lineEnd, encoding, async (table, d, end, as) =>
      roundTrip(table, as, { delimiter: d, record_delimiter: end, quoted: true, quoted_empty: true }, {}),
    ),
    { numRuns: 300 },
  )
}, 30_000)

test('with quotes only where needed, the delimiter is told: in a table of arbitrary strings any character may be it', async () => {
  await fc.assert(
    fc.asyncProperty(tables, delimiter, lineEnd, encoding, async (table, d, end, as) =>
      // Cells with line breaks or outer spaces are quoted, as every writer in use does or should.
      roundTrip(
        table,
        as,
        { delimiter: d, record_delimiter: end, quoted_match: /[\r\n"']|^\s|\s$|^$/ },
        { delimiter: d, quote: '"' },
      ),
    ),
    { numRuns: 300 },
  )
}, 30_000)

test('quotes escaped by backslashes', async () => {
  await fc.assert(
    fc.asyncProperty(tables, delimiter, async (table, d) =>
      roundTrip(table, 'utf-8', { delimiter: d, quoted: true, quoted_empty: true, escape: '\\' }, {}),
    ),
    { numRuns: 200 },
  )
}, 30_000)

test('single-byte and Asian encodings, told, carry what they can', async () => {
  const words = fc.constantFrom('Zoé', 'Müller', 'Łódź', 'Иван', '山田', '王小明', 'plain', 'a "b", c')
  const table = fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 8 })
  const names = fc.constantFrom(
    'windows-1252',
    'windows-1250',
    'windows-1251',
    'macroman',
    'shift_jis',
    'gb18030',
    'euc-jp',
    'big5',
  )
  await fc.assert(
    fc.asyncProperty(table, names, async (rows, as) => {
      const text = stringify(rows, { quoted: true })
      fc.pre(iconv.decode(iconv.encode(text, as), as) === text)
      const { cells } = await read(iconv.encode(text, as), { headerRow: 0, encoding: as }, 5)
      expect(cells).toEqual(rows)
    }),
    { numRuns: 200 },
  )
}, 30_000)

test('well-formed text is tokenized as csv-parse does', () => {
  fc.assert(
    fc.property(tables, delimiter, lineEnd, (table, d, end) => {
      const text = stringify(table, { delimiter: d, record_delimiter: end, quoted_match: /[\r\n]|^$/ })
      const dialect = {
        delimiter: d,
        quote: '"',
        escape: '"',
        skipSpace: false,
        crEnds: false,
        width: table[0]!.length,
      }
      const theirs = parse(text, { delimiter: d, record_delimiter: [end] })
      expect(tokenize(text, dialect).map(({ cells }) => cells)).toEqual(theirs)
    }),
    { numRuns: 500 },
  )
})
