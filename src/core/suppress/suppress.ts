/**
 * Suppresses addresses by hand, or lifts what was suppressed by mistake. Only keyed hashes are kept. Undo takes neither
 * back: a run that is undone must not make somebody writable again.
 */
import { sha256 } from '../../lib/hash.ts'
import type { SuppressionGroup } from '../../store/suppressions.ts'
import { Derivation } from '../derive/derive.ts'
import { ownersOf } from '../derive/opt-out.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { readSuppressible, type Suppressible } from './read-address.ts'

export interface SuppressInput {
  /** E-mail addresses, domains, phone numbers. */
  what: readonly string[]
  /** Why, kept with each address; of a lift with its run. */
  reason: string
  /** Take the suppression of these away. */
  lift?: boolean
  /** Default country of phone numbers, ISO alpha-2. */
  country?: string | undefined
  dry_run?: boolean
}

export interface SuppressResult extends Result {
  /** Add up to the addresses given. */
  counts: Record<'suppressed' | 'lifted' | 'unchanged', number>
  addresses: (Pick<Suppressible, 'text' | 'kind'> & {
    outcome: 'suppressed' | 'lifted' | 'unchanged'
    /** Why it is, or was, suppressed. */
    reason: string | null
  })[]
  /** Of the people who have these addresses: those who must not be written to now, and those who may. */
  people: { suppressed: number; free: number }
  dry_run: boolean
}

export interface SuppressionList extends Result {
  run: null
  counts: Record<'addresses', number>
  groups: SuppressionGroup[]
}

/** @throws PrmError `suppress.unreadable`, `suppress.too_broad`; nothing is changed then */
export const suppressAddresses = async (deps: Deps, input: SuppressInput): Promise<SuppressResult> => {
  const found = input.what.map((text) => readSuppressible(text, input.country))
  const plan = await deps.file.rehearse(() => Promise.resolve(apply(deps, input, found)))
  const isNews = plan.counts.suppressed + plan.counts.lifted > 0
  if (input.dry_run || !isNews) return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => apply(deps, input, found))
}

/** What is suppressed, as far as hashes tell. */
export const listSuppressions = ({ file }: Pick<Deps, 'file'>): SuppressionList => ({
  schemaVersion: SCHEMA_VERSION,
  run: null,
  counts: { addresses: file.suppressions.count() },
  groups: file.suppressions.summary(),
})

const KEY = { email: 'e', domain: 'd', phone: 't' } as const

const apply = (deps: Deps, input: SuppressInput, found: readonly Suppressible[]): SuppressResult => {
  const { file } = deps
  const { lift = false, reason } = input
  const now = deps.now().toISOString()
  // No address in plain text: who is suppressed may be somebody of whom the file holds nothing else.
  const run = startRun(deps, 'suppress', { addresses: found.length, reason, ...(lift && { lift }) })
  const batch = lift ? null : openBatch(deps, run)
  const counts = { suppressed: 0, lifted: 0, unchanged: 0 }
  const addresses = found.map(({ text, kind, key }) => {
    const before = file.suppressions.reason(kind, key) ?? null
    // Who was erased by this address may come in again, too.
    const isReadmitted = lift && file.suppressions.readmit(`${KEY[kind]}:${key}`)
    const isNews = lift
      ? file.suppressions.remove(kind, key) || isReadmitted
      : file.suppressions.add(kind, key, reason, now, batch)
    const outcome = !isNews ? ('unchanged' as const) : lift ? ('lifted' as const) : ('suppressed' as const)
    counts[outcome]++
    return { text, kind, outcome, reason: before ?? (lift ? null : reason) }
  })
  const derivation = new Derivation(file, { run_id: run, why: 'hand' })
  const owners = ownersOf(deps, found)
  for (const person of owners) derivation.touch(person)
  derivation.flush()
  const suppressed = [...owners].filter((id) => file.people.get(id)?.suppressed === 1).length
  finishRun(deps, run, 'done', counts)
  return {
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    addresses,
    people: { suppressed, free: owners.size - suppressed },
    dry_run: false,
  }
}

/** By its batch, undo knows what a run has suppressed, and says that this stays. */
const openBatch = (deps: Deps, run: number): number => {
  const { file } = deps
  const id = file.batches.create({
    run_id: run,
    source_id: file.batches.source('hand', 'hand', 0, deps.now().toISOString()),
    kind: 'suppressions',
    file: null,
    sha256: null,
    reading: JSON.stringify({ by: 'hand' }),
    signature: sha256('suppress'),
    on_match: 'hand',
  })
  file.batches.progress(id, 0, true)
  return id
}
