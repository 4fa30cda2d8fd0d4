import { describe, expect, test } from 'vitest'
import { cleanName, fullName, nameKey, namesClash, parseName, type NameParts } from '../../src/model/name.ts'

describe('parseName', () => {
  const cases: [string, NameParts][] = [
    ['Ada Brown', { first_name: 'Ada', last_name: 'Brown' }],
    ['Brown, Ada', { first_name: 'Ada', last_name: 'Brown' }],
    [
      'Dr. Ada M. Brown, PhD',
      { prefix: 'Dr.', first_name: 'Ada', middle_name: 'M.', last_name: 'Brown', suffix: 'PhD' },
    ],
    [
      'Brown Jr., Dr. Thomas A.',
      { prefix: 'Dr.', first_name: 'Thomas', middle_name: 'A.', last_name: 'Brown', suffix: 'Jr.' },
    ],
    ['Pieter van der Velden', { first_name: 'Pieter', last_name: 'van der Velden' }],
    ['de la Fuente, Inés', { first_name: 'Inés', last_name: 'de la Fuente' }],
    ['Van Tran', { first_name: 'Van', last_name: 'Tran' }],
    ['José Ruiz y Mora', { first_name: 'José', last_name: 'Ruiz y Mora' }],
    ['Robert (Bob) Stone', { first_name: 'Robert', last_name: 'Stone', nickname: 'Bob' }],
    ['Robert “Bob” Stone', { first_name: 'Robert', last_name: 'Stone', nickname: 'Bob' }],
    ['Kim Lee (she/her)', { first_name: 'Kim', last_name: 'Lee' }],
    ['🚀 Kim Lee ✅ MBA', { first_name: 'Kim', last_name: 'Lee', suffix: 'MBA' }],
    ['Jack Ma', { first_name: 'Jack', last_name: 'Ma' }],
    ['Jack Moor MA', { first_name: 'Jack', last_name: 'Moor', suffix: 'MA' }],
    ['Moor, J.R.', { first_name: 'J.R.', last_name: 'Moor' }],
    ['Frau Dr. Anke Vogt', { prefix: 'Frau Dr.', first_name: 'Anke', last_name: 'Vogt' }],
    ['Sir Gareth', { prefix: 'Sir', first_name: 'Gareth' }],
    ['Rev Andrews', { prefix: 'Rev', last_name: 'Andrews' }],
    ['Dean Winter', { first_name: 'Dean', last_name: 'Winter' }],
    ['Maximilian von und zu Hohenfels', { first_name: 'Maximilian', last_name: 'von und zu Hohenfels' }],
    ['Cher', { first_name: 'Cher' }],
    ['', {}],
    [' , ', {}],
  ]
  test.each(cases)('%s', (full, parts) => expect(parseName(full)).toEqual({ ...parts, couple: false }))

  test.each([
    'John & Mary Smith',
    'Anna und Peter Vogt',
    'Mr. and Mrs. Smith',
    'Jo/Max Roe',
    'John and Mary',
  ])('a couple: %s', (full) => expect(parseName(full).couple).toBe(true))
  test.each([
    'José Ruiz y Mora',
    'John E Smith',
    'Jon Dough',
    'Andy Sander',
    'Maximilian von und zu Hohenfels',
  ])('no couple: %s', (full) => expect(parseName(full).couple).toBe(false))
})

