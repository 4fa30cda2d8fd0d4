/** Events and signals counted back from a day of each person's own. */
import { SIGNAL_KINDS } from '../../model/fact-kinds.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { PastFact } from '../../store/learning.ts'
import { dayNumber } from './days.ts'
import type { Cell } from './table.ts'

/** Fills events_30d, events_90d, signals_90d and last_<kind> anew, as they were on each person's day. */
export const factsBefore = (
  file: ProspectFile,
  people: readonly { id: string; company_id: string | null }[],
  moments: readonly number[],
  columns: Map<string, Cell[]>,
): void => {
  const zeros = (): number[] => new Array<number>(people.length).fill(0)
  const signals = byOwner(file.learning.signals())
  const events = byOwner(file.learning.events())
  const [count30, count90, signals90] = [zeros(), zeros(), zeros()]
  const last = new Map(
    SIGNAL_KINDS.map((kind) => [kind as string, new Array<Cell>(people.length).fill(null)]),
  )
  people.forEach(({ id, company_id }, row) => {
    const moment = moments[row]!
    const age = ({ on }: PastFact): number => moment - dayNumber(on)
    for (const event of events.get(id) ?? []) {
      const days = age(event)
      if (days < 0) continue
      if (days <= 30) count30[row]!++
      if (days <= 90) count90[row]!++
    }
    const about = [
      ...(signals.get(id) ?? []),
      ...(company_id === null ? [] : (signals.get(company_id) ?? [])),
    ]
    for (const signal of about) {
      const days = age(signal)
      if (days < 0) continue
      if (days <= 90) signals90[row]!++
      const values = last.get(signal.kind)
      if (values !== undefined && (values[row] === null || String(values[row]) < signal.on))
        values[row] = signal.on
    }
  })
  columns.set('events_30d', count30)
  columns.set('events_90d', count90)
  columns.set('signals_90d', signals90)
  for (const [kind, values] of last) columns.set(`last_${kind}`, values)
}

const byOwner = (facts: readonly PastFact[]): Map<string, PastFact[]> => {
  const found = new Map<string, PastFact[]>()
  for (const fact of facts) {
    const owner = fact.person_id ?? fact.company_id!
    const known = found.get(owner)
    if (known === undefined) found.set(owner, [fact])
    else known.push(fact)
  }
  return found
}
