/**
 * Texts of a declaration with places to fill: `{domain}` is a field of the one who is asked about, `${PRM_HTTP_MY_KEY}` a
 * key. A reader for each place it can stand in: in a URL values are encoded, elsewhere they stand as they are.
 */
import { didYouMean } from '../../lib/text.ts'
import { FIELD_NAMES, isField } from '../../model/fields.ts'

export type Part = { text: string } | { field: string } | { variable: string }
export type Template = readonly Part[]

/** Only these: a config may be somebody else's, and must not get at other secrets. */
const VARIABLE = /^PRM_HTTP_[A-Z0-9_]*(KEY|TOKEN|SECRET|PASSWORD)$/

const isKnown = (name: string): boolean => isField(name) || /^custom\../.test(name)

/** What is wrong with a name of a field; null where nothing is. */
export const fieldProblem = (name: string): string | null => {
  if (isKnown(name)) return null
  const near = didYouMean(name, FIELD_NAMES)
  return `unknown field "${name}"${near === null ? '' : ` (did you mean "${near}"?)`}`
}

/**
 * @param problemOf what is wrong with a name in braces
 * @throws Error with a sentence for people
 */
export const parseTemplate = (text: string, problemOf = fieldProblem): Template => {
  const parts: Part[] = []
  let end = 0
  for (const found of text.matchAll(/\$\{([^{}]*)\}|\{([^{}]*)\}/g)) {
    const [whole, variable, field] = found
    if (found.index > end) parts.push({ text: text.slice(end, found.index) })
    end = found.index + whole.length
    if (variable !== undefined) {
      if (!VARIABLE.test(variable))
        throw new Error(
          `"${variable}" is no variable for a key here: write PRM_HTTP_…_KEY (or _TOKEN, _SECRET, _PASSWORD)`,
        )
      parts.push({ variable })
      continue
    }
    const problem = problemOf(field!)
    if (problem !== null) throw new Error(problem)
    parts.push({ field: field! })
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  if (parts.some((part) => 'text' in part && /[{}]/.test(part.text)))
    throw new Error('a brace stands alone: write {field} or ${PRM_HTTP_…_KEY}')
  return parts
}

export const fieldsOf = (template: Template): string[] =>
  template.flatMap((part) => ('field' in part ? [part.field] : []))

export const variablesOf = (template: Template): string[] =>
  template.flatMap((part) => ('variable' in part ? [part.variable] : []))

export interface Values {
  known: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
}

const asItIs = (text: string): string => text

/**
 * @param encode of what is filled in
 * @param literal of what stands around it
 * @returns null where a field that it needs is not known
 */
export const fill = (
  template: Template,
  { known, secrets }: Values,
  encode: (value: string) => string = asItIs,
  literal: (text: string) => string = asItIs,
): string | null => {
  let filled = ''
  for (const part of template) {
    if ('text' in part) {
      filled += literal(part.text)
      continue
    }
    const value = 'field' in part ? known[part.field] : secrets[part.variable]
    if (value === undefined || value === '') return null
    filled += encode(value)
  }
  return filled
}
