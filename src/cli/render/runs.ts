/** Runs in short: what was asked and what was done. */
import type { RunSummary } from '../../core/look/runs.ts'
import type { View } from '../command.ts'
import { number, when } from './format.ts'
import { table, type Column } from './table.ts'

/** Runs as a table. */
export function runTable(runs: readonly RunSummary[], view: View): string {
  const columns: Column<RunSummary>[] = [
    { header: 'run', value: ({ id }) => id, align: 'right', minWidth: 3 },
    {
      header: 'when (UTC)',
      value: (run) => when(run.started_at).replace(' UTC', ''),
      minWidth: 16,
      style: (text) => view.colour.dim(text),
    },
    { header: 'command', value: ({ command }) => command },
    { header: 'what', value: ({ input }) => input, minWidth: 10 },
    { header: 'did', value: outcomeOf, minWidth: 20 },
  ]
  return table(runs, columns, view)
}

/** `187 created, 12 updated`; what it did not do is left out. */
export function countsInShort(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${number(count)} ${count === 1 ? oneOf(name) : name.replaceAll('_', ' ')}`)
    .join(', ')
}

function outcomeOf({ status, counts, undone_by, steps }: RunSummary): string {
  const parts = [
    undone_by === null ? '' : `undone by run ${undone_by}`,
    status === 'done' ? '' : status === 'running' ? 'not finished' : status,
    countsInShort(counts),
    steps.length === 0 ? '' : `steps ${steps.join(' ')}`,
  ]
  return parts.filter((part) => part !== '').join('; ')
}

const ONE: Readonly<Record<string, string>> = {
  people: 'person',
  companies: 'company',
  records: 'record',
  fields: 'field',
  repeats: 'repeat',
  customers: 'customer',
  prospects: 'prospect',
  meetings: 'meeting',
  replies: 'reply',
  owners: 'owner',
  outs: 'out',
  bounces: 'bounce',
}

const oneOf = (name: string): string =>
  name
    .split('_')
    .map((word) => ONE[word] ?? word)
    .join(' ')
