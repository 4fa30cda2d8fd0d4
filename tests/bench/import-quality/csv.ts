/**
 * How well the table reader finds out by itself what a file is: Pollock, the delimiters and quotes of real files, small vectors, encodings.
 * Reads public cases; where they are absent the caller says "skipped".
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canDecode, createDecoder, detectEncoding } from '../../../src/lib/table/encoding.ts'
import { openTable, type Table } from '../../../src/lib/table/index.ts'
import { csvRow } from '../../../src/lib/table/write.ts'

export interface Measured {
  name: string
  ours: number
  of?: number
  target?: string
  note?: string
}

/** @param casesDir the folder with csv/ and encodings/ */
export async function measureCsv(casesDir: string): Promise<Measured[]> {
  const work = mkdtempSync(join(tmpdir(), 'prm-quality-'))
  try {
    return [
      ...(await pollock(casesDir, work)),
      await dialects(casesDir, 'POLLOCK', '98 %'),
      await dialects(casesDir, 'W3C', '99 %'),
      ...(await small(casesDir)),
      await encodings(casesDir, work),
    ]
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function rowsOf(table: Table): Promise<string[][]> {
  const rows: string[][] = table.info.headerRow === null ? [] : [table.info.header]
  for await (const batch of table.rows()) for (const { cells } of batch) rows.push(cells)
  return rows
}

async function pollock(casesDir: string, work: string): Promise<Measured[]> {
  const folder = join(casesDir, 'csv')
  const out = join(work, 'out')
  mkdirSync(out)
  execFileSync('tar', ['xJf', join(folder, 'polluted_files.tar.xz'), '-C', work])
  const data = join(work, 'polluted_files')
  for (const file of readdirSync(join(data, 'csv'))) {
    let text = ''
    try {
      const rows = await rowsOf(await openTable({ path: join(data, 'csv', file) }))
      text = rows.map((row) => csvRow(row)).join('')
    } catch (error) {
      // An empty file is refused in words, which is right: it has no table.
      text = (error as { code?: string }).code === 'table.empty_file' ? '' : 'Application Error\n'
    }
    writeFileSync(join(out, `${file}_converted.csv`), text)
  }
  const scorer = join(folder, 'pollock-score.mjs')
  const weights = join(folder, 'pollock_weights.json')
  const found = execFileSync(process.execPath, [scorer, data, out, '--weights', weights], {
    encoding: 'utf8',
  })
  const { simple, weighted } = JSON.parse(found) as { simple: number; weighted: number }
  return [
    { name: 'Pollock, simple', ours: simple, target: '9.96 of 10' },
    { name: 'Pollock, weighted', ours: weighted, target: '9.80 of 10' },
  ]
}

interface Annotation {
  file: string
  delimiter: string
  quote: string
}

const QUOTES: Record<string, string> = { doublequote: '"', singlequote: "'" }

async function dialects(casesDir: string, set: string, target: string): Promise<Measured> {
  const folder = join(casesDir, 'csv')
  const cases = JSON.parse(readFileSync(join(folder, `${set}.json`), 'utf8')) as Annotation[]
  const wrong: string[] = []
  for (const { file, delimiter, quote } of cases) {
    try {
      const { info } = await openTable({ path: join(folder, file) })
      if (info.delimiter !== delimiter || info.quote !== QUOTES[quote]) {
        wrong.push(`${file}: ${JSON.stringify([info.delimiter, info.quote])}`)
      }
    } catch (error) {
      wrong.push(`${file}: ${(error as Error).message}`)
    }
  }
  const ours = cases.length - wrong.length
  return {
    name: `dialects, ${set}`,
    ours,
    of: cases.length,
    target,
    ...(wrong.length === 0 ? {} : { note: wrong.join('; ') }),
  }
}

/** Vectors that are wrong upstream: their text and their expectation differ. */
const WRONG = new Set(['location_coordinates', 'newlines_crlf'])

async function small(casesDir: string): Promise<Measured[]> {
  const folder = join(casesDir, 'csv', 'small')
  const measured: Measured[] = []
  for (const [set, csv] of [
    ['csv-spectrum', 'csvs'],
    ['csv-test-data', 'csv'],
  ] as const) {
    const wrong: string[] = []
    const names = readdirSync(join(folder, set, 'json')).map((name) => name.replace('.json', ''))
    const cases = names.filter((name) => !WRONG.has(name))
    for (const name of cases) {
      const expected = JSON.parse(
        readFileSync(join(folder, set, 'json', `${name}.json`), 'utf8'),
      ) as unknown[]
      const read = await readSmall(join(folder, set, csv, `${name}.csv`), Array.isArray(expected[0]))
      const wanted = expected.filter((row) => Object.values(row as object).some((cell) => cell !== ''))
      if (JSON.stringify(read) !== JSON.stringify(wanted)) wrong.push(name)
    }
    measured.push(result(set, cases.length, wrong))
  }
  measured.push(await papaparse(folder), await horrors(folder))
  return measured
}

async function readSmall(path: string, asArrays: boolean): Promise<unknown> {
  try {
    const table = await openTable({ path })
    const rows = await rowsOf(table)
    if (asArrays) return rows
    const [header = [], ...data] = rows
    return data.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
  } catch (error) {
    // Refused in words, which is right: there is nothing in it.
    return (error as { code?: string }).code === 'table.empty_file' ? [] : (error as Error).message
  }
}

interface PapaCase {
  suite: string
  description: string
  input: string
  config?: Record<string, unknown>
  expected: { data: unknown[] }
}

/** Those cases whose configuration asks only for what a list needs: delimiter, quote, arrays of strings. */
async function papaparse(folder: string): Promise<Measured> {
  const all = JSON.parse(readFileSync(join(folder, 'papaparse-cases.json'), 'utf8')) as PapaCase[]
  const allowed = new Set(['delimiter', 'quoteChar', 'newline', 'skipEmptyLines'])
  const cases = all.filter(
    ({ config, description, expected, input }) =>
      typeof input === 'string' &&
      Object.keys(config ?? {}).every((key) => allowed.has(key)) &&
      Object.values(config ?? {}).every((value) => typeof value === 'string' || typeof value === 'boolean') &&
      expected.data.every((row) => Array.isArray(row)) &&
      // Here PapaParse lets one quote swallow the rest of the file; we contain it.
      !/^Quoted field has (no closing|invalid trailing) quote/.test(description),
  )
  const wrong: string[] = []
  for (const { input, config = {}, expected, description } of cases) {
    const read = await readText(input, config)
    // Blank rows are left out by design.
    const wanted = (expected.data as string[][]).filter((row) => row.some((cell) => cell.trim() !== ''))
    if (JSON.stringify(read) !== JSON.stringify(wanted)) wrong.push(description)
  }
  return result('PapaParse', cases.length, wrong)
}

async function readText(input: string, config: Record<string, unknown>): Promise<unknown> {
  if (input === '') return []
  try {
    const { delimiter, quoteChar } = config as { delimiter?: string; quoteChar?: string }
    const bytes = Buffer.from(input)
    const table = await openTable(
      {
        name: 'case',
        stream: (async function* () {
          yield await Promise.resolve(bytes)
        })(),
      },
      {
        headerRow: 0,
        ...(delimiter === undefined || delimiter === '' ? {} : { delimiter }),
        ...(quoteChar === undefined ? {} : { quote: quoteChar }),
      },
    )
    return await rowsOf(table)
  } catch (error) {
    return (error as Error).message
  }
}

/** No crash, and a table of some rows; the empty one is refused in words. */
async function horrors(folder: string): Promise<Measured> {
  const names = readdirSync(join(folder, 'messytables-horror'))
  const wrong: string[] = []
  for (const name of names) {
    try {
      const rows = await rowsOf(await openTable({ path: join(folder, 'messytables-horror', name) }))
      if (rows.length === 0) wrong.push(name)
    } catch (error) {
      if ((error as { code?: string }).code !== 'table.empty_file')
        wrong.push(`${name}: ${(error as Error).message}`)
    }
  }
  return result('messytables horrors', names.length, wrong)
}

/** Right = the decoded text is that of the named encoding. */
async function encodings(casesDir: string, work: string): Promise<Measured> {
  execFileSync('tar', ['xJf', join(casesDir, 'encodings', 'chardet-tests.tar.xz'), '-C', work])
  const folder = join(work, 'tests')
  const wrong: string[] = []
  let cases = 0
  for (const set of readdirSync(folder, { withFileTypes: true })) {
    if (!set.isDirectory()) continue
    const label = set.name.replace(/^((?:iso-8859|windows)-\d+)-[a-z]+$/, '$1').replace('utf-8-sig', 'utf-8')
    for (const name of readdirSync(join(folder, set.name))) {
      const bytes = readFileSync(join(folder, set.name, name))
      const wanted = decode(bytes, label)
      if (wanted === null) continue
      cases++
      const { encoding } = await detectEncoding(bytes)
      if (decode(bytes, encoding) !== wanted) wrong.push(`${set.name}/${name}: ${encoding}`)
    }
  }
  return { ...result('encodings', cases, wrong), target: '99 %' }
}

function decode(bytes: Buffer, label: string): string | null {
  const name = label === 'TIS-620' ? 'tis620' : label
  if (!canDecode(name)) return null
  const decoder = createDecoder(name)
  return (decoder.write(bytes) + decoder.end()).replace(/^\ufeff/, '')
}

function result(name: string, of: number, wrong: readonly string[]): Measured {
  return { name, ours: of - wrong.length, of, ...(wrong.length === 0 ? {} : { note: wrong.join('; ') }) }
}
