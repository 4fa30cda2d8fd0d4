/**
 * What the linking itself costs: block keys, pairs, comparisons, fit, weights and clusters of a list already in memory
 * and normalised. PRM_BENCH_ROWS sets its length (1 000 000). Beside it, where it is installed, Splink with its DuckDB
 * backend (PRM_SPLINK_PYTHON names a Python that has it): the same columns, the same kind of blocking rules.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createPersonReader } from '../../src/core/dedupe/normalise-person.ts'
import { matchTable } from '../../src/core/dedupe/people-matcher.ts'
import { PeopleTableBuilder } from '../../src/core/dedupe/people-table.ts'
import { makeB2bList } from './dedupe-quality/b2b-list.ts'
import { median } from './median.ts'
import type { BenchOptions, BenchResult, BenchRow } from './registry.ts'

const timed = <T>(work: () => T): { result: T; seconds: number; cpu: number } => {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  const result = work()
  const used = process.cpuUsage(cpu)
  return { result, seconds: (performance.now() - begun) / 1000, cpu: (used.user + used.system) / 1e6 }
}

export function measureDedupeSpeed({ repeat }: BenchOptions, folder: string | null): BenchResult {
  if (folder === null || !existsSync(join(folder, 'gen.mjs')))
    return { skipped: 'the generator of lists is not here; PRM_DEDUPE_DATA names its folder' }
  const rows = Number(process.env.PRM_BENCH_ROWS ?? 1_000_000)
  const list = makeB2bList(folder, { rows, seed: 11, hard: 1 })
  const reading = timed(() => {
    const read = createPersonReader()
    const builder = new PeopleTableBuilder(false)
    for (const facts of list.facts()) builder.add(facts.id, read(facts))
    return builder.finish()
  })
  const turns = Array.from({ length: Math.min(repeat, 3) }, () =>
    timed(() => {
      const matcher = matchTable(reading.result, new Set(), {})
      return { pairs: matcher.candidates, clusters: matcher.cluster().cluster.length }
    }),
  )
  const seconds = median(turns.map((turn) => turn.seconds))
  const { pairs } = turns[0]!.result
  const splink = splinkSeconds()
  const linking: BenchRow = {
    name: `linking ${rows} people`,
    ours: seconds,
    unit: 's',
    target: '5 s at a million',
    note: `${median(turns.map((turn) => turn.cpu)).toFixed(1)} s of processor time, ${pairs} pairs, ${splink.note}`,
    ...(splink.seconds !== null && { peer: { name: 'splink', value: splink.seconds } }),
  }
  return {
    rows: [
      linking,
      {
        name: 'reading and normalising',
        ours: reading.seconds,
        unit: 's',
        note: `${reading.cpu.toFixed(1)} s of processor time`,
      },
      { name: 'pairs a second, linking whole', ours: pairs / seconds },
      { name: 'peak memory', ours: process.resourceUsage().maxRSS / 1024, unit: 'MB', target: '1500 MB' },
    ],
  }
}

/** Splink's own time on a list of its own making is no comparison; so it runs only where a script for it is named. */
const splinkSeconds = (): { seconds: number | null; note: string } => {
  const python = process.env.PRM_SPLINK_PYTHON
  const script = process.env.PRM_SPLINK_SCRIPT
  if (python === undefined || script === undefined) return { seconds: null, note: 'splink skipped' }
  const { status, stdout } = spawnSync(python, [script], { encoding: 'utf8' })
  const seconds = Number(stdout.trim().split('\n').at(-1))
  return status === 0 && seconds > 0
    ? { seconds, note: 'splink as named' }
    : { seconds: null, note: 'splink failed' }
}
