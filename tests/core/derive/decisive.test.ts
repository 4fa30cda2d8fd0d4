/** The few records by which a company is judged tell the same of it as all of them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisiveOf, surviveCompany } from '../../../src/core/derive/company-survivors.ts'
import type { ActiveRecord, BatchKind, OnMatch } from '../../../src/model/record.ts'

/** What belongs together: of one batch all have the same rank. */
const BATCHES: { on_match: OnMatch; kind: BatchKind; source: string; trust: number }[] = [
  { on_match: 'fill', kind: 'people', source: 'list', trust: 1000 },
  { on_match: 'overwrite', kind: 'people', source: 'crm', trust: 1 },
  { on_match: 'fill', kind: 'companies', source: 'crm', trust: 1 },
  { on_match: 'refresh', kind: 'companies', source: 'dns', trust: 1000 },
  { on_match: 'skip', kind: 'customers', source: 'list', trust: 1000 },
  { on_match: 'hand', kind: 'people', source: 'list', trust: 0 },
  { on_match: 'fill', kind: 'companies', source: 'dns', trust: 1000 },
]

const value = (...texts: string[]) =>
  fc.option(fc.constantFrom<string | null>(null, ...texts), { nil: undefined })

const said = fc.record({
  batch: fc.nat(BATCHES.length - 1),
  company: value('Acme', 'Acme Labs'),
  industry: value('Steel', 'Software'),
  domain: value('acme.example'),
  technologies: value('SAP', 'Stripe; SAP', 'HubSpot'),
  'custom.plan': value('free', 'pro'),
  title: value('CEO'),
  observed_at: fc.constantFrom(null, '2026-01-01', '2026-02-01'),
})

const recordOf = (
  { batch, observed_at, ...fields }: typeof said extends fc.Arbitrary<infer T> ? T : never,
  i: number,
) =>
  ({
    ...BATCHES[batch]!,
    id: i + 1,
    batch_id: batch + 1,
    fields: Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined)),
    observed_at,
    read_on: '2026-11-21',
    enriched: false,
    company_key: 'd:acme.example',
  }) satisfies ActiveRecord

test('one after the other, in any order of lists', () => {
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 12 }), (rows) => {
      const records = rows.map(recordOf)
      let decisive: ActiveRecord[] = []
      for (const [i, record] of records.entries()) {
        decisive = decisiveOf([...decisive, record])
        expect(surviveCompany(decisive)).toEqual(surviveCompany(records.slice(0, i + 1)))
      }
    }),
    { numRuns: 2000 },
  )
})

test('there are few of them', () => {
  const all = Array.from({ length: 500 }, (_, i) =>
    recordOf({ ...{ batch: 0, company: 'Acme', industry: 'Steel', observed_at: null }, ...NOTHING }, i),
  )
  expect(decisiveOf(all).map(({ id }) => id)).toEqual([1])
})

const NOTHING = { domain: undefined, technologies: undefined, 'custom.plan': undefined, title: undefined }
