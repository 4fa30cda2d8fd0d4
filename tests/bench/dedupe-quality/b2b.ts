/**
 * How well people are matched in lists of business contacts: unsupervised, as shipped. The seeds were not used in
 * development. PRM_BENCH_ROWS=1000000 adds a list of that length.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { matchPeople } from '../../../src/core/dedupe/people-matcher.ts'
import { isSure } from '../../../src/core/dedupe/scope.ts'
import type { BenchRow } from '../registry.ts'
import { makeB2bList, type B2bOptions } from './b2b-list.ts'
import { evaluateClusters, pairsWithin, scoresOf } from './evaluate.ts'

/** @param folder that of the generator */
export const measureB2b = (folder: string): Promise<BenchRow[]> => {
  if (!existsSync(join(folder, 'gen.mjs'))) return Promise.resolve([])
  const large = Number(process.env.PRM_BENCH_ROWS ?? 0)
  return Promise.resolve([
    ...measure(folder, { rows: 100_000, seed: 11, hard: 1 }, 'F1 0.965'),
    ...measure(folder, { rows: 100_000, seed: 12, hard: 2 }, 'F1 0.955'),
    ...(large > 100_000 ? measure(folder, { rows: large, seed: 13, hard: 1 }, 'F1 0.955') : []),
  ])
}

const measure = (folder: string, options: B2bOptions, target: string): BenchRow[] => {
  const { facts, truth } = makeB2bList(folder, options)
  const matcher = matchPeople(facts())
  const { edges } = matcher
  const name = `contacts ${options.rows / 1000}k${options.hard === 2 ? ' hard' : ''}`
  const clusters = evaluateClusters(matcher.cluster().cluster, truth)
  const sure = { found: 0, hits: 0 }
  for (let e = 0; e < edges.weight.length; e++) {
    const [a, b] = [edges.a[e]!, edges.b[e]!]
    const isUnasked = edges.weight[e]! >= matcher.model.thresholds.merge && isSure(matcher, edges.pattern[e]!)
    if (!isUnasked || matcher.cannot(a, b, e) !== null) continue
    sure.found++
    if (truth[a] === truth[b]) sure.hits++
  }
  const merged = scoresOf(sure.hits, sure.found, pairsWithin(truth))
  const detail = ({ precision, recall }: typeof clusters): string =>
    `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`
  return [
    { name: `${name}: F1 over clusters`, ours: clusters.f1, target, note: detail(clusters) },
    {
      name: `${name}: precision of pairs merged unasked`,
      ours: merged.precision,
      target: 'precision 0.995 at recall 0.70',
      note: detail(merged),
    },
  ]
}
