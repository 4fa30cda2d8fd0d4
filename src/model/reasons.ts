/** Why an address got its verdict, in words: a closed list, of all checks together. */
import { EMAIL_REASONS } from './email-check.ts'
import { DOMAIN_REASONS } from './mail-domain.ts'
import { PHONE_REASONS } from './phone-check.ts'

const REASONS: Readonly<Record<string, string>> = { ...EMAIL_REASONS, ...PHONE_REASONS, ...DOMAIN_REASONS }

/** A reason in half a sentence; one that a newer service brought, as it stands. */
export function reasonText(reason: string): string {
  return REASONS[reason] ?? reason.replaceAll('_', ' ')
}
