/**
 * People as a table to learn from: each as they were before it was decided, as far as the file remembers.
 *
 * Everybody is looked at on a day of their own: winners the day before the outcome, at the latest so many days after
 * they came as the middle winner took; all others as many days after they came. Values that changed later are taken
 * back to what they were on that day, and events and signals are counted back from it. What a list says of itself
 * is dated by the list. Not remembered are: verdicts, how many people were known at a company, and values that were
 * never seen to change.
 */
import type { ProspectFile } from '../../store/index.ts'
import { leadColumn } from '../../store/lead-columns.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import type { KnownOutcome, Outcome } from '../../store/learning.ts'
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { median } from './median.ts'
import {
  customCandidate,
  fixedCandidates,
  isProtectedName,
  technologyCandidate,
  type Candidate,
  type LeftOut,
} from './candidates.ts'
import { dayNumber, dayText } from './days.ts'
import { factsBefore } from './facts-before.ts'
import { valuesBefore } from './values-before.ts'
import { technologiesIn } from './technologies.ts'
import type { Cell, LearnTable } from './table.ts'

export interface ObserveOptions {
  /** won, replied, meeting, or a column. */
  outcome: string
  /** Days in which the outcome must come. */
  within: number | null
  /** Only who came on that day or later. */
  since: string | null
  allow: ReadonlySet<string>
  /** The day of the clock. */
  asOf: string
}

export interface Observed {
  /** Its rows are named by what is the same in every file, so that the same data are learned alike. */
  table: LearnTable
  /** Of each row the id of the person. */
  people: string[]
  candidates: Candidate[]
  left_out: LeftOut[]
  /** Columns that of most winners were filled in only after the outcome. */
  late: Set<string>
  counts: {
    people: number
    /** Came after the day of the clock. */
    later: number
    /** Came before --since. */
    earlier: number
    /** Their time is not up yet. */
    unfinished: number
    used: number
    positives: number
    /** Read into the file only after the day on which they are looked at: their values are those of today. */
    read_later: number
  }
  window: { from: string | null; until: string | null }
  /** Days from coming to the outcome, the middle winner; null where no day is known. */
  lag: number | null
  sources: readonly Cell[]
}

