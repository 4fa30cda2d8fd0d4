/** A result on stdout, once, in the form that was asked for. */
import type { AnyCommand, Row, View } from './command.ts'
import type { CommonValues } from './flags.ts'
import { chalkFor, hasColour, type Io, type Out } from './io.ts'
import { wrap } from './render/width.ts'

const BATCH = 1000

/** How a text on this stream is to be made. */
export async function viewOf(io: Io, out: Out, common: CommonValues): Promise<View> {
  const colour = await chalkFor(hasColour(io, out, common.color))
  return { colour, width: out.width, isTTY: out.isTTY, isUnicode: out.isTTY && isUtf8(io.env), cwd: io.cwd }
}

/** As the locale says; where it says nothing, terminals of today are. */
const isUtf8 = ({ LC_ALL, LC_CTYPE, LANG }: Io['env']): boolean =>
  /^$|utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '')

export async function writeResult(
  spec: AnyCommand,
  input: unknown,
  result: unknown,
  common: CommonValues,
  io: Io,
): Promise<void> {
  const format = common.json ? 'json' : common.ndjson ? 'ndjson' : common.csv ? 'csv' : 'text'
  const stream = spec.stream?.(result, format, await viewOf(io, io.stdout, common)) ?? null
  if (stream !== null) {
    for await (const text of stream) {
      if (io.stdout.isClosed()) break
      await io.stdout.write(text)
    }
  } else if (common.json) {
    await io.stdout.write(
      `${JSON.stringify(spec.json === undefined ? result : spec.json(result), null, 2)}\n`,
    )
  } else if (common.ndjson) {
    await writeBatches(spec.rows!(result), (row) => `${JSON.stringify(row)}\n`, io.stdout)
  } else if (common.csv) {
    await writeCsv(spec.rows!(result), spec.columns?.(result), io.stdout)
  } else {
    const isTaken = spec.isStdoutTaken?.(input) === true
    const out = isTaken ? io.stderr : io.stdout
    const isProduct = typeof spec.isProduct === 'function' ? spec.isProduct(input) : spec.isProduct === true
    const isSilent = common.quiet && (!isProduct || isTaken)
    const text = isSilent ? '' : spec.render(result, await viewOf(io, out, common))
    if (text !== '') await out.write(`${text}\n`)
  }
  if (common.quiet) return
  await writeTalk(spec, input, result, common, io)
}

async function writeTalk(
  spec: AnyCommand,
  input: unknown,
  result: unknown,
  common: CommonValues,
  io: Io,
): Promise<void> {
  if (spec.talk === undefined) return
  const view = await viewOf(io, io.stderr, common)
  const lines = spec.talk(result, input, view)
  if (lines.length === 0) return
  // On a terminal a result and the remarks on it stand apart, and no line is broken in the middle of a word.
  const isSeen = io.stdout.isTTY && view.isTTY
  const text = lines
    .flatMap((line) => (view.isTTY ? wrap(line, view.width - 2).join('\n  ') : line))
    .join('\n')
  await io.stderr.write(
    `${isSeen ? '\n' : ''}${text.replace(/^warning:/gm, (word) => view.colour.yellow(word))}\n`,
  )
}

/** Row by row, in pieces: a million rows are not held as one text, and the reader may leave early. */
async function writeBatches(rows: Iterable<Row>, line: (row: Row) => string, out: Out): Promise<void> {
  let text = ''
  let count = 0
  for (const row of rows) {
    text += line(row)
    count += 1
    if (count % BATCH !== 0) continue
    await out.write(text)
    text = ''
    if (out.isClosed()) return
  }
  await out.write(text)
}

async function writeCsv(
  rows: Iterable<Row>,
  columns: readonly string[] | undefined,
  out: Out,
): Promise<void> {
  const { csvRow, neutralise } = await import('../lib/table/write.ts')
  // Spreadsheets open CSV, and run what looks like a formula; programs are better served by --ndjson.
  const cell = (value: unknown): string | number | null => {
    if (value === null || value === undefined) return null
    if (typeof value === 'number') return value
    return neutralise(typeof value === 'string' ? value : JSON.stringify(value))
  }
  let names = columns
  const line = (row: Row): string => csvRow(names!.map((name) => cell(row[name])))
  if (names !== undefined) await out.write(csvRow(names.map(neutralise)))
  await writeBatches(
    rows,
    (row) => {
      if (names !== undefined) return line(row)
      names = Object.keys(row)
      return csvRow(names.map(neutralise)) + line(row)
    },
    out,
  )
}
