/** What a run finds out about an address, and how it is counted and written down. */
import { DOMAIN_REASONS } from '../../model/mail-domain.ts'
import type { AddressCheck } from '../../model/verdict.ts'
import { Derivation } from '../derive/derive.ts'
import { startRun, type Deps } from '../derive/run.ts'
import { outcomeKey, type Tally } from './check-job.ts'
import type { Task } from './due.ts'
import type { ValidateInput, ValidateResult } from './types.ts'

export type Check = Pick<AddressCheck, 'verdict' | 'level' | 'reason' | 'suggestion'>

export interface Found {
  task: Task
  check: Check
  /** `prm`, `dns` or the name of a service; null where it only repeats what is known. */
  by: string | null
  evidence: string | null
  /** ISO time; by default that of writing it down. */
  at?: string
}

/** Counts an address under its verdict; with -1 takes it out again, because more became known. */
export const count = (result: ValidateResult, tally: Tally, { task, check }: Found, by: 1 | -1 = 1): void => {
  const { kind } = task
  const { verdict, reason } = check
  const { verdicts, reasons } = result[kind]
  result.counts.checked += by
  result.counts[verdict] += by
  verdicts[verdict] += by
  if (reason !== null) {
    reasons[reason] = (reasons[reason] ?? 0) + by
    if (reasons[reason] === 0) Reflect.deleteProperty(reasons, reason)
  }
  if (result.dns !== null && verdict === 'unknown' && reason !== null && reason in DOMAIN_REASONS)
    result.dns.unanswered += by
  const key = outcomeKey({ kind, verdict, reason })
  tally[key] = (tally[key] ?? 0) + by
  if (tally[key] === 0) Reflect.deleteProperty(tally, key)
}

export const suggest = (result: ValidateResult, { task, check }: Found): void => {
  const { suggestion } = check
  if (suggestion !== null) result.suggestions.push({ address: task.address, suggestion })
}

/** Whether the file does not know this yet, from a check of the same level that still holds. */
export const saysSomethingNew = ({ task, check, by }: Found): boolean => {
  if (by === null) return false
  const last = task.known.filter(({ level }) => level === check.level).sort((a, b) => b.id - a.id)[0]
  return (
    last?.verdict !== check.verdict || last.reason !== check.reason || last.suggestion !== check.suggestion
  )
}

/** Writes verdicts, and what follows for the people who have these addresses. Call inside a write. */
export const writeVerdicts = (
  deps: Deps,
  input: ValidateInput,
  result: ValidateResult,
  news: readonly Found[],
): void => {
  const { file } = deps
  result.run ??= startRun(deps, 'validate', {})
  file.verdicts.keepAges(input.max_age ?? {})
  const now = deps.now().toISOString()
  for (const { task, check, by, evidence, at } of news) {
    const { verdict, level, reason, suggestion } = check
    file.verdicts.add({
      run_id: result.run,
      kind: task.kind,
      address: task.address,
      verdict,
      level,
      reason,
      suggestion,
      checked_by: by ?? 'prm',
      checked_at: at ?? now,
      evidence,
    })
  }
  const { people } = file
  const derivation = new Derivation(file, { run_id: result.run, why: 'verdict' })
  for (const { kind, address } of news.map(({ task }) => task)) {
    const owners = kind === 'email' ? people.idsByAddress(address) : people.idsByNumber(address)
    for (const person of owners) derivation.judge(person)
  }
  derivation.flush()
  result.counts.new += news.length
}
