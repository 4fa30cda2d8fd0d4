/** Models by which scores were given, kept in the file under their hash: what changed between two runs can be told. */
import { sha256 } from '../../lib/hash.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Model } from '../config/config.ts'

/** Without what is only for the record: two evaluations of one model give the same scores. */
export const modelHash = (model: Model): string =>
  sha256(JSON.stringify({ ...model, learned: undefined })).slice(0, 12)

/** Keeps a model; gives its hash. */
export const keepModel = (file: ProspectFile, model: Model): string => {
  const hash = modelHash(model)
  file.scores.keepModel(hash, JSON.stringify(model))
  return hash
}

export const keptModel = (file: ProspectFile, hash: string): Model | undefined => {
  const text = file.scores.model(hash)
  return text === undefined ? undefined : (JSON.parse(text) as Model)
}
