/**
 * Rules are SQL conditions over `lead`: each is parsed, checked and written anew before it runs.
 *
 * Three-valued logic stays: a comparison with an unknown value is NULL, and NULL does not hold. Two departures from
 * PostgreSQL, so that all engines agree: like and ilike both ignore the case of a–z, and dates are compared by day.
 */
import { PrmError } from '../model/errors.ts'
import { parseCondition } from './condition-parse.ts'
import type { ConditionProblem } from './condition-parse.ts'
import type { OwnColumns } from './condition-leaves.ts'
import { translate } from './condition-translate.ts'

export type { ConditionProblem } from './condition-parse.ts'
export { quoteName, quoteText } from './condition-values.ts'

/** A column of the list's own without a known type takes it from the comparison. */
export interface ConditionOptions extends OwnColumns {
  /** Stands before messages: `--where`, `rule 3 of person`. */
  where?: string
}

export interface Condition {
  /** The user's text. */
  text: string
  /** Yields 1, 0 or NULL over a row that has the columns of `lead` under their own names. */
  sql: string
  /** Columns of `lead` that it reads; `as_of` where it says today. */
  columns: string[]
  /** The list's own columns that it reads, without `custom.`. */
  custom: string[]
  /** The questions whose answers it reads, without `answer.`. */
  answers: string[]
}

/** A condition ready to run, or everything that is wrong with it. For callers that gather problems (the config). */
export const checkCondition = (
  text: string,
  options: OwnColumns = {},
): { condition: Condition } | { problems: ConditionProblem[] } => {
  const parsed = parseCondition(text)
  if ('code' in parsed) return { problems: [parsed] }
  const { problems, ...translation } = translate(text, parsed, options)
  return problems.length > 0 ? { problems } : { condition: { text, ...translation } }
}

/** Line and column, from 1, of a place in a text. */
export const lineAndColumn = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

const excerpt = (text: string, { start, end }: ConditionProblem): string => {
  const { line, column } = lineAndColumn(text, start)
  const source = text.split('\n')[line - 1]!
  // Of a long line, the part round the mistake.
  const from = Math.max(0, column - 1 - 60)
  const shown = source.slice(from, from + 100)
  const marks = Math.max(1, Math.min(end - start, shown.length - (column - 1 - from)))
  return `  ${shown}\n  ${' '.repeat(column - 1 - from)}${'^'.repeat(marks)}`
}

/**
 * The condition as SQL of our own making.
 *
 * @throws PrmError `config` with the code of the first problem (`condition.unknown_column`, `condition.type`,
 *   `condition.syntax`, …); the message names all of them, with line, column and a caret under the place
 */
export const compileCondition = (text: string, options: ConditionOptions = {}): Condition => {
  const checked = checkCondition(text, options)
  if ('condition' in checked) return checked.condition
  const { problems } = checked
  const where = options.where === undefined ? '' : `${options.where}: `
  const told = problems.map((problem) => {
    const { line, column } = lineAndColumn(text, problem.start)
    return `${where}${problem.message} at line ${line}, column ${column}\n${excerpt(text, problem)}`
  })
  throw new PrmError('config', problems[0]!.code, told.join('\n'))
}

/** What a condition may hold, for `prm schema`. */
export const PORTABLE_SUBSET = `\
A condition is one SQL expression that is true or false for a person, over the columns of lead.

  compare      = <> != < <= > >=   between 20 and 500   in ('US', 'GB')   not in (…)
  texts        like '%sales%', not like (% any text, _ one letter; a-z and A-Z are the same; ilike is like)
  unknown      is null, is not null, is true, is not true, is false; a comparison with null never holds
  join         and, or, not, ( )
  numbers      + - * /   abs(x), round(x), round(x, 2)   (/ keeps fractions: 7 / 2 is 3.5)
  texts        a || b, lower(x), upper(x), trim(x), length(x)
  choose       coalesce(a, b), nullif(a, b), case when … then … else … end
  convert      cast(x as integer), cast(x as real), cast(x as text), cast(x as date)
  dates        date '2026-01-31', today (the day of the run: --as-of), today - 90, today - created_at (days);
               dates are compared by day
  own columns  custom.budget, custom."Budget (EUR)": a column of the list that no field took; compared with a number,
               only what is written as a plain number counts, the rest is unknown; where the values of a list's column
               are all amounts, days or yes and no, it is read as numbers, dates, true and false
  answers      answer.budget: what somebody told, by the key of the question (prm ask); newest first
  true, false  for columns that are true or false: unsubscribed, suppressed, mvl; also alone: not unsubscribed

No select, no parameters, no other functions: the same text must mean the same in SQLite and in a warehouse.
`
