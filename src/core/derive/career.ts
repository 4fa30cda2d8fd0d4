/**
 * A person's positions in time, from the records of the person.
 *
 * Records are read in the order of their days. One that names another company ends the position held so far (a move)
 * where it is a newer observation and outranks all that is known of that position: a row of a `refresh` list, a row of
 * an `overwrite` list or one with a day of its own that was observed on a later day, an edit by hand that says since when
 * the new position is held. One that outranks without being newer (an edit by hand, an `overwrite` of the same day)
 * corrects: the other position was never held as far as we know, so it ends without a date and makes no move. Everything
 * else (two lists that fill, two companies) stands side by side. A new title at the same company is no move.
 */
import { cleanCompany } from '../../model/company-name.ts'
import { buyingRoleIn, type BuyingRole } from '../../model/buying-role.ts'
import type { CustomField } from '../../model/fields.ts'
import type { ActiveRecord, RecordFields } from '../../model/record.ts'
import { says } from './precedence.ts'

export interface RoleValues {
  company_key: string
  /** Counts up from 1 where somebody came back to a company. */
  stint: number
  title: string | null
  seniority: string | null
  department: string | null
  is_current: boolean
  /** ISO days; null: not known. */
  since: string | null
  until: string | null
  buying_role: BuyingRole | null
  record_id: number
}

export interface Move {
  from: string
  to: string
  /** ISO day. */
  on: string
  /** The record that told of it. */
  record_id: number
  /** The last day on which the person was still seen at the former company. */
  after: string
}

/** With the names that the records use, whatever the companies are called by now. */
export interface NamedMove extends Move {
  from_name: string
  to_name: string
}

export interface Career {
  roles: RoleValues[]
  moves: NamedMove[]
  /** Companies that the person has left, by key, and when. */
  left: Map<string, string>
}

const START_FIELDS: readonly CustomField[] = ['custom.position_started_at', 'custom.job_start_date']
const DAY = /^\d{4}-\d{2}-\d{2}/

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Since when the position is held, where the record tells it: the columns "Job Start Date", "Position Started At". */
export const startOf = (fields: RecordFields): string | null => {
  for (const name of START_FIELDS) {
    const told = fields[name]
    if (typeof told === 'string' && DAY.test(told)) return told.slice(0, 10)
  }
  return null
}

const dayOf = (record: ActiveRecord): string => (record.observed_at ?? record.read_on).slice(0, 10)

interface Stint {
  key: string
  records: ActiveRecord[]
  state: 'open' | 'left' | 'corrected'
  until: string | null
  /** How it began, where it began with a move. */
  opened: Move | null
  since: string | null
}

const lastDay = (stint: Stint): string => stint.records.map(dayOf).reduce((a, b) => (b > a ? b : a))

/** The last day that a list itself gives. */
const lastTold = (stint: Stint): string =>
  stint.records.reduce((last, { observed_at }) => {
    const day = observed_at?.slice(0, 10) ?? ''
    return day > last ? day : last
  }, '')

const isNewer = (record: ActiveRecord, stint: Stint): boolean => {
  const [day, last] = [dayOf(record), lastDay(stint)]
  switch (record.on_match) {
    case 'hand':
      return startOf(record.fields) !== null
    case 'refresh':
      return day >= last
    case 'overwrite':
      return day > last
    case 'fill':
    case 'skip':
      return record.observed_at !== null && day > last
  }
}

const nameOf = ({ fields }: ActiveRecord): string | null => {
  const name = textOf(fields.company)
  return name === null ? null : cleanCompany(name).key
}

/** A company is named, not only found in the domain of an address. */
const namesCompany = ({ fields }: ActiveRecord): boolean =>
  [fields.company, fields.domain, fields.website].some((value) => textOf(value) !== null)

/** What is said of a position, and taken only from records that speak of it. */
export const POSITION_FIELDS = ['title', 'seniority', 'department'] as const

