import { describe, expect, test } from 'vitest'
import { inPrecedence } from '../../../src/core/derive/precedence.ts'
import { surviveCompany } from '../../../src/core/derive/company-survivors.ts'
import { survivePerson, type VerdictOf } from '../../../src/core/derive/survivorship.ts'
import type { ActiveRecord, OnMatch, RecordFields } from '../../../src/model/record.ts'

const unchecked: VerdictOf = () => undefined

/** A record of batch `id`, unless told otherwise. */
const record = (id: number, fields: RecordFields, more: Partial<ActiveRecord> = {}): ActiveRecord => ({
  id,
  fields,
  on_match: 'fill',
  batch_id: id,
  kind: 'people',
  source: `list${id}`,
  trust: 1000,
  observed_at: null,
  read_on: '2026-11-21',
  enriched: false,
  company_key: null,
  ...more,
})

const value = (field: string, records: ActiveRecord[]): unknown =>
  survivePerson(records, unchecked).values.get(field)

const as = (on_match: OnMatch): Partial<ActiveRecord> => ({ on_match })

describe('which value wins', () => {
  const city = (text: string): RecordFields => ({ city: text })
  const cases: { name: string; records: ActiveRecord[]; wins: unknown; from?: number }[] = [
    {
      name: 'fill: the earlier stays',
      records: [record(1, city('Ulm')), record(2, city('Bonn'))],
      wins: 'Ulm',
      from: 1,
    },
    {
      name: 'fill: a gap is filled',
      records: [record(1, { state: 'BW' }), record(2, city('Bonn'))],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'overwrite outranks earlier ones',
      records: [record(1, city('Ulm')), record(2, city('Bonn'), as('overwrite'))],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'overwrite outranks later fills too',
      records: [record(1, city('Ulm'), as('overwrite')), record(2, city('Bonn'))],
      wins: 'Ulm',
      from: 1,
    },
    {
      name: 'the latest of two overwrites',
      records: [record(1, city('Ulm'), as('overwrite')), record(2, city('Bonn'), as('overwrite'))],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'overwrite says nothing of it',
      records: [record(1, city('Ulm')), record(2, { state: 'NW' }, as('overwrite'))],
      wins: 'Ulm',
      from: 1,
    },
    {
      name: 'refresh overwrites',
      records: [record(1, city('Ulm')), record(2, city('Bonn'), as('refresh'))],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'skip adds nothing',
      records: [record(1, { state: 'BW' }), record(2, city('Bonn'), as('skip'))],
      wins: undefined,
    },
    {
      name: 'skip alone is all we have',
      records: [record(2, city('Bonn'), as('skip'))],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'hand beats a later overwrite',
      records: [record(1, city('Ulm'), as('hand')), record(2, city('Bonn'), as('overwrite'))],
      wins: 'Ulm',
      from: 1,
    },
    {
      name: 'the latest edit by hand',
      records: [record(1, city('Ulm'), as('hand')), record(2, city('Bonn'), as('hand'))],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'cleared by hand',
      records: [record(1, city('Ulm')), record(2, { city: null }, as('hand'))],
      wins: undefined,
    },
    {
      name: 'cleared, then set again',
      records: [record(1, { city: null }, as('hand')), record(2, city('Bonn'), as('hand'))],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'the more trusted source',
      records: [record(1, city('Ulm'), { trust: 5 }), record(2, city('Bonn'), { trust: 0 })],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'trust does not beat an overwrite',
      records: [
        record(1, city('Ulm'), { trust: 0 }),
        record(2, city('Bonn'), { on_match: 'overwrite', trust: 9 }),
      ],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'one list: the newer',
      records: [
        record(1, city('Ulm'), { batch_id: 1, observed_at: '2026-01-01' }),
        record(2, city('Bonn'), { batch_id: 1, observed_at: '2026-02-01' }),
      ],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'one list: the more complete',
      records: [
        record(1, city('Ulm'), { batch_id: 1 }),
        record(2, { city: 'Bonn', state: 'NW' }, { batch_id: 1 }),
      ],
      wins: 'Bonn',
      from: 2,
    },
    {
      name: 'one list, equally good: the earlier row',
      records: [record(1, city('Ulm'), { batch_id: 1 }), record(2, city('Bonn'), { batch_id: 1 })],
      wins: 'Ulm',
      from: 1,
    },
  ]
  test.each(cases)('$name', ({ records, wins, from }) => {
    for (const order of [records, [...records].reverse()]) {
      const { values, from: origin } = survivePerson(order, unchecked)
      expect(values.get('city')).toBe(wins)
      expect(origin.get('city')).toBe(from)
    }
  })

  test.each([
    ['false', 'custom.vip', false],
    ['zero', 'custom.budget', 0],
  ] as const)('%s is a value', (_, field, given) => {
    const person = survivePerson(
      [record(1, { city: 'Ulm', [field]: given }), record(2, { [field]: 'other' })],
      unchecked,
    )
    expect(person.custom[field.slice(7)]).toBe(given)
  })

  test('zero employees is what the first list said', () => {
    expect(
      surviveCompany([record(1, { employees: 0 }), record(2, { employees: 50 })]).values.get('employees'),
    ).toBe(0)
  })

  test('the order does not depend on the order of reading', () => {
    const records = [
      record(1, {}),
      record(2, {}, as('overwrite')),
      record(3, {}, as('hand')),
      record(4, {}, as('skip')),
      record(5, {}, as('hand')),
      record(6, {}, as('refresh')),
      record(7, {}, { trust: 1 }),
    ]
    const ids = (list: ActiveRecord[]): number[] => inPrecedence(list).map(({ id }) => id)
    expect(ids(records)).toEqual([5, 3, 6, 2, 7, 1, 4])
    expect(ids([...records].reverse())).toEqual([5, 3, 6, 2, 7, 1, 4])
  })
})

