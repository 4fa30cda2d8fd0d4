import { describe, expect, test } from 'vitest'
import { surviveCompany } from '../../../src/core/derive/company-survivors.ts'
import type { ActiveRecord } from '../../../src/model/record.ts'

let id = 0
const says = (
  source: string,
  batch_id: number,
  technologies: string | null,
  more: Partial<ActiveRecord> = {},
): ActiveRecord => ({
  ...{
    id: ++id,
    fields: { technologies },
    on_match: 'fill',
    batch_id,
    kind: 'companies',
    source,
    trust: 1000,
  },
  ...{ observed_at: null, read_on: '2026-11-21', enriched: false, company_key: 'd:acme.example' },
  ...more,
})

describe('technologies add up over the sources', () => {
  test.each<[string, ActiveRecord[], string | undefined]>([
    ['two sources', [says('dns', 1, 'Google'), says('website', 2, 'Shopify; google')], 'Google; Shopify'],
    ['one source: what it said last', [says('website', 1, 'SAP; Shopify'), says('website', 2, 'SAP')], 'SAP'],
    [
      'a newer visit leaves the order as it was',
      [says('dns', 1, 'A'), says('website', 2, 'B'), says('dns', 3, 'C', { on_match: 'refresh' })],
      'C; B',
    ],
    ['the more trusted source leads', [says('dns', 1, 'A'), says('crm', 2, 'B', { trust: 0 })], 'B; A'],
    [
      'what is set by hand ends the matter',
      [says('dns', 1, 'A'), says('hand', 2, 'B', { on_match: 'hand' })],
      'B',
    ],
    [
      'cleared by hand: nothing',
      [says('dns', 1, 'A'), says('hand', 2, null, { on_match: 'hand' })],
      undefined,
    ],
    [
      'a list that overwrites takes the place of all before it, not of what comes after',
      [
        says('dns', 1, 'A'),
        says('crm', 2, 'B', { on_match: 'overwrite' }),
        says('website', 3, 'C', { on_match: 'refresh' }),
      ],
      'B; C',
    ],
    ['what a list skips is not added', [says('dns', 1, 'A'), says('crm', 2, 'B', { on_match: 'skip' })], 'A'],
    ['unless it is all there is', [says('crm', 2, 'B', { on_match: 'skip' })], 'B'],
  ])('%s', (_, records, technologies) => {
    expect(surviveCompany(records).values.get('technologies')).toBe(technologies)
  })

  test('the records that have a part are known', () => {
    const [dns, web] = [says('dns', 1, 'A'), says('website', 2, 'B')]
    const { from, united } = surviveCompany([dns, web])
    expect([from.get('technologies'), united.get('technologies')]).toEqual([dns.id, [dns.id, web.id]])
  })
})

describe('own columns of a company', () => {
  test('are those of records about companies, not about their people', () => {
    const plan = { 'custom.plan': 'pro' }
    const ann = { full_name: 'Ann Lee', 'custom.plan': 'free' }
    const records = [says('a', 1, null, { fields: ann }), says('b', 2, null, { fields: plan })]
    expect(surviveCompany(records).custom).toEqual({ plan: 'pro' })
  })
})
