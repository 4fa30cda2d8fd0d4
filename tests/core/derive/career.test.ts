/** Positions in time: which observation ends a position, which corrects it, and which stands beside it. */
import { describe, expect, test } from 'vitest'
import { survivePerson } from '../../../src/core/derive/survivorship.ts'
import type { ActiveRecord, OnMatch, RecordFields } from '../../../src/model/record.ts'

let line = 0

/** What a list says of where somebody works. */
const says = (
  company: string,
  on_match: OnMatch,
  read_on: string,
  more: { fields?: RecordFields; observed_at?: string; batch_id?: number; key?: string } = {},
): ActiveRecord => ({
  id: ++line,
  fields: { company, title: `Head of ${company}`, ...more.fields },
  on_match,
  batch_id: more.batch_id ?? line,
  kind: 'people',
  source: 'list',
  trust: 1000,
  observed_at: more.observed_at ?? null,
  read_on,
  enriched: false,
  company_key: more.key ?? `d:${company.toLowerCase()}.example`,
})

const FIELD = 'custom.job_start_date'

const cases: { name: string; records: () => ActiveRecord[]; roles: string[]; moves: string[] }[] = [
  {
    name: 'a refreshing list of a later day ends the position and opens the next',
    records: () => [says('Acme', 'fill', '2026-01-10'), says('Birch', 'refresh', '2026-03-01')],
    roles: ['Acme … 2026-03-01', 'Birch 2026-03-01 … now'],
    moves: ['Acme → Birch on 2026-03-01'],
  },
  {
    name: 'three jobs',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      says('Birch', 'refresh', '2026-03-01'),
      says('Cedar', 'overwrite', '2026-06-01'),
    ],
    roles: ['Acme … 2026-03-01', 'Birch 2026-03-01 … 2026-06-01', 'Cedar 2026-06-01 … now'],
    moves: ['Acme → Birch on 2026-03-01', 'Birch → Cedar on 2026-06-01'],
  },
  {
    name: 'back to the first company',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      says('Birch', 'refresh', '2026-03-01'),
      says('Acme', 'refresh', '2026-06-01'),
    ],
    roles: ['Acme … 2026-03-01', 'Birch 2026-03-01 … 2026-06-01', 'Acme 2026-06-01 … now'],
    moves: ['Acme → Birch on 2026-03-01', 'Birch → Acme on 2026-06-01'],
  },
  {
    name: 'the day that the list gives for the start of the job',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      says('Birch', 'refresh', '2026-03-01', { fields: { [FIELD]: '2026-02-01' } }),
    ],
    roles: ['Acme … 2026-02-01', 'Birch 2026-02-01 … now'],
    moves: ['Acme → Birch on 2026-02-01'],
  },
  {
    name: 'a list that fills stands beside, however late it comes',
    records: () => [says('Acme', 'fill', '2026-01-10'), says('Birch', 'fill', '2026-03-01')],
    roles: ['Acme … now', 'Birch … now'],
    moves: [],
  },
  {
    name: 'an overwriting list of the same day corrects',
    records: () => [says('Acme', 'fill', '2026-01-10'), says('Birch', 'overwrite', '2026-01-10')],
    roles: ['Acme … ?', 'Birch … now'],
    moves: [],
  },
  {
    name: 'an edit by hand corrects',
    records: () => [says('Acme', 'fill', '2026-01-10'), says('Birch', 'hand', '2026-03-01')],
    roles: ['Acme … ?', 'Birch … now'],
    moves: [],
  },
  {
    name: 'an edit by hand that says since when tells of a move',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      says('Birch', 'hand', '2026-03-01', { fields: { 'custom.position_started_at': '2026-02-15' } }),
    ],
    roles: ['Acme … 2026-02-15', 'Birch 2026-02-15 … now'],
    moves: ['Acme → Birch on 2026-02-15'],
  },
  {
    name: 'of two rows in one list the one observed later',
    records: () => [
      says('Acme', 'fill', '2026-03-01', { batch_id: 1, observed_at: '2026-01-10' }),
      says('Birch', 'fill', '2026-03-01', { batch_id: 1, observed_at: '2026-02-10T10:00:00Z' }),
    ],
    roles: ['Acme … 2026-02-10', 'Birch 2026-02-10 … now'],
    moves: ['Acme → Birch on 2026-02-10'],
  },
  {
    name: 'a correction of the new company takes over the move',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      says('Brich', 'refresh', '2026-03-01'),
      says('Birch', 'hand', '2026-03-02'),
    ],
    roles: ['Acme … 2026-03-01', 'Brich … ?', 'Birch 2026-03-01 … now'],
    moves: ['Acme → Birch on 2026-03-01'],
  },
  {
    name: 'by hand: never left',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      says('Birch', 'refresh', '2026-03-01'),
      says('Acme', 'hand', '2026-03-02'),
    ],
    roles: ['Acme … now', 'Birch … ?'],
    moves: [],
  },
  {
    name: 'one company under two domains is no move',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      says('Acme', 'refresh', '2026-03-01', { key: 'd:acme-uk.example' }),
    ],
    roles: ['Acme … ?', 'Acme … now'],
    moves: [],
  },
  {
    name: 'a company found only in the domain of an address is no move',
    records: () => [
      says('Acme', 'fill', '2026-01-10'),
      { ...says('Birch', 'refresh', '2026-03-01'), fields: { email: 'ann@birch.example' } },
    ],
    roles: ['Acme … ?', 'birch … now'],
    moves: [],
  },
]

