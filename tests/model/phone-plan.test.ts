import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { readNumber, writeNumber } from '../../src/model/phone-plan.ts'

/** Small repeatable random numbers, so that a failure can be seen again. */
const dice = (seed: number): ((sides: number) => number) => {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >> 8) % sides
  }
}

const TYPES: Readonly<Record<string, string>> = {
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixed_or_mobile',
  PREMIUM_RATE: 'premium',
  PERSONAL_NUMBER: 'personal',
}

describe('numbering plans', () => {
  it.each(getCountries())('%s: the library’s own answers', (country) => {
    const roll = dice(country.charCodeAt(0) * 31 + country.charCodeAt(1))
    const code = getCountryCallingCode(country)
    const example = (examples[country] as string | undefined) ?? '12345678'
    for (let i = 0; i < 40; i++) {
      const kept = example.length - roll(i % 2 === 0 ? 4 : example.length)
      const significant =
        example.slice(0, kept) + Array.from({ length: example.length - kept }, () => roll(10)).join('')
      const isInternational = roll(2) === 0
      const digits = isInternational ? code + significant : significant
      const theirs = isInternational
        ? parsePhoneNumberFromString(`+${digits}`, { extract: false })
        : parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false })
      const ours = readNumber(digits, isInternational, country)
      if (theirs?.isValid() !== true) {
        // Beyond the library we put back a zero that belongs to the number; nothing else may become valid.
        if (ours?.isValid === true) expect(ours.significant).toBe(`0${digits}`)
        continue
      }
      const type = theirs.getType() ?? ''
      expect({ digits, ...ours, ...writeNumber(ours!) }).toMatchObject({
        e164: theirs.number,
        country: theirs.country ?? null,
        isValid: true,
        type: TYPES[type] ?? type.toLowerCase(),
        national: theirs.formatNational(),
        international: theirs.formatInternational(),
      })
    }
  })
  it('knows numbers of no country', () => {
    const number = readNumber('80012345678', true, undefined)!
    expect(number).toMatchObject({ e164: '+80012345678', country: null, isValid: true, type: 'toll_free' })
    expect(writeNumber(number).international).toBe('+800 1234 5678')
  })
  it('is null without plus or country', () => {
    expect(readNumber('2079460958', false, undefined)).toBeNull()
    expect(readNumber('2079460958', false, 'XX')).toBeNull()
    expect(readNumber('9991234567', true, undefined)).toBeNull()
  })
})
