/** What a CRM would get of each person and company: their columns under its own names of fields. */
import type { RemoteField, RemoteValue } from '../../connectors/target.ts'
import { SIGNAL_KINDS } from '../../model/fact-kinds.ts'
import type { Row } from '../../store/leads.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { MappedField } from './fields.ts'
import type { TargetPlan, TargetValues } from './target-plan.ts'

/** Without one: the target takes any field. */
export type Described = ReadonlyMap<string, RemoteField> | null

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === ''

const WHOLE_NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00(\.0+)?(Z|\+00:?00)$/
const ADDRESS = /@|^(https?:\/\/)?[\w-]+(\.[\w-]+)+(\/\S*)?$/i

/** CRMs write numbers as text, days as times, addresses in small letters: that is no difference. */
const plain = (value: RemoteValue | undefined): string | null => {
  if (isBlank(value)) return null
  const text = String(value).replaceAll('\r\n', '\n').trim()
  if (text === '') return null
  if (WHOLE_NUMBER.test(text)) return String(Number(text))
  const day = MIDNIGHT.exec(text)
  if (day !== null) return day[1]!
  return ADDRESS.test(text) ? text.toLowerCase() : text
}

export const isSame = (a: RemoteValue | undefined, b: RemoteValue | undefined): boolean =>
  plain(a) === plain(b)

const CUSTOM = 'custom.'

/** `funding 2026-10-01; hiring 2026-09-12`: the last of each kind, the newest first. */
const signalsText = (row: Row): string | null => {
  const last = SIGNAL_KINDS.map((kind) => ({ kind, on: row[`last_${kind}`] }))
    .filter(({ on }) => typeof on === 'string')
    .sort((a, b) => (a.on! < b.on! ? 1 : a.on! > b.on! ? -1 : 0))
  return last.length === 0
    ? null
    : last.map(({ kind, on }) => `${kind.replaceAll('_', ' ')} ${String(on)}`).join('; ')
}

/** What text of signals is made of. */
export const SIGNAL_COLUMNS: readonly string[] = SIGNAL_KINDS.map((kind) => `last_${kind}`)

const typed = (value: string | number | null, { type }: MappedField): RemoteValue => {
  if (isBlank(value)) return null
  return type === 'boolean' ? value === 1 : value
}

/**
 * The value as the CRM takes it; a choice by its own spelling.
 *
 * @returns undefined where it cannot hold it
 */
const fitted = (value: RemoteValue, field: RemoteField | undefined): RemoteValue | undefined => {
  if (value === null || field === undefined) return value
  if (field.type === 'number') return Number.isFinite(Number(value)) ? value : undefined
  if (field.type !== 'choice' || field.choices === undefined) return value
  const text = String(value).toLowerCase()
  return field.choices.find((choice) => choice.toLowerCase() === text)
}

/** Only fields that are there and can be written; values that do not fit are counted in the plan and left out. */
const valuesOf = (
  maps: readonly MappedField[],
  described: Described,
  valueOf: (column: string) => string | number | null,
  { unfit }: Pick<TargetPlan, 'unfit'>,
): TargetValues => {
  const values: TargetValues = {}
  for (const map of maps) {
    const field = described?.get(map.field)
    if (described !== null && field?.isWritable !== true) continue
    const value = typed(valueOf(map.column), map)
    const fit = fitted(value, field)
    if (fit === undefined) {
      const seen = (unfit[map.field] ??= { values: 0, example: String(value) })
      seen.values++
    }
    // The first column that has a value fills a field that several are sent to.
    if (isBlank(values[map.field])) values[map.field] = fit ?? null
  }
  return values
}

/** @param row of `lead` with the mapped columns, SIGNAL_COLUMNS where `signals` is among them, `reasons` filled in */
export const personValues = (
  row: Row,
  maps: readonly MappedField[],
  described: Described,
  plan: Pick<TargetPlan, 'unfit'>,
): TargetValues =>
  valuesOf(
    maps,
    described,
    (column) => (column === 'signals' ? signalsText(row) : (row[column] ?? null)),
    plan,
  )

export const companyValues = (
  row: CompanyRow,
  maps: readonly MappedField[],
  described: Described,
  plan: Pick<TargetPlan, 'unfit'>,
): TargetValues => {
  const own = typeof row.custom === 'string' ? (JSON.parse(row.custom) as Row) : {}
  const valueOf = (column: string): string | number | null =>
    column.startsWith(CUSTOM) ? (own[column.slice(CUSTOM.length)] ?? null) : ((row as Row)[column] ?? null)
  return valuesOf(maps, described, valueOf, plan)
}

/** Whether what was given says all that we would give now, to the letter. */
export const isCovered = (ours: TargetValues, given: TargetValues): boolean =>
  Object.entries(ours).every(([name, value]) => (given[name] ?? null) === value)
