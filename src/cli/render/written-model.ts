import type { Target } from '../../core/learn/model-output.ts'
import type { View } from '../command.ts'
import { shownPath } from './format.ts'

/** Where a model went, and why not to the usual file. */
export const writtenText = (
  { output, kept }: { output: string | null; kept: Target['kept'] },
  { cwd }: View,
): string[] => {
  if (output === null) return []
  const path = shownPath(output, cwd)
  return [
    kept === null ? `Written to ${path}.` : `${shownPath(kept.path, cwd)} ${kept.why}: written to ${path}.`,
  ]
}
