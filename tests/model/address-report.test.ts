import { describe, expect, it } from 'vitest'
import { createAddressReport, kindOfAddress, REPORT_COLUMNS } from '../../src/model/address-report.ts'
import { reasonText } from '../../src/model/reasons.ts'

describe('what an address is by its looks', () => {
  it.each([
    ['ann@acme.example', 'email'],
    ['ann＠acme.example', 'email'],
    ['123@acme.example', 'email'],
    ['ann.acme.example', 'email'],
    ['ann1987.acme.com', 'email'],
    ['TBD', 'email'],
    ['', 'email'],
    ['+44 20 7946 0958', 'phone'],
    ['020 7946 0958 (work)', 'phone'],
    ['020 7946 0958 extension 12', 'phone'],
    ['1-800-FLOWERS', 'phone'],
    ['4.15E+09', 'phone'],
    ['12', 'phone'],
  ])('%s: %s', (text, kind) => {
    expect(kindOfAddress(text)).toBe(kind)
  })
})

describe('a report', () => {
  const report = createAddressReport({ extraTlds: ['example'] })
  it('has all its keys, in their order', () => {
    for (const input of ['ann@acme.example', '', '+442079460958', 'nothing'])
      expect(Object.keys(report(input))).toEqual(REPORT_COLUMNS)
  })
  it('keeps the input as it was, and an extension', () => {
    expect(report('+44 20 7946 0958 x12')).toMatchObject({
      ...{ input: '+44 20 7946 0958 x12', kind: 'phone', normalized: '+442079460958 x12' },
      ...{ e164: '+442079460958', country: 'GB', type: 'fixed', extension: '12' },
    })
  })
  it('takes the kind that it is told', () => {
    expect(report('442079460958', 'email')).toMatchObject({ kind: 'email', reason: 'no_at' })
    expect(report('ann@acme.example', 'phone')).toMatchObject({ kind: 'phone', reason: 'not_a_number' })
  })
  it('reads numbers without a country code by the country', () => {
    expect(report('020 7946 0958', undefined, 'GB')).toMatchObject({ verdict: 'plausible', country: 'GB' })
    expect(report('020 7946 0958')).toMatchObject({ verdict: 'unknown', reason: 'no_country' })
  })
})

it('a reason that nobody knows yet is said as it stands', () => {
  expect([reasonText('null_mx'), reasonText('some_new_word')]).toEqual([
    'the domain says that it takes no mail',
    'some new word',
  ])
})
