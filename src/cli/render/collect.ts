/** What was collected, or with a dry run what would be. */
import type { CollectResult } from '../../core/run/collect.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import type { View } from '../command.ts'
import { plural } from './format.ts'
import { importTalk, renderImport } from './import.ts'
import { oneLine } from './width.ts'

interface Collected extends CollectResult {
  rejects_files: readonly RejectsFile[]
  too_many_rejected: boolean
}

const runOf = ({ agent, agent_run }: CollectResult): string => `run ${agent_run} of agent ${oneLine(agent)}`

const planText = (result: CollectResult): string => {
  const { did, title, agent, known, state } = result
  const of = oneLine(agent)
  switch (did) {
    case 'launched':
      return `Would launch agent ${of} at ${title}, wait for it and import its rows.`
    case 'searched':
      return `Would search at ${title} and import what it finds: a credit for the search and one for each row.`
    case 'resumed':
      return result.agent_run === null
        ? `Would go on with what was begun at ${title} for ${of}.`
        : `Would go on with ${runOf(result)}, which is ${state === 'running' ? 'still under way' : 'over'}.`
    case 'read':
    case 'none':
      if (known) return `Nothing to do: ${runOf(result)} is in the file already.`
      if (state === 'failed') return `The last run has failed: ${runOf(result)} at ${title}.`
      return `Would ${state === 'running' ? 'wait for' : 'import the rows of'} ${runOf(result)}.`
  }
}

export function renderCollect(result: Collected, view: View): string {
  if (result.dry_run) return `${planText(result)}\nDry run: nothing was changed.`
  if (result.known) return `${view.colour.bold(result.title)}: ${runOf(result)} is in the file already.`
  const what = result.agent_run === null ? 'the search' : runOf(result)
  const came = `${view.colour.bold(result.title)}: ${plural(result.counts.collected, 'row')} of ${what}`
  if (result.import === null) return `${came}.`
  const { rejects_files, too_many_rejected } = result
  return `${came}\n\n${renderImport({ ...result.import, rejects_files, too_many_rejected }, view)}`
}

export function collectTalk(result: Collected, input: unknown, view: View): string[] {
  const { rejects_files, too_many_rejected, title, service, agent, known, dry_run } = result
  const notes = result.notes.map((note) => `note: ${oneLine(note)}`)
  if (known && !dry_run)
    return [
      ...notes,
      `next: prm collect ${service} ${oneLine(agent)} --launch starts another run at ${title}`,
    ]
  if (result.import === null) return notes
  return [...notes, ...importTalk({ ...result.import, rejects_files, too_many_rejected }, input, view)]
}