export const KNOWN_OUTCOMES = ['won', 'replied', 'meeting'] as const satisfies KnownOutcome[]
const MOST_TECHNOLOGIES = 30
/** @throws PrmError `usage`, `model.unknown_outcome` */
export const observe = (file: ProspectFile, options: ObserveOptions): Observed => {
  const { within, since, allow, asOf } = options
  const today = dayNumber(asOf)
  const arrivals = file.learning.arrivals()
  const outcomes = new Map(outcomesOf(file, options.outcome).map(({ person_id, on }) => [person_id, on]))
  const counts = {
    people: arrivals.length,
    later: 0,
    earlier: 0,
    unfinished: 0,
    used: 0,
    positives: 0,
    read_later: 0,
  }
  const people = arrivals.flatMap(({ id, company_id, name, on, read_on }) => {
    const came = dayNumber(on)
    if (came > today) {
      counts.later++
      return []
    }
    if (since !== null && came < dayNumber(since)) {
      counts.earlier++
      return []
    }
    // Early winners are left out with the others of their time: alone they would make those who came last look best.
    if (within !== null && today - came < within) {
      counts.unfinished++
      return []
    }
    const day = outcomes.get(id)
    const won = day === null || day === undefined ? null : dayNumber(day)
    // An outcome whose day nobody knows counts, unless it is asked how soon it came.
    const isInTime = won === null ? within === null : won <= today && won - came <= (within ?? Infinity)
    const positive = outcomes.has(id) && isInTime
    return [{ id, company_id, name, came, won, positive, read: dayNumber(read_on) }]
  })
  counts.used = people.length
  counts.positives = people.filter(({ positive }) => positive).length
  const lags = people.flatMap(({ positive, won, came }) =>
    positive && won !== null ? [Math.max(0, won - came)] : [],
  )
  const lag = lags.length === 0 ? null : median(lags)
  const moments = people.map(({ came, won, positive }) => {
    if (lag === null) return today
    const usual = Math.min(today, came + lag)
    return positive && won !== null ? Math.max(came, Math.min(usual, won - 1)) : usual
  })

  const { used: candidates, left_out } = fixedCandidates(allow)
  const place = new Map(people.map(({ id }, row) => [id, row]))
  const { columns: own, customNames } = readColumns(file, place, people.length, candidates, allow, left_out)
  const outcomeColumn = options.outcome
  const all = [...candidates, ...customNames].filter(({ reads }) => !reads.includes(outcomeColumn))
  // Who was read into the file only after their day is known as the list had them then, and nothing can be taken back.
  const remembered = people.map(({ read }, row) => read <= moments[row]!)
  counts.read_later = remembered.filter((is) => !is).length
  const taken = valuesBefore(
    file,
    people.map((person, row) => (remembered[row] ? person : null)),
    moments,
    own,
    leaveOutDerived(all),
  )
  factsBefore(file, people, moments, own)
  const technologies = own.get('technologies') ?? []
  const flags = technologyFlags(technologies)
  const chosen = [...all, ...flags]
  const positives = people.map(({ positive }) => positive)
  const late = new Set(
    [...taken].flatMap(([column, rows]) => {
      const gone = rows.filter((row) => positives[row]).length
      const kept = (own.get(column) ?? []).filter((value, row) => positives[row] && value !== null).length
      return gone >= 3 && gone > kept ? [column] : []
    }),
  )
  const columns = chosen.map((candidate) => ({
    name: candidate.name,
    values: valuesOf(candidate, own, moments),
  }))
  const came = people.map((person) => person.came)
  const [first, last] = minMax(came)
  return {
    table: {
      columns,
      outcome: Uint8Array.from(positives, Number),
      ids: people.map(({ name }) => name),
      times: Float64Array.from(came),
    },
    people: people.map(({ id }) => id),
    candidates: chosen,
    left_out,
    late: new Set(chosen.filter(({ reads }) => reads.some((name) => late.has(name))).map(({ name }) => name)),
    counts,
    window: came.length === 0 ? { from: null, until: null } : { from: dayText(first), until: dayText(last) },
    lag,
    sources: own.get('source') ?? [],
  }
}

const minMax = (values: readonly number[]): [number, number] =>
  values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  )

/** Counted anew from events and signals, or the same for everybody by its nature. */
const leaveOutDerived = (candidates: readonly Candidate[]): string[] =>
  [...new Set(candidates.flatMap(({ reads }) => reads))].filter(
    (name) => !/^(?:events_|signals_|last_|stakeholders)/.test(name),
  )

const outcomesOf = (file: ProspectFile, outcome: string): Outcome[] => {
  if ((KNOWN_OUTCOMES as readonly string[]).includes(outcome)) {
    return file.learning.outcomes(outcome as KnownOutcome)
  }
  const column = leadColumn.get(outcome)
  const isCustom = outcome.startsWith('custom.') || outcome.startsWith('answer.')
  if (column === undefined && !isCustom) {
    throw new PrmError('usage', 'model.unknown_outcome', `"${outcome}" is no outcome that could be learned`, {
      hint: `--outcome takes ${KNOWN_OUTCOMES.join(', ')}, or a column: custom.converted`,
    })
  }
  refuseUnknown(file, outcome)
  const rows = file.leads.iterate({
    columns: [
      { name: 'id', sql: 'id' },
      { name: 'v', sql: leadColumnSql(outcome) },
    ],
  })
  const found: Outcome[] = []
  for (const { id, v } of rows) {
    if (!holds(v ?? null)) continue
    found.push({
      person_id: String(id),
      on: typeof v === 'string' && /^\d{4}-\d{2}-\d{2}/.test(v) ? v.slice(0, 10) : null,
    })
  }
  return found
}

/** A column of the lists that none of them has: a slip, no outcome that came to nobody. */
const refuseUnknown = (file: ProspectFile, outcome: string): void => {
  const own = file.leads.customNames()
  if (!outcome.startsWith('custom.') || own.includes(outcome.slice('custom.'.length))) return
  const near = didYouMean(
    outcome,
    own.map((name) => `custom.${name}`),
  )
  throw new PrmError('usage', 'model.unknown_outcome', `there is no column ${outcome}`, {
    hint: near === null ? 'prm schema lists the columns of your lists' : `did you mean ${near}?`,
  })
}

