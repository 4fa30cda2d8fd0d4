import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, DIMENSIONS } from '../../../src/core/config/index.ts'
import type { Model, Route } from '../../../src/core/config/index.ts'
import { compileGate } from '../../../src/core/judge/gate.ts'
import { explain } from '../../../src/core/judge/explain.ts'
import type { ReceiptRow } from '../../../src/core/judge/explain.ts'
import {
  GATE_PREFIX,
  SCORE_COLUMNS,
  compileModel,
  receiptSql,
  scoreSql,
} from '../../../src/core/judge/model.ts'
import { LEAD_COLUMNS } from '../../../src/store/lead-columns.ts'

type Person = Record<string, string | number | null>

const TYPES = { text: 'TEXT', date: 'TEXT', integer: 'INTEGER', real: 'REAL', boolean: 'INTEGER' } as const

/** A file whose `lead` is a plain table: scoring needs its columns, not the store. */
const open = (people: readonly Person[]): Database.Database => {
  const db = new Database(':memory:')
  const columns = LEAD_COLUMNS.map(({ name, type }) => `"${name}" ${TYPES[type]}`)
  db.exec(`CREATE TABLE lead (${columns.join(', ')}, custom TEXT) STRICT`)
  const names = [...LEAD_COLUMNS.map(({ name }) => name), 'custom']
  const insert = db.prepare(`INSERT INTO lead VALUES (${names.map(() => '?').join(', ')})`)
  for (const person of people) insert.run(names.map((name) => person[name] ?? null))
  return db
}

const DAY = '2026-11-21'
const NOTHING_FADES = { signals: {}, events: {}, saturation: { signals: null, events: null } }

const modelOf = (dimensions: Partial<Model['dimensions']>, cuts: Partial<Model> = {}): Model => ({
  ...DEFAULT_CONFIG.model,
  decay: NOTHING_FADES,
  ...cuts,
  dimensions: {
    ...(Object.fromEntries(
      DIMENSIONS.map((name) => [name, { cap: 100, rules: [] }]),
    ) as unknown as Model['dimensions']),
    ...dimensions,
  },
})

const rule = (when: string, points: number, because = 'a reason') => ({ when, points, because })

const scoreAll = (model: Model, routes: readonly Route[], people: readonly Person[]) => {
  const db = open(people)
  const compiled = compileModel(model, routes, DAY)
  const rows = db.prepare(scoreSql(compiled)).all() as Record<string, unknown>[]
  const receipts = people.map(({ id }) =>
    explain(compiled, db.prepare(receiptSql(compiled, String(id))).get() as ReceiptRow, []),
  )
  db.close()
  return { rows, receipts }
}

describe('points', () => {
  const model = modelOf({
    firmographic: {
      cap: 40,
      rules: [rule('employees > 10', 30, 'size'), rule("industry = 'Software'", 20, 'industry')],
    },
    person: { cap: 30, rules: [rule("seniority = 'vp'", 20), rule('unsubscribed', -60, 'said no')] },
    intent: { cap: 100, rules: [rule('signals_90d >= 1', 80)] },
  })
  const people: Person[] = [
    { id: 'capped', employees: 50, industry: 'Software', seniority: 'vp', unsubscribed: 0, signals_90d: 0 },
    { id: 'over', employees: 50, industry: 'Software', seniority: 'vp', unsubscribed: 0, signals_90d: 2 },
    { id: 'below', employees: 5, industry: null, seniority: null, unsubscribed: 1, signals_90d: 0 },
    { id: 'lowered', employees: 50, industry: 'Software', seniority: 'vp', unsubscribed: 1, signals_90d: 1 },
  ]
  const { rows, receipts } = scoreAll(model, DEFAULT_CONFIG.routes, people)

  test('everyone is scored in one pass, with these columns', () => {
    expect(Object.keys(rows[0]!)).toEqual(SCORE_COLUMNS)
    expect(
      rows.map(({ id, score, fit, heat, grade, route }) => [id, score, fit, heat, grade, route]),
    ).toEqual([
      ['capped', 60, 'A', 3, 'A', 'personal'],
      ['over', 100, 'A', 1, 'A', 'personal'],
      ['below', 0, 'C', 3, 'D', 'automation'],
      ['lowered', 100, 'B', 1, 'A', 'personal'],
    ])
    expect(rows[3]).toMatchObject({
      firmographic: 40,
      person: 0,
      intent: 80,
      fit_points: 40,
      heat_points: 80,
    })
  })

  test('a limit that bites is a part with its sign', () => {
    const limits = receipts.map(({ parts }) =>
      parts.filter(({ kind }) => kind !== 'rule').map(({ points, because }) => [points, because]),
    )
    expect(limits).toEqual([
      [[-10, 'cap: firmographic counts at most 40']],
      [
        [-10, 'cap: firmographic counts at most 40'],
        [-40, 'cap: a score is at most 100'],
      ],
      [[60, 'floor: person counts at least 0']],
      [
        [-10, 'cap: firmographic counts at most 40'],
        [40, 'floor: person counts at least 0'],
        [-20, 'cap: a score is at most 100'],
      ],
    ])
  })

  test('a rule over something unknown does not hold, and is reported as open', () => {
    expect(receipts[2]!.open).toEqual([
      {
        dimension: 'firmographic',
        group: null,
        points: 20,
        because: 'industry',
        rule: "industry = 'Software'",
        unknown: ['industry'],
      },
      {
        dimension: 'person',
        group: null,
        points: 20,
        because: 'a reason',
        rule: "seniority = 'vp'",
        unknown: ['seniority'],
      },
    ])
    expect(receipts[2]!.confidence).toEqual({ known: 3, inputs: 5, share: 0.6 })
    expect(receipts[0]!.confidence.share).toBe(1)
  })

  test('a part shows what its rule read', () => {
    expect(receipts[0]!.parts[0]).toEqual({
      dimension: 'firmographic',
      points: 30,
      because: 'size',
      kind: 'rule',
      rule: 'employees > 10',
      evidence: { employees: 50 },
    })
  })
})

