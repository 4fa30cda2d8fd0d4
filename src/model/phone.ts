/** Phone numbers: the form in which they are kept and shown. Two spellings of one line have the same E.164. */
import { readNumber, writeNumber } from './phone-plan.ts'
import type { PhoneNumber } from './phone-plan.ts'
import { readPhone } from './phone-text.ts'

export { phoneCells } from './phone-text.ts'

export interface PhoneParts {
  /** `+442079460958`; null where no country's numbering plan has room for it. */
  e164: string | null
  /** As dialled inside the country. */
  national: string | null
  /** As dialled from abroad, for people: `+44 20 7946 0958`. */
  international: string | null
  extension: string | null
  /** ISO 3166-1 alpha-2; null where the number belongs to none (satellites, shared codes). */
  country: string | null
}

/**
 * A number as it is kept and compared, where its plan has room for it, given out or not. All null but `raw` where it is
 * none: the raw text is then all there is. The forms for people cost as much again: `phoneParts` writes them.
 */
export function normalizePhone(
  raw: string,
  country?: string,
): Pick<PhoneParts, 'e164' | 'extension' | 'country'> & { raw: string } {
  const text = readPhone(raw)
  const found = text === null ? null : readNumber(text.digits, text.isInternational, country)
  const number = isGood(found) ? found : null
  const extension = text?.extension ?? null
  return { raw, e164: number?.e164 ?? null, extension, country: number?.country ?? null }
}

/** Numbers given out, and those that the plan leaves room for (metadata lag behind, and ranges for fiction are left out). */
const isGood = (number: PhoneNumber | null): number is PhoneNumber =>
  number !== null && (number.isValid || number.fitsPlan)

/** A number's parts; all null where there is none. */
export function phoneParts(number: PhoneNumber | null, extension: string | null): PhoneParts {
  if (number === null) return { e164: null, national: null, international: null, extension, country: null }
  return { e164: number.e164, ...writeNumber(number), extension, country: number.country }
}

/** An E.164 number as people write it: `+44 20 7946 0958`; the text itself where it is none. */
export function formatPhone(e164: string): string {
  const number = /^\+\d+$/.test(e164) ? readNumber(e164.slice(1), true, undefined) : null
  return number === null ? e164 : writeNumber(number).international
}
