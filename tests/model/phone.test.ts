import { describe, expect, it } from 'vitest'
import { readNumber } from '../../src/model/phone-plan.ts'
import { formatPhone, normalizePhone, phoneCells, phoneParts } from '../../src/model/phone.ts'

describe('phoneCells', () => {
  const cases: [name: string, cell: string, found: string[]][] = [
    ['one number', '+1 415 555 0132', ['+1 415 555 0132']],
    ['two with a slash', '020 7946 0958 / 07700 900123', ['020 7946 0958', '07700 900123']],
    ['two with a semicolon', '+44 20 7946 0958;+44 7700 900123', ['+44 20 7946 0958', '+44 7700 900123']],
    ['two with a comma', '020 7946 0958, 07700 900123', ['020 7946 0958', '07700 900123']],
    ['two with a word', '020 7946 0958 or 07700 900123', ['020 7946 0958', '07700 900123']],
    ['two with labels', '020 7946 0958 (work) 07700 900123 (mobile)', ['020 7946 0958', '07700 900123']],
    ['two with plus signs only', '+44 20 7946 0958 +44 7700 900123', ['+44 20 7946 0958', '+44 7700 900123']],
    ['two lines', '020 7946 0958\n07700 900123', ['020 7946 0958', '07700 900123']],
    ['a German slash is no border', '030/23125 012', ['030 23125 012']],
    ['the same twice', '020 7946 0958 / 020 7946 0958', ['020 7946 0958']],
    ['a label before', 'Tel.: 020 7946 0958', ['020 7946 0958']],
    ['a label behind', '020 7946 0958 (work)', ['020 7946 0958']],
    ['a short label', 'p:+44 20 7946 0958', ['+44 20 7946 0958']],
    ['a tel: address', 'tel:+44-20-7946-0958', ['+44-20-7946-0958']],
    ['an apostrophe', "'+1 415-555-0132", ['+1 415-555-0132']],
    ['a formula', '="+14155550132"', ['+14155550132']],
    ['a spreadsheet’s decimal', '442079460958.0', ['442079460958']],
    ['an extension stays', '020 7946 0958 x12', ['020 7946 0958 x12']],
    ['a damaged cell stays', '4.15E+09', ['4.15E+09']],
    ['no number', 'n/a', []],
    ['words', 'see notes', []],
    ['nothing', '', []],
  ]
  it.each(cases)('%s', (_name, cell, found) => {
    expect(phoneCells(cell)).toEqual(found)
  })
})

describe('normalizePhone', () => {
  const london = '+442079460958'
  const cases: [
    name: string,
    raw: string,
    country: string | undefined,
    e164: string | null,
    extension: string | null,
  ][] = [
    ['international', '+44 20 7946 0958', undefined, london, null],
    ['national', '020 7946 0958', 'GB', london, null],
    ['the country’s zero lost', '2079460958', 'GB', london, null],
    ['the plus lost', '442079460958', 'GB', london, null],
    ['00', '0044 20 7946 0958', undefined, london, null],
    ['the prefix of another country', '011 44 20 7946 0958', 'US', london, null],
    ['a zero in brackets', '+44 (0)20 7946 0958', undefined, london, null],
    ['a zero too many', '+44 020 7946 0958', undefined, london, null],
    ['brackets around the code', '(+44) 20 7946 0958', undefined, london, null],
    ['full-width digits', '＋４４ ２０ ７９４６ ０９５８', undefined, london, null],
    ['Arabic digits', '+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨', undefined, london, null],
    ['odd dashes', '+44–20–7946‑0958', undefined, london, null],
    ['extension x', '+44 20 7946 0958 x12', undefined, london, '12'],
    ['extension in words', '020 7946 0958 ext. 12', 'GB', london, '12'],
    ['extension as in a tel: address', 'tel:+44-20-7946-0958;ext=12', undefined, london, '12'],
    ['extension behind commas', '+442079460958,,12', undefined, london, '12'],
    ['extension with a number sign', '(415) 555-0132 #7', 'US', '+14155550132', '7'],
    ['letters on the keys', '1-800-FLOWERS', 'US', '+18003569377', null],
    ['Italy’s zero belongs to the number', '06 1234 5678', 'IT', '+390612345678', null],
    ['Italy’s zero, lost', '612345678', 'IT', '+390612345678', null],
    ['not given out, but plain', '07700 900123', 'GB', '+447700900123', null],
    ['of another country', '0491 570 156', 'US', null, null],
    ['no country', '020 7946 0958', undefined, null, null],
    ['an unknown country', '020 7946 0958', 'XX', null, null],
    ['no number', 'call me', 'GB', null, null],
    ['too many digits', '+44207946095812345', undefined, null, null],
  ]
  it.each(cases)('%s', (_name, raw, country, e164, extension) => {
    expect(normalizePhone(raw, country)).toMatchObject({ raw, e164, extension })
  })
  it('gives the forms for people', () => {
    expect(phoneParts(readNumber('442079460958', true, undefined), null)).toMatchObject({
      national: '020 7946 0958',
      international: '+44 20 7946 0958',
      country: 'GB',
    })
    expect(formatPhone('+14155550132')).toBe('+1 415 555 0132')
    expect(formatPhone('12')).toBe('12')
  })
})

describe('spellings', () => {
  it.each([
    '+44 20 7946 0958',
    '020 7946 0958',
    '(020) 79460958',
    '0044 207 946 0958',
    '442079460958.0',
    '020 7946 0958 x12',
  ])('%j is one line, extension or not', (raw) => {
    expect(normalizePhone(raw, 'GB').e164).toBe('+442079460958')
  })
  it.each(['', 'n/a', '4.15E+09', '12', 'see notes', '\ud800'])('%j is no line', (raw) => {
    expect(normalizePhone(raw, 'GB').e164).toBeNull()
  })
})
