import { describe, expect, test } from 'vitest'
import {
  chooseGroup,
  foldPeople,
  identityKeys,
  recordName,
  type IdentityRecord,
  type Link,
} from '../../../src/core/derive/identity.ts'
import type { RecordFields } from '../../../src/model/record.ts'

const record = (id: number, fields: RecordFields, namespace = 'list'): IdentityRecord => ({
  id,
  keys: identityKeys(fields, namespace),
  name: recordName(fields),
  about: null,
})

/** People as lists of record numbers. */
const people = (records: IdentityRecord[], must: Link[] = [], cannot: Link[] = []): number[][] => {
  const { head } = foldPeople(records, must, cannot)
  return [...Map.groupBy(head.keys(), (id) => head.get(id)!).values()]
}

const ann = (more: RecordFields): RecordFields => ({ first_name: 'Ann', last_name: 'Lee', ...more })
const bob = (more: RecordFields): RecordFields => ({ first_name: 'Bob', last_name: 'Roe', ...more })
const link = (a: number, b: number, id = 1): Link => ({ id, a, b })

describe('two records are one person', () => {
  const cases: { name: string; a: RecordFields; b: RecordFields; from?: [string, string]; one: boolean }[] = [
    {
      name: 'the same e-mail',
      a: ann({ email: 'ann@acme.example' }),
      b: ann({ email: 'ann@acme.example' }),
      one: true,
    },
    {
      name: 'the same e-mail in other case',
      a: ann({ email: 'Ann@Acme.Example' }),
      b: ann({ email: 'ann@acme.example' }),
      one: true,
    },
    {
      name: 'gmail ignores dots and tags',
      a: ann({ email: 'ann.lee+x@gmail.com' }),
      b: ann({ email: 'annlee@gmail.com' }),
      one: true,
    },
    {
      name: 'googlemail is gmail',
      a: ann({ email: 'annlee@googlemail.com' }),
      b: ann({ email: 'annlee@gmail.com' }),
      one: true,
    },
    {
      name: 'elsewhere a dot matters',
      a: ann({ email: 'ann.lee@acme.example' }),
      b: ann({ email: 'annlee@acme.example' }),
      one: false,
    },
    {
      name: 'e-mail in another slot',
      a: ann({ email: 'ann@acme.example' }),
      b: ann({ email3: 'ann@acme.example' }),
      one: true,
    },
    {
      name: 'the same e-mail, a clearly different name',
      a: ann({ email: 'info@acme.example' }),
      b: bob({ email: 'info@acme.example' }),
      one: false,
    },
    {
      name: 'the same e-mail, a nickname',
      a: { first_name: 'Robert', last_name: 'Roe', email: 'r@acme.example' },
      b: bob({ email: 'r@acme.example' }),
      one: true,
    },
    {
      name: 'the same e-mail, only an initial',
      a: ann({ email: 'a@acme.example' }),
      b: { full_name: 'A. Lee', email: 'a@acme.example' },
      one: true,
    },
    {
      name: 'the same e-mail, no name',
      a: ann({ email: 'ann@acme.example' }),
      b: { email: 'ann@acme.example' },
      one: true,
    },
    {
      name: 'a new family name',
      a: ann({ email: 'ann@acme.example' }),
      b: { first_name: 'Ann', last_name: 'Diaz', email: 'ann@acme.example' },
      one: true,
    },
    {
      name: 'the same profile, written otherwise',
      a: ann({ linkedin_url: 'https://www.linkedin.com/in/ann/' }),
      b: ann({ linkedin_url: 'http://de.linkedin.com/in/Ann?x=1' }),
      one: true,
    },
    {
      name: 'a company page is nobody',
      a: ann({ linkedin_url: 'https://www.linkedin.com/company/acme' }),
      b: ann({ linkedin_url: 'https://www.linkedin.com/company/acme' }),
      one: false,
    },
    {
      name: 'the same id of one source',
      a: ann({ external_id: '7' }),
      b: { external_id: '7', email: 'ann@acme.example' },
      one: true,
    },
    {
      name: 'the same id of two sources',
      a: ann({ external_id: '7' }),
      b: ann({ external_id: '7' }),
      from: ['crm', 'fair'],
      one: false,
    },
    {
      name: 'the same phone',
      a: ann({ phone: '+14155550132' }),
      b: ann({ phone: '+14155550132' }),
      one: false,
    },
    {
      name: 'the same name and company',
      a: ann({ company: 'Acme' }),
      b: ann({ company: 'Acme' }),
      one: false,
    },
  ]
  test.each(cases)('$name: $one', ({ a, b, from = ['list', 'list'], one }) => {
    const [first, second] = [record(1, a, from[0]), record(2, b, from[1])]
    expect(people([first, second])).toEqual(one ? [[1, 2]] : [[1], [2]])
    // It does not matter which comes first.
    expect(
      people([
        { ...second, id: 1 },
        { ...first, id: 2 },
      ]),
    ).toEqual(one ? [[1, 2]] : [[1], [2]])
  })
})

