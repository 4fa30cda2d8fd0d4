/** The model that a file is matched with. */
import type { ProspectFile } from '../../store/index.ts'
import { MODEL_VERSION, type PeopleModel } from './people-model.ts'

export interface FileModel {
  id: number
  /** Units that were in the file when it was fitted. */
  units: number
  model: PeopleModel
}

/** From this growth on a new fit is proposed. */
const GROWTH = 1.25
/** Small files change their nature with every list: fitting takes no time there. */
const SMALL = 2_000

/** The model in force; undefined before the first run, and after an update that compares in another way. */
export const fileModel = ({ matching }: Pick<ProspectFile, 'matching'>): FileModel | undefined => {
  const row = matching.model()
  if (row === undefined) return undefined
  const model = JSON.parse(row.model) as PeopleModel
  return (model.version as number) === MODEL_VERSION ? { id: row.id, units: row.units, model } : undefined
}

export const hasOutgrown = (units: number, fitted: number): boolean => units >= fitted * GROWTH

/** Where the model is to be fitted anew without being asked. */
export const isFittedAnew = (units: number, fitted: number): boolean =>
  fitted < SMALL && hasOutgrown(units, fitted)
