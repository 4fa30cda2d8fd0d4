/**
 * Tables for people. On a terminal: aligned columns that fit its width. Elsewhere: tab-separated, nothing cut, so that
 * `cut` and `awk` can read them.
 */
import type { View } from '../command.ts'
import { oneLine, pad, textWidth, truncate } from './width.ts'

export interface Column<T> {
  header: string
  value: (row: T) => unknown
  /** Numbers belong on the right. */
  align?: 'left' | 'right'
  /** Colour, after the text has been cut and padded. */
  style?: (text: string, row: T) => string
  /** The column is not made narrower than this; by default 8. */
  minWidth?: number
}

const GAP = '  '

/** Rows under their headers, without a newline at the end. Values are made harmless (width.ts, oneLine). */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], view: View): string {
  const cells = rows.map((row) => columns.map((column) => oneLine(column.value(row))))
  const headers = columns.map((column) => column.header)
  if (!view.isTTY) return [headers, ...cells].map((line) => line.join('\t')).join('\n')

  const widths = fit(columns, [headers, ...cells], view.width)
  const layOut = (line: readonly string[], style: (text: string, index: number) => string): string =>
    line
      .map((text, i) => style(pad(truncate(text, widths[i]!), widths[i]!, columns[i]!.align), i))
      .join(GAP)
      .trimEnd()
  return [
    layOut(headers, (text) => view.colour.bold(text)),
    ...cells.map((line, r) => layOut(line, (text, i) => columns[i]!.style?.(text, rows[r]!) ?? text)),
  ].join('\n')
}

/** Pairs of a name and a value, one a line, the values aligned. Empty values are left out. */
export function pairs(entries: readonly (readonly [name: string, value: unknown])[], view: View): string {
  const lines = entries
    .map(([name, value]) => [name, oneLine(value)] as const)
    .filter(([, value]) => value !== '')
  const width = Math.max(0, ...lines.map(([name]) => textWidth(name)))
  return lines.map(([name, value]) => `${view.colour.dim(pad(name, width))}${GAP}${value}`).join('\n')
}

/** Column widths: what the cells need, the widest made narrower one by one until the line fits. */
function fit<T>(
  columns: readonly Column<T>[],
  lines: readonly (readonly string[])[],
  total: number,
): number[] {
  const widths = columns.map((_, i) => lines.reduce((most, line) => Math.max(most, textWidth(line[i]!)), 0))
  const room = total - GAP.length * (columns.length - 1)
  const least = columns.map((column) => column.minWidth ?? 8)
  let sum = widths.reduce((a, b) => a + b, 0)
  while (sum > room) {
    const widest = widths.reduce((best, width, i) => {
      if (width <= least[i]!) return best
      return best === -1 || width > widths[best]! ? i : best
    }, -1)
    if (widest === -1) break
    widths[widest]! -= 1
    sum -= 1
  }
  return widths
}
