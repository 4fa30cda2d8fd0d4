/** The leaves of a condition: columns, numbers, texts; and what its translation gathers on the way. */
import type { Expr, ExprRef } from 'pgsql-ast-parser'
import { didYouMean, fold } from '../lib/text.ts'
import type { ConditionProblem, ParsedCondition } from './condition-parse.ts'
import { convert, quoteName, quoteText } from './condition-values.ts'
import type { ConditionType, Value } from './condition-values.ts'
import { LEAD_COLUMNS, leadColumn } from './lead-columns.ts'
import type { LeadType } from './lead-columns.ts'
import { leadColumnSql } from './lead-sql.ts'

export type CustomTypes = Readonly<Record<string, 'number' | 'text' | 'date' | 'boolean'>>

/** What is known of the lists' own columns. */
export interface OwnColumns {
  customTypes?: CustomTypes
  /** All there are, asked for only where a name has no type; without it any name is taken. */
  customNames?: () => readonly string[]
  /** The same for answers to the questions of discovery. */
  answerTypes?: CustomTypes
  answerNames?: () => readonly string[]
}

/** One translation: the text, what was found in it so far, and how to report a mistake at its place. */
export interface Scope {
  text: string
  place: ParsedCondition['place']
  customTypes: CustomTypes
  customNames: (() => readonly string[]) | undefined
  answerTypes: CustomTypes
  answerNames: (() => readonly string[]) | undefined
  columns: Set<string>
  custom: Set<string>
  answers: Set<string>
  problems: ConditionProblem[]
  /** Reports a mistake; the value it gives keeps further messages about the same place away. */
  wrong: (node: Expr, code: string, message: string) => Value
  /** The user's own words for a part of the condition, shortened. */
  words: (node: Expr) => string
}

export const createScope = (
  text: string,
  parsed: ParsedCondition,
  { customTypes = {}, customNames, answerTypes = {}, answerNames }: OwnColumns,
): Scope => {
  const problems: ConditionProblem[] = []
  return {
    text,
    place: parsed.place,
    customTypes,
    customNames,
    answerTypes,
    answerNames,
    columns: new Set(),
    custom: new Set(),
    answers: new Set(),
    problems,
    wrong: (node, code, message) => {
      problems.push({ code: `condition.${code}`, message, ...parsed.place(node) })
      return { sql: 'NULL', type: 'wrong', node }
    },
    words: (node) => {
      const { start, end } = parsed.place(node)
      const found = text.slice(start, end).replace(/\s+/g, ' ')
      return found.length > 40 ? `${found.slice(0, 39)}…` : found
    },
  }
}

const TYPES: Record<LeadType, ConditionType> = {
  text: 'text',
  integer: 'number',
  real: 'number',
  date: 'date',
  boolean: 'boolean',
}

const foldName = (name: string): string => fold(name).replace(/[^\p{L}\p{N}]+/gu, '_')

/** Columns that are not the same in every file: those of the lists, and the questions that were asked. */
const ownColumn = (scope: Scope, node: ExprRef, family: 'custom' | 'answer'): Value => {
  const isAnswer = family === 'answer'
  const types = isAnswer ? scope.answerTypes : scope.customTypes
  const known = isAnswer ? scope.answerNames : scope.customNames
  const written = /(?:custom|answer)\s*\.\s*([^]+)$/i.exec(scope.words(node))?.[1] ?? node.name
  const name = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written
  // The list's header decides; `custom.big_budget` finds "Big Budget".
  const among = (names: readonly string[]): string | undefined =>
    names.includes(name) ? name : names.find((candidate) => foldName(candidate) === foldName(name))
  const typed = among(Object.keys(types))
  const all = typed === undefined ? known?.() : undefined
  const found = typed ?? (all === undefined ? name : among(all))
  if (found === undefined) {
    const near = didYouMean(name, all ?? [])
    const hint = near === null ? '' : ` (did you mean ${family}.${near}?)`
    const nowhere = isAnswer ? 'nobody answered a question' : 'no list has a column'
    return scope.wrong(node, 'unknown_column', `${nowhere} ${family}.${name}${hint}`)
  }
  if (/["\\]/.test(found)) {
    return scope.wrong(
      node,
      'unsupported',
      'a column whose name holds a quote or backslash cannot be used here',
    )
  }
  if (isAnswer) scope.answers.add(found)
  else scope.custom.add(found)
  const value: Value = {
    sql: leadColumnSql(`${family}.${found}`),
    type: 'custom',
    node,
  }
  const type = types[found]
  return type === undefined ? value : { sql: convert(value, type)!, type, node }
}

/** A column of `lead`, one of the list's own, or today. */
export const columnValue = (scope: Scope, node: ExprRef): Value => {
  const table = node.table
  if ((table?.name === 'custom' || table?.name === 'answer') && (table.schema ?? 'lead') === 'lead')
    return ownColumn(scope, node, table.name)
  if (table !== undefined && table.name !== 'lead') {
    return scope.wrong(
      node,
      'unknown_column',
      `there is no table ${table.name}: write a column of lead, custom.<name> or answer.<key>`,
    )
  }
  if (node.name === 'today') {
    scope.columns.add('as_of')
    return { sql: '"as_of"', type: 'date', node }
  }
  const found = leadColumn.get(node.name)
  if (found === undefined) {
    if (node.name === 'custom')
      return scope.wrong(node, 'unknown_column', 'write custom.<name of the column>')
    const near = didYouMean(
      node.name,
      LEAD_COLUMNS.map(({ name }) => name),
    )
    const quoted = scope.text[scope.place(node).start] === '"'
    const hint = near !== null ? ` (did you mean "${near}"?)` : quoted ? ' (text goes in single quotes)' : ''
    return scope.wrong(node, 'unknown_column', `unknown column "${node.name}"${hint}`)
  }
  scope.columns.add(found.name)
  const name = quoteName(found.name)
  // Times of day are cut off, so that a check made today is not later than today.
  const sql = found.type === 'date' && found.name !== 'as_of' ? `substr(${name}, 1, 10)` : name
  return { sql, type: TYPES[found.type], node }
}

export const numberValue = (scope: Scope, node: Expr, value: number): Value =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER || !Number.isFinite(value)
    ? scope.wrong(node, 'unsupported', `${scope.words(node)} is too large a number`)
    : { sql: value < 0 ? `(${value})` : String(value), type: 'number', node, literal: value }

export const textValue = (scope: Scope, node: Expr, value: string): Value =>
  value.includes('\0')
    ? scope.wrong(node, 'unsupported', 'text cannot hold a NUL character')
    : { sql: quoteText(value), type: 'text', node, literal: value }
