/** Who stands in which source, counted: each person once for every source, and once for the first and the last of them. */
import type { ProspectFile } from '../../store/index.ts'
import { SOURCE_FLAGS, type SourceFlag } from '../../store/sources.ts'
import type { Cost } from '../derive/source-cost.ts'
import type { Outcomes, SourceQuality } from './sources.ts'

export interface Tally {
  id: number
  name: string
  kind: SourceQuality['kind']
  rows: number
  repeats: number
  rejected: number
  cost: Cost | null
  outcomes: Outcomes
  first_touch: Outcomes
  last_touch: Outcomes
  known_before: number
  paid_twice: number
  unreachable: number
  enrichable: number
  /** Id of another source → people who stand in both. */
  both: Map<number, number>
}

/** Where a person stands: sources, those that brought them first and last, and the one that knew them first. */
interface Place {
  sources: Tally[]
  known_by: Tally | null
  first: Tally | null
  last: Tally | null
}

const noOutcomes = (): Outcomes => ({ people: 0, qualified: 0, pushed: 0, replied: 0, meeting: 0, won: 0 })

const COUNTED = ['qualified', 'pushed', 'replied', 'meeting', 'won'] as const

const has = (flags: number, name: SourceFlag): boolean => ((flags >> SOURCE_FLAGS.indexOf(name)) & 1) === 1

const add = (outcomes: Outcomes, flags: number, people: number): void => {
  outcomes.people += people
  for (const name of COUNTED) if (has(flags, name)) outcomes[name] += people
}

/** How many people stand in both. */
export const standingIn = (one: Tally, other: Tally): number => one.both.get(other.id) ?? 0

/** Sources that hold a list which still counts, or have a cost; and everybody together. */
export const tallySources = (file: ProspectFile): { all: Tally[]; total: Outcomes } => {
  const batches = file.sources.batches()
  const byId = new Map(file.sources.all().map((source) => [source.id, emptyTally(source)]))
  const source = new Map(batches.map((batch) => [batch.id, byId.get(batch.source_id)!]))
  const kinds = new Map(batches.map(({ id, kind }) => [id, kind]))
  const isLeadList = (batch: number): boolean =>
    kinds.get(batch) !== 'customers' && source.get(batch)!.kind !== 'service'
  for (const [id, own] of Map.groupBy(batches, (batch) => batch.source_id)) {
    const tally = byId.get(id)!
    if (own.every(({ kind }) => kind === 'customers')) tally.kind = 'customers'
    for (const { rows, repeats, rejected } of own) {
      tally.rows += rows
      tally.repeats += repeats
      tally.rejected += rejected
    }
  }
  const placeOf = (text: string): Place => {
    const ids = [...new Set(text.split(',').map(Number))].filter((id) => source.has(id)).sort((a, b) => a - b)
    const leads = ids.filter(isLeadList)
    const at = (batch: number | undefined): Tally | null => (batch === undefined ? null : source.get(batch)!)
    return {
      sources: [...new Set(ids.map((id) => source.get(id)!))],
      known_by: at(ids.find((id) => source.get(id)!.kind !== 'service')),
      first: at(leads[0]),
      last: at(leads.at(-1)),
    }
  }
  const total = noOutcomes()
  for (const [text, people] of file.sources.people()) {
    const place = placeOf(text)
    for (const [flags, count] of people) {
      add(total, flags, count)
      addTo(place, flags, count)
    }
  }
  const counting = new Set(source.values())
  return { all: [...byId.values()].filter((tally) => counting.has(tally) || tally.cost !== null), total }
}

const addTo = ({ sources, known_by, first, last }: Place, flags: number, count: number): void => {
  const paid = sources.filter(({ cost }) => cost !== null && cost.amount > 0)
  for (const tally of sources) {
    add(tally.outcomes, flags, count)
    if (known_by !== tally && known_by !== null) tally.known_before += count
    if (paid.length > 1 && paid.includes(tally)) tally.paid_twice += count
    if (has(flags, 'unreachable')) tally.unreachable += count
    if (has(flags, 'unreachable') && has(flags, 'findable')) tally.enrichable += count
    for (const other of sources)
      if (other !== tally) tally.both.set(other.id, (tally.both.get(other.id) ?? 0) + count)
  }
  if (first !== null) add(first.first_touch, flags, count)
  if (last !== null) add(last.last_touch, flags, count)
}

const emptyTally = ({
  id,
  name,
  kind,
  cost,
  currency,
}: ReturnType<ProspectFile['sources']['all']>[number]): Tally => ({
  ...{ id, name, kind, rows: 0, repeats: 0, rejected: 0 },
  cost: cost === null ? null : { amount: cost, currency: currency ?? '' },
  ...{ outcomes: noOutcomes(), first_touch: noOutcomes(), last_touch: noOutcomes() },
  ...{ known_before: 0, paid_twice: 0, unreachable: 0, enrichable: 0, both: new Map<number, number>() },
})
