import type { HistoryResult, RunResult } from '../../core/look/history.ts'
import { outcomeLines, type RunRowsResult } from '../../core/look/run-rows.ts'
import type { View } from '../command.ts'
import { number, plural, when } from './format.ts'
import { shortId } from './people.ts'
import { countsInShort, runTable } from './runs.ts'
import { pairs, table } from './table.ts'

/** Runs, latest first. */
export function renderHistory({ runs }: HistoryResult, view: View): string {
  return runs.length === 0 ? 'nothing was done to this file yet' : runTable(runs, view)
}

/** One run: its facts, lists, steps and first changes. */
export function renderRun({ details, batches, changes, steps, counts }: RunResult, view: View): string {
  const { id, command, input, started_at, finished_at, as_of, version, parent_id, undoes, undone_by } =
    details
  const head = pairs(
    [
      ['run', `${id}  ${command}${input === '' ? '' : `  ${input}`}`],
      ['when', finished_at === null ? `${when(started_at)}, not finished` : when(started_at)],
      ['judged', `as of ${as_of}, by prm ${version}`],
      ['did', countsInShort(details.counts)],
      ['step of', parent_id === null ? '' : `run ${parent_id}`],
      ['undoes', undoes === null ? '' : `run ${undoes}`],
      ['undone by', undone_by === null ? '' : `run ${undone_by}`],
    ],
    view,
  )
  const lists = batches.map((batch) => {
    const mapped = batch.mapping.filter(({ field }) => field !== null)
    const ignored = batch.mapping.filter(({ field }) => field === null)
    const title = `${view.colour.bold(batch.file ?? 'by hand')}${batch.active ? '' : ' (taken back)'}`
    const facts = pairs(
      [
        [
          'rows',
          `${number(batch.rows)}${batch.finished ? '' : ', not read to the end'}; on match: ${batch.on_match}`,
        ],
        ['source', batch.source],
        ['encoding', batch.encoding === null ? '' : `${batch.encoding}, ${delimiterName(batch.delimiter)}`],
        [
          'columns',
          mapped.map(({ column, field }) => (column === field ? column : `${column} → ${field}`)).join(', '),
        ],
        ['left out', ignored.map(({ column }) => column).join(', ')],
      ],
      view,
    )
    return `${title}\n${facts}`
  })
  const parts = [head, ...lists]
  if (steps.length > 0) parts.push(`${view.colour.bold('steps')}\n${runTable(steps, view)}`)
  if (changes.length > 0) parts.push(renderChanges(changes, counts, view))
  return parts.join('\n\n')
}

const delimiterName = (delimiter: string | null): string => {
  if (delimiter === null) return 'no delimiter'
  return (
    { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[delimiter] ?? `delimiter ${delimiter}`
  )
}

function renderChanges(changes: RunResult['changes'], counts: RunResult['counts'], view: View): string {
  const some = counts.shown < counts.changes ? `, the first ${counts.shown} (--limit shows more)` : ''
  const lines = table(
    changes,
    [
      {
        header: 'who',
        value: ({ entity, entity_id }) =>
          view.isTTY && entity === 'person' ? shortId(entity_id) : entity_id,
      },
      { header: 'field', value: ({ field }) => field },
      { header: 'was', value: ({ old }) => old },
      { header: 'is', value: (change) => change.new },
      { header: 'why', value: ({ why }) => why, minWidth: 6 },
    ],
    view,
  )
  return `${view.colour.bold(plural(counts.changes, 'change'))}${some}\n${lines}`
}

/** What became of each row: a table, or the CSV itself for `-o -`; nothing where it went to a file. */
export function renderRows(result: RunRowsResult, isCsv: boolean, view: View): string {
  if (result.output !== null) return ''
  if (isCsv) return [...outcomeLines(result)].join('').trimEnd()
  return table(
    [...result.rows],
    [
      { header: 'file', value: ({ file }) => file },
      { header: 'line', value: ({ line }) => line, align: 'right', minWidth: 4 },
      { header: 'outcome', value: ({ outcome }) => outcome, minWidth: 9 },
      {
        header: 'person_id',
        value: ({ person_id }) => (person_id !== null && view.isTTY ? shortId(person_id) : person_id),
        minWidth: 4,
      },
      { header: 'changed', value: ({ changed }) => changed.join(' ') },
      { header: 'reason', value: ({ reason }) => reason },
      {
        header: 'cells',
        value: ({ cells }) =>
          Object.values(cells)
            .filter((cell) => cell !== '')
            .join(' · '),
      },
    ],
    view,
  )
}