/** Words in common, one within the other, or the letters that the other begins with: `Blue Kite`, `Bluekite`, `BK`. */
const isAlike = (a: string, b: string): boolean => {
  const [left, right] = [a.split(' '), b.split(' ')]
  if (left.some((word) => word !== 'and' && right.includes(word))) return true
  const [one, other] = [left.join(''), right.join('')]
  const initials = (words: string[]): string => words.map((word) => word[0] ?? '').join('')
  return one.includes(other) || other.includes(one) || one === initials(right) || other === initials(left)
}

/**
 * A list that fills may name another company beside an address at this one: its title is a title there.
 *
 * @param ordered by precedence
 * @returns the same, such records without title, seniority and department
 */
export const withoutForeignTitles = (ordered: readonly ActiveRecord[]): readonly ActiveRecord[] => {
  if (ordered.length === 1) return ordered
  /** By key, the names by which records further up call the company. */
  const names = new Map<string, string[]>()
  return ordered.map((record) => {
    const { company_key: key, fields, on_match } = record
    const name = key?.startsWith('d:') ? nameOf(record) : null
    if (key === null || name === null) return record
    const known = names.get(key) ?? []
    const isForeign =
      on_match === 'fill' &&
      textOf(fields.domain) === null &&
      textOf(fields.website) === null &&
      POSITION_FIELDS.some((field) => fields[field] !== undefined) &&
      known.length > 0 &&
      ![...known, key.slice(2).split('.')[0]!.replaceAll('-', ' ')].some((other) => isAlike(name, other))
    if (!isForeign) {
      names.set(key, [...known, name])
      return record
    }
    const kept = Object.entries(fields).filter(([field]) => !POSITION_FIELDS.some((name) => name === field))
    return { ...record, fields: Object.fromEntries(kept) }
  })
}

/** One company that goes by two domains is no reason to think that somebody moved. */
const isSameName = (record: ActiveRecord, stint: Stint): boolean => {
  const name = nameOf(record)
  return name !== null && stint.records.some((other) => nameOf(other) === name)
}

class Timeline {
  readonly stints: Stint[] = []
  readonly #rank: ReadonlyMap<ActiveRecord, number>

  constructor(rank: ReadonlyMap<ActiveRecord, number>) {
    this.#rank = rank
  }

  take(record: ActiveRecord): void {
    const key = record.company_key!
    const rank = this.#rank.get(record)!
    const weaker = this.stints.filter(
      (stint) =>
        stint.state === 'open' &&
        stint.key !== key &&
        stint.records.every((other) => rank < this.#rank.get(other)!),
    )
    const isMove = (stint: Stint): boolean =>
      namesCompany(record) && isNewer(record, stint) && !isSameName(record, stint)
    const left = weaker.filter(isMove)
    const corrects = record.on_match !== 'fill' && record.on_match !== 'skip'
    const corrected = corrects ? weaker.filter((stint) => !left.includes(stint)) : []
    for (const stint of corrected) stint.state = 'corrected'
    const own = this.stints.findLast((stint) => stint.key === key)
    if (left.length > 0) this.#move(record, left, own)
    else if (own === undefined || (own.state !== 'open' && corrected.length > 0))
      this.#correct(record, own, corrected)
    else own.records.push(record)
  }

  #open(record: ActiveRecord, since: string | null, opened: Move | null): void {
    const key = record.company_key!
    this.stints.push({ key, records: [record], state: 'open', until: null, opened, since })
  }

  #move(record: ActiveRecord, left: Stint[], own: Stint | undefined): void {
    const [day, start] = [dayOf(record), startOf(record.fields)]
    const isLikely = start !== null && start <= day && left.every((stint) => start >= lastTold(stint))
    const on = isLikely ? start : day
    const last = left.reduce((a, b) => (lastDay(b) > lastDay(a) ? b : a))
    const move = { from: last.key, to: record.company_key!, on, record_id: record.id, after: lastDay(last) }
    for (const stint of left) {
      stint.state = 'left'
      stint.until = on
    }
    if (own?.state !== 'open') {
      this.#open(record, on, move)
      return
    }
    own.records.push(record)
    own.opened ??= move
    own.since ??= on
  }

  /** Nothing is known of another position yet, or what was known is wrong: then its beginning is taken over. */
  #correct(record: ActiveRecord, own: Stint | undefined, corrected: Stint[]): void {
    const wrong = corrected.find((stint) => stint.opened !== null)
    const back = wrong?.opened?.from === record.company_key ? own : undefined
    if (back) {
      // The person never left.
      back.state = 'open'
      back.until = null
      back.records.push(record)
    } else {
      const opened = wrong?.opened ? { ...wrong.opened, to: record.company_key! } : null
      this.#open(record, wrong?.since ?? null, opened)
    }
    if (wrong) [wrong.opened, wrong.since] = [null, null]
  }
}

