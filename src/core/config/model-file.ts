/** A model in a file of its own: `--model FILE`, and `model_file:` of a config. */
import { checkedYaml } from './checked-yaml.ts'
import type { Model } from './config.ts'
import { ModelFile } from './model-schema.ts'

/**
 * Reads a model.
 *
 * @param path for messages
 * @throws PrmError `model.invalid`, one line for each problem, as `loadConfig`
 */
export const readModel = (text: string, path: string): Model =>
  structuredClone(
    checkedYaml(text, {
      schema: ModelFile,
      path,
      what: 'the model',
      code: 'model.invalid',
      ruleHint: 'prm schema lists the columns and what a condition may hold.',
    }),
  )
