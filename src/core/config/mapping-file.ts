/** What the columns of a list hold, kept in a file beside it: `--mapping leads.yaml`. */
import { z } from 'zod'
import { checkedYaml } from './checked-yaml.ts'
import { fieldName } from './schema.ts'

export interface MappingFile {
  /** Column → field, `custom.<name>` or `ignore`. */
  map: Record<string, string>
  /** Columns to leave out. */
  ignore: string[]
}

/** A column called 2026 is a number to YAML. */
const column = z.preprocess((name) => (typeof name === 'number' ? String(name) : name), z.string())

const Mapping = z.object({ ignore: z.array(column).default([]) }).catchall(fieldName(['ignore']))

/**
 * Reads a mapping: lines of `column: field`, and `ignore: [columns]`.
 *
 * @param path for messages
 * @throws PrmError `mapping.invalid`, one line for each problem, as `loadConfig`
 */
export const readMapping = (text: string, path: string): MappingFile => {
  const { ignore, ...map } = checkedYaml(text, {
    schema: Mapping,
    path,
    what: 'the mapping',
    code: 'mapping.invalid',
  })
  return { map, ignore }
}
