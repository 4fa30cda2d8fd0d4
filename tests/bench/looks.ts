/**
 * Looking at PRM_BENCH_ROWS people (1 000 000) with three dated facts each, who stand in seven lists, a third of them in
 * two: each look on a file that was opened for it.
 */
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_CONFIG, type Config } from '../../src/core/config/index.ts'
import { depsFor } from '../../src/core/derive/deps.ts'
import type { Deps } from '../../src/core/derive/run.ts'
import { hotAccounts } from '../../src/core/measure/hot.ts'
import { measureObjectives } from '../../src/core/measure/objectives.ts'
import { listSegments } from '../../src/core/measure/segments.ts'
import { measureSources } from '../../src/core/measure/sources.ts'
import { makeDigest } from '../../src/core/report/digest.ts'
import { makeReport } from '../../src/core/report/report.ts'
import { openProspectFile } from '../../src/store/index.ts'
import type { BenchOptions, BenchResult, BenchRow } from './registry.ts'
import { addFacts, both, run, timeOf, writePeople, type Time } from './score.ts'

const TODAY = '2026-11-21'
const LISTS = 6

const config: Config = {
  ...DEFAULT_CONFIG,
  in_market: { purchase_cycle: 5 * 365 },
  segments: [
    { name: 'us_heads', when: "country = 'US' and seniority in ('c_level', 'vp')" },
    { name: 'repliers', when: 'last_reply >= today - 30' },
  ],
  objectives: [
    {
      ...{ about: 'segment', name: 'us_heads', metric: 'replied', target: 20, owner: null },
      ...{ from: '2026-10-01', by: '2026-12-31' },
    },
  ],
}

const LOOKS: readonly [name: string, look: (deps: Deps) => unknown][] = [
  ['sources', (deps) => measureSources(deps)],
  ['hot', (deps) => hotAccounts(deps, { config })],
  ['hot --people', (deps) => hotAccounts(deps, { config, people: true })],
  ['segment list, two segments', (deps) => listSegments(deps, config)],
  ['an objective for a segment, as in status', (deps) => measureObjectives(deps, config)],
  ['digest since the beginning', (deps) => makeDigest(deps, { config, since: 'last' })],
  ['report', (deps) => makeReport(deps, config)],
]

/** Every list after the first has a twentieth of the people, as repeats of rows. */
const spread = (path: string): void => {
  const db = new Database(path)
  for (let list = 2; list <= LISTS + 1; list++) {
    db.prepare(
      "INSERT INTO source (name, kind, cost, currency, created_at) VALUES (?, 'list', 450, 'EUR', ?)",
    ).run(`list ${list}`, `${TODAY}T09:00:00Z`)
    const batch = db
      .prepare(
        `INSERT INTO batch (run_id, source_id, kind, reading, signature, on_match, finished)
         SELECT 1, id, 'people', '{}', 'bench', 'fill', 1 FROM source WHERE name = ?`,
      )
      .run(`list ${list}`).lastInsertRowid
    db.prepare(
      "INSERT INTO sighting (batch_id, line, record_id, outcome) SELECT ?, id, id, 'repeat' FROM record WHERE (id * 7919 + ?) % 20 = 0",
    ).run(batch, list)
  }
  db.close()
}

export async function measureLooks({ repeat }: BenchOptions): Promise<BenchResult> {
  const people = Number(process.env.PRM_BENCH_ROWS ?? 1_000_000)
  const cwd = mkdtempSync(join(tmpdir(), 'prm-looks-'))
  const path = join(cwd, 'p.db')
  try {
    writePeople(join(cwd, 'people.csv'), people)
    writeFileSync(join(cwd, 'prm.yaml'), 'in_market: {purchase_cycle: 5y}\n')
    run(['import', 'people.csv', '--db', 'p.db', '--quiet'], cwd)
    run(['validate', '--db', 'p.db', '--quiet'], cwd)
    addFacts(path, people)
    spread(path)
    run(['score', '--db', 'p.db', '--quiet'], cwd)
    const rows: BenchRow[] = []
    for (const [name, look] of LOOKS) {
      const times: Time[] = []
      for (let i = 0; i < Math.min(repeat, 5); i++) {
        const file = openProspectFile(path)
        const deps = depsFor(file, { asOf: new Date(`${TODAY}T00:00:00Z`) })
        times.push(await timeOf(() => Promise.resolve(look(deps))))
        file.close()
      }
      rows.push(...both(`${people} people: ${name}`, times, 's', 'under 5'))
    }
    return { rows }
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
