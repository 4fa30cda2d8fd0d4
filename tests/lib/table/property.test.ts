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

/** More of them, to hunt: PRM_RUNS=20000 npx vitest run tests/lib/table/property.test.ts */
const RUNS = Number(process.env.PRM_RUNS ?? 300)

const delimiter = fc.constantFrom(',', ';', '\t', '|', '^')
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const encoding = fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be', 'windows-1252')

const encode = (text: string, as: string): Buffer =>
  as === 'utf-8'
    ? Buffer.from(text)
    : iconv.encode(as === 'windows-1252' ? text : `\ufeff${text}`, as.replace(' with mark', ''))

/** Does the encoding carry the text, without an accident that makes it UTF-8? What was told is not guessed. */
const carries = (text: string, as: string): boolean =>
  as !== 'windows-1252' || iconv.decode(iconv.encode(text, as), as) === text

interface Habit {
  delimiter: string
  record_delimiter: string
  quote: string
  escape: string
}

/** Every way to write a table that csv-stringify knows and that people use. */
const habits: fc.Arbitrary<Habit> = fc
  .record({
    delimiter,
    record_delimiter: lineEnd,
    quote: fc.constantFrom('"', "'"),
    escape: fc.constantFrom('the quote', '\\'),
  })
  .map((habit) => ({ ...habit, escape: habit.escape === '\\' ? '\\' : habit.quote }))

async function roundTrip(
  table: string[][],
  as: string,
  write: Options,
  options: TableOptions,
): Promise<void> {
  const text = stringify(table, write)
  fc.pre(carries(text, as))
  const told = as === 'windows-1252' ? { encoding: as } : {}
  const { cells } = await read(encode(text, as), { headerRow: 0, ...told, ...options }, 64)
  expect(cells).toEqual(table)
}

test('with every cell in quotes, nothing needs to be told', async () => {
  await fc.assert(
    fc.asyncProperty(tables, habits, encoding, async (table, habit, as) =>
      roundTrip(table, as, { ...habit, quoted: true, quoted_empty: true }, {}),
    ),
    { numRuns: RUNS },
  )
}, 60_000)

test('with quotes only where needed, delimiter and quote are told: in a table of arbitrary strings any character may be it', async () => {
  await fc.assert(
    fc.asyncProperty(tables, habits, encoding, async (table, habit, as) => {
      // One column or row does not tell a backslash that escapes from one that does not.
      fc.pre(habit.escape !== '\\' || (table[0]!.length > 1 && table.length > 1))
      // Cells with line breaks or outer spaces are quoted, as every writer in use does or should.
      const write = { ...habit, quoted_match: /[\r\n"']|^\s|\s$|^$/ }
      await roundTrip(table, as, write, { delimiter: habit.delimiter, quote: habit.quote })
    }),
    { numRuns: RUNS },
  )
}, 60_000)

/** A list of people as they are, so that nothing needs to be told. */
const words = fc.constantFrom(
  'Acme, Inc.',
  'Berg; Sons',
  'a "b" c',
  "O'Hara",
  'two\nlines',
  'x | y',
  '3^2',
  '',
  'Zoë',
  '=1+1',
)
const people = fc.array(
  fc.tuple(
    fc.constantFrom('Anna Berg', 'Bo Chan', "Pat O'Hara", 'Zoë Müller'),
    fc.nat(99),
    words,
    fc.nat(9999),
    words,
  ),
  { minLength: 2, maxLength: 12 },
)
const PEOPLE_HEADER = ['Name', 'Email', 'Company', 'Employees', 'Remark']

test('a list of people with a header, quotes only where needed, and nothing is told', async () => {
  await fc.assert(
    fc.asyncProperty(people, delimiter, lineEnd, encoding, async (rows, d, end, as) => {
      const cells = rows.map(([name, n, company, size, note]) => [
        name,
        `p${n}@berg.example`,
        company,
        `${size}`,
        note,
      ])
      const text = stringify([PEOPLE_HEADER, ...cells], {
        delimiter: d,
        record_delimiter: end,
        quoted_match: /[\r\n"]/,
      })
      const found = await read(encode(text, as), as === 'windows-1252' ? { encoding: as } : {}, 64)
      expect(found.info.header).toEqual(PEOPLE_HEADER)
      expect(found.cells).toEqual(cells)
    }),
    { numRuns: RUNS },
  )
}, 60_000)

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
    fc.property(tables, delimiter, fc.constantFrom('\n', '\r\n'), (table, d, end) => {
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
