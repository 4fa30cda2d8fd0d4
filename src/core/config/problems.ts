/** From zod's issues to one line each, with the place in the YAML text. */
import { isMap, isPair, isScalar } from 'yaml'
import type { Document, LineCounter, Node } from 'yaml'
import type { z } from 'zod'
import { didYouMean } from '../../lib/text.ts'
import { lineAndColumn } from '../../store/condition.ts'
import { allowedKeys } from './allowed-keys.ts'

export interface ConfigProblem {
  line: number
  column: number
  message: string
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
}

const kindOf = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'keys and values'
  return JSON.stringify(value)
}

const sentence = (issue: z.core.$ZodIssue, value: unknown, what: string): string => {
  const name = issue.path.length === 0 ? what : String(issue.path.at(-1))
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others bring their own sentence
  switch (issue.code) {
    case 'invalid_type': {
      if (value === undefined) return `"${name}" is missing`
      return `${name} must be ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(value)}`
    }
    case 'invalid_value': {
      const near = typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : null
      const hint = near === null ? '' : ` (did you mean "${near}"?)`
      return `${name} must be one of ${issue.values.map(String).join(', ')}, not ${kindOf(value)}${hint}`
    }
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? issue.message.startsWith('Too small')
          ? `${name} must not be empty`
          : `${name} ${issue.message}`
        : `${name} must be at least ${issue.minimum}`
    case 'too_big':
      return `${name} must be at most ${issue.maximum}`
    case 'invalid_format':
      return `${kindOf(value)}: ${issue.message}`
    case 'invalid_key':
      return `"${name}": ${issue.issues[0]?.message ?? issue.message}`
    default:
      return issue.code === 'custom' && issue.message.startsWith('is ')
        ? `${kindOf(value)} ${issue.message}`
        : issue.message
  }
}

/** Places in the YAML document, and the values there. */
export const locator = (document: Document, text: string, lines: LineCounter) => {
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const nodeAt = (path: readonly PropertyKey[]): Node | null => document.getIn(path, true) as Node | null
  const key = (path: readonly PropertyKey[], name: string): number | null => {
    const map = path.length === 0 ? document.contents : nodeAt(path)
    if (!isMap(map)) return null
    const pair = map.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === name,
    )
    return (pair?.key as Node | undefined)?.range?.[0] ?? null
  }
  /** The value's place; where it is missing, its parent's key. */
  const value = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const parent = path.slice(0, depth - 1)
      const found = nodeAt(path.slice(0, depth))?.range?.[0] ?? key(parent, String(path[depth - 1]))
      if (found !== null) return found
    }
    return document.contents?.range?.[0] ?? 0
  }
  /** A place inside a condition: exact where the text stands as it is on one line, else where the text begins. */
  const inside = (path: readonly PropertyKey[], condition: string, start: number) => {
    const from = value(path)
    const quoted = text[from] === '"' || text[from] === "'" ? 1 : 0
    if (text.startsWith(condition, from + quoted)) return { ...at(from + quoted + start), exact: true }
    return { ...at(from), exact: false }
  }
  return { at, key, value, inside }
}

/**
 * All issues, one problem each, in the order of the text.
 *
 * @param what the whole text, as in "the config must be …"
 */
export const configProblems = (
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  values: unknown,
  where: ReturnType<typeof locator>,
  what: string,
): ConfigProblem[] => {
  const valueAt = (path: readonly PropertyKey[]): unknown =>
    path.reduce<unknown>((found, step) => (found as Record<PropertyKey, unknown> | undefined)?.[step], values)
  const problems = issues.flatMap((issue): ConfigProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      // A schema that is chosen by the value tells them itself.
      const { known = allowedKeys(schema, issue.path) } = issue as { known?: readonly string[] }
      return issue.keys.map((name) => {
        const near = didYouMean(name, known)
        // In {when: a in ('x', 'y')} YAML takes the comma for the end of the value.
        const cut = /['()]/.test(name) ? ' (put quotes round a condition that holds a comma)' : ''
        const hint =
          near === null
            ? cut || (known.length > 0 ? ` (known: ${known.join(', ')})` : '')
            : ` (did you mean "${near}"?)`
        return {
          ...where.at(where.key(issue.path, name) ?? where.value(issue.path)),
          message: `unknown key "${name}"${hint}`,
        }
      })
    }
    if (issue.code === 'custom' && issue.params?.text !== undefined) {
      const { text, start } = issue.params as { text: string; start: number }
      const { exact, ...place } = where.inside(issue.path, text, start)
      const inner = lineAndColumn(text, start)
      const rest = exact ? '' : ` (line ${inner.line}, column ${inner.column} of the condition)`
      return [{ ...place, message: issue.message + rest }]
    }
    return [{ ...where.at(where.value(issue.path)), message: sentence(issue, valueAt(issue.path), what) }]
  })
  return problems.sort((a, b) => a.line - b.line || a.column - b.column)
}