const nameOf = (key: string, title: string | null): string =>
  title?.replace('Head of ', '') ?? key.replace(/^d:|\.example$/g, '')

describe('positions in time', () => {
  test.each(cases)('$name', ({ records, roles, moves }) => {
    const list = records()
    for (const order of [list, [...list].reverse()]) {
      const person = survivePerson(order, () => undefined)
      const names = new Map(
        person.roles.map(({ company_key, title }) => [company_key, nameOf(company_key, title)]),
      )
      expect(
        person.roles.map(({ company_key, since, until, is_current }) =>
          [names.get(company_key), since, '…', is_current ? 'now' : (until ?? '?')].filter(Boolean).join(' '),
        ),
      ).toEqual(roles)
      expect(
        person.moves.map(({ from, to, on }) => `${names.get(from)} → ${names.get(to)} on ${on}`),
      ).toEqual(moves)
    }
  })
})

describe('the address at the company that was left', () => {
  const records = [
    says('Acme', 'fill', '2026-01-10', { fields: { email: 'ann@acme.example' } }),
    says('Birch', 'refresh', '2026-03-01', { fields: { email2: 'ann@birch.example' } }),
  ]
  const valid = (on: string) => (_: string, address: string, since?: string) =>
    address === 'ann@acme.example' && (since === undefined || on >= since) ? ('valid' as const) : undefined

  test.each([
    ['makes way for the one at the new company', () => undefined, 'ann@birch.example'],
    ['even where it was confirmed before', valid('2026-02-01'), 'ann@birch.example'],
    ['but not where it was confirmed since', valid('2026-03-05'), 'ann@acme.example'],
  ])('%s', (_, verdictOf, first) => {
    expect(survivePerson(records, verdictOf).emails[0]?.address).toBe(first)
  })

  test('stays where there is no other', () => {
    const person = survivePerson([records[0]!, says('Cedar', 'refresh', '2026-03-01')], () => undefined)
    expect([person.emails.map(({ address }) => address), [...person.left]]).toEqual([
      ['ann@acme.example'],
      [['acme.example', '2026-03-01']],
    ])
  })
})

describe('the part in a purchase', () => {
  const champion: RecordFields = { 'custom.buying_role': 'champion' }
  const here = (records: ActiveRecord[]) =>
    survivePerson(records, () => undefined).roles.map(({ buying_role }) => buying_role)

  test('is of the position that was held when it was said', () => {
    const acme = says('Acme', 'fill', '2026-01-10')
    const said = { ...says('', 'hand', '2026-02-01'), fields: champion, company_key: null }
    const birch = says('Birch', 'refresh', '2026-03-01')
    expect(here([acme, said])).toEqual(['champion'])
    expect(here([acme, said, birch])).toEqual([null, null])
    expect(here([acme, birch, { ...said, id: birch.id + 1 }])).toEqual([null, 'champion'])
  })
})
