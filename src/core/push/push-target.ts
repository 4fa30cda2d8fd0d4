/** Gives the people who pass a gate to a CRM, with their companies: first the plan, then the act. */
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { openTarget } from '../engine/open-target.ts'
import { noteSeen } from '../engine/seen.ts'
import type { Service, ServiceSummary } from '../engine/types.ts'
import { actOn, type Failure, type TargetOutcome } from './act.ts'
import { checkTargetPlan } from './check-target-plan.ts'
import { isNothing, planTarget, type TargetPlanInput } from './plan-target.ts'
import type { TargetPlan } from './target-plan.ts'

export interface TargetPushInput extends TargetPlanInput {
  /** The CRM, from `openTargetService`. */
  service: Service
  dry_run?: boolean | undefined
  /** Carry out this plan; refused where it no longer fits. */
  plan?: TargetPlan | undefined
  /** Is shown the plan, where there is something to do, and says whether it is carried out; without it, it is. */
  agree?: ((plan: TargetPlan) => Promise<boolean>) | undefined
  clock?: Clock | undefined
}

export interface TargetPushResult extends Result {
  target: string
  title: string
  /** Of the people: all in the plan. */
  counts: Record<TargetOutcome, number>
  companies: Record<TargetOutcome, number>
  ties: { tied: number; failed: number }
  failures: Failure[]
  plan: TargetPlan
  /** Why the CRM was given nothing more. */
  stopped: ServiceSummary['stopped']
  /** Requests. */
  calls: number
  /** False: a dry run, or somebody said no. */
  done: boolean
  dry_run: boolean
}

const asPlanned = (
  { create, update, unchanged, held_back }: TargetPlan['counts'],
  done: boolean,
): Record<TargetOutcome, number> => {
  const [created, updated] = done ? [create, update] : [0, 0]
  const not_sent = done ? 0 : create + update
  return { created, updated, unchanged, held_back, failed: 0, not_sent }
}

/**
 * An outcome of each person is written down once the CRM has confirmed it; killed at any moment and started again it
 * creates nobody twice. With nothing to do there is no run.
 *
 * @throws PrmError `push.not_connected`, `push.other_account`, `push.no_id_field`, `push.unknown_gate`,
 *   `push.stale_plan`; `credential` and `remote` where the CRM cannot be compared with
 */
export const pushToTarget = async (
  deps: Deps,
  input: TargetPushInput,
  on: OnProgress = () => undefined,
): Promise<TargetPushResult> => {
  const { file } = deps
  const at = openTarget(deps, input.service, on, input.clock)
  const plan = await planTarget(deps, at, input, on)
  if (input.plan !== undefined) checkTargetPlan(input.plan, plan)
  const result: TargetPushResult = {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, target: at.name, title: at.title, plan },
    ...{ counts: asPlanned(plan.counts, false), companies: asPlanned(plan.company_counts, false) },
    ...{ ties: { tied: 0, failed: 0 }, failures: [], stopped: null, calls: 0, done: false },
    dry_run: input.dry_run ?? false,
  }
  const finish = (): TargetPushResult => ({
    ...result,
    calls: at.state.line.sent,
    stopped: at.state.summary.stopped,
  })
  if (result.dry_run) return finish()
  if (isNothing(plan)) return { ...finish(), done: true }
  if (!((await input.agree?.(plan)) ?? true)) return finish()

  let run: number | null = null
  const opened = (): number =>
    (run ??= startRun(deps, 'push', { target: at.name, gate: plan.gate, account: plan.account.title }))
  // Counts of a run that is killed are those of the plan; the outcomes are in the ledger.
  file.write(opened)
  try {
    const act = await actOn(deps, at, plan, opened, on)
    const { people, companies, failures, ties } = act
    Object.assign(result, { counts: people, companies, failures, ties, done: true, run })
    const isWhole = people.not_sent + companies.not_sent === 0
    file.write(() => {
      finishRun(deps, run!, isWhole ? 'done' : 'interrupted', people)
      if (people.created + people.updated > 0) noteSeen(file, input.service, deps.now())
    })
    return finish()
  } catch (error) {
    file.write(() => finishRun(deps, run!, 'interrupted', {}))
    if (deps.signal.aborted)
      throw new PrmError('interrupted', 'interrupted', 'stopped; what was given is written down', {
        hint: 'the same command goes on',
        cause: error,
      })
    throw error
  }
}
