/**
 * What can be said of a phone number without asking anybody. The best verdict is `plausible`: the numbering plan has
 * such numbers; whether the line is in service, only a service knows.
 */
import { normalizePhone, phoneParts } from './phone.ts'
import type { PhoneParts } from './phone.ts'
import { hasPlan, readNumber } from './phone-plan.ts'
import type { PhoneNumber, PhoneType } from './phone-plan.ts'
import { phoneCells, readPhone, readScientific } from './phone-text.ts'
import type { PhoneText } from './phone-text.ts'
import type { AddressCheck } from './verdict.ts'

/** Why a number got its verdict: a closed list. */
export const PHONE_REASONS = {
  empty: 'the cell holds nothing',
  not_a_number: 'the cell holds no phone number',
  damaged_by_spreadsheet: 'a spreadsheet has rounded the number (4.15E+09): digits are lost',
  too_short: 'fewer digits than any number of the country has',
  too_long: 'more digits than any number of the country has',
  unknown_country_code: 'no country has this calling code',
  unassigned: 'the length is right, but the country has given no such numbers out',
  no_country: 'written without + and the country is not known',
  placeholder: 'one digit over and over, or counting up: typed in where there was no number',
  several_numbers: 'the cell holds more than one number: the first good one was checked',
  premium_rate: 'calling it costs extra',
} as const
export type PhoneReason = keyof typeof PHONE_REASONS

export type { PhoneType } from './phone-plan.ts'

export interface PhoneCheck extends AddressCheck, PhoneParts {
  level: 'syntax' | 'number'
  reason: PhoneReason | null
  type: PhoneType | null
}

const ONE_DIGIT = /^(\d)\1+$/
const COUNTING = '01234567890123456789'

/**
 * Makes a check of phone numbers. The check takes a raw text and, if known, the country of the row (ISO 3166-1 alpha-2),
 * and never throws.
 */
export function createPhoneCheck(): (raw: string, country?: string) => PhoneCheck {
  return (raw, country) => check(raw, country)
}

const check = (raw: string, country: string | undefined): PhoneCheck => {
  if (raw.trim() === '') return bad('invalid', 'empty')
  const exact = readScientific(raw)
  if (exact !== null) {
    const guess = exact === '' ? null : normalizePhone(exact, country).e164
    return { ...bad('invalid', 'damaged_by_spreadsheet'), suggestion: guess }
  }
  const cells = phoneCells(raw)
  const results = cells.map((cell) => checkOne(cell, country))
  const best = results.find((result) => result.verdict === 'plausible') ?? results[0]
  if (best === undefined) return bad('invalid', 'not_a_number')
  return cells.length > 1 && best.reason === null ? { ...best, reason: 'several_numbers' } : best
}

const bad = (
  verdict: PhoneCheck['verdict'],
  reason: PhoneReason,
  extension: string | null = null,
): PhoneCheck => ({
  ...{
    verdict,
    level: reason === 'empty' || reason === 'not_a_number' ? 'syntax' : 'number',
    reason,
    suggestion: null,
  },
  ...phoneParts(null, extension),
  type: null,
})

const checkOne = (cell: string, country: string | undefined): PhoneCheck => {
  const text = readPhone(cell)
  if (text === null) return bad('invalid', 'not_a_number')
  const { digits, isInternational, extension } = text
  const number = readNumber(digits, isInternational, country)
  if (number?.isValid !== true) return notAssigned(text, number, country)
  const { type } = number
  const isJunk = ONE_DIGIT.test(number.significant)
  return {
    verdict: isJunk ? 'risky' : 'plausible',
    level: 'number',
    reason: isJunk ? 'placeholder' : type === 'premium' ? 'premium_rate' : null,
    suggestion: null,
    ...phoneParts(number, extension),
    type,
  }
}

/** What is wrong with digits that no plan has given out. */
const notAssigned = (
  { digits, isInternational, extension }: PhoneText,
  number: PhoneNumber | null,
  country: string | undefined,
): PhoneCheck => {
  // Perhaps the plus of another country's number was lost: worth a hint, not certain enough to act on.
  const abroad = isInternational || digits.length < 9 ? null : readNumber(digits, true, undefined)
  const suggestion = abroad?.isValid === true ? abroad.e164 : null
  if (
    number === null &&
    !isInternational &&
    (country === undefined || !hasPlan(country)) &&
    digits.length >= 6
  ) {
    if (digits.length > 15) return bad('invalid', 'too_long', extension)
    return { ...bad('unknown', 'no_country', extension), suggestion }
  }
  if (number === null)
    return bad('invalid', digits.length < 7 ? 'too_short' : 'unknown_country_code', extension)
  const { significant } = number
  if (ONE_DIGIT.test(significant) || (significant.length >= 7 && COUNTING.includes(significant))) {
    return bad('invalid', 'placeholder', extension)
  }
  if (number.isPossible)
    return {
      ...bad('risky', 'unassigned', extension),
      ...phoneParts(number.fitsPlan ? number : null, extension),
      suggestion,
    }
  return { ...bad('invalid', number.isTooLong ? 'too_long' : 'too_short', extension), suggestion }
}
