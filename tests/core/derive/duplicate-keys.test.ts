import { describe, expect, test } from 'vitest'
import { areTwoProfiles, nearKeys, type NearFacts } from '../../../src/core/derive/duplicate-keys.ts'

const NOBODY: NearFacts = {
  ...{ full_name: null, first_name: null, last_name: null },
  ...{ companies: [], emails: [], phones: [] },
}
const keys = (facts: Partial<NearFacts>): string[] =>
  nearKeys({ ...NOBODY, ...facts }).map(({ key, because }) => `${because} ${key}`)

describe('the keys of a person', () => {
  const company = { companies: ['n:acme'] }
  test.each<[string, Partial<NearFacts>, string[]]>([
    [
      'parts',
      { first_name: 'Ann', last_name: 'Lee', ...company },
      ['same_name_and_company ann|lee|c|n:acme'],
    ],
    ['a whole name', { full_name: 'Lee, Ann', ...company }, ['same_name_and_company ann|lee|c|n:acme']],
    ['accents', { full_name: 'Zoë Ångström', ...company }, ['same_name_and_company zoe|angstrom|c|n:acme']],
    [
      'a work address',
      { full_name: 'Ann Lee', emails: ['a@acme.example'] },
      ['same_name_and_domain ann|lee|d|acme.example'],
    ],
    ['free mail is no employer', { full_name: 'Ann Lee', emails: ['a@gmail.com'] }, []],
    [
      'a phone',
      { full_name: 'Ann Lee', phones: ['+14155550132'] },
      ['same_name_and_phone ann|lee|p|+14155550132'],
    ],
    ['one name alone', { full_name: 'Ann', ...company }, []],
    ['a couple', { full_name: 'John & Mary Smith', ...company }, []],
    ['no name', { ...company, phones: ['+14155550132'] }, []],
    ['a name alone', { full_name: 'Ann Lee' }, []],
  ])('%s', (_name, facts, expected) => expect(keys(facts)).toEqual(expected))
})

test.each([
  ['a', 'b', true],
  ['a', 'a', false],
  [null, 'a', false],
  ['a', null, false],
])('profiles %s and %s are of two people: %s', (a, b, expected) =>
  expect(areTwoProfiles(a, b)).toBe(expected),
)
