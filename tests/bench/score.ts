/**
 * Scoring PRM_BENCH_ROWS people (1 000 000) with three dated facts each by 60 rules: all of them for the first time, all of
 * them by another model, and again after 10 000 new events; and why one of them has her score. The people come through
 * the real import; signals and events are written as it would write them, in SQL, for their number is what matters.
 */
import Database from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEFAULT_CONFIG, DIMENSIONS, renderModel, type Model } from '../../src/core/config/index.ts'
import { depsFor } from '../../src/core/derive/deps.ts'
import { scorePeople } from '../../src/core/score/score.ts'
import { explainPerson } from '../../src/core/score/why.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { median } from './median.ts'
import type { BenchOptions, BenchResult, BenchRow } from './registry.ts'

const PRM = fileURLToPath(new URL('../../bin/prm.js', import.meta.url))
const TODAY = '2026-11-21'
const NEW = 10_000
const TITLES = ['CEO', 'VP Sales', 'Director of Operations', 'Marketing Manager', 'Engineer', 'Assistant', '']
const INDUSTRIES = ['Software', 'Logistics', 'Retail', 'Manufacturing', 'Health', '']

const company = (n: number): number => n % 80_000

/** A list of so many people at 80 000 companies. */
export const writePeople = (path: string, rows: number): void => {
  const file = openSync(path, 'w')
  let text = 'First Name,Last Name,Company,Website,Email,Job Title,Industry,Employees,Country\n'
  for (let n = 1; n <= rows; n++) {
    const c = company(n)
    text += `Ann${n},Lee,Company ${c},company${c}.example,p${n}@company${c}.example,${TITLES[n % 7]!},${INDUSTRIES[c % 6]!},${(c * 37) % 3000},${c % 3 === 0 ? 'US' : 'DE'}\n`
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
}

/** Three of them each. As rows of `import --as events` and `--as signals` would have left them, the indexes made at the end. */
export const addFacts = (path: string, people: number): void => {
  const db = new Database(path)
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -262144')
  db.pragma('temp_store = MEMORY')
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('event', 'signal')",
    )
    .all()
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
  const events = Math.round(people * 2.5)
  const signals = people * 3 - events
  db.exec(`
    CREATE TEMP TABLE who AS SELECT row_number() OVER (ORDER BY id) AS n, id FROM person;
    CREATE UNIQUE INDEX temp.who_n ON who (n);
    CREATE TEMP TABLE firm AS SELECT row_number() OVER (ORDER BY id) AS n, id FROM company;
    CREATE UNIQUE INDEX temp.firm_n ON firm (n);
    CREATE TEMP TABLE num AS WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${events}) SELECT i FROM k;
    INSERT INTO event (id, run_id, about, kind, at, machine, hash, person_id)
      SELECT i, 1, 'e:old', CASE i % 7 WHEN 0 THEN 'open' WHEN 1 THEN 'click' WHEN 2 THEN 'visit' WHEN 3 THEN 'reply'
                                     WHEN 4 THEN 'form' ELSE 'delivered' END,
             strftime('%Y-%m-%dT%H:%M:%SZ', '2026-11-20', '-' || (i % 180) || ' days', '+' || (i * 7 % 86400) || ' seconds'),
             i % 9 = 0, i, w.id FROM num JOIN who w ON w.n = 1 + (i * 7919) % ${people};
    INSERT INTO signal (id, run_id, about, kind, observed_on, hash, person_id, company_id)
      SELECT i, 1, 'd:old', CASE i % 5 WHEN 0 THEN 'funding' WHEN 1 THEN 'hiring' WHEN 2 THEN 'job_posting' WHEN 3 THEN 'news'
                                     ELSE 'research' END,
             date('2026-11-20', '-' || (i % 300) || ' days'), i, CASE WHEN i % 4 = 0 THEN w.id END, CASE WHEN i % 4 > 0 THEN f.id END
        FROM num JOIN who w ON w.n = 1 + (i * 7919) % ${people}
        JOIN firm f ON f.n = 1 + (i * 104729) % (SELECT max(n) FROM firm) WHERE i <= ${signals};
    CREATE TEMP TABLE has AS SELECT person_id AS id, count(*) AS n FROM signal WHERE person_id IS NOT NULL GROUP BY person_id;
    CREATE UNIQUE INDEX temp.has_id ON has (id);
    UPDATE person SET has_events = 1, signals = coalesce((SELECT n FROM has WHERE has.id = person.id), 0);
    UPDATE company SET signals = 5;
  `)
  for (const { sql } of indexes) db.exec(sql)
  db.close()
}

/** Sixty rules over all dimensions, most of them over columns that every list has. */
export const sixtyRules = (): Model => {
  const { model } = DEFAULT_CONFIG
  const more = (name: (typeof DIMENSIONS)[number], i: number): string => {
    const texts = {
      firmographic: `employees between ${i * 100} and ${i * 100 + 99} and country = 'US'`,
      technographic: `technologies ilike '%tool${i}%'`,
      person: `title ilike '%${['sales', 'market', 'oper', 'engin', 'data', 'product'][i % 6]!}%' and seniority <> 'junior'`,
      behavioural: `source ilike '%list ${i}%' or tags ilike '%tag${i}%'`,
      intent: `industry = '${INDUSTRIES[i % 5]!}' and buying_stage is not null and employees > ${i * 10}`,
    }
    return texts[name]
  }
  const count = DIMENSIONS.reduce((sum, name) => sum + model.dimensions[name].rules.length, 0)
  const dimensions = structuredClone(model.dimensions)
  for (let i = 0; i < 60 - count; i++) {
    const name = DIMENSIONS[i % DIMENSIONS.length]!
    dimensions[name].rules.push({
      when: more(name, i),
      points: 1 + (i % 4),
      because: `rule ${i} of the benchmark`,
    })
  }
  return { ...model, dimensions }
}