describe('company and title come from one record', () => {
  const job = (
    id: number,
    title: string | undefined,
    company_key: string | null,
    more: Partial<ActiveRecord> = {},
  ): ActiveRecord => record(id, title === undefined ? {} : { title }, { company_key, ...more })
  const cases: { name: string; records: ActiveRecord[]; is: [unknown, unknown] }[] = [
    {
      name: 'the first that names a company',
      records: [job(1, 'CEO', 'd:a'), job(2, 'CTO', 'd:b')],
      is: ['CEO', 'd:a'],
    },
    {
      name: 'no new title at the old firm',
      records: [job(1, 'CEO', 'd:a'), job(2, undefined, 'd:b', as('overwrite'))],
      is: [undefined, 'd:b'],
    },
    {
      name: 'the title is filled from another record of that company',
      records: [job(1, undefined, 'd:a'), job(2, 'CTO', 'd:b'), job(3, 'CFO', 'd:a')],
      is: ['CFO', 'd:a'],
    },
    {
      name: 'a title without a company joins a company without a title',
      records: [job(1, 'CEO', null), job(2, undefined, 'd:b')],
      is: ['CEO', 'd:b'],
    },
    {
      name: 'a new job is taken whole',
      records: [job(1, 'CEO', 'd:a'), job(2, 'CTO', 'd:b', as('refresh'))],
      is: ['CTO', 'd:b'],
    },
    {
      name: 'a title by hand stays where the person works',
      records: [job(1, 'CEO', 'd:a'), job(2, 'CTO', null, as('hand'))],
      is: ['CTO', 'd:a'],
    },
    {
      name: 'a title cleared by hand',
      records: [job(1, 'CEO', 'd:a'), record(2, { title: null }, as('hand'))],
      is: [undefined, 'd:a'],
    },
    // An overwriting list of e-mails and titles says what the titles are now, though it names no company.
    {
      name: 'a title alone overwrites',
      records: [job(1, 'CEO', 'd:a'), job(2, 'CTO', null, as('overwrite'))],
      is: ['CTO', 'd:a'],
    },
  ]
  describe('an address at one company beside the name of another', () => {
    const at = (id: number, fields: RecordFields, more: Partial<ActiveRecord> = {}): ActiveRecord =>
      record(id, fields, { company_key: 'd:bluekite.example', ...more })
    const known = at(1, { company: 'Blue Kite' })
    const told = (company: string, more: RecordFields = {}): RecordFields => ({
      ...{ company, title: 'CEO', seniority: 'c_level', department: 'executive', ...more },
    })
    const whole = ['CEO', 'c_level', 'executive']
    test.each<[string, ActiveRecord[], unknown[]]>([
      ['its title is one there', [known, at(2, told('Zeta Corp'))], [undefined, undefined, undefined]],
      ['a list that overwrites is believed', [known, at(2, told('Zeta Corp'), as('overwrite'))], whole],
      [
        'it says that it is this company',
        [known, at(2, told('Zeta', { domain: 'bluekite.example' }))],
        whole,
      ],
      ['another way of writing it', [known, at(2, told('BlueKite Labs'))], whole],
      ['its letters', [known, at(2, told('BK'))], whole],
      ['the name of the domain', [at(1, { company: 'Zeta' }), at(2, told('Bluekite'))], whole],
      ['nobody says what it is called', [at(1, {}), at(2, told('Zeta Corp'))], whole],
    ])('%s', (_name, records, is) => {
      const person = survivePerson(records, unchecked)
      const fields = ['title', 'seniority', 'department'] as const
      expect(fields.map((field) => person.values.get(field))).toEqual(is)
      expect(fields.map((field) => person.roles[0]![field] ?? undefined)).toEqual(is)
    })

    test('nor are seniority and department taken from a record of another company', () => {
      const other = record(2, told('Zeta Corp'), { company_key: 'n:zeta' })
      expect(value('seniority', [known, other])).toBeUndefined()
      expect(value('department', [known, other])).toBeUndefined()
    })
  })

  test.each(cases)('$name', ({ records, is }) => {
    const person = survivePerson(records, unchecked)
    expect([person.values.get('title'), person.company_key]).toEqual(is)
  })

  test('earlier jobs stay as roles, one of them current', () => {
    const { roles } = survivePerson([job(1, 'CEO', 'd:a'), job(2, 'CTO', 'd:b', as('overwrite'))], unchecked)
    expect(roles.map(({ company_key, title, is_current }) => [company_key, title, is_current])).toEqual([
      ['d:a', 'CEO', false],
      ['d:b', 'CTO', true],
    ])
  })
})

