/** Counting verdicts. */
import type { AddressKind } from '../../model/address-report.ts'
import { VERDICTS, type Verdict } from '../../model/verdict.ts'
import type { Tally } from './check-job.ts'

export type VerdictCounts = Record<Verdict, number>

export interface Outcome {
  kind: AddressKind
  verdict: Verdict
  /** Null: nothing is to be said against it. */
  reason: string | null
  addresses: number
}

export const noVerdicts = (): VerdictCounts => ({ valid: 0, plausible: 0, risky: 0, invalid: 0, unknown: 0 })

/** What was counted, e-mail first, good before bad, the most frequent first. */
export const outcomesOf = (tally: Tally): Outcome[] =>
  Object.entries(tally)
    .map(([key, addresses]): Outcome => {
      const [kind, verdict, reason] = key.split(' ') as [AddressKind, Verdict, string]
      return { kind, verdict, reason: reason === '' ? null : reason, addresses }
    })
    .sort(
      (a, b) =>
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
        VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
        b.addresses - a.addresses ||
        ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1),
    )
