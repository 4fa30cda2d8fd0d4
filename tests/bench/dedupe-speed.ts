/**
 * What finding the duplicates of a list costs: the linking alone (block keys, pairs, comparisons, fit, weights and
 * clusters of a list already in memory and normalised) beside Splink 4 and the same kind of model as DuckDB SQL, and the
 * command on a file, first for all of it, then for 10 000 records more and for one. PRM_BENCH_ROWS sets the length
 * (1 000 000); PRM_BENCH_PYTHON names a Python that has splink or duckdb.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPersonReader, type PersonFeatures } from '../../src/core/dedupe/normalise-person.ts'
import { matchTable } from '../../src/core/dedupe/people-matcher.ts'
import { PeopleTableBuilder, type PeopleTable } from '../../src/core/dedupe/people-table.ts'
import { runPeer } from './dedupe-peers.ts'
import { measureDedupeFile } from './dedupe-file.ts'
import { makeB2bList } from './dedupe-quality/b2b-list.ts'
import { median } from './median.ts'
import type { BenchOptions, BenchResult, BenchRow } from './registry.ts'

interface Timed<T> {
  result: T
  seconds: number
  cpu: number
}

const timed = <T>(work: () => T): Timed<T> => {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  const result = work()
  const used = process.cpuUsage(cpu)
  return { result, seconds: (performance.now() - begun) / 1000, cpu: (used.user + used.system) / 1e6 }
}

const inProcessorTime = ({ cpu }: { cpu: number }): string => `${cpu.toFixed(1)} s of processor time`

/** A list, read and normalised. @param visit is shown each person */
const readList = (folder: string, rows: number, visit?: (person: PersonFeatures) => void): PeopleTable => {
  const read = createPersonReader()
  const builder = new PeopleTableBuilder(false)
  for (const facts of makeB2bList(folder, { rows, seed: 11, hard: 1 }).facts()) {
    visit?.(read(facts))
    builder.add(facts)
  }
  return builder.finish()
}

const link = (table: PeopleTable): Timed<{ pairs: number }> =>
  timed(() => {
    const matcher = matchTable(table, new Set(), {})
    matcher.cluster()
    return { pairs: matcher.candidates }
  })

const cell = (value = ''): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** A person as the peers read it: see dedupe-peers.py. */
const lineOf = (person: PersonFeatures, row: number): string => {
  const [name, mailbox] = [person.names[0], person.mailboxes[0]]
  return [
    ...[String(row), name?.given, name?.family, name?.roots[0], mailbox?.address, mailbox?.telling],
    ...[person.phones[0], person.company, person.domain, person.profiles[0], person.city],
  ]
    .map(cell)
    .join(',')
}

/** Writes the list for the peers and runs those that are here. */
const besides = (folder: string, rows: number, ours: Timed<{ pairs: number }>): BenchRow[] => {
  const cwd = mkdtempSync(join(tmpdir(), 'prm-peers-'))
  try {
    const lines: string[] = ['row,first,last,root,email,local,phone,company,domain,profile,city']
    readList(folder, rows, (person) => lines.push(lineOf(person, lines.length - 1)))
    const path = join(cwd, 'people.csv')
    writeFileSync(path, `${lines.join('\n')}\n`)
    return (['splink', 'duckdb'] as const).map((peer): BenchRow => {
      const row = { name: `linking ${rows} people`, ours: ours.seconds, unit: 's' }
      const found = runPeer(peer, path)
      if ('skipped' in found) return { ...row, note: `${found.name} is not here: skipped` }
      return {
        ...{ ...row, peer: { name: found.name, value: found.seconds } },
        ...{ target: peer === 'splink' ? 0.4 : 0.55, note: `${found.pairs} pairs there` },
      }
    })
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

export async function measureDedupeSpeed(
  { repeat }: BenchOptions,
  folder: string | null,
): Promise<BenchResult> {
  if (folder === null || !existsSync(join(folder, 'gen.mjs')))
    return { skipped: 'the generator of lists is not here; PRM_DEDUPE_DATA names its folder' }
  const rows = Number(process.env.PRM_BENCH_ROWS ?? 1_000_000)
  const reading = timed(() => readList(folder, rows))
  const turns = Array.from({ length: Math.min(repeat, 3) }, () => link(reading.result))
  const ours = {
    result: turns[0]!.result,
    seconds: median(turns.map((turn) => turn.seconds)),
    cpu: median(turns.map((turn) => turn.cpu)),
  }
  const { pairs } = ours.result
  const memory = process.resourceUsage().maxRSS / 1024
  const thrice = link(readList(folder, rows * 3))
  return {
    rows: [
      {
        name: `linking ${rows} people`,
        ours: ours.seconds,
        unit: 's',
        target: '5 s at a million',
        note: `${inProcessorTime(ours)}, ${pairs} pairs`,
      },
      ...besides(folder, rows, ours),
      {
        name: 'making the list, reading and normalising it',
        ours: reading.seconds,
        unit: 's',
        note: inProcessorTime(reading),
      },
      { name: 'pairs a second, linking whole', ours: pairs / ours.seconds, target: '3.5 million' },
      { name: 'peak memory', ours: memory, unit: 'MB', target: '1500 MB' },
      {
        name: 'linking three times as many, processor time',
        ours: thrice.cpu,
        unit: 's',
        peer: { name: String(rows), value: ours.cpu },
        target: 3.3,
      },
      ...(await measureDedupeFile(folder, rows)),
    ],
  }
}