/** Whether a cell says yes: a day, a number above 0, or any word but no. */
const holds = (value: Cell): boolean =>
  value !== null && !/^(?:0|-|no?|false|f|lost|none|open|null|)$/i.test(String(value).trim())

const readColumns = (
  file: ProspectFile,
  place: ReadonlyMap<string, number>,
  count: number,
  candidates: readonly Candidate[],
  allow: ReadonlySet<string>,
  leftOut: LeftOut[],
) => {
  const names = [...new Set([...candidates.flatMap(({ reads }) => reads), 'technologies', 'source'])]
  const custom = file.leads.customNames().filter((name) => !/["\\]/.test(name))
  const open = custom.filter((name) => {
    const isLeft = isProtectedName(name) && !allow.has(`custom.${name}`)
    if (isLeft) leftOut.push({ column: `custom.${name}`, why: 'protected' })
    return !isLeft
  })
  const all = [...names, ...open.map((name) => `custom.${name}`)]
  const columns = new Map(all.map((name) => [name, new Array<Cell>(count).fill(null)]))
  const query = { columns: all.map((name) => ({ name, sql: leadColumnSql(name) })) }
  for (const row of file.leads.iterate({ columns: [{ name: 'id', sql: 'id' }, ...query.columns] })) {
    const at = place.get(String(row.id))
    if (at === undefined) continue
    for (const name of all) columns.get(name)![at] = row[name] ?? null
  }
  const customNames = open.flatMap((name) => {
    const values = columns.get(`custom.${name}`)!
    const kind = kindOf(values)
    if (kind === 'number')
      columns.set(
        `custom.${name}`,
        values.map((value) => (value === null ? null : Number(value))),
      )
    return kind === null ? [] : [customCandidate(name, kind)]
  })
  return { columns, customNames }
}

/** Null: nearly every value is another one, so it says who somebody is, not what they are like. */
const kindOf = (values: readonly Cell[]): 'number' | 'text' | null => {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  if (known.every((value) => /^-?\d+(?:\.\d+)?$/.test(String(value)))) return 'number'
  const distinct = new Set(known).size
  return distinct > 50 && distinct > known.length / 5 ? null : 'text'
}

const technologyFlags = (values: readonly Cell[]): Candidate[] => {
  const counts = new Map<string, number>()
  for (const value of values)
    for (const name of new Set(technologiesIn(value))) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .filter(([name, count]) => count >= 3 && !/[%_]/.test(name))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_TECHNOLOGIES)
    .map(([name]) => technologyCandidate(name))
}

/** The values of a candidate from those of its columns. */
export const valuesOf = (
  { name, kind, reads }: Candidate,
  columns: ReadonlyMap<string, readonly Cell[]>,
  moments: readonly number[],
): Cell[] => {
  const values = columns.get(reads[0]!) ?? []
  if (name.startsWith('today - '))
    return values.map((value, row) => (value === null ? null : moments[row]! - dayNumber(String(value))))
  if (kind !== 'flag') return [...values]
  if (name.endsWith('is not null')) return values.map((value) => (value === null ? 'no' : 'yes'))
  if (reads[0] === 'technologies') {
    const wanted = /%; (.*);%/.exec(name)![1]!.replaceAll("''", "'").toLowerCase()
    return values.map((value) =>
      value === null
        ? null
        : technologiesIn(value).some((own) => own.toLowerCase() === wanted)
          ? 'yes'
          : 'no',
    )
  }
  const domains = columns.get('domain') ?? []
  return values.map((value, row) => {
    const domain = domains[row] ?? null
    if (value === null || domain === null) return null
    const [mail, own] = [String(value).toLowerCase(), String(domain).toLowerCase()]
    return mail.includes('@') && mail.slice(mail.indexOf('@') + 1).endsWith(own) ? 'no' : 'yes'
  })
}
