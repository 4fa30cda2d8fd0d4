import { describe, expect, test } from 'vitest'
import { FIELD_NAMES, FIELDS, isField, type CustomField, type Field } from '../../../src/model/fields.ts'
import type { RecordFields } from '../../../src/model/record.ts'
import type { ColumnMapping } from '../../../src/core/reading/mapping.ts'
import { normaliseRow, rejection } from '../../../src/core/reading/normalise.ts'

type Held = Field | CustomField

/** Columns that hold these fields, in this order. */
const holding = (...fields: Held[]): ColumnMapping[] =>
  fields.map((field, index) => ({ column: field, index, field, confidence: 1, by: 'alias' }))

const read = (cells: Partial<Record<Held, string>>, country?: string): ReturnType<typeof normaliseRow> =>
  normaliseRow(Object.values(cells) as string[], holding(...(Object.keys(cells) as Held[])), country)

describe('one cell', () => {
  test.each<[string, Partial<Record<Held, string>>, RecordFields]>([
    ['a name', { full_name: '  ANN   LEE ' }, { full_name: 'Ann Lee' }],
    ['a company without its form', { company: 'Acme Inc.' }, { company: 'Acme' }],
    ['a website', { website: 'WWW.Acme.example/' }, { website: 'https://www.acme.example' }],
    ['a country', { country: 'Deutschland' }, { country: 'DE' }],
    ['a country that is none stays', { country: 'Texas-ish' }, { country: 'Texas-ish' }],
    ['a head count', { employees: '1,200' }, { employees: 1200 }],
    ['no is a value', { unsubscribed: 'no' }, { unsubscribed: false }],
    ['a list', { technologies: 'SAP; Excel' }, { technologies: 'SAP; Excel' }],
    ['a word for nothing', { title: 'N/A', full_name: '-' }, {}],
    ['an apostrophe that kept a cell from being run', { title: "'=CEO" }, { title: '=CEO' }],
    ['a handle', { twitter_url: '@Ann_Lee' }, { twitter_url: 'https://x.com/ann_lee' }],
    [
      'profiles without their beginning',
      { linkedin_url: '/in/ann-lee', company_linkedin_url: 'acme-1' },
      {
        linkedin_url: 'https://www.linkedin.com/in/ann-lee',
        company_linkedin_url: 'https://www.linkedin.com/company/acme-1',
      },
    ],
    ['a word is no profile', { linkedin_url: 'connected' }, {}],
    ['the second address alone', { email: '', email2: 'a@x.example' }, { email: 'a@x.example' }],
    ['the third address alone', { email3: 'a@x.example' }, { email: 'a@x.example' }],
    ['their own column', { 'custom.budget': ' 12 k ' }, { 'custom.budget': '12 k' }],
    ['two addresses', { email: 'a@x.example; b@x.example' }, { email: 'a@x.example', email2: 'b@x.example' }],
    ['an address twice', { email: 'a@x.example', email2: 'a@x.example' }, { email: 'a@x.example' }],
    ['a broken address is kept, to be judged', { email: 'Ann@acme' }, { email: 'Ann@acme' }],
    ['an extension', { phone: '(415) 555-0132 ext. 12' }, { phone: '+14155550132 x12' }],
    [
      'two numbers',
      { phone: '+44 20 7946 0370 / +44 7700 900123' },
      { phone: '+442079460370', mobile: '+447700900123' },
    ],
    ['a rounded number is kept, to be judged', { phone: '4.15E+09' }, { phone: '4.15E+09' }],
  ])('%s', (_name, cells, expected) => expect(read(cells, 'US').fields).toEqual(expected))
})

describe('the country of a number', () => {
  test.each<[string, Partial<Record<Held, string>>, string | undefined, string]>([
    ['the row’s own', { country: 'UK', phone: '020 7946 0370' }, 'US', '+442079460370'],
    ['also where it stands behind', { phone: '020 7946 0370', country: 'UK' }, 'US', '+442079460370'],
    ['else the list’s', { country: '', phone: '(415) 555-0132' }, 'US', '+14155550132'],
    [
      'a country that is none does not count',
      { country: 'ZZ', phone: '(415) 555-0132' },
      'US',
      '+14155550132',
    ],
    ['unknown', { phone: '(415) 555-0132' }, undefined, '(415) 555-0132'],
  ])('%s', (_name, cells, country, expected) => expect(read(cells, country).fields.phone).toBe(expected))
})

