/**
 *   npm run bench                         lists the benchmarks
 *   npm run bench -- startup              prints a table
 *   npm run bench -- startup --json       prints the figures
 *   npm run bench -- startup --repeat 50  times each thing that often (20)
 *
 * Cases that are too large to keep here are looked for in PRM_CASES, else in ../shared/cases beside the checkout.
 */
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chalkFor } from '../../src/cli/io.ts'
import { number } from '../../src/cli/render/format.ts'
import { table, type Column } from '../../src/cli/render/table.ts'
import { BENCHES, type BenchRow } from './registry.ts'

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, repeat: { type: 'string', default: '20' } },
  allowPositionals: true,
})

const CASES = process.env.PRM_CASES ?? fileURLToPath(new URL('../../../shared/cases', import.meta.url))
const view = { colour: await chalkFor(false), width: 200, isTTY: true }

const round = (value: number): number => Number(value.toPrecision(4))
const ratio = (row: BenchRow): number | undefined =>
  row.peer === undefined ? undefined : Number((row.ours / row.peer.value).toFixed(2))

const COLUMNS: Column<BenchRow>[] = [
  { header: '', value: (row) => row.name },
  { header: 'ours', align: 'right', minWidth: 4, value: withUnit },
  {
    header: 'beside',
    value: (row) => (row.peer === undefined ? '' : `${row.peer.name}: ${amount(row.peer.value, row)}`),
  },
  { header: 'ratio', align: 'right', minWidth: 5, value: ratio },
  { header: 'target', value: (row) => (typeof row.target === 'number' ? `${row.target} times` : row.target) },
  { header: 'note', value: (row) => row.note },
]

function amount(value: number, row: BenchRow): string {
  return `${number(round(value))}${row.unit === undefined ? '' : ` ${row.unit}`}`
}

function withUnit(row: BenchRow): string {
  return row.of === undefined
    ? amount(row.ours, row)
    : `${number(row.ours)} of ${number(row.of)} (${((row.ours / row.of) * 100).toFixed(1)} %)`
}

const [name] = positionals
const bench = BENCHES.find((candidate) => candidate.name === name)

if (bench !== undefined) {
  const options = { repeat: Number(values.repeat), cases: existsSync(CASES) ? CASES : null }
  const result = await bench.run(options)
  const machine = { node: process.versions.node, cpus: cpus().length }
  if (values.json) {
    const figures =
      'skipped' in result
        ? result
        : { rows: result.rows.map((row) => ({ ...row, ratio: ratio(row) ?? null })) }
    console.log(
      JSON.stringify(
        { schemaVersion: 1, bench: bench.name, ...machine, repeat: options.repeat, ...figures },
        null,
        2,
      ),
    )
  } else if ('skipped' in result) {
    console.log(`${bench.name}: skipped (${result.skipped})`)
  } else {
    console.log(`${bench.name}: ${bench.summary} (node ${machine.node}, ${machine.cpus} cpus)\n`)
    // A column that is empty throughout says nothing.
    console.log(
      table(
        result.rows,
        COLUMNS.filter((column) =>
          result.rows.some((row) => column.value(row) !== undefined && column.value(row) !== ''),
        ),
        view,
      ),
    )
  }
} else {
  console.error(name === undefined ? 'npm run bench -- NAME [--json]\n' : `there is no benchmark '${name}'\n`)
  console.error(
    table(
      BENCHES,
      [
        { header: 'name', value: (row) => row.name },
        { header: 'what', value: (row) => row.summary },
      ],
      view,
    ),
  )
  process.exitCode = name === undefined ? 0 : 2
}
