/** What `prm dedupe` costs on a file: all of it, 10 000 records more, one more, and nothing new. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cost, type Cost } from './cost.ts'
import { writeB2bList } from './dedupe-quality/b2b-list.ts'
import { median } from './median.ts'
import type { BenchRow } from './registry.ts'

const PRM = fileURLToPath(new URL('../../bin/prm.js', import.meta.url))
const MORE = 10_000

const noteOf = ({ cpu }: Cost, also = ''): Pick<BenchRow, 'note'> =>
  cpu === null ? {} : { note: `${cpu.toFixed(1)} s of processor time${also}` }

/** @param folder that of the generator */
export const measureDedupeFile = (folder: string, rows: number): BenchRow[] => {
  const cwd = mkdtempSync(join(tmpdir(), 'prm-dedupe-'))
  const prm = (...args: string[]): Cost =>
    cost(process.execPath, [PRM, ...args, '--db', 'people.db', '--quiet'], cwd)
  const importing = (lines: readonly string[]): void => {
    writeFileSync(join(cwd, 'part.csv'), `${lines.join('\n')}\n`)
    prm('import', 'part.csv')
  }
  try {
    const more = Math.min(MORE, rows)
    const path = join(cwd, 'all.csv')
    writeB2bList(folder, { rows: rows + more + 1, seed: 22, hard: 1 }, path, join(cwd, 'truth.csv'))
    const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
    importing([header, ...lines.slice(0, rows)])
    const whole = prm('dedupe')
    importing([header, ...lines.slice(rows, rows + more)])
    const news = prm('dedupe')
    importing([header, ...lines.slice(rows + more)])
    const one = prm('dedupe')
    const start = median(Array.from({ length: 5 }, () => cost(process.execPath, [PRM, 'help'], cwd).seconds))
    const nothing = prm('dedupe')
    return [
      {
        ...{ name: `${rows} people, file to merged file`, ours: whole.seconds, unit: 's' },
        ...{ target: '30 s at a million', ...noteOf(whole) },
      },
      ...(whole.memory === null
        ? []
        : [{ name: 'peak memory of it', ours: whole.memory, unit: 'MB', target: '1500 MB' }]),
      {
        ...{ name: `${more} new records against them`, ours: news.seconds, unit: 's', target: '2 s' },
        ...noteOf(news),
      },
      {
        ...{ name: 'one new record, beyond start-up', ours: (one.seconds - start) * 1000, unit: 'ms' },
        ...{ target: '5 ms', ...noteOf(one, ', start-up included') },
      },
      { name: 'nothing new, beyond start-up', ours: (nothing.seconds - start) * 1000, unit: 'ms' },
    ]
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
