/** Casts and calls of functions in a condition. */
import type { Expr, ExprCall, ExprCast } from 'pgsql-ast-parser'
import { isDay } from '../lib/day.ts'
import { didYouMean } from '../lib/text.ts'
import { FUNCTIONS, FUNCTION_HINTS } from './condition-functions.ts'
import type { Scope } from './condition-leaves.ts'
import { quoteText, textToNumber } from './condition-values.ts'
import type { ConditionType, Value } from './condition-values.ts'

/** What the translation lends to its parts. */
export interface Tools {
  scope: Scope
  value: (node: Expr) => Value
  /** All values in one type, or null where that is a mistake (then it is reported). */
  unify: (values: readonly Value[]) => { type: ConditionType; sqls: string[] } | null
  asType: (node: Expr, type: ConditionType, why: string) => string
}

const CAST_TYPES: Record<string, ConditionType | 'integer'> = {
  int: 'integer',
  integer: 'integer',
  bigint: 'integer',
  real: 'number',
  float: 'number',
  numeric: 'number',
  decimal: 'number',
  'double precision': 'number',
  text: 'text',
  varchar: 'text',
  date: 'date',
}

/** `cast(x as …)`, `x::…` and `date '…'`. */
export const castValue = (tools: Tools, node: ExprCast): Value => {
  const { wrong, words } = tools.scope
  const name = 'name' in node.to ? node.to.name : ''
  const to = CAST_TYPES[name]
  if (to === undefined) {
    const message = `cannot cast to ${name || 'that type'}: integer, real, text and date are known`
    return wrong(node, 'unsupported', message)
  }
  if (to === 'date' && node.operand.type === 'string') {
    const { value } = node.operand
    return isDay(value)
      ? { sql: quoteText(value), type: 'date', node, literal: value }
      : wrong(node, 'type', `${quoteText(value)} is not a date: write it as '2026-01-31'`)
  }
  const value = tools.value(node.operand)
  if (value.type === 'wrong') return value
  if (value.test === true) return wrong(node, 'type', `${words(node.operand)} is a condition, not a value`)
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others are numbers
  switch (to) {
    case 'text':
      return { sql: `CAST(${value.sql} AS TEXT)`, type: 'text', node }
    case 'date':
      return { sql: `date(${value.sql})`, type: 'date', node }
    default: {
      const textual = value.type === 'text' || value.type === 'custom'
      const real = textual ? textToNumber(value.sql) : value.sql
      if (value.type === 'date') return wrong(node, 'type', `${words(node.operand)} is a date, not a number`)
      const sql = to === 'integer' ? `CAST(round(${real}) AS INTEGER)` : `CAST(${real} AS REAL)`
      return { sql, type: 'number', node }
    }
  }
}

/** A call of one of FUNCTIONS. */
export const callValue = (tools: Tools, node: ExprCall): Value => {
  const { wrong } = tools.scope
  const { name, schema } = node.function
  const known = schema === undefined && Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]! : null
  if (known === null) {
    const near = didYouMean(name, Object.keys(FUNCTIONS))
    const hint = FUNCTION_HINTS[name] ?? (near === null ? null : `did you mean "${near}"?`)
    return wrong(node, 'unknown_function', `unknown function "${name}"${hint === null ? '' : ` (${hint})`}`)
  }
  const extra = [node.distinct, node.orderBy, node.filter, node.withinGroup, node.over]
  if (extra.some((part) => part !== undefined && part !== null)) {
    return wrong(node, 'unsupported', `${name}() takes plain arguments only`)
  }
  const count = node.args.length
  if (count < known.least || count > known.most) {
    return wrong(node, 'arguments', `${name}() takes ${known.takes}, not ${count}`)
  }
  if (known.type === 'same') {
    const values = node.args.map(tools.value)
    const both = tools.unify(values)
    if (both === null) return { sql: 'NULL', type: 'wrong', node }
    const tests = values.every((value) => value.test === true || value.type === 'boolean')
    return {
      sql: `${name}(${both.sqls.join(', ')})`,
      type: both.type,
      node,
      test: tests && both.type === 'boolean',
    }
  }
  const from = known.from
  const sqls = node.args.map((arg) => tools.asType(arg, from, `${name}() takes a ${from}`))
  return { sql: `${name}(${sqls.join(', ')})`, type: known.type, node }
}
