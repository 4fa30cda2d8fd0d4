import type { ObjectiveProgress } from '../../core/measure/objectives.ts'

/** How it stands with an objective, in words: `on track`. */
export const objectiveState = ({ state, unknown }: Pick<ObjectiveProgress, 'state' | 'unknown'>): string =>
  unknown ? 'not in the file' : state.replaceAll('_', ' ')