describe('cleanName', () => {
  test.each([
    ['MCDONALD', 'McDonald'],
    ["o'neil", "O'Neil"],
    ['VAN DER BERG', 'van der Berg'],
    ['van', 'Van'],
    ['ANNE-MARIE', 'Anne-Marie'],
    ['garcía  lópez', 'García López'],
    ['MACKENZIE', 'Mackenzie'],
    ['MACDONALD', 'MacDonald'],
    ['JP', 'JP'],
    ['j.r.', 'J.R.'],
    ['SMITH III', 'Smith III'],
    ['DeShawn', 'DeShawn'],
    ['van den Heuvel', 'van den Heuvel'],
    ['Smith, PhD', 'Smith'],
    ['Lee MBA PMP', 'Lee'],
    ['Ostberg, PMP, CPIM', 'Ostberg'],
    ['Ostberg CPIM', 'Ostberg'],
    ['Brown, CSCP, LSSBB', 'Brown'],
    ['Doe, SHRM-CP', 'Doe'],
    ['Doe, XQZT', 'Doe'],
    ['Doe, PMP®, OKR', 'Doe'],
    ['Smith Jr., MBA', 'Smith Jr.'],
    ['Smith, JR', 'Smith, JR'],
    ['Smith, III', 'Smith, III'],
    ['Smith, ANN', 'Smith, ANN'],
    ['Smith, Ann', 'Smith, Ann'],
    ['SMITH, ANN', 'Smith, Ann'],
    ['Archer 🌟', 'Archer'],
    ['Roe | Growth', 'Roe'],
    ['| Roe', 'Roe'],
    ['Jane Doe | Acme | We hire', 'Jane Doe'],
    ['Ma', 'Ma'],
    ['Jo 🌟', 'Jo'],
    ['O’Brien', "O'Brien"],
    ['“Bob”', 'Bob'],
    ['Zoe\u0308', 'Zoë'],
    ['𝐉𝐨𝐡𝐧', 'John'],
    ['李', '李'],
    ['   ', ''],
  ])('%s → %s', (part, clean) => expect(cleanName(part)).toBe(clean))

  test('is idempotent', () => {
    for (const name of ['MCDONALD', 'VAN DER BERG', "o'neil-smith", 'Smith, PhD', 'Jo 🌟']) {
      expect(cleanName(cleanName(name))).toBe(cleanName(name))
    }
  })
})

test('fullName puts generations after a blank and degrees after a comma', () => {
  expect(fullName({ prefix: 'Dr', first_name: 'Ann', last_name: 'Lee', suffix: 'PhD' })).toBe(
    'Dr Ann Lee, PhD',
  )
  expect(fullName({ first_name: 'Tom', middle_name: 'A.', last_name: 'King', suffix: 'Jr.' })).toBe(
    'Tom A. King Jr.',
  )
  expect(fullName({})).toBe('')
})

test('nameKey folds accents, case and punctuation, and needs both names', () => {
  expect(nameKey('Zoë', "O'Brien")).toBe(nameKey('zoe', 'OBRIEN'))
  expect(nameKey('Anne-Marie', 'Groß')).toBe('anne marie|gross')
  expect(nameKey('Zoë', undefined)).toBeNull()
  expect(nameKey('Zoë', '-')).toBeNull()
})

describe('namesClash', () => {
  const person = (first_name: string, last_name: string) => ({ first_name, last_name })
  test.each([
    ['clearly two people', person('Ada', 'Brown'), person('Peter', 'Vogt'), true],
    ['one family, two given names', person('Ada', 'Brown'), person('Peter', 'Brown'), true],
    ['one family, a short form', person('Mona', 'Brown'), person('Ramona', 'Brown'), false],
    ['one family, another short form', person('Ella', 'Brown'), person('Ellen', 'Brown'), false],
    ['one family, a slip', person('Catherine', 'Brown'), person('Katherine', 'Brown'), false],
    ['one family, another spelling', person('Mohammed', 'Ali'), person('Muhammad', 'Ali'), false],
    ['one family, a nickname', person('Bob', 'Stone'), person('Robert', 'Stone'), false],
    ['one family, an initial', person('P.', 'Brown'), person('Peter', 'Brown'), false],
    ['one family, the second given name', person('Luisa', 'Brown'), person('Maria Luisa', 'Brown'), false],
    ['the family alone', { last_name: 'Brown' }, person('Peter', 'Brown'), false],
    ['swapped', person('Brown', 'Ada'), person('Ada', 'Brown'), false],
    [
      'father and son',
      { ...person('Ada', 'Brown'), generation: 1 },
      { ...person('Ada', 'Brown'), generation: 2 },
      true,
    ],
    ['one generation told', { ...person('Ada', 'Brown'), generation: 1 }, person('Ada', 'Brown'), false],
    ['maiden name', person('Ada', 'Brown'), person('Ada', 'Winter'), false],
    ['initial', person('A.', 'Vogt'), person('Ada', 'Brown'), false],
    ['nickname', person('Bob', 'Stone'), person('Robert', 'Field'), false],
    ['beginning', person('Alex', 'Stone'), person('Alexandros', 'Field'), false],
    ['accents', person('Zoë', 'Groß'), person('ZOE', 'GROSS'), false],
    ['no name', {}, person('Ada', 'Brown'), false],
    ['full name', { full_name: 'Brown, Ada' }, person('Ada', 'Brown'), false],
    ['full names', { full_name: 'Ada Brown' }, { full_name: 'Peter Vogt' }, true],
  ])('%s', (_why, a, b, clash) => {
    expect(namesClash(a, b)).toBe(clash)
    expect(namesClash(b, a)).toBe(clash)
  })
})