export interface Time {
  /** Seconds by the clock, and seconds of this process's own work: on a busy machine only the latter can be compared. */
  wall: number
  cpu: number
}

export const timeOf = async (act: () => Promise<unknown>): Promise<Time> => {
  const [begun, before] = [performance.now(), process.cpuUsage()]
  await act()
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 }
}

/** Two rows: by the clock, and of work. */
export const both = (name: string, times: readonly Time[], unit: 's' | 'ms', target: string): BenchRow[] => {
  const shown = (of: keyof Time): number => median(times.map((time) => time[of])) * (unit === 'ms' ? 1000 : 1)
  return [
    { name, ours: shown('wall'), unit, target },
    { name: `${name}, CPU`, ours: shown('cpu'), unit },
  ]
}

export const run = (args: readonly string[], cwd: string): void => {
  const env = { ...process.env, PRM_NOW: `${TODAY}T09:00:00Z` }
  const { status, stderr } = spawnSync(process.execPath, [PRM, ...args], { cwd, encoding: 'utf8', env })
  if (status !== 0) throw new Error(`prm ${args.join(' ')} failed: ${stderr}`)
}

const writeNews = (path: string, people: number, turn: number): void => {
  const lines = Array.from({ length: NEW }, (_, i) => {
    const n = 1 + ((i * 2654435761 + turn * 97) % people)
    const event = ['delivered', 'open', 'click', 'reply'][i % 4]!
    return `p${n}@company${company(n)}.example,${event},2026-11-20T10:${String(i % 60).padStart(2, '0')}:${String(turn).padStart(2, '0')}Z`
  })
  writeFileSync(path, `Email,Event,Timestamp\n${lines.join('\n')}\n`)
}

export async function measureScore({ repeat }: BenchOptions): Promise<BenchResult> {
  const people = Number(process.env.PRM_BENCH_ROWS ?? 1_000_000)
  const cwd = mkdtempSync(join(tmpdir(), 'prm-score-'))
  const path = join(cwd, 'p.db')
  try {
    writePeople(join(cwd, 'people.csv'), people)
    writeFileSync(join(cwd, 'model.yaml'), renderModel(sixtyRules()))
    run(['import', 'people.csv', '--db', 'p.db', '--quiet'], cwd)
    run(['validate', '--db', 'p.db', '--quiet'], cwd)
    addFacts(path, people)
    const config = { ...DEFAULT_CONFIG, model: sixtyRules() }
    const open = () => {
      const file = openProspectFile(path)
      return { file, deps: depsFor(file, { asOf: new Date(`${TODAY}T00:00:00Z`) }) }
    }
    const timed = async (model: Model): Promise<Time> => {
      const { file, deps } = open()
      const time = await timeOf(() => scorePeople(deps, { config: { ...config, model } }))
      file.close()
      return time
    }
    const first = await timed(config.model)
    const other = structuredClone(config.model)
    other.dimensions.firmographic.rules[0]!.points += 1
    const changed = await timed(other)
    await timed(config.model)
    const again: Time[] = []
    const command: number[] = []
    const turns = Math.min(repeat, 2)
    const bringNews = (turn: number): void => {
      writeNews(join(cwd, 'news.csv'), people, turn)
      run(['import', 'news.csv', '--as', 'events', '--db', 'p.db', '--quiet'], cwd)
    }
    const act = (): Promise<void> => {
      run(['score', '--model', 'model.yaml', '--as-of', TODAY, '--db', 'p.db', '--quiet'], cwd)
      return Promise.resolve()
    }
    for (let turn = 0; turn < turns; turn++) {
      bringNews(turn)
      again.push(await timed(config.model))
    }
    // As read from its file the model is another one: everybody is scored by it once, which is not what is measured.
    await act()
    for (let turn = turns; turn < 2 * turns; turn++) {
      bringNews(turn)
      command.push((await timeOf(act)).wall)
    }
    const { file, deps } = open()
    const why: Time[] = []
    for (let i = 0; i < repeat; i++) {
      const n = 1 + ((i * 7919) % people)
      const who = `p${n}@company${company(n)}.example`
      why.push(await timeOf(() => explainPerson(deps, { who, config })))
    }
    file.close()
    const all = `${people} people, 60 rules, ${people * 3} signals and events`
    return {
      rows: [
        ...both(`${all}: the first scoring`, [first], 's', 'under 15'),
        ...both('all of them by another model', [changed], 's', 'under 15'),
        ...both(`again after ${NEW} new events, same day`, again, 's', 'under 1'),
        { name: 'the same as a command', ours: median(command), unit: 's' },
        ...both('why one has this score', why, 'ms', 'under 50'),
      ],
    }
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