describe('doubt is written down, not decided', () => {
  test('one address, two names: two people and a candidate', () => {
    const { head, candidates } = foldPeople(
      [record(1, ann({ email: 'info@acme.example' })), record(2, bob({ email: 'info@acme.example' }))],
      [],
      [],
    )
    expect([...head]).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(candidates).toEqual([{ a: 1, b: 2, reason: 'same_email_other_name', record_id: 2 }])
  })

  test.each<[string, RecordFields, RecordFields]>([
    ['man and wife', { full_name: 'Hugo Wild' }, { full_name: 'Paula Wild' }],
    [
      'a son and his wife',
      { first_name: 'José', last_name: 'Wild Jr.' },
      { first_name: 'Paula', last_name: 'Wild' },
    ],
    ['father and son', { full_name: 'Ann Lee Sr.' }, { full_name: 'Ann Lee Jr.' }],
    ['father and son, by suffix', ann({ suffix: 'Sr.' }), ann({ suffix: 'III' })],
    ['father and son, by family name', ann({ last_name: 'Lee Sr' }), ann({ last_name: 'Lee Jr' })],
  ])('%s at one address are two people and a candidate', (_, a, b) => {
    const shared = { email: 'office@wild.example' }
    const { head, candidates } = foldPeople(
      [record(1, { ...a, ...shared }), record(2, { ...b, ...shared })],
      [],
      [],
    )
    expect([head.get(2), candidates.map(({ reason }) => reason)]).toEqual([2, ['same_email_other_name']])
  })

  test('a third of the shared address joins by name', () => {
    const shared = { email: 'info@acme.example' }
    expect(
      people([
        record(1, ann(shared)),
        record(2, bob(shared)),
        record(3, bob(shared)),
        record(4, ann(shared)),
      ]),
    ).toEqual([
      [1, 4],
      [2, 3],
    ])
  })

  test('a record that fits two people glues nothing', () => {
    const records = [
      record(1, ann({ email: 'ann@acme.example' })),
      record(2, ann({ email: 'ann@birch.example' })),
      record(3, ann({ email: 'ann@acme.example', email2: 'ann@birch.example' })),
    ]
    const { head, candidates } = foldPeople(records, [], [])
    expect([...head]).toEqual([
      [1, 1],
      [2, 2],
      [3, 1],
    ])
    expect(candidates).toEqual([{ a: 1, b: 2, reason: 'fits_both', record_id: 3 }])
  })

  test('where two fit, the stronger key decides: id, e-mail, profile', () => {
    const records = [
      record(1, ann({ linkedin_url: 'https://www.linkedin.com/in/ann' })),
      record(2, ann({ email: 'ann@acme.example' })),
      record(3, ann({ email: 'ann@acme.example', linkedin_url: 'https://www.linkedin.com/in/ann' })),
      record(4, ann({ external_id: '9' })),
      record(5, ann({ external_id: '9', email: 'ann@acme.example' })),
    ]
    expect(people(records)).toEqual([[1], [2, 3], [4, 5]])
  })

  test('where two fit equally, one whose name is known comes first', () => {
    const matches = [
      { key: 'e:a@acme.example', record_id: 1, group_id: 1, name: null },
      { key: 'e:b@acme.example', record_id: 2, group_id: 2, name: { first_name: 'Ann', last_name: 'Lee' } },
    ]
    expect(chooseGroup({ id: 3, name: { first_name: 'Ann', last_name: 'Lee' } }, matches)).toEqual({
      group: 2,
      candidates: [{ a: 2, b: 1, reason: 'fits_both', record_id: 3 }],
    })
  })
})

