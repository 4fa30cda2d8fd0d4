/** Lists written as CSV: RFC 4180 with \n, so that diff and grep work on them. */

export type Cell = string | number | null | undefined

/** One row as CSV text, line end included. null and undefined are empty cells; a row that is one empty cell is written `""`. */
export function csvRow(cells: readonly Cell[], delimiter = ','): string {
  if (cells.length === 1 && (cells[0] ?? '') === '') return '""\n'
  let row = ''
  for (let i = 0; i < cells.length; i++) {
    if (i > 0) row += delimiter
    const cell = cells[i]
    if (cell === null || cell === undefined) continue
    row += quoted(typeof cell === 'number' ? String(cell) : cell, delimiter)
  }
  return `${row}\n`
}

function quoted(cell: string, delimiter: string): string {
  if (!/["\r\n]/.test(cell) && !cell.includes(delimiter) && cell.trim() === cell) return cell
  return `"${cell.replaceAll('"', '""')}"`
}

/** Spreadsheets of East Asia take the wide signs for the narrow ones. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/
/** What is apostrophes and then a formula. */
const QUOTED = /^'+[=+\-@＝＋－＠\t\r\n]/
/** -, -12.5, +41 44 668 18 00, +1 (415) 555-0132: no spreadsheet computes anything dangerous from these. */
const HARMLESS = /^-$|^[+-](\d[\d.,]*([eE][-+]?\d+)?%?|[\d\s().\-/]{4,}(\s?(x|ext\.?)\s?\d+)?)$/

/** A cell that a spreadsheet would run as a formula, made text with a leading apostrophe. */
export function neutralise(cell: string): string {
  if (QUOTED.test(cell)) return `'${cell}`
  return FORMULA.test(cell) && !HARMLESS.test(cell) ? `'${cell}` : cell
}

/** The inverse of neutralise. */
export function restore(cell: string): string {
  if (!QUOTED.test(cell)) return cell
  const inner = cell.slice(1)
  return neutralise(inner) === cell ? inner : cell
}
