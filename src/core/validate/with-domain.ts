import type { DomainFinding } from '../../model/mail-domain.ts'
import type { AddressCheck, Level, Verdict } from '../../model/verdict.ts'

/**
 * What is known of an address once its domain was looked at: what the DNS has against it, else what the address itself
 * made one doubt. A question that got no answer leaves it unknown.
 */
export const withDomain = (
  check: Pick<AddressCheck, 'verdict' | 'reason'>,
  finding: DomainFinding,
): { verdict: Verdict; level: Level; reason: string | null } => {
  const { verdict, reason } = finding
  if (verdict === 'invalid' || verdict === 'unknown') return { verdict, level: 'domain', reason }
  // A slip in the domain explains why it is parked, and says what to do.
  const isParked = verdict === 'risky' && check.reason !== 'typo'
  return isParked
    ? { verdict, level: 'domain', reason }
    : { verdict: check.verdict, level: 'domain', reason: check.reason }
}
