/**
 * Services, for the addresses that the free checks did not settle. What must never leave the file is not shown to them
 * either. An answer is written in the same transaction in which the engine remembers it, so a kill loses none.
 */
import type { OnProgress } from '../../model/progress.ts'
import type { AddressCheck } from '../../model/verdict.ts'
import type { Deps } from '../derive/run.ts'
import { checkWithServices, planCheck, type AddressTask, type CheckedAddress } from '../engine/index.ts'
import type { Tally } from './check-job.ts'
import { DEPTH, isFinal } from './due.ts'
import { count, saysSomethingNew, suggest, writeVerdicts, type Found } from './found.ts'
import type { ValidateInput, ValidateResult } from './types.ts'

/** Whether a paid check can say more than is known. */
export const isOpen = (deps: Deps, { services = [] }: ValidateInput, { task, check }: Found): boolean =>
  services.some(({ connector }) => connector.checks[task.kind] !== undefined) &&
  ![check, ...task.known].some((verdict) => isFinal(verdict, DEPTH.mailbox)) &&
  !deps.file.addresses.isSuppressed(task.kind, task.address)

const optionsOf = ({ max_cost, max_calls, max_age, stale = Infinity }: ValidateInput) => ({
  ...{ max_cost, max_calls },
  max_age: {
    mailbox: Math.min(stale, max_age?.mailbox ?? 90),
    line: Math.min(stale, max_age?.line ?? 180),
  },
})

const taskOf = ({ task }: Found): AddressTask => ({
  kind: task.kind,
  address: task.address,
  country: task.country,
})

/** What an outcome makes of an address; null where the service said nothing of it. */
const foundBy = (found: Found, { outcome, by, asked_at }: CheckedAddress): Found | null => {
  const { task, check } = found
  const level = task.kind === 'email' ? 'mailbox' : 'line'
  const said = (
    now: Pick<AddressCheck, 'verdict' | 'level' | 'reason' | 'suggestion'>,
    evidence: string | null,
  ) => ({
    ...{ task, by, evidence, at: asked_at },
    check: { ...now, suggestion: now.suggestion ?? check.suggestion },
  })
  switch (outcome.kind) {
    case 'verdict':
      return said(outcome, JSON.stringify(outcome.evidence))
    case 'none':
      return said({ verdict: 'unknown', level, reason: 'service_knows_nothing', suggestion: null }, null)
    case 'unknown':
      return said({ verdict: 'unknown', level, reason: outcome.reason, suggestion: null }, null)
    case 'failed':
    case 'not_asked':
      return null
  }
}

/** Asks the services about all that is open, or only says what that would cost. */
export const askServices = async (
  deps: Deps,
  input: ValidateInput,
  open: readonly Found[],
  result: ValidateResult,
  tally: Tally,
  on: OnProgress,
): Promise<void> => {
  const { services = [] } = input
  if (services.length === 0) return
  const before = new Map(open.map((found) => [taskOf(found), found]))
  const tasks = [...before.keys()]
  if (input.dry_run === true) {
    result.plan = planCheck(deps, services, tasks, optionsOf(input))
    return
  }
  let [failed, not_asked] = [0, 0]
  const take = (checked: readonly CheckedAddress[]): void => {
    const news: Found[] = []
    for (const one of checked) {
      const { kind } = one.outcome
      if (kind === 'failed') failed++
      if (kind === 'not_asked') not_asked++
      const was = before.get(one.task)!
      const now = foundBy(was, one)
      if (now === null) continue
      count(result, tally, was, -1)
      count(result, tally, now)
      if (was.check.suggestion === null) suggest(result, now)
      if (saysSomethingNew(now)) news.push(now)
    }
    if (news.length > 0) writeVerdicts(deps, input, result, news)
  }
  const summary = await checkWithServices(deps, services, tasks, optionsOf(input), take, on)
  result.services = { ...summary, failed, not_asked }
}