describe('an opt-out anywhere is an opt-out', () => {
  test.each(['fill', 'overwrite', 'refresh', 'skip', 'hand'] as const)('%s', (on_match) => {
    const records = [
      record(1, { unsubscribed: false }, as('hand')),
      record(2, { unsubscribed: true }, as(on_match)),
    ]
    expect(value('unsubscribed', records)).toBe(true)
  })

  test('no is a value, unknown is unknown', () => {
    expect(value('unsubscribed', [record(1, { unsubscribed: false })])).toBe(false)
    expect(value('unsubscribed', [record(1, {})])).toBeUndefined()
  })
})

describe('addresses', () => {
  const verdicts =
    (known: Record<string, 'valid' | 'plausible' | 'invalid' | 'risky'>): VerdictOf =>
    (_, address) =>
      known[address]
  const emails = (records: ActiveRecord[], verdictOf: VerdictOf = unchecked): string[] =>
    survivePerson(records, verdictOf).emails.map(({ address }) => address)
  const two = [
    record(1, { email: 'a@acme.example' }),
    record(2, { email: 'b@acme.example', email2: 'c@acme.example' }),
  ]

  test.each([
    ['nobody looked', {}, ['a@acme.example', 'b@acme.example', 'c@acme.example']],
    [
      'proved wrong goes last',
      { 'a@acme.example': 'invalid' },
      ['b@acme.example', 'c@acme.example', 'a@acme.example'],
    ],
    [
      'confirmed goes first',
      { 'c@acme.example': 'valid' },
      ['c@acme.example', 'a@acme.example', 'b@acme.example'],
    ],
    [
      'risky and plausible keep their order',
      { 'a@acme.example': 'risky', 'b@acme.example': 'plausible' },
      ['a@acme.example', 'b@acme.example', 'c@acme.example'],
    ],
  ] as const)('%s', (_, known, order) => {
    expect(emails(two, verdicts(known))).toEqual(order)
  })

  test.each([
    ['ann@acme.example', 'Ann@acme.example'],
    ['ann.lee@gmail.com', 'annlee+fair@googlemail.com'],
  ])('%s and %s are one mailbox: no second address', (a, b) => {
    expect(emails([record(1, { email: a }), record(2, { email: b })])).toEqual([a])
  })

  test('the one given by hand stays first, even if proved wrong', () => {
    const records = [...two, record(3, { email: 'hand@acme.example' }, as('hand'))]
    expect(emails(records, verdicts({ 'hand@acme.example': 'invalid' }))[0]).toBe('hand@acme.example')
  })

  test('cleared by hand: gone from that slot, the others move up', () => {
    expect(emails([...two, record(3, { email: null }, as('hand'))])).toEqual(['c@acme.example'])
  })

  test('a proved wrong number is not the one to call, and a private one comes last', () => {
    const records = [record(1, { phone_home: '+14155550101', phone: '+14155550102', mobile: '+14155550103' })]
    expect(value('phone', records)).toBe('+14155550102')
    const checked = survivePerson(records, verdicts({ '+14155550102': 'invalid' }))
    expect(checked.values.get('phone')).toBe('+14155550103')
    expect(checked.values.get('phone_home')).toBe('+14155550101')
    expect(value('phone', [record(1, { phone_home: '+14155550101' })])).toBe('+14155550101')
  })
})

