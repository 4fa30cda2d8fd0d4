import type { EmitResult } from '../../core/import/emit.ts'
import type { View } from '../command.ts'
import { plural } from './format.ts'
import { readAs } from './import.ts'
import { oneLine } from './width.ts'

/** What was written to stdout, in short. */
export function renderEmit(result: EmitResult, view: View): string {
  const { counts, columns } = result
  const facts = readAs({ ...result, preset: null, blank: counts.blank }, view)
  return [`${plural(counts.read, 'row')}, ${plural(columns, 'column')}`, ...facts].join('\n')
}

export const emitTalk = ({ notes }: EmitResult): string[] => notes.map((note) => `note: ${oneLine(note)}`)
