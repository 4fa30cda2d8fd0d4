/** The tables on the page of a person, below those of addresses and values. */
import type { ShowResult } from '../../core/look/show.ts'
import type { View } from '../command.ts'
import { when } from './format.ts'
import { shortId } from './people.ts'
import { day, originText, tableOf } from './show-parts.ts'
import { stageText } from './stage.ts'
import { oneLine } from './width.ts'

/** The story of somebody's positions; the one of today alone is none, unless there is more to say of it. */
export function positions(shown: ShowResult, view: View): string {
  const [only, second] = shown.roles
  if (only === undefined) return ''
  if (second === undefined && only.since === null && only.buying_role === null) return ''
  const moves = shown.moves.map(
    ({ on, from, to }) => `moved from ${oneLine(from)} to ${oneLine(to)} on ${on}`,
  )
  return [roleTable(shown, view), ...moves].join('\n')
}

function roleTable({ roles }: ShowResult, view: View): string {
  return tableOf(
    roles,
    [
      { header: 'since', value: ({ since }) => since, minWidth: 10 },
      { header: 'until', value: ({ until, is_current }) => (is_current ? 'now' : until), minWidth: 10 },
      { header: 'company', value: ({ company }) => company },
      { header: 'title', value: ({ title }) => title },
      { header: 'part', value: ({ buying_role }) => buying_role?.replaceAll('_', ' ') ?? null },
      { header: 'from', value: ({ origin }) => originText(origin), style: (text) => view.colour.dim(text) },
    ],
    view,
  )
}

export function externalTable({ external_ids }: ShowResult, view: View): string {
  return tableOf(
    external_ids,
    [
      { header: 'id', value: ({ system, id }) => `${system}:${id}`, minWidth: 12 },
      { header: 'from', value: ({ origin }) => originText(origin), style: (text) => view.colour.dim(text) },
    ],
    view,
  )
}

/** Those who only work at the same place are marked: nobody said so. */
export function relationshipTable({ relationships }: ShowResult, view: View): string {
  return tableOf(
    relationships,
    [
      { header: 'how', value: ({ says }) => says.replaceAll('_', ' '), minWidth: 10 },
      { header: 'who', value: ({ other }) => other.name ?? other.id, minWidth: 12 },
      {
        header: 'when',
        value: ({ since, until }) => [since ?? '', until ?? ''].join('–').replace(/^–$/, ''),
        minWidth: 4,
      },
      { header: 'because', value: ({ because }) => because, minWidth: 8 },
      {
        header: 'from',
        value: ({ derived, by, run }) => (derived ? 'derived: same company' : `by ${by}, run ${run ?? '?'}`),
        style: (text) => view.colour.dim(text),
        minWidth: 12,
      },
    ],
    view,
  )
}

export function answerTable({ answers }: ShowResult, view: View): string {
  return tableOf(
    answers,
    [
      { header: 'question', value: ({ question }) => question },
      {
        header: 'answer',
        value: ({ value, is_current }) =>
          `${oneLine(value ?? '(not known)')}${is_current ? '' : ' (told before)'}`,
        minWidth: 12,
      },
      { header: 'when', value: ({ answered_on }) => answered_on, minWidth: 10 },
      {
        header: 'by',
        value: ({ told_by, run_id }) => `${told_by === null ? '' : `${told_by}, `}run ${run_id}`,
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

export function nextTable({ steps }: ShowResult, view: View): string {
  return tableOf(
    steps,
    [
      { header: 'due', value: ({ due_on }) => due_on, minWidth: 10 },
      { header: 'what', value: ({ detail }) => oneLine(detail), minWidth: 12 },
      { header: 'by', value: ({ by }) => by },
      { header: 'step', value: ({ id, shared }) => (shared ? `${id} (shared)` : id), minWidth: 4 },
    ],
    view,
  )
}

export function doneTable({ activities }: ShowResult, view: View): string {
  return tableOf(
    activities,
    [
      { header: 'when', value: ({ at }) => when(at), minWidth: 10 },
      {
        header: 'what',
        value: ({ kind, answered }) => (answered === 1 ? `${kind}, answered` : kind),
        minWidth: 7,
      },
      { header: 'detail', value: ({ detail }) => oneLine(detail ?? ''), minWidth: 12 },
      {
        header: 'by',
        value: ({ done_by, shared, run_id }) =>
          [done_by ?? '', shared === 1 ? 'shared' : '', `run ${run_id}`]
            .filter((text) => text !== '')
            .join(', '),
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

/** A rule of ours is said by prm; whatever a CRM says, by its name. */
const saidBy = (by: 'hand' | 'rule' | 'fact', who: string | null): string => {
  if (by === 'fact') return 'what happened'
  return who === null || who === 'hand' ? 'hand' : who === 'prm' ? 'a rule' : oneLine(who)
}

export function stageTable({ stages }: ShowResult, view: View): string {
  return tableOf(
    stages,
    [
      { header: 'when', value: ({ on }) => on, minWidth: 10 },
      { header: 'stage', value: ({ stage }) => stageText(stage), minWidth: 8 },
      { header: 'was', value: ({ from }) => (from === null ? '' : stageText(from)) },
      { header: 'because', value: ({ because }) => oneLine(because ?? ''), minWidth: 12 },
      {
        header: 'by',
        value: ({ by, who, run_id }) => `${saidBy(by, who)}${run_id === null ? '' : `, run ${run_id}`}`,
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

export function duplicateTable({ duplicates }: ShowResult, view: View): string {
  return tableOf(
    duplicates,
    [
      { header: 'id', value: ({ id }) => (view.isTTY ? shortId(id) : id), minWidth: 4 },
      { header: 'name', value: ({ full_name }) => full_name },
      { header: 'email', value: ({ email }) => email },
      { header: 'why', value: ({ reason }) => reason.replaceAll('_', ' ') },
    ],
    view,
  )
}

export function pushTable({ pushes }: ShowResult, view: View): string {
  return tableOf(
    pushes,
    [
      { header: 'target', value: ({ target }) => target },
      { header: 'outcome', value: ({ outcome }) => outcome },
      { header: 'when', value: ({ pushed_at }) => day(pushed_at) },
      { header: 'run', value: ({ run_id }) => run_id, align: 'right', minWidth: 3 },
    ],
    view,
  )
}

export function changeTable({ history }: ShowResult, view: View): string {
  return tableOf(
    history,
    [
      { header: 'when', value: ({ at }) => day(at), minWidth: 10 },
      { header: 'run', value: ({ run_id, command }) => `${run_id} ${command}` },
      { header: 'field', value: ({ field }) => field },
      { header: 'was', value: ({ old }) => old },
      { header: 'is', value: (change) => change.new },
      { header: 'why', value: ({ why }) => why, minWidth: 6 },
    ],
    view,
  )
}

export function recordTable({ records }: ShowResult, view: View): string {
  const lines = records.flatMap(({ id, fields, seen }) =>
    seen.map((place) => ({
      id,
      ...place,
      says: Object.values(fields)
        .filter((value) => value !== null)
        .map(oneLine)
        .join(' · '),
    })),
  )
  return tableOf(
    lines,
    [
      { header: 'record', value: ({ id }) => id, align: 'right', minWidth: 4 },
      {
        header: 'read in',
        value: ({ file, line }) => (file === null ? 'by hand' : `${file} line ${line}`),
        minWidth: 12,
      },
      { header: 'run', value: ({ run }) => run, align: 'right', minWidth: 3 },
      { header: 'says', value: ({ says }) => says, minWidth: 20, style: (text) => view.colour.dim(text) },
    ],
    view,
  )
}