describe('what is said of the person as a whole', () => {
  test('the source is that of the oldest record', () => {
    expect(survivePerson([record(2, {}, as('overwrite')), record(1, {})], unchecked).source).toBe('list1')
  })

  test('a customer in any list is a customer', () => {
    expect(survivePerson([record(1, {}), record(2, {}, { kind: 'customers' })], unchecked).is_customer).toBe(
      true,
    )
    expect(survivePerson([record(1, {})], unchecked).is_customer).toBe(false)
  })
})

describe('a value cleared by a list', () => {
  const acme = { company_key: 'd:acme.example' }
  test.each<[string, string, ActiveRecord[], unknown]>([
    [
      'overwrite takes it away',
      'city',
      [record(1, { city: 'Ulm' }), record(2, { city: null }, as('overwrite'))],
      undefined,
    ],
    [
      'refresh too',
      'city',
      [record(1, { city: 'Ulm' }), record(2, { city: null }, as('refresh'))],
      undefined,
    ],
    [
      'a later overwrite brings one again',
      'city',
      [record(1, { city: null }, as('overwrite')), record(2, { city: 'Bonn' }, as('overwrite'))],
      'Bonn',
    ],
    ['fill does not', 'city', [record(1, { city: 'Ulm' }), record(2, { city: null })], 'Ulm'],
    [
      'a clear by an earlier fill keeps nothing out',
      'city',
      [record(1, { city: null }), record(2, { city: 'Bonn' })],
      'Bonn',
    ],
    [
      'a hand outranks it',
      'city',
      [record(1, { city: 'Ulm' }, as('hand')), record(2, { city: null }, as('overwrite'))],
      'Ulm',
    ],
    [
      'an address, from its slot',
      'email',
      [record(1, { email: 'a@x.example' }), record(2, { email: null }, as('overwrite'))],
      undefined,
    ],
    [
      'not an address by fill',
      'email',
      [record(1, { email: 'a@x.example' }), record(2, { email: null })],
      'a@x.example',
    ],
    [
      'an opt-out stays one',
      'unsubscribed',
      [record(1, { unsubscribed: true }), record(2, { unsubscribed: null }, as('overwrite'))],
      true,
    ],
    [
      'the title at a company that is gone goes with it',
      'title',
      [record(1, { title: 'CEO', company: 'Acme' }, acme), record(2, { company: null }, as('overwrite'))],
      undefined,
    ],
  ])('%s', (_name, field, records, wins) => expect(value(field, records)).toBe(wins))

  test('the company: nobody works there now, yet its own name stays', () => {
    const before = record(1, { title: 'CEO', company: 'Acme' }, acme)
    const after = record(2, { company: null }, { ...as('overwrite'), ...acme })
    const person = survivePerson([before, after], unchecked)
    expect(person.company_key).toBeNull()
    expect(person.roles).toMatchObject([{ company_key: 'd:acme.example', title: 'CEO', is_current: false }])
    expect(surviveCompany([before, after]).values.get('company')).toBe('Acme')
  })
  test('a value of the company', () => {
    const before = record(1, { industry: 'Steel', company: 'Acme' }, acme)
    const after = record(2, { industry: null, company: 'Acme' }, { ...as('overwrite'), ...acme })
    expect(surviveCompany([before, after]).values.has('industry')).toBe(false)
  })
  test('the title of the present position only', () => {
    const roles = survivePerson(
      [
        record(1, { title: 'Clerk' }, { company_key: 'd:birch.example' }),
        record(2, { title: 'CEO' }, { ...as('overwrite'), ...acme }),
        record(3, { title: null }, { ...as('overwrite'), ...acme }),
      ],
      unchecked,
    ).roles
    expect(roles.map(({ title, is_current }) => [title, is_current])).toEqual([
      ['Clerk', false],
      [null, true],
    ])
  })
})

