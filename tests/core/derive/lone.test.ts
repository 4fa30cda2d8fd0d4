import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lonePerson } from '../../../src/core/derive/lone.ts'
import { personRow } from '../../../src/core/derive/person-row.ts'
import { survivePerson } from '../../../src/core/derive/survivorship.ts'
import { FIELDS, type Field } from '../../../src/model/fields.ts'
import type { RecordFields } from '../../../src/model/record.ts'
import { PERSON_COLUMNS, type PersonRow } from '../../../src/store/people.ts'

/** As the table fills columns that a row leaves out. */
const DEFAULTS: Partial<PersonRow> = { lifecycle: 'suspect', suppressed: 0 }

/** What survivorship makes of one record, in the shape of a lone person. */
const slowly = (fields: RecordFields, isCustomer: boolean) => {
  const record = {
    id: 7,
    fields,
    on_match: 'fill' as const,
    batch_id: 1,
    kind: isCustomer ? ('customers' as const) : ('people' as const),
    source: 'fair',
    trust: 1000,
    observed_at: null,
    read_on: '2026-11-21',
    enriched: false,
    company_key: 'd:acme.example',
  }
  const around = {
    verdict: () => undefined,
    verdictOf: () => undefined,
    isSuppressed: () => false,
    companyId: () => 'c1',
  }
  const { row, parts } = personRow(around, 'p1', survivePerson([record], around.verdictOf), 1)
  return { row, parts }
}

const quickly = (fields: RecordFields, isCustomer: boolean) => {
  const { row, emails, phones, profiles, role } = lonePerson(fields, 'fair', isCustomer)
  const whole: Partial<PersonRow> = { ...DEFAULTS, id: 'p1', company_id: 'c1' }
  let next = 0
  PERSON_COLUMNS.forEach((name, i) => {
    if (Math.floor(row.mask / 2 ** i) % 2 === 1) whole[name] = row.values[next++]!
    else whole[name] ??= null
  })
  return {
    row: whole,
    parts: {
      emails: emails.map((address, i) => ({ address, position: i + 1, record_id: 7 })),
      phones: phones.map(([number, kind], i) => ({ number, kind, position: i + 1, record_id: 7 })),
      profiles: profiles.map(([url, network]) => ({ url, network, record_id: 7 })),
      roles: [{ company_id: 'c1', ...role, stint: 1, until: null, is_current: 1, record_id: 7 }],
    },
  }
}

/** Zeroes that the table fills in by itself are the same as nothing. */
const plain = ({ row, parts }: { row: object; parts: object }) => ({
  row: Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === 0 ? null : (value as unknown)]),
  ),
  parts,
})

const ADDRESSES = [
  'ann@acme.example',
  'Ann@ACME.example',
  'ann.lee@gmail.com',
  'annlee@gmail.com',
  'bo@x.example',
]
const NUMBERS = ['+14155550132', '+14155550133', '555 0134']
const URLS = [
  'https://www.linkedin.com/in/ann-lee',
  'https://x.com/annlee',
  'https://acme.example/ann',
  'nothing',
]

const valueOf = (field: Field): fc.Arbitrary<string | number | boolean | null> => {
  if (field.startsWith('email')) return fc.constantFrom(...ADDRESSES, null)
  if (/^(?:phone|mobile)/.test(field)) return fc.constantFrom(...NUMBERS, null)
  if (field.endsWith('_url')) return fc.constantFrom(...URLS, null)
  if (field === 'unsubscribed') return fc.boolean()
  if (field === 'full_name')
    return fc.constantFrom('Ann Lee', 'Lee, Ann', 'Ann & Bo Lee', 'Lee, Ann & Bo', null)
  return fc.constantFrom('Ann', 'PhD', 'Jr.', 'VP Sales', '', null)
}

const anyFields: fc.Arbitrary<RecordFields> = fc.record(
  {
    ...Object.fromEntries((Object.keys(FIELDS) as Field[]).map((field) => [field, valueOf(field)])),
    'custom.budget': fc.constantFrom(0, 12.5, '20k', true, null),
    'custom.job_start_date': fc.constantFrom('2026-10-01', 'May', null),
    'custom.buying_role': fc.constantFrom('Champion', 'nobody', null),
    'custom.a': fc.constantFrom('x', null),
  },
  { requiredKeys: [] },
)

describe('a person of whom there is one record', () => {
  test('is what survivorship makes of that record, whatever it says', () => {
    fc.assert(
      fc.property(anyFields, fc.boolean(), (fields, isCustomer) => {
        expect(plain(quickly(fields, isCustomer))).toEqual(plain(slowly(fields, isCustomer)))
      }),
      { numRuns: 500 },
    )
  })
})
