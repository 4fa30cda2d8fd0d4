/** One run of enriching: begun with the first change, and what it has changed. */
import type { Flushed } from '../derive/derive.ts'
import { finishRun, startRun, type Deps } from '../derive/run.ts'
import type { EnrichResult } from './types.ts'

export interface Journal {
  readonly run: number | null
  /** The run, begun now if it was not. Inside a write. */
  begin(): number
  note(flushed: Flushed): void
  counts: Pick<EnrichResult['counts'], 'records' | 'signals' | 'opted_out'>
  changed(): Pick<EnrichResult['counts'], 'people' | 'companies' | 'fields'>
  filled(): Record<string, number>
  /** @param paid what services charged: told by the run, and reason enough for one */
  end(status: 'done' | 'interrupted', paid: { spent: number; currency: string } | null): void
}

export const openJournal = (deps: Deps, input: unknown): Journal => {
  /** Fields by person or company: one that two answers have changed is one. */
  const fields = new Map<string, Set<string>>()
  let run: number | null = null
  const counts = { records: 0, signals: 0, opted_out: 0 }
  const changed: Journal['changed'] = () => {
    const companies = [...fields.keys()].filter((entity) => entity.startsWith('c')).length
    const sizes = [...fields.values()].map(({ size }) => size)
    return {
      people: fields.size - companies,
      companies,
      fields: sizes.reduce((sum, size) => sum + size, 0),
    }
  }
  return {
    get run() {
      return run
    },
    begin: () => (run ??= startRun(deps, 'enrich', input)),
    note: (flushed) => {
      for (const [entity, names] of flushed.changed)
        fields.set(entity, new Set([...(fields.get(entity) ?? []), ...names]))
    },
    counts,
    changed,
    filled: () => {
      const filled: Record<string, number> = {}
      for (const names of fields.values()) for (const name of names) filled[name] = (filled[name] ?? 0) + 1
      return filled
    },
    end: (status, paid) => {
      const spent = paid === null || paid.spent === 0 ? {} : { [`${paid.currency}_spent`]: paid.spent }
      if (run === null && Object.keys(spent).length === 0) return
      deps.file.write(() => {
        run ??= startRun(deps, 'enrich', input)
        finishRun(deps, run, status, { ...counts, ...changed(), ...spent })
      })
    },
  }
}