describe('within a rank', () => {
  const name = (records: ActiveRecord[]): Record<string, unknown> => {
    const { values } = survivePerson(records, unchecked)
    return Object.fromEntries([...values].filter(([field]) => field.endsWith('_name')))
  }
  const parts = (first_name: string, last_name: string): RecordFields => ({ first_name, last_name })

  const names: { name: string; records: ActiveRecord[]; wins: Record<string, string> }[] = [
    {
      name: 'a whole name before an initial',
      records: [record(1, parts('A.', 'Lee')), record(2, parts('Ann', 'Lee'))],
      wins: parts('Ann', 'Lee') as Record<string, string>,
    },
    {
      name: 'the longest without initials',
      records: [
        record(1, { full_name: 'Ann Lee' }),
        record(2, { full_name: 'Ann M. Lee-Diaz' }),
        record(3, { full_name: 'Ann Maria Lee' }),
      ],
      wins: { full_name: 'Ann Maria Lee' },
    },
    {
      name: 'no parts that are less than the whole',
      records: [record(1, parts('A.', 'Lee')), record(2, { full_name: 'Ann Maria Lee' })],
      wins: { full_name: 'Ann Maria Lee', last_name: 'Lee' },
    },
    {
      name: 'no whole that is less than the parts',
      records: [record(1, { full_name: 'A. Lee' }), record(2, parts('Ann', 'Lee'))],
      wins: parts('Ann', 'Lee') as Record<string, string>,
    },
    {
      name: 'another name is no longer form',
      records: [record(1, { full_name: 'Bo Roe' }), record(2, { full_name: 'Christopher Wainwright' })],
      wins: { full_name: 'Bo Roe' },
    },
    {
      name: 'two people are no name',
      records: [record(1, { full_name: 'Ann Lee' }), record(2, { full_name: 'Ann and Bartholomew Lee' })],
      wins: { full_name: 'Ann Lee' },
    },
    {
      name: 'a list that fills does not mix its name with the known one',
      records: [record(1, { full_name: 'Bo Lee' }), record(2, parts('Zed', 'Zulu'))],
      wins: { full_name: 'Bo Lee', first_name: 'Bo', last_name: 'Lee' },
    },
    {
      name: 'nor does a less trusted one',
      records: [record(1, parts('Bo', 'Lee'), { trust: 0 }), record(2, { full_name: 'Zed Zulu' })],
      wins: { first_name: 'Bo', last_name: 'Lee' },
    },
    {
      name: 'a name cousins share is not taken in part',
      records: [record(1, { full_name: 'Bo Lee' }), record(2, { first_name: 'Ann', last_name: 'Lee' })],
      wins: { full_name: 'Bo Lee', first_name: 'Bo', last_name: 'Lee' },
    },
    {
      name: 'a source trusted less completes the same name',
      records: [record(1, { first_name: 'Bo' }, { trust: 0 }), record(2, parts('Bo', 'Lee'))],
      wins: { first_name: 'Bo', last_name: 'Lee' },
    },
    {
      name: 'a whole name that overwrites leaves nothing of the other',
      records: [record(1, { full_name: 'Bo Lee' }), record(2, parts('Zed', 'Zulu'), as('overwrite'))],
      wins: { first_name: 'Zed', last_name: 'Zulu' },
    },
    {
      name: 'a more trusted source keeps its name',
      records: [record(1, { full_name: 'A. Lee' }, { trust: 0 }), record(2, { full_name: 'Ann Lee' })],
      wins: { full_name: 'A. Lee' },
    },
    {
      name: 'an overwriting list keeps its name',
      records: [
        record(1, { full_name: 'Ann Maria Lee' }),
        record(2, { full_name: 'A. Lee' }, as('overwrite')),
      ],
      wins: { full_name: 'A. Lee' },
    },
    {
      name: 'an edit by hand keeps its name',
      records: [record(1, { full_name: 'Ann Maria Lee' }), record(2, { full_name: 'A. Lee' }, as('hand'))],
      wins: { full_name: 'A. Lee' },
    },
  ]
  test.each(names)('$name', ({ records, wins }) => {
    expect(name(records)).toEqual(wins)
    expect(name([...records].reverse())).toEqual(wins)
  })

  const mails: { name: string; records: ActiveRecord[]; order: string[]; verdicts?: VerdictOf }[] = [
    {
      name: 'work before private',
      records: [record(1, { email: 'ann@gmail.com' }), record(2, { email: 'ann@birch.example' })],
      order: ['ann@birch.example', 'ann@gmail.com'],
    },
    {
      name: 'the company of now before another',
      records: [
        record(1, { email: 'ann@birch.example' }),
        record(2, { email: 'ann@acme.example' }, { company_key: 'd:acme.example' }),
      ],
      order: ['ann@acme.example', 'ann@birch.example'],
    },
    {
      name: 'a shared mailbox goes last',
      records: [record(1, { email: 'info@acme.example' }), record(2, { email: 'ann@acme.example' })],
      order: ['ann@acme.example', 'info@acme.example'],
    },
    {
      name: 'the newer, where both tell their day',
      records: [
        record(1, { email: 'a@acme.example' }, { observed_at: '2025-01-01' }),
        record(2, { email: 'b@acme.example' }, { observed_at: '2026-01-01' }),
      ],
      order: ['b@acme.example', 'a@acme.example'],
    },
    {
      name: 'the earlier list, where one does not',
      records: [
        record(1, { email: 'a@acme.example' }),
        record(2, { email: 'b@acme.example' }, { observed_at: '2026-01-01' }),
      ],
      order: ['a@acme.example', 'b@acme.example'],
    },
    {
      name: 'what a list says first of two stays first',
      records: [record(1, { email: 'ann@gmail.com', email2: 'ann@acme.example' })],
      order: ['ann@gmail.com', 'ann@acme.example'],
    },
    {
      name: 'confirmed before work',
      records: [record(1, { email: 'ann@gmail.com' }), record(2, { email: 'ann@acme.example' })],
      order: ['ann@gmail.com', 'ann@acme.example'],
      verdicts: (_kind, address) => (address === 'ann@gmail.com' ? 'valid' : undefined),
    },
    {
      name: 'an overwriting list before all of it',
      records: [
        record(1, { email: 'ann@acme.example' }),
        record(2, { email: 'ann@gmail.com' }, as('overwrite')),
      ],
      order: ['ann@gmail.com', 'ann@acme.example'],
    },
  ]
  test.each(mails)('e-mail: $name', ({ records, order, verdicts = unchecked }) => {
    const told = (some: ActiveRecord[]): string[] =>
      survivePerson(some, verdicts).emails.map(({ address }) => address)
    expect(told(records)).toEqual(order)
    expect(told([...records].reverse())).toEqual(order)
  })

  test('consent: the strictest, whatever the rank; but by hand', () => {
    const said = (consent: string, id: number, more: Partial<ActiveRecord> = {}): ActiveRecord =>
      record(id, { consent }, more)
    expect(value('consent', [said('yes', 1), said('no', 2)])).toBe('no')
    expect(value('consent', [said('yes', 2, as('overwrite')), said('withdrawn', 1)])).toBe('withdrawn')
    expect(value('consent', [said('no', 1), said('given by phone', 2, as('hand'))])).toBe('given by phone')
    expect(value('consent', [said('opt-in', 1), said('yes', 2)])).toBe('opt-in')
  })
})
