/**
 * Typed pieces of SQL, as the translation of a condition puts them together. SQLite itself would compare the text '9'
 * with the number 20000 and find the text greater: so every comparison is typed here, before it runs.
 */
import type { Expr } from 'pgsql-ast-parser'
import { isDay } from '../lib/day.ts'

/**
 * `custom`: a value of the list's own columns, whose type follows from what it is compared with.
 * `null`: the literal. `wrong`: a mistake was already reported, so nothing more is said about it.
 */
export type ConditionType = 'text' | 'number' | 'date' | 'boolean' | 'custom' | 'null' | 'wrong'

export interface Value {
  sql: string
  type: ConditionType
  node: Expr
  /** The value, where it was written out in the condition. */
  literal?: string | number | boolean
  /** True for what is itself a condition (a comparison), false for values. */
  test?: boolean
}

/** For messages: "country is text". */
export const IS: Record<ConditionType, string> = {
  text: 'is text',
  number: 'is a number',
  date: 'is a date',
  boolean: 'is true or false',
  custom: 'is a column of the list, to be compared with text, a number or true',
  null: 'is null',
  wrong: 'is wrong',
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * Text as a number; unknown (NULL) unless it is written as a plain number. SQLite's own cast would make 0 of 'n/a'
 * and 2026 of '2026-11-21'.
 */
export const textToNumber = (sql: string): string =>
  `CASE WHEN ltrim(${sql}, '-') NOT GLOB '*[^0-9.]*' AND ${sql} GLOB '*[0-9]*' AND ${sql} NOT GLOB '*.*.*' ` +
  `THEN CAST(${sql} AS REAL) END`

/** True and false of JSON as SQLite takes them out of it; unknown for anything else. */
const textToBoolean = (sql: string): string =>
  `CASE CAST(${sql} AS TEXT) WHEN '1' THEN 1 WHEN 'true' THEN 1 WHEN '0' THEN 0 WHEN 'false' THEN 0 END`

/** The same value as another type, where nothing is lost by it; null where the two do not go together. */
export const convert = (value: Value, type: ConditionType): string | null => {
  if (value.type === type || value.type === 'null' || value.type === 'wrong' || type === 'wrong')
    return value.sql
  if (value.type === 'custom') {
    if (type === 'number') return textToNumber(value.sql)
    if (type === 'text') return `CAST(${value.sql} AS TEXT)`
    if (type === 'date') return `substr(${value.sql}, 1, 10)`
    if (type === 'boolean') return textToBoolean(value.sql)
  }
  if (type === 'date' && value.type === 'text' && typeof value.literal === 'string' && isDay(value.literal)) {
    return value.sql
  }
  if (type === 'boolean' && (value.literal === 0 || value.literal === 1)) return value.sql
  return null
}

/** The type in which values meet: the first that is known; a literal yields to a column. */
export const commonType = (values: readonly Value[]): ConditionType => {
  if (values.some((value) => value.type === 'wrong')) return 'wrong'
  const known = values.filter((value) => value.type !== 'custom' && value.type !== 'null')
  const leading = known.find((value) => value.literal === undefined) ?? known[0]
  return leading?.type ?? 'text'
}
