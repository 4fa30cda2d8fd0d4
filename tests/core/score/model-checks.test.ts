import { describe, expect, test } from 'vitest'
import {
  DEFAULT_CONFIG,
  readModel,
  renderModel,
  type Config,
  type Model,
} from '../../../src/core/config/index.ts'
import { diffModels } from '../../../src/core/score/diff.ts'
import { lintModel } from '../../../src/core/score/lint.ts'
import { marketShare } from '../../../src/core/judge/market-share.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'
import { PEOPLE, PEOPLE_HEADER, SIGNAL_ROWS, SIGNALS_HEADER, text } from './market-people.ts'

const start = async (): Promise<World> => {
  const w = world()
  await importText(w, text(PEOPLE_HEADER, PEOPLE))
  await importText(w, text(SIGNALS_HEADER, SIGNAL_ROWS), { kind: 'signals', name: 'signals.csv' })
  return w
}

const withRules = (rules: Model['dimensions']['person']['rules']): Config => {
  const dimensions = { ...DEFAULT_CONFIG.model.dimensions, person: { cap: 50, rules } }
  return { ...DEFAULT_CONFIG, model: { ...DEFAULT_CONFIG.model, dimensions } }
}

const rule = (when: string, points = 10) => ({ when, points, because: when })

test('a model that was written is read as it was', () => {
  const model: Model = {
    ...DEFAULT_CONFIG.model,
    fit: { A: 60, B: 40, C: 20 },
    learned: { intercept: -3.5, per_point: 0.1, probabilities: true, positives: 120 },
  }
  expect(readModel(renderModel(model), 'm.yaml')).toEqual(model)
})

test('lint: never, everybody, the same people, the same text', async () => {
  const w = await start()
  const config = withRules([
    rule("title = 'Pope'"),
    rule('email is not null'),
    rule("title = 'CEO'"),
    rule("seniority = 'c_level'"),
    rule("title = 'CEO'", 3),
    rule("title = 'Student'"),
  ])
  const { findings } = await lintModel(w.deps, { config, source: null })
  const person = findings.filter(({ dimension }) => dimension === 'person')
  expect(person.map(({ kind, rule: which }) => [kind, which])).toEqual([
    ['unreachable', "title = 'Pope'"],
    ['everybody', 'email is not null'],
    ['unreachable', "seniority = 'c_level'"],
    ['overlap', "title = 'CEO'"],
  ])
})

test('lint: of two rules with the same text the second is named, by its own line', async () => {
  const w = await start()
  const config = withRules([rule("title = 'CEO'"), rule("title = 'Student'"), rule("title = 'CEO'", 3)])
  const text = renderModel(config.model)
  const lines = text.split('\n').flatMap((line, i) => (line.includes("title = 'CEO'") ? [i + 1] : []))
  const lineIn = async (source: string): Promise<(number | null)[]> => {
    const { findings } = await lintModel(w.deps, { config, source: { name: 'm.yaml', text: source } })
    return findings.filter(({ kind }) => kind === 'overlap').map(({ line }) => line)
  }
  expect(lines).toHaveLength(2)
  expect(await lineIn(text)).toEqual([lines[1]])
  const nested = `model:\n${text.replaceAll(/^/gm, '  ')}`
  expect(await lineIn(nested)).toEqual([lines[1]! + 1])
})

describe('diff', () => {
  const before = withRules([rule("title = 'CEO'", 20)])
  const after = withRules([rule("title = 'CEO'", 5), rule("title = 'Student'", 7)])

  test('between two models: who moves, and which parts', async () => {
    const w = await start()
    const found = await diffModels(w.deps, {
      config: after,
      from: { name: 'old.yaml', model: before.model },
      limit: 100,
    })
    expect(found.counts).toMatchObject({ people: 36, moved: found.people.length, new: 0 })
    expect([found.counts.up, found.counts.down].every((n) => n > 0)).toBe(true)
    for (const { from, to, parts } of found.people) {
      expect(parts.reduce((sum, part) => sum + part.to - part.from, 0)).toBe(to.score - from.score)
    }
  })

  test('from a run: by the model it kept; a run that was undone does not count', async () => {
    const w = await start()
    const { run } = await scorePeople(w.deps, { config: before })
    const found = await diffModels(w.deps, { config: after, from: { run: run! }, limit: 100 })
    expect(found.from).toEqual({ run, as_of: '2026-11-21' })
    expect(found.counts.moved).toBeGreaterThan(0)
    expect(found.people.every(({ parts }) => parts.length > 0)).toBe(true)
    expect((await diffModels(w.deps, { config: before, from: null, limit: 5 })).counts.moved).toBe(0)
    await undoRun(w.deps, { run: run! })
    const failed = Promise.resolve().then(() =>
      diffModels(w.deps, { config: after, from: { run: run! }, limit: 5 }),
    )
    expect((await rejection(failed)).code).toBe('diff.no_scores')
  })
})

describe('the market', () => {
  const config = (purchase_cycle: number): Config => ({ ...DEFAULT_CONFIG, in_market: { purchase_cycle } })
  const marked = (w: World): unknown[] =>
    w.file.leads
      .rows('SELECT domain, in_market FROM account ORDER BY domain')
      .map((row) => Object.values(row))

  test('who buys every five years is in the market for a quarter: 5 %', () => {
    expect(marketShare(5 * 365)).toBeCloseTo(0.05)
  })

  test('no more accounts than the cycle lets expect, with reasons and a last day; a warning by the counts', async () => {
    const w = await start()
    const { market } = await scorePeople(w.deps, { config: config(365) })
    expect(market).toMatchObject({ quota: Math.round(market!.accounts / 4), in_market: market!.quota })
    expect(market!.qualified).toBeGreaterThan(market!.quota)
    expect(marked(w).filter((row) => (row as unknown[])[1] === 1)).toHaveLength(market!.quota)
    const [account] = w.file.leads.rows('SELECT * FROM account WHERE in_market = 1')
    expect(account).toMatchObject({
      in_market_because: expect.stringMatching(/ on 2026-.*intent \d+, fit [AB]/) as string,
    })
    w.file.setClock('2028-01-01')
    expect(marked(w).every((row) => (row as unknown[])[1] === 0)).toBe(true)
  })

  test('nobody is judged where the config does not ask, and after an undo', async () => {
    const w = await start()
    const { run } = await scorePeople(w.deps, { config: config(365) })
    await undoRun(w.deps, { run: run! })
    expect(marked(w).every((row) => (row as unknown[])[1] === null)).toBe(true)
    await scorePeople(w.deps, { config: DEFAULT_CONFIG })
    expect(marked(w).every((row) => (row as unknown[])[1] === null)).toBe(true)
  })
})
