/**
 * Lists with a row for each person and a column for each kind of event: "Last Opened At", "Sent Time", or JSON with
 * `activity.0.action`, `activity.0.timestamp`. Each date is an event. A count without a date ("Opens") is none: it says
 * how often, and nobody knows when.
 */
import { eventKind, type EventKind } from '../../model/fact-kinds.ts'
import { isBlankValue, type DateOrder } from '../../model/value.ts'
import { parseTime } from '../../model/value-time.ts'
import type { ColumnMapping } from './mapping.ts'
import { headerWords } from './mapping-header.ts'

/** Where one event of a row stands. Plain data. */
export interface EventColumns {
  kind: EventKind | { index: number }
  at: number
  url: number | null
  order?: DateOrder
}

/** `activity 3 action` as its list, its place and the name. */
const ITEM = /^(.+?) (\d+) (.+)$/
const ITEM_TIME = new Set(['timestamp', 'time', 'date', 'at', 'created at'])
const ITEM_KIND = new Set(['action', 'type', 'event'])
const BEFORE = /^(?:(?:first|last|latest|date|time|email|mail|lead|of) )+/
const AFTER = /(?: (?:at|on|date|time|timestamp))+$/
const COUNTS = /^(?:(?:total|number of|email) )?(.+?)(?: (?:count|counts|total))?$/

/**
 * The events that each row of a list tells of.
 *
 * @param sample rows as read: a column of one kind must hold dates
 */
export const eventColumns = (
  header: readonly string[],
  sample: readonly (readonly string[])[],
  columns: readonly ColumnMapping[],
): EventColumns[] => {
  const words = header.map(headerWords)
  const lists = itemColumns(words)
  if (lists.length > 0) return lists
  return words.flatMap((name, at): EventColumns[] => {
    const kind = eventKind(name.replace(AFTER, '').replace(BEFORE, ''))
    if (kind === null || kind === 'other') return []
    const order = columns.find(({ index }) => index === at)?.date_order
    const told = valuesAt(sample, at)
    if (told.length === 0 || told.some((value) => !looksDated(value, order))) return []
    return [{ kind, at, url: null, ...(order && { order }) }]
  })
}

/** Columns that count events without saying when. */
export const countColumns = (header: readonly string[], sample: readonly (readonly string[])[]): string[] =>
  header.filter((name, at) => {
    const word = COUNTS.exec(headerWords(name))?.[1]
    const told = valuesAt(sample, at)
    const kind = word === undefined ? null : eventKind(word)
    return (
      kind !== null && kind !== 'other' && told.length > 0 && told.every((cell) => /^\d{1,6}$/.test(cell))
    )
  })

const valuesAt = (sample: readonly (readonly string[])[], at: number): string[] =>
  sample.map((cells) => (cells[at] ?? '').trim()).filter((cell) => !isBlankValue(cell))

/** A date, or something that could be two; a small number is a count. */
const looksDated = (cell: string, order: DateOrder | undefined): boolean =>
  parseTime(cell, order) !== null || /^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}/.test(cell)

const itemColumns = (words: readonly string[]): EventColumns[] => {
  const items = new Map<string, { list: string; names: Map<string, number> }>()
  for (const [index, name] of words.entries()) {
    const [, list, place, rest] = ITEM.exec(name) ?? []
    if (list === undefined || rest === undefined) continue
    const item = items.get(`${list} ${place}`) ?? { list, names: new Map<string, number>() }
    item.names.set(rest, index)
    items.set(`${list} ${place}`, item)
  }
  return [...items.values()].flatMap(({ list, names }): EventColumns[] => {
    const find = (known: ReadonlySet<string>): number | undefined =>
      [...names].find(([name]) => known.has(name))?.[1]
    const at = find(ITEM_TIME)
    const named = find(ITEM_KIND)
    const kind = named === undefined ? eventKind(list) : { index: named }
    if (at === undefined || kind === null) return []
    return [{ kind, at, url: names.get('url') ?? null }]
  })
}
