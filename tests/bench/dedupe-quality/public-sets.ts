/**
 * Pairwise F1 of the table matcher on public labelled sets, one setting for all, beside Splink 4 where Python has it
 * (PRM_BENCH_PYTHON names the interpreter). Nothing is learnt from the labels but in the row that says so.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refit, type Answer } from '../../../src/core/dedupe/refit.ts'
import { matchTable, type TableMatcher } from '../../../src/core/dedupe/table/match-table.ts'
import { parseCompare, type CompareColumn } from '../../../src/core/dedupe/table/compare-spec.ts'
import { teachingOrder } from '../../../src/core/dedupe/teaching-order.ts'
import { openTable } from '../../../src/lib/table/index.ts'
import type { BenchRow } from '../registry.ts'
import { pairwise, type Agreement } from './pairwise.ts'

interface PublicSet {
  name: string
  /** Two files are linked: within one of them nobody stands twice. */
  files: string[]
  compare: string
  truth: (row: Record<string, string>) => string
  target: string
  /** With so many simulated answers, and what is then aimed at. */
  answers?: { count: number; target: string }
}

const FEBRL =
  'given_name:name,surname:name,street_number:exact,address_1:address,address_2:text,suburb:text,postcode:exact,state:exact,date_of_birth:date,soc_sec_id:exact'
const recordNumber = ({ rec_id = '' }: Record<string, string>): string => /^rec-\d+/.exec(rec_id)![0]

const PUBLIC_SETS: readonly PublicSet[] = [
  {
    name: 'febrl3',
    files: ['febrl/dataset3.csv'],
    compare: FEBRL,
    truth: recordNumber,
    target: '0.999',
  },
  {
    name: 'febrl4',
    files: ['febrl/dataset4a.csv', 'febrl/dataset4b.csv'],
    compare: FEBRL,
    truth: recordNumber,
    target: '0.9995',
  },
  {
    name: 'historical_50k',
    files: ['splink/historical_50k.csv'],
    compare: 'first_name:name,surname:name,dob:date,birth_place:text,postcode_fake:exact,occupation:text',
    truth: ({ cluster = '' }) => cluster,
    target: '0.92',
  },
  {
    name: 'fake_1000',
    files: ['splink/fake_1000.csv'],
    compare: 'first_name:name,surname:name,dob:date,city:text,email:email',
    truth: ({ cluster = '' }) => cluster,
    target: '0.93',
    answers: { count: 100, target: '0.96' },
  },
  {
    name: 'early_childhood',
    files: ['early_childhood/csv_example_input_with_true_ids.csv'],
    compare: 'Site name:company,Address:address,Zip:exact,Phone:phone',
    truth: (row) => row['True Id'] ?? '',
    target: '0.935',
  },
  {
    name: 'affiliations',
    files: ['affiliations/affiliations.csv'],
    compare: 'affiliation:company',
    truth: ({ label_true = '' }) => label_true,
    target: '0.75',
  },
]

interface Loaded {
  rows: string[][]
  compare: CompareColumn[]
  truth: string[]
  source: Int32Array | undefined
}

/** @param dataDir the folder of labelled data; sets that are not in it are left out */
export const measurePublicSets = async (dataDir: string): Promise<BenchRow[]> => {
  const rows: BenchRow[] = []
  const python = pythonWithSplink()
  for (const set of PUBLIC_SETS) {
    const files = set.files.map((file) => join(dataDir, file))
    if (!files.every((file) => existsSync(file))) continue
    const data = await load(set, files)
    const begun = performance.now()
    const matcher = match(data)
    const { cluster } = matcher.cluster()
    const seconds = (performance.now() - begun) / 1000
    const ours = pairwise(cluster, data.truth, data.source)
    rows.push({
      name: `${set.name}, pairwise F1`,
      ours: ours.f1,
      ...peerOf(set, files, data, python),
      target: set.target,
      note: `${both(ours)}, ${seconds.toFixed(1)} s`,
    })
    if (set.answers !== undefined) rows.push(withAnswers(set.name, set.answers, data, matcher))
  }
  return rows
}

const both = ({ precision, recall }: Agreement): string =>
  `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`

const load = async (set: PublicSet, files: readonly string[]): Promise<Loaded> => {
  const rows: Record<string, string>[] = []
  const source: number[] = []
  for (const [list, path] of files.entries()) {
    const table = await openTable({ path })
    const header = table.info.header.map((name) => name.trim())
    for await (const batch of table.rows()) {
      for (const { cells } of batch) {
        rows.push(Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])))
        source.push(list)
      }
    }
  }
  const compare = parseCompare(set.compare, Object.keys(rows[0]!))
  return {
    rows: rows.map((row) => compare.map(({ name }) => row[name]!)),
    compare,
    truth: rows.map(set.truth),
    source: files.length > 1 ? Int32Array.from(source) : undefined,
  }
}

const match = ({ rows, compare, source }: Loaded, model?: TableMatcher['model']): TableMatcher =>
  matchTable(rows, {
    compare,
    ...(source === undefined ? {} : { source }),
    ...(model === undefined ? {} : { model }),
  })

/** Asks the labels, as a reviewer would be asked, and matches again with what this taught. */
const withAnswers = (
  name: string,
  { count, target }: { count: number; target: string },
  data: Loaded,
  matcher: TableMatcher,
): BenchRow => {
  const { edges, explain, model } = matcher
  const evidence = Array.from(edges.a, (a, edge) => explain(a, edges.b[edge]!))
  const cases = evidence.map(({ total, lines }) => ({
    bits: total,
    pattern: lines.map(({ level }) => level).join('|'),
  }))
  const answers = teachingOrder(cases)
    .slice(0, count)
    .map((at): Answer => {
      const { a, b, prior, lines } = evidence[at]!
      const bits = Object.fromEntries(lines.map((line) => [line.field, line.bits + line.frequency_bits]))
      return { same: data.truth[a] === data.truth[b], prior, bits }
    })
  const learnt = refit(answers)
  const taught = learnt === null ? model : { ...model, multipliers: learnt.multipliers, shift: learnt.shift }
  const found = pairwise(match(data, taught).cluster().cluster, data.truth, data.source)
  return {
    name: `${name} with ${String(count)} simulated answers`,
    ours: found.f1,
    target,
    note: `${both(found)}; ${learnt?.accepted === true ? 'refit kept' : 'refit not kept'}`,
  }
}

const pythonWithSplink = (): string | null => {
  const python = process.env.PRM_BENCH_PYTHON ?? 'python3'
  try {
    execFileSync(python, ['-c', 'import splink; assert splink.__version__.startswith("4.")'], {
      stdio: 'ignore',
    })
    return python
  } catch {
    return null
  }
}

/** The better of Splink's two usual thresholds. */
const peerOf = (
  { name }: PublicSet,
  files: readonly string[],
  { truth, source }: Loaded,
  python: string | null,
): Pick<BenchRow, 'peer'> => {
  if (python === null || name === 'affiliations') return {}
  const script = fileURLToPath(new URL('splink-peer.py', import.meta.url))
  const printed = execFileSync(python, [script, name, ...files], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  })
  const found = JSON.parse(printed.trim().split('\n').at(-1)!) as Record<string, string[]>
  const scores = Object.entries(found).map(([threshold, clusters]) => ({
    threshold,
    f1: pairwise(clusters, truth, source).f1,
  }))
  const best = scores.reduce((x, y) => (y.f1 > x.f1 ? y : x))
  return { peer: { name: `Splink 4 at ${best.threshold}`, value: best.f1 } }
}
