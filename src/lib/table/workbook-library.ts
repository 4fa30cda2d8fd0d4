/**
 * The spreadsheet library, behind the two functions that we use of it, so that it can be replaced here. Loaded when the first workbook is
 * read: a CSV import does not pay for it.
 */

/** A cell as the library gives it. Dates are in UTC, as the sheet shows them. */
export type CellValue = string | number | boolean | Date | null

export interface RawRow {
  /** From 0; rows without cells are left out. */
  index: number
  values: CellValue[]
}

/** @param at index of the sheet in the workbook's own list */
export async function* xlsxRows(data: Uint8Array, at: number): AsyncGenerator<RawRow> {
  const { streamXlsxRows } = await import('hucre/xlsx')
  yield* streamXlsxRows(data, { sheet: at })
}

/**
 * All rows at once. The library's streaming reader of this format joins the lines of a cell without a sign between them, and holds all rows
 * as well.
 */
export async function odsSheets(data: Uint8Array): Promise<{ name: string; rows: RawRow[] }[]> {
  const { readOds } = await import('hucre/ods')
  const { sheets } = await readOds(data)
  return sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map((values, index) => ({ index, values })),
  }))
}

/** A workbook of one sheet. The same rows give the same bytes: it says no time of its making. */
export async function xlsxOf(
  name: string,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const never = new Date(0)
  return writeXlsx({
    sheets: [{ name, rows: rows.map((row) => [...row]) }],
    properties: { created: never, modified: never },
  })
}
