/** A JSON object as named texts: `company.name`, `emails.0.value`. */
import { numberText } from './workbook-cell.ts'

/** Levels of objects in objects that are taken apart; deeper ones stay JSON. */
const DEEPEST = 8

/** What services wrap the fields of a record in; the word adds nothing to their names. */
const WRAPPERS = new Set(['properties', 'attributes', 'fields'])

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists of plain values are one text, joined with `; `; objects are taken apart, with dots in the names. */
export function flatten(object: Record<string, Json>): Map<string, string> {
  const values = new Map<string, string>()
  for (const [key, value] of Object.entries(object)) {
    if (WRAPPERS.has(key) && isObject(value)) {
      for (const [inner, one] of Object.entries(value))
        add(values, inner in object ? `${key}.${inner}` : inner, one, 2)
    } else add(values, key, value, 1)
  }
  return values
}

function add(values: Map<string, string>, name: string, value: Json, depth: number): void {
  if (typeof value !== 'object' || value === null) values.set(name, scalar(value))
  else if (depth > DEEPEST) values.set(name, JSON.stringify(value))
  else if (Array.isArray(value)) {
    if (value.some((one) => typeof one === 'object' && one !== null))
      value.forEach((one, at) => add(values, `${name}.${at}`, one, depth + 1))
    else values.set(name, value.map((one) => scalar(one as string | number | boolean | null)).join('; '))
  } else for (const [key, one] of Object.entries(value)) add(values, `${name}.${key}`, one, depth + 1)
}

export function scalar(value: string | number | boolean | null): string {
  if (value === null) return ''
  return typeof value === 'number' ? numberText(value) : String(value)
}

/** A number of more digits than a double holds: an id. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}/

/** JSON whose long numbers keep their digits, as text. */
export function parseJson(text: string): Json {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as Json
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? (context?.source ?? value)
      : value,
  ) as Json
}
