/**
 * What `prm dedupe` costs on a file: all of it, 10 000 records more, one more, and nothing new. One more is timed as a
 * command and, since most of that is starting Node and opening the file, by itself in a process that has started.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dedupePeople } from '../../src/core/dedupe/dedupe.ts'
import { importText, world } from '../support/world.ts'
import { cost, type Cost } from './cost.ts'
import { dedupePhases, type DedupePhases } from './dedupe-phases.ts'
import { writeB2bList } from './dedupe-quality/b2b-list.ts'
import { median } from './median.ts'
import type { BenchRow } from './registry.ts'

const PRM = fileURLToPath(new URL('../../bin/prm.js', import.meta.url))
const MORE = 10_000
/** Records that come one by one. */
const SINGLE = 21

const noteOf = ({ cpu }: Cost, also = ''): Pick<BenchRow, 'note'> =>
  cpu === null ? {} : { note: `${cpu.toFixed(1)} s of processor time${also}` }

const partsOf = ({ companies, people, merging }: DedupePhases): string =>
  `companies ${companies.toFixed(1)} s, people ${people.toFixed(1)} s; then merging ${merging.toFixed(1)} s`

/** Milliseconds of each dedupe after one record more. */
const oneByOne = async (path: string, header: string, lines: readonly string[]): Promise<number[]> => {
  const w = world(path)
  try {
    const times: number[] = []
    for (const line of lines) {
      await importText(w, `${header}\n${line}\n`, { name: 'part.csv' })
      const begun = performance.now()
      await dedupePeople(w.deps)
      times.push(performance.now() - begun)
    }
    return times
  } finally {
    w.file.close()
  }
}

/** @param folder that of the generator */
export const measureDedupeFile = async (folder: string, rows: number): Promise<BenchRow[]> => {
  const cwd = mkdtempSync(join(tmpdir(), 'prm-dedupe-'))
  const prm = (...args: string[]): Cost =>
    cost(process.execPath, [PRM, ...args, '--db', 'people.db', '--quiet'], cwd)
  /** The parts of a dedupe of the file as it is now, by a copy. */
  const phases = (): DedupePhases => {
    const copy = join(cwd, 'copy.db')
    copyFileSync(join(cwd, 'people.db'), copy)
    const found = dedupePhases(copy)
    rmSync(copy)
    return found
  }
  const importing = (lines: readonly string[]): void => {
    writeFileSync(join(cwd, 'part.csv'), `${lines.join('\n')}\n`)
    prm('import', 'part.csv')
  }
  try {
    const more = Math.min(MORE, rows)
    const path = join(cwd, 'all.csv')
    writeB2bList(folder, { rows: rows + more + 1 + SINGLE, seed: 22, hard: 1 }, path, join(cwd, 'truth.csv'))
    const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
    importing([header, ...lines.slice(0, rows)])
    const wholeParts = phases()
    const whole = prm('dedupe')
    importing([header, ...lines.slice(rows, rows + more)])
    const newsParts = phases()
    const news = prm('dedupe')
    importing([header, lines[rows + more]!])
    const one = prm('dedupe')
    const start = median(Array.from({ length: 5 }, () => cost(process.execPath, [PRM, 'help'], cwd).seconds))
    const nothing = prm('dedupe')
    // The first of them is part of starting.
    const single = (await oneByOne(join(cwd, 'people.db'), header, lines.slice(-SINGLE))).slice(1)
    return [
      {
        ...{ name: `${rows} people, file to merged file`, ours: whole.seconds, unit: 's' },
        ...{ target: '30 s at a million', ...noteOf(whole) },
      },
      {
        ...{ name: 'of another run, until all is matched', ours: wholeParts.companies + wholeParts.people },
        ...{ unit: 's', note: partsOf(wholeParts) },
      },
      ...(whole.memory === null
        ? []
        : [{ name: 'peak memory of it', ours: whole.memory, unit: 'MB', target: '1500 MB' }]),
      {
        ...{ name: `${more} new records against them`, ours: news.seconds, unit: 's', target: '2 s' },
        ...noteOf(news),
      },
      {
        ...{ name: 'of another run, until all is matched', ours: newsParts.companies + newsParts.people },
        ...{ unit: 's', note: partsOf(newsParts) },
      },
      {
        ...{ name: 'one new record, once started', ours: median(single), unit: 'ms', target: '5 ms' },
        note: `${single.length} of them, from ${Math.min(...single).toFixed(1)} to ${Math.max(...single).toFixed(1)} ms`,
      },
      {
        ...{ name: 'the same as a command, beyond prm help', ours: (one.seconds - start) * 1000, unit: 'ms' },
        ...noteOf(one, ', start-up included'),
      },
      {
        ...{ name: 'nothing new, as a command, beyond prm help', unit: 'ms' },
        ours: (nothing.seconds - start) * 1000,
      },
    ]
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
