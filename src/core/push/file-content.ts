/** The rows of a plan as a file: CSV and spreadsheets, whose formulas are made harmless, and JSON, which has none. */
import { xlsxOf } from '../../lib/table/workbook-library.ts'
import { csvRow, neutralise, type Cell } from '../../lib/table/write.ts'
import { PrmError } from '../../model/errors.ts'
import { plural } from '../../lib/text.ts'
import type { FileKind } from './file-kinds.ts'
import type { PlannedPerson, PushPlan } from './plan.ts'
import { headerOf } from './presets.ts'

/** Rows of a sheet, its header included; a spreadsheet program opens no more. */
const MOST_ROWS = 1_048_576

const rowsOf = (plan: PushPlan): PlannedPerson[] =>
  plan.people.filter(({ action }) =>
    plan.only_new ? action === 'create' || action === 'update' : action !== 'held_back',
  )

const tableOf = (plan: PushPlan): (string | number | null)[][] => {
  const cell = (value: Cell): string | number | null =>
    typeof value === 'string' ? neutralise(value) : (value ?? null)
  return [
    plan.columns.map((name) => headerOf(plan.preset, name)),
    ...rowsOf(plan).map(({ values }) => plan.columns.map((name) => cell(values[name]))),
  ]
}

const jsonOf = (plan: PushPlan): string => {
  const lines = rowsOf(plan).map(({ values }) =>
    JSON.stringify(
      Object.fromEntries(plan.columns.map((name) => [headerOf(plan.preset, name), values[name] ?? null])),
    ),
  )
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`
}

/**
 * The same plan gives the same bytes.
 *
 * @throws PrmError `push.too_many_rows`
 */
export const contentOf = async (kind: FileKind, plan: PushPlan): Promise<string | Uint8Array> => {
  if (kind === 'json') return jsonOf(plan)
  const table = tableOf(plan)
  if (kind === 'csv') return table.map((cells) => csvRow(cells)).join('')
  if (table.length > MOST_ROWS) {
    const people = plural(table.length - 1, 'person', 'people')
    throw new PrmError('input', 'push.too_many_rows', `a sheet does not hold ${people}`, {
      hint: 'write csv:FILE instead',
    })
  }
  return xlsxOf('people', table)
}
