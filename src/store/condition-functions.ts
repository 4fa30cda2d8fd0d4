/** The functions that a condition may call: those that SQLite and the common warehouses have under the same name. */
import type { ConditionType } from './condition-values.ts'

export type ConditionFunction = {
  least: number
  most: number
  /** For messages: "takes two values". */
  takes: string
} & ({ type: 'same' } | { type: ConditionType; from: 'text' | 'number' })

export const FUNCTIONS: Readonly<Record<string, ConditionFunction>> = {
  coalesce: { least: 2, most: 20, takes: '2 to 20 values', type: 'same' },
  nullif: { least: 2, most: 2, takes: '2 values', type: 'same' },
  lower: { least: 1, most: 1, takes: '1 text', type: 'text', from: 'text' },
  upper: { least: 1, most: 1, takes: '1 text', type: 'text', from: 'text' },
  trim: { least: 1, most: 1, takes: '1 text', type: 'text', from: 'text' },
  length: { least: 1, most: 1, takes: '1 text', type: 'number', from: 'text' },
  abs: { least: 1, most: 1, takes: '1 number', type: 'number', from: 'number' },
  round: { least: 1, most: 2, takes: '1 or 2 numbers', type: 'number', from: 'number' },
}

/** What to write instead of a function that is common elsewhere. */
export const FUNCTION_HINTS: Readonly<Record<string, string>> = {
  now: 'today is the day of the run',
  date: "write date '2026-01-31', or cast(… as date)",
  datetime: 'today is the day of the run',
  julianday: 'dates are subtracted: today - created_at is a number of days',
  ifnull: 'write coalesce',
  nvl: 'write coalesce',
  isnull: 'write is null',
  iif: 'write case when … then … else … end',
  if: 'write case when … then … else … end',
  concat: 'write a || b',
  count: 'a condition looks at one person at a time',
  sum: 'a condition looks at one person at a time',
  avg: 'a condition looks at one person at a time',
  min: 'a condition looks at one person at a time',
  max: 'a condition looks at one person at a time',
  exists: 'a condition cannot hold a select',
  any: 'write in (…)',
  contains: "write like '%…%'",
}
