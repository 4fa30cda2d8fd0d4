/**
 * What somebody answered about the columns of a list, kept in the file for every list with the same headers (in any
 * order and case), so that a question is asked once and scripts follow the answer too. A setting, not a fact: it
 * survives undo, and the next answers take its place.
 */
import { sha256 } from '../../lib/hash.ts'
import { squash } from '../../lib/text.ts'
import { isField } from '../../model/fields.ts'
import type { MetaStore } from '../../store/meta.ts'
import { columnNames } from '../reading/mapping.ts'

export interface MappingAnswers {
  /** ISO day of the answers. */
  on: string
  /** Column → field, `custom.<name>` or `ignore`. */
  columns: Record<string, string>
}

/** The same for lists with the same headers. */
export const headerKey = (header: readonly string[]): string => {
  const names = columnNames(header).map((name) => squash(name).toLowerCase())
  return `mapping:${sha256(JSON.stringify(names.sort()))}`
}

const isAnswer = (field: string): boolean =>
  field === 'ignore' || field.startsWith('custom.') || isField(field)

/** The answers about lists with these headers; null where nobody was asked. */
export const recallAnswers = (
  meta: Pick<MetaStore, 'get'>,
  header: readonly string[],
): MappingAnswers | null => {
  const kept = meta.get(headerKey(header))
  if (kept === undefined) return null
  const { on, columns } = JSON.parse(kept) as MappingAnswers
  // A field that this version does not know is no answer any more.
  const answers = Object.entries(columns).filter(([, field]) => isAnswer(field))
  return answers.length === 0 ? null : { on, columns: Object.fromEntries(answers) }
}

/** Call inside a write. */
export const keepAnswers = (
  meta: Pick<MetaStore, 'set'>,
  header: readonly string[],
  answers: MappingAnswers,
): void => meta.set(headerKey(header), JSON.stringify(answers))
