/** A model in a file of its own: `--model FILE`, and `model_file:` of a config. */
import { isMap, isScalar, parseDocument } from 'yaml'
import { PrmError } from '../../model/errors.ts'
import { checkedYaml } from './checked-yaml.ts'
import type { Model } from './config.ts'
import { ModelFile } from './model-schema.ts'

/**
 * Reads a model.
 *
 * @param path for messages
 * @throws PrmError `model.invalid`, one line for each problem, as `loadConfig`
 */
export const readModel = (text: string, path: string): Model => {
  refuseOther(text, path)
  return structuredClone(
    checkedYaml(text, {
      schema: ModelFile,
      path,
      what: 'the model',
      code: 'model.invalid',
      ruleHint: 'prm schema lists the columns and what a condition may hold.',
    }),
  )
}

const SECTIONS = new Set(['dimensions', 'decay', 'grades', 'fit', 'heat', 'learned'])
/** What only a config has. */
const OF_CONFIGS = ['model', 'model_file', 'gates', 'database', 'push']

/** One sentence where the file is something else, in place of a line for each of its keys or rows. */
const refuseOther = (text: string, path: string): void => {
  const name = path.split(/[\\/]/).at(-1)!
  const { contents, errors } = parseDocument(text.replace(/^\ufeff/, ''), { prettyErrors: false })
  const refuse = (message: string, hint: string): never => {
    throw new PrmError('config', 'model.invalid', message, { hint })
  }
  const keys = isMap(contents)
    ? contents.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
    : []
  if (isScalar(contents) ? contents.value === null : contents === null && errors.length === 0)
    refuse(`${name} is empty: a model has dimensions with rules`, WRITTEN)
  if (keys.some((key) => SECTIONS.has(key))) return
  const isYaml = /\.ya?ml$/i.test(name)
  if (errors.length === 0 ? !isMap(contents) : !isYaml)
    refuse(`${name} is no model: a model is YAML, with dimensions that hold rules`, WRITTEN)
  const own = OF_CONFIGS.filter((key) => keys.includes(key))
  if (own.length === 0) return
  refuse(
    `${name} is a config; its model is ${own[0] === 'model' ? 'what stands under model:' : own[0] === 'model_file' ? 'the file that model_file: names' : 'the one in force'}`,
    own[0] === 'model'
      ? 'write what stands there into a file of its own; or leave the file out: the model in force is taken'
      : 'leave the file out: the model in force is taken',
  )
}

const WRITTEN = 'prm model learn and prm model icp write models'
