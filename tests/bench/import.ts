/**
 * What an import costs beside tools that only load: `sqlite-utils insert` and `sqlite3 .import`, in the same run, in
 * turns. The list is made here: 13 columns, quoted cells with commas and quotes, names beyond ASCII, invented throughout.
 * PRM_BENCH_ROWS sets its length (1 000 000).
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cost, type Cost } from './cost.ts'
import { median } from './median.ts'
import type { BenchOptions, BenchResult, BenchRow } from './registry.ts'

const PRM = fileURLToPath(new URL('../../bin/prm.js', import.meta.url))
const FIRST = 'Ann,José,Zoë,Marcus,Priya,Łukasz,Chloé,Bob,Carla,Dmitri,Noor,Aïcha'.split(',')
const LAST = 'Lee,Müller,Nguyễn,O’Brien,van der Berg,García,Smith,Kowalski,Diaz,Roe,Ólafsson,Yılmaz'.split(
  ',',
)
const HEADER =
  'First Name,Last Name,Job Title,Company,Website,Email,Phone,City,Country,Industry,Employees,LinkedIn URL,Notes\n'

/** Row i of the list: about a dozen people a company; `edition` changes every title. */
const row = (i: number, rows: number, edition: number): string => {
  const spread = (i * 2654435761) >>> 0
  const company = spread % Math.max(1, Math.floor(rows / 12))
  const domain = `company${company.toString(36)}.example`
  const [first, last] = [FIRST[spread % 12]!, LAST[(spread >>> 8) % 12]!]
  const phone = `+1 ${200 + (i % 700)} 555 0${100 + (i % 100)}`
  const notes = `"Met at booth ${i % 90}, said ""call me"" next week; asked about delivery times and a price for ${i % 70} seats, wants it in writing before the board meets"`
  return `${first},${last},"VP Sales, ""EMEA"" ${edition}",Company ${company.toString(36)} GmbH,${domain},p${i}@${domain},${phone},"Berlin, Mitte",Germany,"Software, Internet",${10 + (company % 900)},https://www.linkedin.com/in/p${i},${notes}\n`
}

const writeList = (path: string, rows: number, count = rows, edition = 1): void => {
  const file = openSync(path, 'w')
  let text = HEADER
  for (let i = 0; i < count; i++) {
    text += row(i, rows, edition)
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
}

const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0

export function measureImport({ repeat }: BenchOptions): BenchResult {
  const rows = Number(process.env.PRM_BENCH_ROWS ?? 1_000_000)
  const turns = Math.min(repeat, 5)
  const cwd = mkdtempSync(join(tmpdir(), 'prm-import-'))
  const fresh = (name: string): string => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(cwd, name + end), { force: true })
    return name
  }
  const prm = (list: string, db: string): Cost =>
    cost(process.execPath, [PRM, 'import', list, '--db', db, '--quiet'], cwd)
  try {
    writeList(join(cwd, 'leads.csv'), rows)
    writeList(join(cwd, 'small.csv'), 1000)
    const tools = new Map<string, () => Cost>([['prm import', () => prm('leads.csv', fresh('p.db'))]])
    if (isThere('sqlite-utils'))
      tools.set('sqlite-utils insert', () =>
        cost('sqlite-utils', ['insert', fresh('u.db'), 't', 'leads.csv', '--csv', '--silent'], cwd),
      )
    if (isThere('sqlite3'))
      tools.set('sqlite3 .import', () => cost('sqlite3', [fresh('s.db'), '.import --csv leads.csv t'], cwd))
    const costs = new Map([...tools.keys()].map((name) => [name, [] as Cost[]]))
    for (let i = 0; i < turns; i++) for (const [name, run] of tools) costs.get(name)!.push(run())

    const seconds = (name: string): number => median(costs.get(name)!.map((found) => found.seconds))
    const size = `${rows} rows, ${Math.round(statSync(join(cwd, 'leads.csv')).size / 1e6)} MB`
    const beside = (name: string, target: number): BenchRow[] =>
      costs.has(name)
        ? [
            {
              name: `import ${size}`,
              ours: seconds('prm import'),
              unit: 's',
              peer: { name, value: seconds(name) },
              target,
            },
          ]
        : [
            {
              name: `import ${size}`,
              ours: seconds('prm import'),
              unit: 's',
              note: `${name} is not here: skipped`,
            },
          ]
    const memory = costs.get('prm import')!.flatMap((found) => found.memory ?? [])
    const start = median(
      Array.from({ length: turns }, () => cost(process.execPath, [PRM, 'help'], cwd).seconds),
    )
    const small = median(Array.from({ length: turns }, () => prm('small.csv', fresh('small.db')).seconds))
    writeList(join(cwd, 'changed.csv'), rows, Math.min(10_000, rows), 2)
    const changed = prm('changed.csv', 'p.db').seconds
    return {
      rows: [
        ...beside('sqlite-utils insert', 1),
        ...beside('sqlite3 .import', 9),
        ...(memory.length > 0
          ? [{ name: 'peak memory', ours: median(memory), unit: 'MB', target: 'under 600' }]
          : []),
        { name: '1000 rows, beyond start-up', ours: small - start, unit: 's', target: 'under 0.6' },
        {
          name: `10000 changed rows into ${rows}`,
          ours: changed,
          unit: 's',
          target: 'with the 10 000, not the file',
        },
      ],
    }
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
