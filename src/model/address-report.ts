/** All that can be said of one address without asking anybody, in one flat row: what `prm validate --address` prints. */
import { createEmailCheck, type EmailCheckOptions } from './email-check.ts'
import { createPhoneCheck, type PhoneType } from './phone-check.ts'
import type { Level, Verdict } from './verdict.ts'

export type AddressKind = 'email' | 'phone'

/** The keys in the order in which they are printed. */
export interface AddressReport {
  /** As it was given. */
  input: string
  kind: AddressKind
  verdict: Verdict
  level: Level
  reason: string | null
  /** The form that is kept: the domain in lower-case ASCII form; E.164 and an extension. Null where it is no address. */
  normalized: string | null
  e164: string | null
  /** Of the number, ISO 3166-1 alpha-2. */
  country: string | null
  /** Of the number: mobile, fixed, toll_free … */
  type: PhoneType | null
  extension: string | null
  suggestion: string | null
}

export const REPORT_COLUMNS: readonly (keyof AddressReport)[] = [
  ...(['input', 'kind', 'verdict', 'level', 'reason', 'normalized'] as const),
  ...(['e164', 'country', 'type', 'extension', 'suggestion'] as const),
]

/** What an address is meant to be, by its looks: an @ makes an e-mail address, and enough digits without words a number. */
export function kindOfAddress(text: string): AddressKind {
  if (/[@＠]/.test(text)) return 'email'
  const digits = text.replace(/\D/g, '').length
  const letters = text.replace(/[^\p{L}]/gu, '').length
  if (/^\+?1?[\s.-]*\(?8\d\d\)?[\s.-]/.test(text)) return 'phone' // 1-800-FLOWERS
  // (An e-mail address that lost its @ is all letters, or has a dot and letters behind it.)
  return digits > 0 && (digits >= letters || digits >= 7) && !/\.[a-z]{2,}$/i.test(text) ? 'phone' : 'email'
}

/**
 * Makes the report of an address. It never throws.
 *
 * @param options see createEmailCheck
 */
export function createAddressReport(
  options: EmailCheckOptions,
): (input: string, kind?: AddressKind, country?: string) => AddressReport {
  const checkEmail = createEmailCheck(options)
  const checkPhone = createPhoneCheck()
  return (input, kind = kindOfAddress(input), country) => {
    if (kind === 'email') {
      const { verdict, level, reason, normalized, suggestion } = checkEmail(input)
      const rest = { e164: null, country: null, type: null, extension: null, suggestion }
      return { input, kind, verdict, level, reason, normalized, ...rest }
    }
    const {
      verdict,
      level,
      reason,
      e164,
      country: of,
      type,
      extension,
      suggestion,
    } = checkPhone(input, country)
    const normalized = e164 === null ? null : extension === null ? e164 : `${e164} x${extension}`
    return { input, kind, verdict, level, reason, normalized, e164, country: of, type, extension, suggestion }
  }
}
