/** Asks a CRM whom it knows, in requests of as many as it takes, several at once. */
import type { Outcome } from '../../connectors/contract.ts'
import type { Lookup, RemoteRecord } from '../../connectors/target.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { Deps } from '../derive/run.ts'
import type { OpenTarget } from '../engine/open-target.ts'

/** Several pieces of work at once, each taken when another has ended; the first failure ends all. */
export const inParallel = async <T>(
  parts: readonly T[],
  width: number,
  work: (part: T) => Promise<void>,
): Promise<void> => {
  let next = 0
  let isOver = false
  const worker = async (): Promise<void> => {
    while (next < parts.length && !isOver) {
      try {
        await work(parts[next++]!)
      } catch (error) {
        isOver = true
        throw error
      }
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.max(1, width) }, worker))
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

export const portions = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))

export type Found =
  | { kind: 'records'; records: readonly RemoteRecord[] }
  /** It could not say. */
  | { kind: 'no_answer'; message: string }

const foundOf = (outcome: Outcome<readonly RemoteRecord[]> | undefined): Found => {
  if (outcome === undefined) return { kind: 'no_answer', message: 'the answer is missing' }
  switch (outcome.kind) {
    case 'answer':
      return { kind: 'records', records: outcome.answer }
    case 'none':
      return { kind: 'records', records: [] }
    case 'unknown':
      return { kind: 'no_answer', message: outcome.reason.replaceAll('_', ' ') }
    case 'failed':
      return { kind: 'no_answer', message: outcome.message }
  }
}

/**
 * @param names fields whose values are wanted
 * @returns what was found by our id; empty where the target cannot be asked
 */
export const lookUp = async (
  deps: Pick<Deps, 'signal'>,
  { target, call, title, state }: OpenTarget,
  lookups: readonly Lookup[],
  names: readonly string[],
  on: OnProgress,
): Promise<Map<string, Found>> => {
  const found = new Map<string, Found>()
  const kind = lookups[0]?.kind
  if (target.find === undefined || kind === undefined) return found
  const unit = kind === 'person' ? 'people' : 'companies'
  const label = `looking ${unit} up at ${title}`
  on({ kind: 'start', label, total: lookups.length, unit })
  await inParallel(portions(lookups, target.batch.find), state.service.concurrency, async (some) => {
    deps.signal.throwIfAborted()
    const outcomes = await target.find!(some, names, call)
    some.forEach(({ prm_id }, i) => found.set(prm_id, foundOf(outcomes[i])))
    on({ kind: 'progress', label, done: found.size, total: lookups.length, unit })
  })
  on({ kind: 'done', label: `looked up at ${title}`, done: found.size, unit })
  return found
}
