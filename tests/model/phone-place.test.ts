import { describe, expect, test } from 'vitest'
import { AREA_CODE_ZONES, TIME_ZONES } from '../../src/model/data/time-zones.ts'
import { phonePlace } from '../../src/model/phone-place.ts'

describe('what the digits of a number tell', () => {
  test.each([
    ['a mobile of a country with one clock', '+447400123456', 'mobile', 'Europe/London'],
    [
      'one of a range for fiction: nothing of the line, but of the place',
      '+442079460958',
      'fixed',
      'Europe/London',
    ],
    ['Germany, whose two zones show one time', '+493023125000', 'fixed', 'Europe/Berlin'],
    ['an area of California', '+14155550132', 'fixed_or_mobile', 'America/Los_Angeles'],
    ['an area of New York', '+12125550132', 'fixed_or_mobile', 'America/New_York'],
    ['Arizona, where summer time is not kept', '+16025550132', 'fixed_or_mobile', 'America/Phoenix'],
    ['an area of Alberta', '+14035550132', 'fixed_or_mobile', 'America/Edmonton'],
    ['an area that straddles two zones', '+12085550132', 'fixed_or_mobile', null],
    ['Jamaica, which shares +1', '+18765550132', 'mobile', 'America/Jamaica'],
    ['a number that costs the caller nothing is nowhere', '+18005550132', 'toll_free', null],
    ['Australia: several clocks', '+61491570156', 'mobile', null],
    ['no such number', '+4412', null, null],
    ['no such calling code', '+999123456', null, null],
  ])('%s', (_, e164, phone_type, time_zone) => {
    expect(phonePlace(e164)).toEqual({ phone_type, time_zone })
  })
})

test('every zone of the tables is one that computers know', () => {
  const all = [...TIME_ZONES.values(), ...AREA_CODE_ZONES.values()]
  const isKnown = (zone: string): boolean => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
    } catch {
      return false
    }
  }
  expect(all.filter((zone) => !isKnown(zone))).toEqual([])
  expect([TIME_ZONES.size, AREA_CODE_ZONES.size].every((size) => size > 200)).toBe(true)
  expect([...AREA_CODE_ZONES.keys()].filter((code) => !/^[2-9]\d\d$/.test(code))).toEqual([])
})
