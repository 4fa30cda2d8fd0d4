/** What enrichers find: cells as a list would have them, blanks left out. */
import { cleanCompany } from '../model/company-name.ts'
import type { EntityAnswer, Evidence, FoundSignal, Outcome } from './contract.ts'

export type Cell = string | number | boolean | readonly (string | null)[] | null | undefined

const cellOf = (value: Cell): string => {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value).trim()
  return value
    .map((item) => (item ?? '').replaceAll(';', ',').trim())
    .filter(Boolean)
    .join('; ')
}

/** Values by the names of the vocabulary; a list becomes one cell. */
export const cellsOf = (values: Readonly<Record<string, Cell>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, cellOf(value)] as const)
      .filter(([, cell]) => cell !== ''),
  )

/** The words of a reply that are worth keeping. */
export const wordsOf = (values: Readonly<Record<string, Evidence[string] | undefined>>): Evidence =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number | boolean] => {
      const [, value] = entry
      return value !== null && value !== undefined && value !== ''
    }),
  )

interface Name {
  full: Cell
  first: Cell
  last: Cell
}

/** A name by its parts where there are any: beside other parts that are known the whole would not fit. */
export const nameFields = ({ full, first, last }: Name): Record<string, Cell> =>
  first && last ? { first_name: first, last_name: last } : { full_name: full }

/** An address on one line. */
export const addressOf = (...lines: readonly (string | null | undefined)[]): string =>
  lines
    .map((line) => line?.trim())
    .filter(Boolean)
    .join(', ')

export interface Found {
  fields: Readonly<Record<string, Cell>>
  signals?: readonly FoundSignal[]
  evidence?: Readonly<Record<string, Evidence[string] | undefined>>
  charged: boolean
}

/** An answer; nothing found where no field is left. */
export const foundOutcome = ({
  fields,
  signals = [],
  evidence = {},
  charged,
}: Found): Outcome<EntityAnswer> => {
  const cells = cellsOf(fields)
  if (Object.keys(cells).length === 0 && signals.length === 0) return { kind: 'none', charged }
  const answer = { fields: cells, signals, opted_out: false, evidence: wordsOf(evidence) }
  return { kind: 'answer', answer, charged }
}

/** Somebody who asked the service not to be processed: an answer, and not one to ask for twice. */
export const optedOut = (evidence: Evidence, charged: boolean): Outcome<EntityAnswer> => ({
  kind: 'answer',
  answer: { fields: {}, signals: [], opted_out: true, evidence },
  charged,
})

/** Signals older than this are no news (model/data/signal-lifetimes.ts), and not worth a record. */
const RECENT = 365 * 86_400_000

/** The day of a date or time as services write it, where it lies in the year before `at`; null otherwise. */
export const recentDay = (told: string | null | undefined, at: number): string | null => {
  const time = Date.parse(told ?? '')
  if (Number.isNaN(time) || time > at + 86_400_000 || at - time > RECENT) return null
  return new Date(time).toISOString().slice(0, 10)
}

/** Whether two names are one company's, legal forms aside: what a service found by name alone may be a namesake. */
export const isSameCompany = (asked: string | undefined, told: string | null | undefined): boolean => {
  const [one, other] = [cleanCompany(asked ?? '').key, cleanCompany(told ?? '').key]
  return one !== null && one === other
}