describe('decisions', () => {
  const three = [
    record(1, ann({ email: 'a@acme.example' })),
    record(2, ann({ email: 'b@acme.example' })),
    record(3, ann({ email: 'c@acme.example' })),
  ]

  test('must-link joins, and joins on', () => {
    expect(people(three, [link(1, 2)])).toEqual([[1, 2], [3]])
    expect(people(three, [link(2, 3), link(1, 3, 2)])).toEqual([[1, 2, 3]])
  })

  test('the oldest record speaks for the person', () => {
    expect(foldPeople(three, [link(3, 2)], []).head.get(3)).toBe(2)
  })

  test('cannot-link keeps apart what a key would join', () => {
    const same = [record(1, ann({ email: 'a@acme.example' })), record(2, ann({ email: 'a@acme.example' }))]
    expect(people(same)).toEqual([[1, 2]])
    const { head, candidates } = foldPeople(same, [], [link(1, 2)])
    expect([...head.values()]).toEqual([1, 2])
    expect(candidates).toEqual([])
  })

  test('cannot-link stands before must-link, across a chain too', () => {
    expect(people(three, [link(1, 2, 1)], [link(1, 2, 2)])).toEqual([[1], [2], [3]])
    expect(people(three, [link(1, 2, 1), link(2, 3, 2)], [link(1, 3, 3)])).toEqual([[1, 2], [3]])
  })

  test('a decision about a record that was taken back sleeps', () => {
    const [first, , third] = three
    expect(people([first!, third!], [link(1, 2), link(2, 3, 2)])).toEqual([[1], [3]])
  })

  test('a settled pair is no candidate any more', () => {
    const shared = [
      record(1, ann({ email: 'info@acme.example' })),
      record(2, bob({ email: 'info@acme.example' })),
    ]
    expect(foldPeople(shared, [], [link(1, 2)]).candidates).toEqual([])
    expect(foldPeople(shared, [link(1, 2)], []).candidates).toEqual([])
  })
})

describe('an edit', () => {
  const edit = (id: number, about: number[], fields: RecordFields = {}): IdentityRecord => ({
    ...record(id, fields),
    about,
  })

  test('follows the records it is about, not its own keys', () => {
    const records = [
      record(1, ann({ email: 'a@acme.example' })),
      record(2, ann({ email: 'b@acme.example' })),
      edit(3, [1], { email: 'b@acme.example' }),
    ]
    expect(people(records)).toEqual([[1, 3], [2]])
  })

  test('brings its keys along for those who come later', () => {
    const records = [
      record(1, ann({ email: 'a@acme.example' })),
      edit(2, [1], { email: 'new@acme.example' }),
      record(3, ann({ email: 'new@acme.example' })),
    ]
    expect(people(records)).toEqual([[1, 2, 3]])
  })

  test('holds on to the next record when the first is gone, and sleeps when all are', () => {
    expect(people([record(2, ann({ email: 'a@acme.example' })), edit(3, [1, 2])])).toEqual([[2, 3]])
    expect(people([edit(3, [1, 2])])).toEqual([])
  })
})

describe('of what was decided', () => {
  const some = (...ids: number[]): IdentityRecord[] =>
    ids.map((id) => record(id, ann({ email: `${id}@acme.example` })))
  const automatic = (a: number, b: number, id: number): Link => ({ ...link(a, b, id), is_automatic: true })

  test.each<[string, Link[], Link[], number[][]]>([
    ['a later split parts', [link(1, 2, 1)], [link(1, 2, 2)], [[1], [2], [3]]],
    ['a later merge joins', [link(1, 2, 2)], [link(1, 2, 1)], [[1, 2], [3]]],
    ['a later automatic link does not', [automatic(1, 2, 2)], [link(1, 2, 1)], [[1], [2], [3]]],
    [
      'what is said by hand comes before what is not',
      [automatic(1, 2, 1), link(1, 3, 9)],
      [link(2, 3, 5)],
      [[1, 3], [2]],
    ],
    [
      'a wall stands between all that was joined',
      [link(1, 2, 1), automatic(2, 3, 2)],
      [link(1, 3, 3)],
      [[1, 2], [3]],
    ],
  ])('%s', (_, must, cannot, expected) => {
    expect(people(some(1, 2, 3), must, cannot)).toEqual(expected)
  })
})
