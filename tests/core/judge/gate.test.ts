import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import {
  SCORED_NOW,
  compileGate,
  gateInputs,
  gateSql,
  judge,
  measuredSql,
  unmeasured,
} from '../../../src/core/judge/gate.ts'
import type { CompiledGate } from '../../../src/core/judge/gate.ts'
import { LEAD_COLUMNS } from '../../../src/store/lead-columns.ts'

type Person = Record<string, string | number | null>
type Row = Record<string, unknown>

const open = (people: readonly Person[], signals = 0): Database.Database => {
  const db = new Database(':memory:')
  const names = [...LEAD_COLUMNS.map(({ name }) => name), 'custom']
  db.exec(`CREATE TABLE lead (${names.map((name) => `"${name}"`).join(', ')})`)
  const insert = db.prepare(`INSERT INTO lead VALUES (${names.map(() => '?').join(', ')})`)
  for (const person of people) insert.run(names.map((name) => person[name] ?? null))
  db.exec('CREATE TABLE signal (active); CREATE TABLE event (active)')
  for (let i = 0; i < signals; i++) db.exec('INSERT INTO signal VALUES (1)')
  return db
}

/** What the gate says of each person in a file that holds these people. */
const judgeAll = (
  gate: CompiledGate,
  people: readonly Person[],
  strict = false,
  laid: Row = {},
  signals = 1,
) => {
  const db = open(people, signals)
  const measured = { ...(db.prepare(measuredSql(gateInputs(gate))).get() as Row), ...laid }
  const unknown = unmeasured(gate, measured)
  return (db.prepare(gateSql(gate)).all() as Row[]).map((row) => judge(gate, row, unknown, strict))
}

const mvl = compileGate('mvl', DEFAULT_CONFIG.gates.mvl ?? [])
const ready: Person = {
  ...{
    id: 'a',
    domain: 'acme.example',
    email_status: 'plausible',
    stakeholders: 2,
    signals_90d: 1,
    score: 70,
  },
}

describe('the gate mvl', () => {
  test('lets a Minimum Viable Lead pass and names what others miss', () => {
    const found = judgeAll(mvl, [
      ready,
      { ...ready, id: 'b', email_status: 'invalid', score: 10 },
      { ...ready, id: 'c', domain: null, stakeholders: 1 },
    ])
    expect(found).toEqual([
      { passes: true, missing: [], unmeasured: [] },
      { passes: false, missing: ['reachable', 'score'], unmeasured: [] },
      { passes: false, missing: ['firmographics', 'stakeholders'], unmeasured: [] },
    ])
  })

  test('skips and says what the whole file holds no data for; fails it where strict', () => {
    const people = [{ ...ready, signals_90d: 0 }]
    expect(judgeAll(mvl, people, false, {}, 0)).toEqual([
      { passes: true, missing: [], unmeasured: ['intent'] },
    ])
    expect(judgeAll(mvl, people, true, {}, 0)).toEqual([
      { passes: false, missing: ['intent'], unmeasured: ['intent'] },
    ])
  })

  test('one signal anywhere in the file measures intent for everyone, however old', () => {
    const found = judgeAll(mvl, [{ ...ready, signals_90d: 0 }])
    expect(found[0]).toEqual({ passes: false, missing: ['intent'], unmeasured: [] })
  })

  test('a file without a single address is measured: nobody in it is reachable', () => {
    const found = judgeAll(mvl, [{ ...ready, email_status: null }])
    expect(found[0]).toEqual({ passes: false, missing: ['reachable'], unmeasured: [] })
  })

  test('the score is unmeasured before the first scoring, and measured by it', () => {
    const people = [{ ...ready, score: null }]
    expect(judgeAll(mvl, people)[0]?.unmeasured).toEqual(['score'])
    expect(judgeAll(mvl, people, false, SCORED_NOW)[0]).toEqual({
      passes: false,
      missing: ['score'],
      unmeasured: [],
    })
  })
})

test('a requirement is unmeasured only where every column it reads is', () => {
  const gate = compileGate('x', [
    { name: 'either', when: "industry = 'Software' or employees > 5" },
    { name: 'budget', when: 'custom.budget > 100' },
    { name: 'fresh', when: 'created_at >= today - 90' },
    { name: 'always', when: 'true' },
  ])
  expect(gateInputs(gate)).toEqual(['industry', 'employees', 'custom.budget', 'created_at'])
  const found = judgeAll(gate, [
    { id: 'a', employees: 3, as_of: '2026-11-21' },
    { id: 'b', employees: 9, as_of: '2026-11-21' },
  ])
  expect(found).toEqual([
    { passes: false, missing: ['either'], unmeasured: ['budget', 'fresh'] },
    { passes: true, missing: [], unmeasured: ['budget', 'fresh'] },
  ])
  const own = judgeAll(gate, [{ id: 'a', employees: 9, custom: '{"budget":"50"}', as_of: '2026-11-21' }])
  expect(own[0]).toEqual({ passes: false, missing: ['budget'], unmeasured: ['fresh'] })
})

test('an empty file, a gate without requirements, and one that reads nothing', () => {
  const db = open([])
  expect(db.prepare(measuredSql(['industry', 'stakeholders'])).get()).toEqual({
    industry: 0,
    stakeholders: 1,
  })
  expect(db.prepare(measuredSql(['stakeholders'])).get()).toEqual({ stakeholders: 1 })
  expect(judgeAll(compileGate('none', []), [ready])).toEqual([{ passes: true, missing: [], unmeasured: [] }])
})

test('people can be judged one by one', () => {
  const db = open([ready, { ...ready, id: 'b' }])
  expect(db.prepare(gateSql(mvl, { where: `"id" = 'b'` })).all()).toEqual([
    { id: 'b', firmographics: 1, reachable: 1, stakeholders: 1, intent: 1, score: 1 },
  ])
})
