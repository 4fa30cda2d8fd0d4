/** The cells of a signal or event by what they say, and whom it is about. */
import { restore } from '../../lib/table/write.ts'
import { isField } from '../../model/fields.ts'
import type { RecordFields } from '../../model/record.ts'
import { isBlankValue } from '../../model/value.ts'
import { identityKeys } from '../derive/identity.ts'
import type { FactField } from '../reading/fact-aliases.ts'
import type { ColumnMapping } from '../reading/mapping.ts'

export type OwnCells = Partial<
  Record<FactField, { cell: string; order: ColumnMapping['date_order']; rank: number }>
>

export const ownCells = (cells: readonly string[], columns: readonly ColumnMapping[]): OwnCells => {
  const own: OwnCells = {}
  for (const { field, index, date_order: order, rank = 0 } of columns) {
    if (field === null || isField(field) || field.startsWith('custom.')) continue
    const cell = restore(cells[index] ?? '').trim()
    if (isBlankValue(cell)) continue
    const known = own[field as FactField]
    if (known === undefined || rank < known.rank) own[field as FactField] = { cell, order, rank }
  }
  return own
}

/** The most that is kept of one text: a mail's body is not what happened. */
export const LONGEST = 1000

export const textOf = (own: OwnCells, field: FactField): string | null =>
  own[field]?.cell.slice(0, LONGEST) ?? null

/** Strongest first for telling people apart in the world: an address, a profile, an id of one source. */
const ORDER = ['e:', 'p:', 'x:']

export const personKey = (fields: RecordFields, namespace: string): string | undefined =>
  identityKeys(fields, namespace).sort(
    (a, b) => ORDER.indexOf(a.slice(0, 2)) - ORDER.indexOf(b.slice(0, 2)),
  )[0]

/** Why a cell is no date. */
export const unreadableDate = (cell: string): string =>
  /^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}/.test(cell)
    ? `two_days: "${cell.slice(0, 30)}" could be two days; write 2026-11-30`
    : `no_date: "${cell.slice(0, 30)}" is not readable as a date`