/** The part in the purchase that was said of this position; what was said before it began is about the former one. */
const buyingRoleOf = (stint: Stint, isMain: boolean, ordered: readonly ActiveRecord[]): BuyingRole | null => {
  for (const record of ordered) {
    const told = buyingRoleIn(record.fields)
    if (told === undefined) continue
    if (stint.records.includes(record)) return told
    const began = stint.opened?.record_id ?? 0
    if (isMain && record.company_key === null && record.id >= began) return told
  }
  return null
}

/**
 * @param ordered the records in their order of precedence
 * @param current the key of the company that `lead` shows; null where it was cleared: then nothing is held any more
 */
export const careerOf = (ordered: readonly ActiveRecord[], current: string | null): Career => {
  if (ordered.every((record) => record.company_key === null)) return { roles: [], moves: [], left: new Map() }
  const rank = new Map(ordered.map((record, i) => [record, i]))
  const timeline = new Timeline(rank)
  const byDay = (a: ActiveRecord, b: ActiveRecord): number =>
    dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : rank.get(b)! - rank.get(a)!
  const placed = ordered.filter((record) => record.company_key !== null)
  for (const record of placed.length === 1 ? placed : [...placed].sort(byDay)) timeline.take(record)
  const { stints } = timeline
  const main = current === null ? undefined : stints.findLast((stint) => stint.key === current)
  // Who says by hand where somebody works says it of all positions.
  const isByHand = placed[0]!.on_match === 'hand'
  const counts = new Map<string, number>()
  const roles = stints.map((stint): RoleValues => {
    const number = (counts.get(stint.key) ?? 0) + 1
    counts.set(stint.key, number)
    const best = [...stint.records].sort((a, b) => rank.get(a)! - rank.get(b)!)
    const first = <T>(find: (record: ActiveRecord) => T | null): T | null => {
      for (const record of best) {
        const found = find(record)
        if (found !== null) return found
      }
      return null
    }
    // A clear is about the present position: former ones keep what they were.
    const told = (field: 'title' | 'seniority' | 'department'): string | null => {
      if (stint !== main) return first(({ fields }) => textOf(fields[field]))
      for (const record of ordered) {
        const value = textOf(record.fields[field])
        if (value !== null && stint.records.includes(record)) return value
        if (record.fields[field] === null && says(record, field)) return null
      }
      return null
    }
    const start = first(({ fields }) => startOf(fields))
    return {
      company_key: stint.key,
      stint: number,
      title: told('title'),
      seniority: told('seniority'),
      department: told('department'),
      is_current: current !== null && (stint === main || (stint.state === 'open' && !isByHand)),
      since: start !== null && (stint.until === null || start <= stint.until) ? start : stint.since,
      until: stint.until,
      buying_role: buyingRoleOf(stint, stint === main, ordered),
      record_id: best[0]!.id,
    }
  })
  const label = (key: string): string =>
    placed
      .filter(({ company_key }) => company_key === key)
      .map(({ fields }) => textOf(fields.company))
      .find((name) => name !== null) ?? key.slice(2)
  const there = new Set(stints.filter(({ state }) => state === 'open').map(({ key }) => key))
  const gone = stints.filter(({ key, until }) => until !== null && !there.has(key))
  return {
    roles,
    moves: stints.flatMap(({ opened }) =>
      opened === null ? [] : [{ ...opened, from_name: label(opened.from), to_name: label(opened.to) }],
    ),
    left: new Map(gone.map(({ key, until }) => [key, until!])),
  }
}
