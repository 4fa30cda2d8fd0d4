import { tokenize } from './tokenizer.ts'
import type { Dialect } from './types.ts'

const OTHERS = [',', ';', '\t', '|', ' ']

/** A row of the wrong width that another delimiter splits into exactly the right number of cells: two lists were pasted together. */
export function otherDelimiter(cells: readonly string[], dialect: Dialect): string[] | null {
  if (dialect.width < 3 || cells.length >= dialect.width || dialect.skipSpace) return null
  const line = cells.join(dialect.delimiter)
  for (const delimiter of OTHERS) {
    if (delimiter === dialect.delimiter || !line.includes(delimiter)) continue
    // Spaces stand between words: quoted cells must show that here they are more than that.
    if (delimiter === ' ' && !(dialect.quote !== null && line.includes(` ${dialect.quote}`))) continue
    const records = tokenize(line, { ...dialect, delimiter, width: 0 }, 2)
    if (
      records.length === 1 &&
      records[0]!.problem === undefined &&
      records[0]!.cells.length === dialect.width
    ) {
      return records[0]!.cells
    }
  }
  return null
}
