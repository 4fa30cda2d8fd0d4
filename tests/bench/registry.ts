/** The benchmarks by name. Each is loaded only when asked for; adding one is a line here. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface BenchRow {
  name: string
  /** A count, a share or the median of a time. */
  ours: number
  unit?: string
  /** Out of how many. */
  of?: number
  /** What ours is compared with, measured in the same run. */
  peer?: { name: string; value: number }
  /** What is aimed at, in words or as the greatest ratio to the peer. */
  target?: string | number
  note?: string
}

export interface BenchOptions {
  /** How often each thing is timed; medians are shown. */
  repeat: number
  /** The folder of public cases; null where there is none. */
  cases: string | null
}

export type BenchResult = { rows: BenchRow[] } | { skipped: string }

export interface Bench {
  name: string
  summary: string
  run: (options: BenchOptions) => Promise<BenchResult>
}

export const BENCHES: readonly Bench[] = [
  {
    name: 'startup',
    summary: 'prm --version and prm status beside a bare node',
    run: async (options) => (await import('./startup.ts')).measureStartup(options),
  },
  {
    name: 'import',
    summary: 'a whole import beside tools that only load (PRM_BENCH_ROWS: 1000000)',
    run: async (options) => (await import('./import.ts')).measureImport(options),
  },
  {
    name: 'events',
    summary: 'new events into a large file (PRM_BENCH_ROWS: 1000000 people)',
    run: async (options) => (await import('./events.ts')).measureEvents(options),
  },
  {
    name: 'score',
    summary: 'scoring everybody, and again after new events (PRM_BENCH_ROWS: 1000000 people)',
    run: async (options) => (await import('./score.ts')).measureScore(options),
  },
  {
    name: 'push',
    summary: 'a push to HubSpot at its real limits of rate (PRM_BENCH_ROWS: 50000 people)',
    run: async () => (await import('./push.ts')).measurePush(),
  },
  {
    name: 'looks',
    summary: 'looking at a large file: sources, hot accounts, segments (PRM_BENCH_ROWS: 1000000 people)',
    run: async (options) => (await import('./looks.ts')).measureLooks(options),
  },
  {
    name: 'learn',
    summary: 'learning a scorecard: how quick, and how right on public tables',
    run: async () => (await import('./learn.ts')).measureLearn(),
  },
  {
    name: 'engine',
    summary: 'what the engine under all services adds to a call',
    run: async (options) => (await import('./engine.ts')).measureEngine(options),
  },
  {
    name: 'website',
    summary: 'visiting the sites of 2 000 companies on a server with 200 ms latency',
    run: async () => (await import('./website.ts')).measureWebsite(),
  },
  {
    name: 'import-quality',
    summary: 'reading tables and recognising names, on public cases',
    run: (options) =>
      onCases(
        options,
        ['import-quality/csv.ts', 'measureCsv'],
        ['import-quality/names.ts', 'measureNames'],
        ['import-quality/workbooks.ts', 'measureWorkbooks'],
      ),
  },
  {
    name: 'validate',
    summary: 'verdicts: how quick, over the DNS too, and how right (PRM_BENCH_ROWS: 1000000 of each kind)',
    run: async (options) => (await import('./validate.ts')).measureValidate(options),
  },
  {
    name: 'validate-quality',
    summary: 'verdicts on addresses and numbers, on public cases',
    run: (options) => onCases(options, ['validate-quality/addresses.ts', 'measureAddresses']),
  },
  {
    name: 'dedupe-quality',
    summary:
      'matching on labelled data, beside Splink 4 (PRM_BENCH_PYTHON: a Python that has it; PRM_BENCH_ROWS adds a long list)',
    run: (options) =>
      onCases(
        { ...options, cases: dedupeData() },
        ['dedupe-quality/public-sets.ts', 'measurePublicSets'],
        ['dedupe-quality/b2b.ts', 'measureB2b'],
      ),
  },
  {
    name: 'dedupe-speed',
    summary:
      'finding duplicates, in memory and in a file, beside Splink 4 and DuckDB (PRM_BENCH_PYTHON, PRM_BENCH_ROWS: 1000000)',
    run: async (options) => (await import('./dedupe-speed.ts')).measureDedupeSpeed(options, dedupeData()),
  },
]

/** The folder of labelled data for dedupe, too large to keep here: PRM_DEDUPE_DATA, else beside the checkout. */
function dedupeData(): string | null {
  const folder =
    process.env.PRM_DEDUPE_DATA ?? fileURLToPath(new URL('../../../shared/data/dedupe', import.meta.url))
  return existsSync(folder) ? folder : null
}

type Measure = (casesDir: string) => Promise<BenchRow[]>

/** Runs measures, each a file beside this one and its export, one after the other. */
async function onCases(
  { cases }: BenchOptions,
  ...measures: [file: string, name: string][]
): Promise<BenchResult> {
  if (cases === null) return { skipped: 'the cases are not here; PRM_CASES names their folder' }
  const rows: BenchRow[] = []
  for (const [file, name] of measures) {
    const url = new URL(file, import.meta.url)
    if (!existsSync(fileURLToPath(url))) continue
    const module = (await import(url.href)) as Record<string, Measure>
    rows.push(...(await module[name]!(cases)))
  }
  return { rows }
}
