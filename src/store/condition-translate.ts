/**
 * From the syntax tree of a condition to SQL of our own making: names quoted, literals escaped, types checked. Nothing
 * of the user's text is passed through, so a condition can read `lead` and do nothing else.
 */
import type { Expr, ExprBinary, ExprCase, ExprUnary } from 'pgsql-ast-parser'
import { callValue, castValue } from './condition-calls.ts'
import type { Tools } from './condition-calls.ts'
import type { ConditionProblem, ParsedCondition } from './condition-parse.ts'
import { columnValue, createScope, numberValue, textValue } from './condition-leaves.ts'
import type { OwnColumns } from './condition-leaves.ts'
import { IS, commonType, convert, quoteText } from './condition-values.ts'
import type { ConditionType, Value } from './condition-values.ts'

export interface Translation {
  sql: string
  /** Columns of `lead` it reads; `as_of` where it says today. */
  columns: string[]
  /** The questions whose answers it reads, without `answer.`. */
  answers: string[]
  /** The list's own columns it reads, without `custom.`. */
  custom: string[]
  problems: ConditionProblem[]
}

export const translate = (text: string, parsed: ParsedCondition, own: OwnColumns = {}): Translation => {
  const scope = createScope(text, parsed, own)
  const { wrong, words } = scope
  const test = (node: Expr, sql: string): Value => ({ sql: `(${sql})`, type: 'boolean', node, test: true })

  /** All values in one type, or the mistake. */
  const unify = (values: readonly Value[]): { type: ConditionType; sqls: string[] } | null => {
    const type = commonType(values)
    if (type === 'wrong') return null
    const leading = values.find((value) => value.type === type)
    const sqls: string[] = []
    for (const value of values) {
      const sql = convert(value, type)
      if (sql !== null) sqls.push(sql)
      else if (type === 'date' && value.type === 'text' && value.literal !== undefined) {
        wrong(value.node, 'type', `${words(value.node)} is not a date: write it as '2026-01-31'`)
      } else {
        const other = leading === undefined ? `a ${type} was expected` : `${words(leading.node)} ${IS[type]}`
        wrong(value.node, 'type', `${other}, ${words(value.node)} ${IS[value.type]}`)
      }
    }
    return sqls.length === values.length ? { type, sqls } : null
  }

  /** Values that are compared: no null (a comparison with it never holds) and no conditions. */
  const comparable = (nodes: readonly Expr[]): string[] | null => {
    const values = nodes.map(translated)
    let fine = true
    for (const value of values) {
      if (value.type === 'null') {
        wrong(value.node, 'null', 'a comparison with null never holds: write is null or is not null')
      } else if (value.test === true && value.type !== 'wrong') {
        const message = `${words(value.node)} is itself a condition: join conditions with and, or, not`
        wrong(value.node, 'type', message)
      } else continue
      fine = false
    }
    return fine ? (unify(values)?.sqls ?? null) : null
  }

  const asType = (node: Expr, type: ConditionType, why: string): string => {
    const value = translated(node)
    const sql = value.test === true ? null : convert(value, type)
    if (sql !== null) return sql
    return wrong(node, 'type', `${words(node)} ${IS[value.type]}; ${why}`).sql
  }

  const condition = (node: Expr): string => {
    const value = translated(node)
    if (value.type === 'boolean' || value.type === 'wrong') return value.sql
    const hint =
      value.type === 'custom' ? 'compare it with something' : `it ${IS[value.type]}, not true or false`
    return wrong(node, 'not_a_condition', `${words(node)} is no condition: ${hint}`).sql
  }

  const arithmetic = (node: ExprBinary): Value => {
    const left = translated(node.left)
    const right = translated(node.right)
    if (left.type === 'wrong' || right.type === 'wrong') return { sql: 'NULL', type: 'wrong', node }
    if (left.type === 'date' && (node.op === '+' || node.op === '-')) {
      if (node.op === '-' && convert(right, 'date') !== null && right.type !== 'custom') {
        const days = `julianday(${left.sql}) - julianday(${right.sql})`
        return { sql: `CAST(${days} AS INTEGER)`, type: 'number', node }
      }
      const days = convert(right, 'number')
      if (days !== null && right.test !== true) {
        const step = `CAST(${node.op === '-' ? `-(${days})` : days} AS INTEGER) || ' days'`
        const fixed =
          typeof right.literal === 'number' ? (node.op === '-' ? -right.literal : right.literal) : null
        const shift = fixed === null ? step : quoteText(`${Math.trunc(fixed)} days`)
        return { sql: `date(${left.sql}, ${shift})`, type: 'date', node }
      }
    }
    const why =
      node.op === '+'
        ? 'only numbers can be added (|| joins texts)'
        : `${node.op} needs numbers on both sides`
    const [a, b] = [left, right].map((value) => {
      const sql = value.test === true || value.type === 'null' ? null : convert(value, 'number')
      return sql ?? wrong(value.node, 'type', `${words(value.node)} ${IS[value.type]}; ${why}`).sql
    }) as [string, string]
    // Division is real division: SQLite's own would make 7 / 2 three.
    return {
      sql: node.op === '/' ? `(CAST(${a} AS REAL) / ${b})` : `(${a} ${node.op} ${b})`,
      type: 'number',
      node,
    }
  }

  const chain = (node: Expr, op: 'AND' | 'OR'): Expr[] =>
    node.type === 'binary' && node.op === op ? [...chain(node.left, op), ...chain(node.right, op)] : [node]

  const binary = (node: ExprBinary): Value => {
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the grammar knows many more
    switch (node.op) {
      case 'AND':
      case 'OR':
        // A chain stays flat: SQLite counts nested brackets.
        return test(node, chain(node, node.op).map(condition).join(` ${node.op} `))
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=': {
        const sides = comparable([node.left, node.right])
        return test(
          node,
          sides === null ? 'NULL' : `${sides[0]!} ${node.op === '!=' ? '<>' : node.op} ${sides[1]!}`,
        )
      }
      case 'IN':
      case 'NOT IN': {
        if (node.right.type === 'select') return translated(node.right)
        const items = node.right.type === 'list' ? node.right.expressions : [node.right]
        const all = comparable([node.left, ...items])
        return test(node, all === null ? 'NULL' : `${all[0]!} ${node.op} (${all.slice(1).join(', ')})`)
      }
      case 'LIKE':
      case 'ILIKE':
      case 'NOT LIKE':
      case 'NOT ILIKE': {
        const [value, pattern] = [node.left, node.right].map((side) =>
          asType(side, 'text', 'like compares texts'),
        ) as [string, string]
        if (node.right.type === 'string' && node.right.value.includes('\\')) {
          wrong(
            node.right,
            'unsupported',
            'a backslash in a pattern means different things in different engines',
          )
        }
        return test(node, `${value} ${node.op.replace('ILIKE', 'LIKE')} ${pattern}`)
      }
      case '+':
      case '-':
      case '*':
      case '/':
        return arithmetic(node)
      case '||': {
        const sides = [node.left, node.right].map((side) =>
          asType(side, 'text', '|| joins texts (cast(… as text) makes one)'),
        )
        return { sql: `(${sides.join(' || ')})`, type: 'text', node }
      }
      default:
        return wrong(node, 'unsupported', `the operator ${node.op.toLowerCase()} is not part of conditions`)
    }
  }

  const unary = (node: ExprUnary): Value => {
    switch (node.op) {
      case 'NOT':
        return test(node, `NOT ${condition(node.operand)}`)
      case 'IS NULL':
      case 'IS NOT NULL':
        return test(node, `${translated(node.operand).sql} ${node.op}`)
      case 'IS TRUE':
      case 'IS FALSE':
      case 'IS NOT TRUE':
      case 'IS NOT FALSE':
        return test(node, `${condition(node.operand)} ${node.op}`)
      case '-':
      case '+': {
        const sql = asType(node.operand, 'number', `${node.op} needs a number`)
        const literal =
          node.operand.type === 'integer' || node.operand.type === 'numeric' ? node.operand.value : null
        const value: Value = { sql: `(${node.op} ${sql})`, type: 'number', node }
        return literal === null ? value : numberValue(scope, node, node.op === '-' ? -literal : literal)
      }
    }
  }

  const cases = (node: ExprCase): Value => {
    const results = [...node.whens.map(({ value }) => value), ...(node.else ? [node.else] : [])].map(
      translated,
    )
    const conditions = node.whens.map(({ when }) => when)
    const [subject, ...whens] = (node.value ? comparable([node.value, ...conditions]) : null) ?? [
      '',
      ...conditions.map((when) => (node.value ? 'NULL' : condition(when))),
    ]
    const both = unify(results)
    if (both === null) return { sql: 'NULL', type: 'wrong', node }
    const branches = whens.map((when, i) => `WHEN ${when} THEN ${both.sqls[i]!}`).join(' ')
    const last = node.else ? ` ELSE ${both.sqls.at(-1)!}` : ''
    return { sql: `CASE${subject && ` ${subject}`} ${branches}${last} END`, type: both.type, node }
  }

  const translated = (node: Expr): Value => {
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the grammar knows many more
    switch (node.type) {
      case 'ref':
        return columnValue(scope, node)
      case 'integer':
      case 'numeric':
        return numberValue(scope, node, node.value)
      case 'string':
        return textValue(scope, node, node.value)
      case 'boolean':
        return { sql: node.value ? '1' : '0', type: 'boolean', node, literal: node.value }
      case 'null':
        return { sql: 'NULL', type: 'null', node }
      case 'binary':
        return binary(node)
      case 'unary':
        return unary(node)
      case 'ternary': {
        const three = comparable([node.value, node.lo, node.hi])
        return test(node, three === null ? 'NULL' : `${three[0]!} ${node.op} ${three[1]!} AND ${three[2]!}`)
      }
      case 'cast':
        return castValue(tools, node)
      case 'call':
        return callValue(tools, node)
      case 'case':
        return cases(node)
      case 'keyword':
        return wrong(
          node,
          'unsupported',
          `${node.keyword} is not part of conditions (today is the day of the run)`,
        )
      case 'parameter':
        return wrong(node, 'unsupported', `a parameter (${node.name}) has no value here`)
      case 'list':
        return wrong(node, 'unsupported', 'a list of values stands only after in')
      case 'select':
      case 'with':
      case 'with recursive':
      case 'union':
      case 'union all':
      case 'values':
      case 'array select':
        return wrong(node, 'unsupported', 'a condition cannot hold a select')
      default:
        return wrong(node, 'unsupported', `${words(node)} is not part of conditions`)
    }
  }

  const tools: Tools = { scope, value: translated, unify, asType }
  const sql = condition(parsed.tree)
  return {
    sql,
    columns: [...scope.columns],
    custom: [...scope.custom],
    answers: [...scope.answers],
    problems: scope.problems,
  }
}
