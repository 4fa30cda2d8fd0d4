/** Writes what a row says of signals, events and suppressions. Inside a write. */
import type { Batch, RowOutcome } from '../../store/batches.ts'
import { suppressEmails } from '../derive/opt-out.ts'
import type { Derivation } from '../derive/derive.ts'
import type { Deps } from '../derive/run.ts'
import type { PreparedRow } from './prepare.ts'
import type { EventFact } from './prepare-event.ts'
import { factHash, type Fact, type SignalFact, type Suppressed } from './prepare-fact.ts'

export interface TakenFact {
  outcome: RowOutcome
  /** Addresses that are suppressed from now on. */
  suppressed: Suppressed[]
}

/**
 * Takes in a row of signals, events or suppressions. What became of it is for the caller to write down.
 *
 * @param reason why addresses of a list of suppressions are suppressed
 */
export const takeFact = (
  deps: Deps,
  batch: Batch,
  row: PreparedRow,
  fact: Fact,
  derivation: Derivation,
  reason: string,
): TakenFact =>
  fact.table === 'suppression'
    ? suppress(deps, batch, fact.addresses, reason)
    : { outcome: keepFacts(deps, batch, row.line, fact, derivation), suppressed: [] }

const keepFacts = (
  deps: Deps,
  batch: Batch,
  line: number,
  fact: Exclude<Fact, { table: 'suppression' }>,
  derivation: Derivation,
): RowOutcome => {
  if (fact.table !== 'events') return keepFact(deps, batch, line, fact, derivation)
  // Somebody to whom nothing has happened yet is no fault of the list.
  if (fact.events.length === 0) return 'unchanged'
  const outcomes = fact.events.map((event) => keepFact(deps, batch, line, event, derivation))
  return outcomes.includes('created') ? 'created' : 'repeat'
}

const keepFact = (
  deps: Deps,
  batch: Batch,
  line: number,
  fact: SignalFact | EventFact,
  derivation: Derivation,
): RowOutcome => {
  const { facts } = deps.file
  const { run_id, id: batch_id } = batch
  const evidence = { batch_id, line, record_id: null }
  const hash = factHash(fact)
  if (fact.table === 'signal') {
    const { id, isNew } = facts.addSignal({ ...fact, run_id, hash }, evidence)
    if (isNew) derivation.tie('signal', id)
    return isNew ? 'created' : 'repeat'
  }
  // Nothing that this list says makes another person of an address, so it is tied as it is written.
  const person_id = derivation.personOf(fact.about)
  const { id, isNew, wasThere } = facts.addEvent({ ...fact, run_id, hash, person_id }, evidence)
  if (!wasThere) derivation.tied({ ...fact, person_id })
  else if (isNew) derivation.tie('event', id)
  if (fact.opt_out !== null) {
    const { email, reason } = fact.opt_out
    suppressEmails(deps, [email], derivation, reason, batch_id)
  }
  return isNew ? 'created' : 'repeat'
}

const suppress = (deps: Deps, batch: Batch, addresses: readonly Suppressed[], reason: string): TakenFact => {
  const { suppressions } = deps.file
  const now = deps.now().toISOString()
  const fresh: Suppressed[] = []
  let isOfThisList = true
  for (const { kind, key } of addresses) {
    if (suppressions.add(kind, key, reason, now, batch.id)) fresh.push({ kind, key })
    else if (suppressions.batchOf(kind, key) !== batch.id) isOfThisList = false
  }
  return { outcome: fresh.length > 0 ? 'created' : isOfThisList ? 'repeat' : 'unchanged', suppressed: fresh }
}

/** Keeps the signals that a new record tells of. An intent topic without a date counts from the day of the import. */
export const keepSignals = (
  deps: Deps,
  batch: Batch,
  row: PreparedRow,
  record_id: number,
  derivation: Derivation,
): void => {
  for (const { kind, about, observed_on, detail } of row.signals ?? []) {
    const fact: SignalFact = {
      table: 'signal',
      about: about ?? `r:${record_id}`,
      kind,
      observed_on: observed_on ?? deps.asOf.toISOString().slice(0, 10),
      detail,
      url: null,
    }
    const evidence = { batch_id: batch.id, line: row.line, record_id }
    const { id, isNew } = deps.file.facts.addSignal(
      { ...fact, run_id: batch.run_id, hash: factHash(fact) },
      evidence,
    )
    if (isNew) derivation.tie('signal', id)
  }
}
