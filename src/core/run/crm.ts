/** The last step of a run where the config says so: those who are qualified go to a CRM. */
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { Config } from '../config/config.ts'
import type { Deps } from '../derive/run.ts'
import type { Service } from '../engine/index.ts'
import { pushToTarget, type TargetPushResult } from '../push/push-target.ts'

export interface RunCrm {
  service: Service
  gate: string
  route: string | null
  clock?: Clock | undefined
}

export interface CrmStep {
  target: string
  title: string
  /** Null: the CRM could not be compared with. */
  result: TargetPushResult | null
  trouble: { kind: 'credential' | 'remote'; message: string; hint: string | null } | null
}

/** A CRM that does not answer takes nothing away from what the run has done here: it is told, and the next run goes on. */
export const pushToCrm = async (
  deps: Deps,
  input: RunCrm & { config: Config; dry_run: boolean | undefined },
  on: OnProgress,
): Promise<CrmStep> => {
  const { name: target, title } = input.service.connector
  try {
    return { target, title, result: await pushToTarget(deps, input, on), trouble: null }
  } catch (error) {
    if (!(error instanceof PrmError) || (error.kind !== 'credential' && error.kind !== 'remote')) throw error
    const { kind, message, hint = null } = error
    return { target, title, result: null, trouble: { kind, message, hint } }
  }
}
