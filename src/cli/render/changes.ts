import type { News } from '../../core/look/changes.ts'
import type { View } from '../command.ts'
import { table } from './table.ts'

const KINDS: Partial<Record<News['kind'], string>> = {
  job_change: 'job change',
  dead_address: 'dead address',
}

/** `80 → 90`; of a signal what it says. */
const told = ({ old, new: now }: News): string =>
  old === null ? (now ?? '') : `${old} → ${now ?? 'nothing'}`

export function renderChanges(changes: readonly News[], view: View): string {
  if (changes.length === 0) return ''
  return table(
    changes,
    [
      { header: 'when', value: ({ on }) => on, minWidth: 10 },
      { header: 'what', value: ({ kind }) => KINDS[kind] ?? kind, minWidth: 8 },
      { header: 'of', value: ({ name, entity_id }) => name ?? entity_id },
      { header: 'company', value: ({ company }) => company },
      { header: 'field', value: ({ what }) => what, minWidth: 6 },
      { header: 'change', value: told, minWidth: 16 },
      { header: 'by', value: ({ command, run_id }) => `${command}, run ${run_id}`, minWidth: 8 },
    ],
    view,
  )
}
