/** Which sheet of a workbook is the list? The one asked for, else the first that has anything in it. */
import { didYouMean, fold } from '../text.ts'
import { inputError } from './errors.ts'
import { isBlank } from './kinds.ts'
import type { Notes } from './notes.ts'
import type { Book, BookSheet, SheetRow } from './workbook.ts'

const MOST_NAMED = 12

export interface Chosen {
  name: string
  /** All its rows, from the first that is not blank. */
  rows: AsyncGenerator<SheetRow>
}

/**
 * @param wanted name of a sheet, else its number from 1
 * @throws PrmError input: there is no such sheet, or nothing in any of them
 */
export async function chooseSheet(
  book: Book,
  file: string,
  wanted: string | undefined,
  notes: Notes,
): Promise<Chosen> {
  const { sheets } = book
  const order = wanted === undefined ? byVisibility(sheets) : [findSheet(sheets, file, wanted)]
  for (const at of order) {
    const rows = await filledRows(book.rows(at))
    if (rows === null) continue
    const others = sheets.filter((sheet, other) => other !== at && !sheet.empty)
    if (wanted === undefined && others.length > 0) {
      const what = others.length === 1 ? 'another sheet was' : `${others.length} other sheets were`
      notes.add('other_sheets', `the sheet "${sheets[at]!.name}" was read; ${what} not: ${names(others)}`)
    }
    return { name: sheets[at]!.name, rows }
  }
  const what = wanted === undefined ? file : `the sheet "${sheets[order[0]!]?.name ?? wanted}" of ${file}`
  throw inputError(
    'empty_file',
    `${what} has nothing in it`,
    sheets.length > 1 ? `it has these: ${names(sheets)}` : undefined,
  )
}

/** Hidden sheets last: they hold the lists behind drop-down fields. */
function byVisibility(sheets: readonly BookSheet[]): number[] {
  const all = sheets.map((_, at) => at).filter((at) => !sheets[at]!.empty)
  return [...all.filter((at) => !sheets[at]!.hidden), ...all.filter((at) => sheets[at]!.hidden)]
}

function findSheet(sheets: readonly BookSheet[], file: string, wanted: string): number {
  const exact = sheets.findIndex(({ name }) => name === wanted)
  if (exact >= 0) return exact
  const alike = sheets.findIndex(({ name }) => fold(name.trim()) === fold(wanted.trim()))
  if (alike >= 0) return alike
  const number = /^\d+$/.test(wanted) ? Number(wanted) : 0
  if (number >= 1 && number <= sheets.length) return number - 1
  const meant = didYouMean(
    wanted,
    sheets.map(({ name }) => name),
  )
  throw inputError(
    'no_such_sheet',
    `there is no sheet "${wanted}" in ${file}; it has ${names(sheets)}`,
    meant === null ? 'name one of them, or give its number' : `did you mean "${meant}"?`,
  )
}

function names(sheets: readonly BookSheet[]): string {
  const some = sheets.slice(0, MOST_NAMED).map(({ name }) => `"${name}"`)
  return some.join(', ') + (sheets.length > MOST_NAMED ? ' …' : '')
}

/** The rows from the first that is not blank; null when there is none. */
async function filledRows(rows: AsyncGenerator<SheetRow>): Promise<AsyncGenerator<SheetRow> | null> {
  for (;;) {
    const next = await rows.next()
    if (next.done === true) return null
    if (!isBlank(next.value.cells)) return joined(next.value, rows)
  }
}

async function* joined(first: SheetRow, rest: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow> {
  yield first
  yield* rest
}