describe('columns that hold several fields', () => {
  const one = (
    field: Field,
    composite: NonNullable<ColumnMapping['composite']>,
    cell: string,
  ): RecordFields => normaliseRow([cell], [{ ...holding(field)[0]!, composite }], 'US').fields
  test.each<[string, RecordFields]>([
    ['Ann Lee <ann@acme.example>', { full_name: 'Ann Lee', email: 'ann@acme.example' }],
    ['"Lee, Ann" <ann@acme.example>', { full_name: 'Lee, Ann', email: 'ann@acme.example' }],
    ['ann@acme.example (Ann Lee)', { full_name: 'Ann Lee', email: 'ann@acme.example' }],
    ['ann@acme.example', { email: 'ann@acme.example' }],
    ['Ann Lee', { full_name: 'Ann Lee' }],
  ])('name and address: %s', (cell, expected) => {
    const fields = one('full_name', 'name_email', cell)
    expect(fields).toEqual(expected)
  })
  test.each<[string, RecordFields]>([
    ['Toledo, OH', { city: 'Toledo', state: 'OH' }],
    ['Chicago IL', { city: 'Chicago', state: 'IL' }],
    ['New York', { city: 'New York' }],
    ['Portland, ME', { city: 'Portland', state: 'ME' }],
    ['Leeds, UK', { city: 'Leeds', country: 'GB' }],
    ['Lyon, France', { city: 'Lyon', country: 'FR' }],
    ['Atlanta, Georgia', { city: 'Atlanta', state: 'Georgia' }],
    ['Houston, Texas, United States', { city: 'Houston', state: 'Texas', country: 'US' }],
  ])('city and state: %s', (cell, expected) => expect(one('city', 'city_state', cell)).toEqual(expected))

  test('a scale in the header', () => {
    const columns = [{ ...holding('revenue')[0]!, scale: 1000 }]
    expect(normaliseRow(['1,500'], columns, undefined).fields).toEqual({ revenue: 1_500_000 })
  })
})

describe('odd cells are reported', () => {
  test.each<[string, Partial<Record<Held, string>>, string[]]>([
    ['an error of the spreadsheet', { title: '#REF!' }, ['spoiled']],
    ['a formula', { full_name: '=HYPERLINK("mailto:ray")' }, ['spoiled']],
    ['a formula over cells', { company: '=A1&B1' }, ['spoiled']],
    ['zeros kept by a formula are none', { postal_code: '="01234"' }, []],
    ['words for a number', { employees: 'some' }, ['unreadable']],
    ['a phone in words', { phone: 'ask Bob' }, ['unreadable']],
    ['a hidden number', { phone: '########' }, ['spoiled']],
    ['nothing odd', { email: 'none', phone: 'n/a' }, []],
  ])('%s', (_name, cells, codes) => expect(read(cells, 'US').warnings.map(({ code }) => code)).toEqual(codes))
})

describe('spoiled cells, in every field', () => {
  const held: Held[] = [...FIELD_NAMES.filter((name) => name !== 'notes'), 'custom.thing']
  const isPhone = (field: Held): boolean => isField(field) && FIELDS[field].type === 'phone'

  test.each(held)('%s: flagged, and not believed', (field) => {
    for (const cell of [
      '#REF!',
      '#NAME?',
      '#VALUE!',
      '#DIV/0!',
      '########',
      '4.15E+09',
      '1.23E+17',
      '1,23E+17',
    ]) {
      if (field === 'revenue' && cell.includes('E+')) continue
      const { fields, warnings } = read({ [field]: cell })
      // A phone number is kept as it is, so that validate can say what has become of it.
      expect([cell, fields]).toEqual([cell, isPhone(field) && cell.includes('E+') ? { [field]: cell } : {}])
      expect([cell, warnings.map(({ code }) => code)]).toEqual([cell, ['spoiled']])
    }
  })
  test.each(held)('%s: placeholders are blank', (field) => {
    for (const cell of ['#N/A', 'NULL', 'N/A', 'n/a', '-', '--', '?', '(blank)', 'undefined']) {
      const { fields, warnings } = read({ [field]: cell })
      expect([cell, fields, warnings]).toEqual([cell, {}, []])
    }
  })
  test('an amount may be written with an exponent', () => {
    expect(read({ revenue: '7.1E+07' })).toMatchObject({ fields: { revenue: 71_000_000 }, warnings: [] })
  })
  test.each([
    ['company_linkedin_url', 'https://www.linkedin.com/company/1.23E+17'],
    ['company_linkedin_url', 'linkedin.com/company/1,23E+11/'],
    ['linkedin_url', 'https://www.linkedin.com/in/1.2E+05?trk=x'],
    ['website', 'https://shop.example/?id=1.23E+17'],
  ] as const)('a spoiled number in an address, %s %s', (field, cell) => {
    const { fields, warnings } = read({ [field]: cell })
    expect(fields).toEqual({})
    expect(warnings).toEqual([expect.objectContaining({ code: 'spoiled', value: cell })])
  })
  test('not every address with an e and digits is spoiled', () => {
    const { fields, warnings } = read({
      website: 'https://acme.example/1e20-things',
      linkedin_url: 'linkedin.com/in/ann-1e5',
    })
    expect(Object.keys(fields)).toEqual(['website', 'linkedin_url'])
    expect(warnings).toEqual([])
  })
})

describe('who cannot be kept', () => {
  test.each<[string, RecordFields, string | null]>([
    ['a phone alone is a person', { phone: '+14155550132' }, null],
    ['a name with a company', { full_name: 'Ann Lee', company: 'Acme' }, null],
    ['a name alone', { full_name: 'Ann Lee' }, 'no_identity'],
    ['a company alone', { company: 'Acme' }, 'no_person'],
    ['nothing', {}, 'no_identity'],
    ['a number that a spreadsheet has spoiled alone', { phone: '4.15E+09' }, 'no_identity'],
    ['a spoiled number beside a good one', { phone: '4.15E+09', mobile: '+14155550132' }, null],
  ])('%s', (_name, fields, code) => expect(rejection(fields, 'people')?.split(':')[0] ?? null).toBe(code))
  test('a company alone is a customer', () => expect(rejection({ company: 'Acme' }, 'customers')).toBeNull())
})