test('routes see the score of this computation, not the last one; the first that holds wins', () => {
  const routes = [
    { route: 'call', when: "grade = 'A' and heat = 1 and custom.region = 'north'" },
    { route: 'mail', when: 'score >= 20 and created_at >= today - 30' },
  ]
  const model = modelOf({
    intent: { cap: 100, rules: [rule('signals_90d >= 1', 70), rule('signals_90d = 0', 25)] },
  })
  const last = { score: 0, grade: 'D', heat: 3, as_of: '2026-11-21', created_at: '2026-11-01' }
  const { rows } = scoreAll(model, routes, [
    { ...last, id: 'a', signals_90d: 1, custom: '{"region":"north"}' },
    { ...last, id: 'b', signals_90d: 0 },
    { ...last, id: 'c', signals_90d: 0, created_at: '2026-01-01' },
  ])
  expect(rows.map(({ route }) => route)).toEqual(['call', 'mail', null])
})

test('a gate judged along with the score sees that score', () => {
  const db = open([{ id: 'a', signals_90d: 1, score: 0 }])
  const compiled = compileModel(
    modelOf({ intent: { cap: 100, rules: [rule('signals_90d >= 1', 70)] } }),
    [],
    DAY,
  )
  const gate = compileGate('mvl', [
    { name: 'score', when: 'score >= 60' },
    { name: 'intent', when: 'signals_90d >= 2' },
  ])
  const row = db.prepare(scoreSql(compiled, { gate })).get()
  expect(row).toMatchObject({
    intent: 70,
    [`${GATE_PREFIX}score`]: 1,
    [`${GATE_PREFIX}intent`]: 0,
    route: null,
  })
})

test('a part of the people can be scored alone', () => {
  const db = open([{ id: 'a' }, { id: 'b' }])
  const compiled = compileModel(modelOf(DEFAULT_CONFIG.model.dimensions), DEFAULT_CONFIG.routes, DAY)
  const rows = db.prepare(scoreSql(compiled, { where: `"id" IN ('b')` })).all()
  expect(rows).toMatchObject([{ id: 'b' }])
})

test('the built-in model tells a reachable decider from a nobody', () => {
  const decider: Person = {
    ...{
      id: 'a',
      title: 'VP Sales',
      seniority: 'vp',
      department: 'sales',
      company: 'Acme',
      domain: 'acme.example',
    },
    ...{
      email: 'Ada@acme.example',
      email_status: 'plausible',
      stakeholders: 2,
      employees: 120,
      signals_90d: 0,
    },
    ...{ unsubscribed: 0, as_of: '2026-11-21' },
  }
  const nobody: Person = { id: 'b', email: 'x1@mail.example', email_status: 'invalid', as_of: '2026-11-21' }
  const { rows } = scoreAll(modelOf(DEFAULT_CONFIG.model.dimensions), DEFAULT_CONFIG.routes, [
    decider,
    nobody,
  ])
  expect(rows).toMatchObject([
    { grade: 'A', fit: 'A', route: 'personal' },
    { score: 0, grade: 'D', fit: 'C', heat: 3, route: 'automation' },
  ])
})

const conditions = [
  'employees > 50',
  'employees between 5 and 500',
  "industry = 'Software'",
  "country in ('US', 'GB') and employees is not null",
  'not unsubscribed',
  'signals_90d >= 1',
  "title ilike '%head%' or seniority = 'vp'",
  'custom.budget > 1000',
  'created_at >= today - 90',
  'true',
]
const maybe = <T>(values: readonly T[]) => fc.constantFrom(null, ...values)
const anyone = fc.record({
  employees: maybe([0, 20, 100, 900]),
  industry: maybe(['Software', 'Retail']),
  country: maybe(['US', 'FR']),
  unsubscribed: maybe([0, 1]),
  signals_90d: maybe([0, 1, 5]),
  title: maybe(['Head of X', 'Clerk']),
  seniority: maybe(['vp']),
  custom: maybe(['{"budget":"5000"}', '{"budget":"n/a"}', '{}']),
  created_at: maybe(['2026-11-01', '2025-01-01']),
})
const anyModel = fc.record(
  Object.fromEntries(
    DIMENSIONS.map((name) => [
      name,
      fc.record({
        cap: fc.integer({ min: 0, max: 60 }),
        rules: fc.array(
          fc.record({
            when: fc.constantFrom(...conditions),
            points: fc.integer({ min: -60, max: 60 }),
            because: fc.constant('x'),
          }),
          { maxLength: 5 },
        ),
      }),
    ]),
  ),
)

test('every score equals the sum of its parts, and the receipt equals the pass over everyone', () => {
  fc.assert(
    fc.property(anyModel, fc.array(anyone, { minLength: 1, maxLength: 6 }), (dimensions, facts) => {
      const people = facts.map((fact, i) => ({ ...fact, id: `p${i}`, as_of: '2026-11-21' }))
      const { rows, receipts } = scoreAll(modelOf(dimensions), DEFAULT_CONFIG.routes, people)
      receipts.forEach((receipt, i) => {
        const sum = receipt.parts.reduce((total, { points }) => total + points, 0)
        expect(sum).toBe(receipt.score)
        const { score, fit, heat, grade } = receipt
        expect(rows[i]).toMatchObject({ id: `p${i}`, score, fit, heat, grade, ...receipt.dimensions })
      })
    }),
    { numRuns: 150 },
  )
})
