/**
 * What new events cost in a large file: 10 000 of them, as SendGrid sends them, into PRM_BENCH_ROWS people (1 000 000)
 * with three events each. The people come through the real import; the events they have are written as it would write
 * them, in SQL, for their number is what matters. CPU seconds stand beside the time, since machines are shared.
 */
import Database from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './median.ts'
import type { BenchOptions, BenchResult } from './registry.ts'

const PRM = fileURLToPath(new URL('../../bin/prm.js', import.meta.url))
const TODAY = '2026-11-21T09:00:00Z'
const NEW = 10_000
const EACH = 3

const address = (n: number): string => `p${n}@company${n % 80_000}.example`

const writePeople = (path: string, rows: number): void => {
  const file = openSync(path, 'w')
  let text = 'First Name,Last Name,Company,Website,Email\n'
  for (let n = 1; n <= rows; n++) {
    text += `Ann${n},Lee,Company ${n % 80_000},company${n % 80_000}.example,${address(n)}\n`
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
}

/** As rows of `import --as events` would have left them, the indexes made at the end. */
const addEvents = (path: string, people: number): void => {
  const db = new Database(path)
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -262144')
  const tables = "('event', 'evidence', 'sighting')"
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ${tables}`,
    )
    .all()
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
  const count = people * EACH
  db.exec(`
    CREATE TEMP TABLE who AS SELECT row_number() OVER (ORDER BY id) AS n, id, person_id FROM record WHERE person_id IS NOT NULL;
    CREATE UNIQUE INDEX temp.who_n ON who (n);
    INSERT INTO batch (run_id, source_id, kind, file, reading, signature, on_match, rows, finished)
      SELECT run_id, source_id, 'events', 'old.ndjson', '{}', 'old', on_match, ${count}, 1 FROM batch LIMIT 1;
    CREATE TEMP TABLE num AS WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${count}) SELECT i FROM k;
    INSERT INTO event (id, run_id, about, kind, at, detail, url, campaign, external_id, machine, hash, person_id)
      SELECT i, 1, 'e:p' || w.n || '@company' || (w.n % 80000) || '.example',
             CASE i % 5 WHEN 0 THEN 'open' WHEN 1 THEN 'click' WHEN 2 THEN 'visit' ELSE 'delivered' END,
             strftime('%Y-%m-%dT%H:%M:%SZ', '2026-11-20', '-' || (i % 180) || ' days', '+' || (i * 7 % 86400) || ' seconds'),
             NULL, 'https://prm-demo.example/' || (i % 40), 'campaign ' || (i % 30), 'sendgrid:old-' || i, 0,
             (i * 2654435761) % 4503599627370496, w.person_id
        FROM num JOIN who w ON w.n = 1 + (i * 7919) % ${people};
    INSERT INTO evidence (batch_id, line, fact, fact_id) SELECT (SELECT max(id) FROM batch), i, 'event', i FROM num;
    INSERT INTO sighting (batch_id, line, outcome, cells)
      SELECT (SELECT max(id) FROM batch), i, 'created', '["p@company.example","1794816000","open","sg-' || i || '"]' FROM num;
    UPDATE person SET has_events = 1;
  `)
  for (const { sql } of indexes) db.exec(sql)
  db.close()
}

/** Deliveries, opens and clicks of people from all over the file. */
const writeNews = (path: string, people: number, turn: number): void => {
  const lines = Array.from({ length: NEW }, (_, i) => {
    const n = 1 + ((i * 2654435761 + turn * 97) % people)
    const event = ['delivered', 'open', 'click', 'open'][i % 4]!
    const at = 1_795_000_000 + turn * 20_000 + i
    return JSON.stringify({
      ...{
        email: address(n),
        timestamp: at,
        event,
        sg_event_id: `new-${turn}-${i}`,
        sg_message_id: `m-${n}`,
      },
      ...{ url: event === 'click' ? `https://prm-demo.example/${i % 40}` : undefined, category: 'autumn' },
    })
  })
  writeFileSync(path, `${lines.join('\n')}\n`)
}

interface Cost {
  seconds: number
  cpu: number
}

const TIME = '/usr/bin/time'

const cost = (args: readonly string[], cwd: string): Cost => {
  const hasTime = statSync(TIME, { throwIfNoEntry: false }) !== undefined
  const line = [...(hasTime ? [TIME, '-f', 'CPU %U %S'] : []), process.execPath, PRM, ...args]
  const begun = performance.now()
  const env = { ...process.env, PRM_NOW: TODAY }
  const { status, stderr } = spawnSync(line[0]!, line.slice(1), { cwd, encoding: 'utf8', env })
  const seconds = (performance.now() - begun) / 1000
  if (status !== 0) throw new Error(`prm ${args.join(' ')} failed: ${stderr}`)
  const [, user = 'NaN', system = 'NaN'] = /CPU ([\d.]+) ([\d.]+)/.exec(stderr) ?? []
  return { seconds, cpu: Number(user) + Number(system) }
}

export function measureEvents({ repeat }: BenchOptions): BenchResult {
  const people = Number(process.env.PRM_BENCH_ROWS ?? 1_000_000)
  const cwd = mkdtempSync(join(tmpdir(), 'prm-events-'))
  try {
    writePeople(join(cwd, 'people.csv'), people)
    cost(['import', 'people.csv', '--db', 'p.db', '--quiet'], cwd)
    addEvents(join(cwd, 'p.db'), people)
    const costs: Cost[] = []
    for (let turn = 0; turn < Math.min(repeat, 5); turn++) {
      writeNews(join(cwd, 'news.ndjson'), people, turn)
      costs.push(cost(['import', 'news.ndjson', '--as', 'events', '--db', 'p.db', '--quiet'], cwd))
    }
    const name = `${NEW} new events into ${people} people and ${people * EACH} events`
    const cpu = median(costs.map((found) => found.cpu))
    return {
      rows: [
        { name, ours: median(costs.map(({ seconds }) => seconds)), unit: 's', target: 'under 2' },
        ...(Number.isNaN(cpu) ? [] : [{ name: 'the same, CPU', ours: cpu, unit: 's' }]),
      ],
    }
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
