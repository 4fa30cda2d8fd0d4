/** What holds for every connector that completes people or companies, and the parts that they share. */
import { describe, expect, test } from 'vitest'
import type { EntityKind } from '../../src/connectors/contract.ts'
import {
  addressOf,
  cellsOf,
  nameFields,
  foundOutcome,
  isSameCompany,
  recentDay,
} from '../../src/connectors/found.ts'
import { CONNECTORS } from '../../src/connectors/index.ts'
import { departmentOf, seniorityOf } from '../../src/connectors/job-words.ts'
import { laterSubject } from '../../src/core/engine/entities.ts'
import { isField } from '../../src/model/fields.ts'
import { stageOf } from '../contract/kit.ts'

const NAMES = ['apollo', 'clearbit', 'dropcontact', 'hunter']
const enrichers = (
  await Promise.all(
    NAMES.map(async (name) => {
      const { enriches = {} } = await CONNECTORS[name]!()
      return Object.entries(enriches).map(([kind, enricher]) => ({
        ...{ name, kind: kind as EntityKind, enricher },
      }))
    }),
  )
).flat()

const known = { full_name: 'Ann Lee', first_name: 'Ann', last_name: 'Lee', company: 'Acme' }
test.each<[string, Record<string, string>, Record<string, string>, string | null]>([
  // By name, and next time it would be by the address that it found.
  ['dropcontact', known, { email: ' Ann.Lee@acme.example' }, 'email=ann.lee@acme.example'],
  [
    'dropcontact',
    known,
    { website: 'https://www.acme.example/' },
    'first_name=ann; last_name=lee; domain=acme.example',
  ],
  ['dropcontact', known, { title: 'CEO' }, null],
  ['dropcontact', { ...known, email: 'a@acme.example' }, { email: 'b@acme.example' }, null],
  // The finder's answer is not that of the enrichment by address.
  ['hunter', known, { email: 'ann.lee@acme.example' }, null],
])('%s, asked about %j, with the answer %j: later known by %j', async (name, asked, fields, later) => {
  const { enriches } = await CONNECTORS[name]!()
  const question = { kind: 'person' as const, known: asked, wanted: ['email'] }
  const answer = { fields, signals: [], opted_out: false, evidence: {} }
  expect(laterSubject(enriches!.person!, question, answer)).toBe(later)
})

describe.each(enrichers)('$name, asked about: $kind', ({ name, kind, enricher }) => {
  test('names fields of the vocabulary, each once', () => {
    const own = enricher.gives.filter((field) => !field.startsWith('custom.'))
    expect(own.filter((field) => !isField(field))).toEqual([])
    expect(new Set(enricher.gives).size).toBe(enricher.gives.length)
    expect(enricher.needs.flat().filter((field) => !isField(field))).toEqual([])
  })

  test('gives nothing that it does not name, and no cell is blank', async () => {
    const s = await stageOf(name, kind)
    const questions = s.questions.cases.map(({ question }) => question).filter((asked) => asked.kind === kind)
    const { checked } = await s.ask(questions)
    const answers = checked.flatMap(({ outcome }) => (outcome.kind === 'answer' ? [outcome.answer] : []))
    expect(answers.length).toBeGreaterThan(1)
    const given = answers.flatMap(({ fields }) => Object.keys(fields))
    expect(given.filter((field) => !enricher.gives.includes(field))).toEqual([])
    expect(
      answers.flatMap(({ fields }) => Object.values(fields)).filter((cell) => cell.trim() === ''),
    ).toEqual([])
  })

  test('stopped midway: what was answered stays, and the next run asks only about the others', async () => {
    const s = await stageOf(name, kind, { concurrency: 1 })
    const stop = new AbortController()
    const { deps } = s.w
    s.w.deps = { ...deps, signal: stop.signal }
    const questions = s.questions.many(40, kind)
    s.fake.fail({ kind: 'slow', milliseconds: 0 }, { kind: 'slow', milliseconds: 200 })
    const running = s.ask(questions)
    await expect.poll(() => s.fake.requests.length, { timeout: 10_000 }).toBeGreaterThan(1)
    stop.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    s.w.deps = deps
    const { checked } = await s.ask(questions)
    expect(checked.filter(({ outcome }) => outcome.kind === 'answer').length).toBe(40)
    expect(s.fake.charged).toBe(40)
  })

  test('what is not in words that we know is kept as it is, and read as nothing', async () => {
    const s = await stageOf(name, kind)
    s.fake.behave('new_status')
    const { checked } = await s.ask(s.questions.many(1, kind))
    const { outcome } = checked[0]!
    expect(outcome.kind).toBe('answer')
    if (kind === 'company') return
    expect(JSON.stringify(outcome)).toMatch(/haunted|quantum/)
    const fields = outcome.kind === 'answer' ? outcome.answer.fields : {}
    expect(Object.values(fields).join()).not.toMatch(/haunted|quantum|perhaps/)
  })
})

test.each([
  ['founder', 'c_level'],
  ['C-Level', 'c_level'],
  ['c_suite', 'c_level'],
  ['head', 'director'],
  ['VP', 'vp'],
  ['entry', 'junior'],
  // Anybody from a vice president up: the title says it better.
  ['executive', null],
  ['', null],
  [null, null],
])('seniority %j is %j', (word, ours) => expect(seniorityOf(word)).toBe(ours))

test.each([
  [['master_engineering_technical'], 'engineering'],
  [['perhaps', 'Human Resources'], 'hr'],
  [['General Management'], 'executive'],
  [['real_estate'], null],
  [[], null],
])('department %j is %j', (words, ours) => expect(departmentOf(...words)).toBe(ours))

test('cells: lists become one, blanks are left out', () => {
  expect(cellsOf({ a: ' x ', b: '', c: null, d: undefined, e: 0, f: ['p; q', null, '', 'r'] })).toEqual({
    ...{ a: 'x', e: '0', f: 'p, q; r' },
  })
})

test.each([
  [
    { full: 'Dr Ann Lee', first: 'Ann', last: 'Lee' },
    { first_name: 'Ann', last_name: 'Lee' },
  ],
  [{ full: 'Ann Lee', first: 'Ann', last: null }, { full_name: 'Ann Lee' }],
])('the name %j', (name, fields) => expect(nameFields(name)).toEqual(fields))

test('an address on one line', () =>
  expect(addressOf('1 Rue X', '', null, ' 75001 Paris ', undefined)).toBe('1 Rue X, 75001 Paris'))

test('nothing but blanks is nothing found', () =>
  expect(foundOutcome({ fields: { title: ' ' }, charged: true })).toEqual({ kind: 'none', charged: true }))

test.each([
  ['2026-11-01', '2026-11-01'],
  ['2026-08-15T22:30:00.000+00:00', '2026-08-15'],
  ['2025-11-22', '2025-11-22'],
  ['2025-11-20', null],
  ['2027-01-01', null],
  ['soon', null],
  [null, null],
])('%j is news of %j', (told, day) => expect(recentDay(told, Date.parse('2026-11-21T09:00:00Z'))).toBe(day))

test.each([
  ['Acme GmbH', 'ACME', true],
  ['Acme', 'Acme Mining', false],
  ['', '', false],
  ['Acme', null, false],
])('%j and %j: one company? %j', (asked, told, same) => expect(isSameCompany(asked, told)).toBe(same))
