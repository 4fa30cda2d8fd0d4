/** What is known of an address: a verdict is about the address, never about a person. */
export type Verdict = 'valid' | 'plausible' | 'risky' | 'invalid' | 'unknown'

/** The same, the best first. */
export const VERDICTS: readonly Verdict[] = ['valid', 'plausible', 'risky', 'invalid', 'unknown']

/** How deep the check went: the e-mail ladder, then the phone ladder. */
export type Level = 'syntax' | 'domain' | 'mailbox' | 'number' | 'line'

export interface AddressCheck {
  verdict: Verdict
  level: Level
  /** From a closed list (see model/email-check.ts and model/phone-check.ts), null where nothing is to say. */
  reason: string | null
  /** What was probably meant: never applied by itself. */
  suggestion: string | null
}
