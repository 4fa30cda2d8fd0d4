/**
 * From the text of a condition to a syntax tree, with the places of mistakes in the user's own text.
 *
 * The grammar is pgsql-ast-parser's. It is loaded on first use: 15 to 45 ms, and 10 to 35 ms for its first parse
 * (measured). Its lexer glues a minus to the digit after it, so that `today-90` is an error: a blank goes between.
 * Comments become blanks, since it trips over quotes in them.
 */
import { createRequire } from 'node:module'
import type { Expr } from 'pgsql-ast-parser'

export interface ConditionProblem {
  code: string
  message: string
  /** Where in the text the trouble begins and ends, in characters from 0. */
  start: number
  end: number
}

export interface ParsedCondition {
  tree: Expr
  /** The place of a node in the user's text; the whole text where the parser gives none. */
  place: (node: unknown) => { start: number; end: number }
}

/** Longer ones are a mistake or an attack: the parser needs about 0.1 ms for each term. */
const LONGEST = 20_000

interface Prepared {
  text: string
  /** Offset in the prepared text → offset in the user's text. */
  origin: (offset: number) => number
  /** Where a quote begins that nothing closes. */
  open: number | null
}

const prepare = (text: string): Prepared => {
  const inserted: number[] = []
  let out = ''
  let at = 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  const origin = (offset: number) => offset - inserted.filter((place) => place < offset).length
  while (at < text.length) {
    const two = text.slice(at, at + 2)
    const one = text[at]!
    if (one === "'" || one === '"') {
      const quoted = match(one === "'" ? /'(?:[^']|'')*'/y : /"(?:[^"]|"")*"/y)
      if (quoted === null) return { text: out, origin, open: at }
      out += quoted
      at += quoted.length
    } else if (two === '--' || two === '/*') {
      const comment = match(two === '--' ? /--[^\n]*/y : /\/\*[^]*?(?:\*\/|$)/y)!
      out += comment.replace(/[^\n]/g, ' ')
      at += comment.length
    } else {
      out += one
      at++
      if (one === '-' && /[\d.]/.test(text[at] ?? '')) {
        inserted.push(out.length)
        out += ' '
      }
    }
  }
  return { text: out, origin, open: null }
}

/** What the parser's own message says in a paragraph, in one sentence at the right place. */
const syntaxProblem = (error: unknown, prepared: Prepared, length: number): ConditionProblem => {
  const { message = '', token } = error as { message?: string; token?: { text?: string; type?: string } }
  const place = /at line (\d+) col (\d+)/.exec(message)
  if (place === null) {
    return { code: 'condition.syntax', message: 'the condition ends too early', start: length, end: length }
  }
  const before = prepared.text.split('\n').slice(0, Number(place[1]) - 1)
  const offset = before.reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1
  const found = token?.text ?? String.fromCodePoint(prepared.text.codePointAt(offset) ?? 0x20)
  const start = prepared.origin(offset)
  const problem = { code: 'condition.syntax', start, end: start + found.length }
  if (found === 'select' || found === 'with') {
    return { ...problem, code: 'condition.unsupported', message: 'a condition cannot hold a select' }
  }
  if (found === ';') return { ...problem, message: 'only one condition is allowed, not a second statement' }
  if (/\p{L}/u.test(found) && token === undefined) {
    return { ...problem, message: `put a name with letters such as "${found}" in double quotes: custom."…"` }
  }
  const hint = token?.text === '=' ? ' (equals is a single =)' : ''
  return { ...problem, message: `did not expect ${JSON.stringify(found)} here${hint}` }
}

/** More rules than any config has; what is parsed beyond them makes room. */
const MOST_KEPT = 1000

/**
 * Trees of texts that were parsed: a config that is checked is compiled in the next breath, and explained for one person
 * after the other, at a third of a millisecond a rule. Nothing but the text decides a tree.
 */
const trees = new Map<string, ParsedCondition>()

/** Parses one expression; what it may hold is checked by the translation (condition-translate.ts). */
export const parseCondition = (text: string): ParsedCondition | ConditionProblem => {
  const kept = trees.get(text)
  if (kept !== undefined) return kept
  const parsed = parse(text)
  if ('code' in parsed) return parsed
  if (trees.size === MOST_KEPT) trees.clear()
  trees.set(text, parsed)
  return parsed
}

const parse = (text: string): ParsedCondition | ConditionProblem => {
  const whole = { start: 0, end: text.length }
  if (text.trim() === '') return { code: 'condition.empty', message: 'the condition is empty', ...whole }
  if (text.length > LONGEST) {
    return {
      code: 'condition.too_long',
      message: `the condition is longer than ${LONGEST} characters`,
      ...whole,
    }
  }
  const prepared = prepare(text)
  if (prepared.open !== null) {
    const start = prepared.open
    return { code: 'condition.syntax', message: 'this quote is never closed', start, end: start + 1 }
  }
  if (prepared.text.trim() === '') {
    return { code: 'condition.empty', message: 'the condition is empty', ...whole }
  }
  const parser = createRequire(import.meta.url)('pgsql-ast-parser') as typeof import('pgsql-ast-parser')
  try {
    // Typed for statements; for an expression it is an array of one.
    const [tree] = parser.parse(prepared.text, { entry: 'expr', locationTracking: true }) as unknown as [Expr]
    return {
      tree,
      place: (node) => {
        const found = (node as { _location?: { start: number; end: number } } | null)?._location
        return found === undefined
          ? whole
          : { start: prepared.origin(found.start), end: prepared.origin(found.end) }
      },
    }
  } catch (error) {
    return syntaxProblem(error, prepared, text.length)
  }
}
