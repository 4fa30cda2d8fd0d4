/** Answers the questions in SOQL that a fake of Salesforce is asked: a filter, an order and a limit over rows in memory. */
import { escapeRegExp } from '../../lib/escape-reg-exp.ts'

export type FakeRow = Record<string, unknown>
type Test = (row: FakeRow) => boolean
type Value = string | number | boolean | null

/** As Salesforce says it. */
export class SoqlError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const TOKEN =
  /\s*('(?:\\.|[^'\\])*'|[A-Za-z_][\w.]*|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)|\d+|[<>!]=|[=<>(),])/y

const tokensOf = (soql: string): string[] => {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < soql.trimEnd().length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(soql)?.[1]
    if (token === undefined)
      throw new SoqlError('MALFORMED_QUERY', `unexpected token: ${soql.slice(at, at + 20)}`)
    tokens.push(token)
  }
  return tokens
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const textOf = (token: string): string =>
  token.slice(1, -1).replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char)

/** Of LIKE: `\%` and `\_` are letters. */
const patternOf = (token: string): RegExp => {
  const source = token.slice(1, -1).replace(/\\.|[%_]|[^\\%_]/gs, (part) => {
    if (part === '%') return '.*'
    if (part === '_') return '.'
    const char = part.length === 2 ? (ESCAPES[part[1]!] ?? part[1]!) : part
    return escapeRegExp(char)
  })
  return new RegExp(`^${source}$`, 'is')
}

const valueOf = (token: string): Value => {
  if (token.startsWith("'")) return textOf(token)
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true'
  if (/^null$/i.test(token)) return null
  if (/^\d{4}-/.test(token)) return Date.parse(token)
  return Number(token)
}

export const at = (row: FakeRow, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as FakeRow | null | undefined)?.[name], row)

const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/
/** Times as numbers; texts in small letters, but ids as they stand. */
const plain = (path: string, value: unknown): Value => {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') return value as number | boolean
  if (STAMP.test(value)) return Date.parse(value.replace('+0000', 'Z'))
  return /(^|\.)Id$/.test(path) ? value : value.toLowerCase()
}

/** @param check throws where there is no such field */
export const parseSoql = (soql: string, check: (object: string, path: string) => void) => {
  const tokens = tokensOf(soql)
  let i = 0
  const is = (...words: string[]): boolean =>
    words.every((word, n) => tokens[i + n]?.toUpperCase() === word) && ((i += words.length), true)
  const need = (word: string): void => {
    if (!is(word)) throw new SoqlError('MALFORMED_QUERY', `unexpected token: ${tokens[i] ?? '<EOF>'}`)
  }
  const next = (): string => tokens[i++] ?? ''
  const object = tokens[tokens.findIndex((token) => token.toUpperCase() === 'FROM') + 1] ?? ''
  const field = (): string => {
    const path = next()
    check(object, path)
    return path
  }
  const list = <T>(read: () => T): T[] => {
    const all = [read()]
    while (is(',')) all.push(read())
    return all
  }
  const comparison = (): Test => {
    const path = field()
    if (is('LIKE')) {
      const pattern = patternOf(next())
      return (row) => pattern.test(String(plain(path, at(row, path)) ?? ''))
    }
    const isNot = is('NOT')
    if (is('IN')) {
      need('(')
      const values = new Set(list(() => plain(path, valueOf(next()))))
      need(')')
      return (row) => values.has(plain(path, at(row, path))) !== isNot
    }
    const operator = next()
    const value = plain(path, valueOf(next()))
    return (row) => {
      const held = plain(path, at(row, path))
      if (operator === '=') return held === value
      if (operator === '!=') return held !== value
      if (held === null || value === null) return false
      return operator === '>' ? held > value : operator === '<' ? held < value : false
    }
  }
  const one = (): Test => {
    if (!is('(')) return comparison()
    const test = either()
    need(')')
    return test
  }
  const both = (): Test => {
    const tests = [one()]
    while (is('AND')) tests.push(one())
    return (row) => tests.every((test) => test(row))
  }
  const either = (): Test => {
    const tests = [both()]
    while (is('OR')) tests.push(both())
    return (row) => tests.some((test) => test(row))
  }
  need('SELECT')
  const fields = list(field)
  need('FROM')
  next()
  const where: Test = is('WHERE') ? either() : () => true
  const order = is('ORDER', 'BY') ? list(field) : []
  const limit = is('LIMIT') ? Number(next()) : Infinity
  if (i < tokens.length) throw new SoqlError('MALFORMED_QUERY', `unexpected token: ${tokens[i]}`)
  const sorted = (a: FakeRow, b: FakeRow): number => {
    for (const path of order) {
      const [x, y] = [plain(path, at(a, path)) ?? '', plain(path, at(b, path)) ?? '']
      if (x !== y) return x < y ? -1 : 1
    }
    return 0
  }
  const shape = (row: FakeRow): FakeRow => {
    const shaped: FakeRow = { attributes: { type: object } }
    for (const path of fields) {
      const [first = '', second] = path.split('.')
      if (second === undefined) shaped[first] = row[first] ?? null
      else {
        const inner = row[first] as FakeRow | null | undefined
        const before = shaped[first] as FakeRow | null | undefined
        shaped[first] = inner ? { ...before, [second]: inner[second] ?? null } : null
      }
    }
    return shaped
  }
  return {
    object,
    run: (rows: readonly FakeRow[]): FakeRow[] => rows.filter(where).sort(sorted).slice(0, limit).map(shape),
  }
}
