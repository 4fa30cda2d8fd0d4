/** Signals and events of people as SQL: what they are worth together, and each by itself. */
import { quoteName, quoteText } from '../../store/condition.ts'
import type { Decay, Fading } from '../config/config.ts'
import { dayBefore, fadingSteps, saturationSteps } from './fading.ts'

type Kinds = Decay['signals'] | Decay['events']

interface Table {
  name: 'signal' | 'event'
  /** The column of the day or time. */
  at: string
  kinds: [kind: string, fading: Fading][]
  asOf: string
}

const counting = (kinds: Kinds): Table['kinds'] =>
  Object.entries(kinds).filter((entry) => entry[1].points > 0 && entry[1].cap !== 0)

export const signalTable = ({ signals }: Decay, asOf: string): Table => ({
  ...{ name: 'signal', at: 'observed_on', kinds: counting(signals), asOf },
})
export const eventTable = ({ events }: Decay, asOf: string): Table => ({
  ...{ name: 'event', at: 'at', kinds: counting(events), asOf },
})

/** Points by the highest limit that a value reaches, 0 below all; found by halving. */
const stepsSql = (value: string, steps: readonly { from: string; points: number }[], below = 0): string => {
  if (steps.length === 0) return String(below)
  const middle = Math.floor(steps.length / 2)
  const { from, points } = steps[middle]!
  const above = stepsSql(value, steps.slice(0, middle), points)
  return `CASE WHEN ${value} >= ${from} THEN ${above} ELSE ${stepsSql(value, steps.slice(middle + 1), below)} END`
}

/** Days and times are compared as texts: a time follows the day on which it is. */
const pointsSql = ({ at, asOf }: Table, fading: Fading): string =>
  stepsSql(
    `f.${at}`,
    fadingSteps(fading).map(({ points, until }) => ({ from: quoteText(dayBefore(asOf, until)), points })),
  )

/** The facts that can count: known by the day of the run, done by people, and not faded to nothing. */
const window = ({ name, at, kinds, asOf }: Table): string => {
  const oldest = Math.max(...kinds.map(([, fading]) => fadingSteps(fading).at(-1)?.until ?? 0))
  return [
    `f.${at} >= ${quoteText(dayBefore(asOf, oldest))} AND f.${at} < ${quoteText(dayBefore(asOf, -1))}`,
    ...(name === 'event' ? ['f.machine = 0'] : []),
  ].join(' AND ')
}

/** An aggregate: the points of all, repeats of a kind up to its cap. */
const totalSql = (table: Table): string => {
  const only = (kind: string, fading: Fading): string =>
    `WHEN ${quoteText(kind)} THEN ${pointsSql(table, fading)}`
  const free = table.kinds.filter(([, { cap }]) => cap === undefined)
  const capped = table.kinds.filter(([, { cap }]) => cap !== undefined)
  return [
    ...(free.length === 0
      ? []
      : [`sum(CASE f.kind ${free.map(([kind, fading]) => only(kind, fading)).join(' ')} ELSE 0 END)`]),
    ...capped.map(
      ([kind, fading]) => `min(${fading.cap!}, sum(CASE f.kind ${only(kind, fading)} ELSE 0 END))`,
    ),
  ].join(' + ')
}

/** What the facts of one owner are worth, before they saturate: an expression. */
const ownSql = (table: Table, owner: string, id: string): string =>
  table.kinds.length === 0
    ? '0'
    : `coalesce((SELECT ${totalSql(table)} FROM ${quoteName(table.name)} f WHERE f.${owner} = ${id} AND ${window(table)}), 0)`

export interface FactsSql {
  /** A common table expression to stand before the query, or none. */
  with: string | null
  /** What to join, or nothing. */
  join: string
  /** Expressions. */
  signals: string
  events: string
}

/**
 * The points of signals and events of each person, before they saturate.
 *
 * @param id the person's id, @param company the company's, both as SQL
 * @param isSome asked of some people only: then nothing is summed for companies that none of them works for
 */
export const factsSql = (
  decay: Decay,
  asOf: string,
  id: string,
  company: string,
  isSome: boolean,
): FactsSql => {
  const signals = signalTable(decay, asOf)
  const own = ownSql(signals, 'person_id', id)
  const events = ownSql(eventTable(decay, asOf), 'person_id', id)
  if (signals.kinds.length === 0) return { with: null, join: '', signals: own, events }
  if (isSome) {
    const both = `${own} + ${ownSql(signals, 'company_id', company)}`
    return { with: null, join: '', signals: both, events }
  }
  // A company's signals are summed once, not once for each colleague.
  return {
    with: `"company_heat" AS MATERIALIZED (
  SELECT f.company_id AS "h_company", ${totalSql(signals)} AS "h_points"
    FROM "signal" f WHERE f.company_id IS NOT NULL AND ${window(signals)} GROUP BY f.company_id
)`,
    join: ` LEFT JOIN "company_heat" ON "h_company" = ${company}`,
    signals: `${own} + coalesce("h_points", 0)`,
    events,
  }
}

/** What so many points count after saturation. */
export const saturatedSql = (points: string, limit: number | null): string =>
  limit === null
    ? points
    : stepsSql(
        points,
        saturationSteps(limit).map((step) => ({ ...step, from: String(step.from) })),
      )

/** One signal or event that counts, as `listFactsSql` gives it. */
export interface CountedFact {
  person: string
  fact: 'signal' | 'event'
  about: 'person' | 'company'
  kind: string
  /** The day. */
  on: string
  detail: string | null
}

/** One SELECT: everything dated that counts for these people, their companies' signals included; see CountedFact. */
export const listFactsSql = (decay: Decay, asOf: string, ids: readonly string[]): string | null => {
  const list = ids.map(quoteText).join(', ')
  const signals = signalTable(decay, asOf)
  const events = eventTable(decay, asOf)
  const within = (table: Table): string =>
    `f.kind IN (${table.kinds.map(([kind]) => quoteText(kind)).join(', ')}) AND ${window(table)}`
  const columns = (about: string, { name, at }: Table): string =>
    `${quoteText(name)} AS "fact", ${quoteText(about)} AS "about", f.kind, substr(f.${at}, 1, 10) AS "on", f.detail`
  const parts = [
    ...(signals.kinds.length === 0
      ? []
      : [
          `SELECT f.person_id AS "person", ${columns('person', signals)} FROM "signal" f WHERE f.person_id IN (${list}) AND ${within(signals)}`,
          `SELECT p.id, ${columns('company', signals)} FROM "person" p JOIN "signal" f ON f.company_id = p.company_id WHERE p.id IN (${list}) AND ${within(signals)}`,
        ]),
    ...(events.kinds.length === 0
      ? []
      : [
          `SELECT f.person_id AS "person", ${columns('person', events)} FROM "event" f WHERE f.person_id IN (${list}) AND ${within(events)}`,
        ]),
  ]
  return parts.length === 0
    ? null
    : `${parts.join('\nUNION ALL ')}\nORDER BY "person", "on" DESC, "kind", "about", "detail"`
}
