import { describe, expect, it } from 'vitest'
import { createPhoneCheck, PHONE_REASONS } from '../../src/model/phone-check.ts'

const check = createPhoneCheck()

describe('phone verdicts', () => {
  const cases: [
    raw: string,
    country: string | undefined,
    verdict: string,
    reason: string | null,
    suggestion?: string,
  ][] = [
    ['+44 20 7946 0958', undefined, 'plausible', null],
    ['0491 570 156 (work)', 'AU', 'plausible', null],
    ['07700 900123', 'GB', 'risky', 'unassigned'],
    ['020 7946 0958 / 07700 900123', 'GB', 'plausible', 'several_numbers'],
    ['442079460958.0', 'GB', 'plausible', null],
    ['4.42E+11', 'GB', 'invalid', 'damaged_by_spreadsheet'],
    ['4,42E+11', 'GB', 'invalid', 'damaged_by_spreadsheet'],
    ['4.42079460958E+11', 'GB', 'invalid', 'damaged_by_spreadsheet', '+442079460958'],
    ['', 'GB', 'invalid', 'empty'],
    ['TBD', 'GB', 'invalid', 'not_a_number'],
    ['extension 42', 'GB', 'invalid', 'not_a_number'],
    ['12345', 'US', 'invalid', 'too_short'],
    ['+44 20 7946 0958 12345', undefined, 'invalid', 'too_long'],
    ['+46 1', undefined, 'invalid', 'too_short'],
    ['415 555 01', 'US', 'invalid', 'too_short'],
    ['020 7946 09581', 'GB', 'invalid', 'too_long'],
    ['1111111111', 'US', 'invalid', 'placeholder'],
    ['+1 111 111 1111', undefined, 'invalid', 'placeholder'],
    ['9999999999', 'IN', 'risky', 'placeholder'],
    ['+1 123 555 0132', undefined, 'risky', 'unassigned'],
    ['415 555 0132', undefined, 'unknown', 'no_country'],
    ['442079460958', undefined, 'unknown', 'no_country', '+442079460958'],
    ['+999 12345678', undefined, 'invalid', 'unknown_country_code'],
  ]
  it.each(cases)('%s (%s): %s, %s', (raw, country, verdict, reason, suggestion) => {
    expect(check(raw, country)).toMatchObject({ verdict, reason, suggestion: suggestion ?? null })
  })
  it('describes each reason', () => {
    expect(cases.every(([, , , reason]) => reason === null || reason in PHONE_REASONS)).toBe(true)
  })
  const types: [raw: string, type: string, country: string | null][] = [
    ['+61 491 570 156', 'mobile', 'AU'],
    ['+44 20 7946 0958', 'fixed', 'GB'],
    ['+1 415 555 0132', 'fixed_or_mobile', 'US'],
    ['+1 800 555 0132', 'toll_free', 'US'],
    ['+43 900 123456', 'premium', 'AT'],
    ['+33 9 12 34 56 78', 'voip', 'FR'],
  ]
  it.each(types)('%s is %s', (raw, type, country) => {
    expect(check(raw)).toMatchObject({ verdict: 'plausible', level: 'number', type, country })
  })
  it('keeps the extension of a number that is wrong', () => {
    expect(check('+44 20 79 x12')).toMatchObject({ verdict: 'invalid', e164: null, extension: '12' })
  })
})
