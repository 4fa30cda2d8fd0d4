/**
 * Rows that stand in quotes as a whole: `"Anna,anna@berg.example,""a, b"""`. A spreadsheet writes them so when a list that it had taken for
 * one column is saved again.
 */
import { kindOf } from './kinds.ts'
import { tokenize, type RawRecord } from './tokenizer.ts'
import type { Dialect } from './types.ts'

const DELIMITERS = [',', ';', '\t', '|']

/**
 * How the rows within the quotes are written; null where rows are not so packed.
 *
 * @param records the first ones of a file
 */
export function findWrapping(records: readonly RawRecord[], dialect: Dialect): Dialect | null {
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (filled.length < 2 || !filled.some(isWrapped)) return null
  for (const delimiter of new Set([dialect.delimiter, ...DELIMITERS])) {
    const inner = { ...dialect, delimiter, quote: '"', escape: '"', skipSpace: false, width: 0 }
    const rows = filled.map((record) => unwrap(record, inner))
    const width = rows[0]!.cells.length
    if (width < 2 || rows.some(({ cells, problem }) => cells.length !== width || problem !== undefined))
      continue
    // One column of texts with commas in them looks the same: a column of addresses proves that it is more.
    if (filled.every(isWrapped) && !hasAddresses(rows.slice(1), width)) continue
    return inner
  }
  return null
}

const isWrapped = ({ cells, quoted }: RawRecord): boolean => quoted && cells.length === 1

function hasAddresses(rows: readonly RawRecord[], width: number): boolean {
  for (let at = 0; at < width; at++)
    if (rows.every(({ cells }) => kindOf(cells[at]!) === 'email')) return true
  return false
}

/** The row within the quotes; a row that is not packed as it is. */
export function unwrap(record: RawRecord, inner: Dialect): RawRecord {
  if (!isWrapped(record) || !record.cells[0]!.includes(inner.delimiter)) return record
  const rows = tokenize(record.cells[0]!, inner, 2)
  return rows.length === 1 ? rows[0]! : record
}
