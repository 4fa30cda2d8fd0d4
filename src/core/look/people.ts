/**
 * Choosing people and columns of `lead`, for lists and exports: checked names, a checked condition, and rows that are
 * read one by one while they are written, so that a million people need no more memory than ten.
 */
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { compileCondition } from '../../store/condition.ts'
import { customTypes } from '../../store/condition-custom.ts'
import type { CustomTypes } from '../../store/condition-leaves.ts'
import type { ProspectFile } from '../../store/index.ts'
import { LEAD_COLUMNS, leadColumn } from '../../store/lead-columns.ts'
import { leadColumnSql, leadOrderSql } from '../../store/lead-sql.ts'
import type { LeadQuery } from '../../store/leads.ts'

export type LeadValue = string | number | boolean | null

/** One person: column → value, in the order asked for. The list's own columns are named `custom.<name>`. */
export type LeadRow = Record<string, LeadValue>

export interface Selection {
  /** Names of `lead`, `custom.<name>`, `answer.<key>`, or `custom.*` and `answer.*` for all of them. */
  columns: readonly string[]
  /** A condition over `lead`, as the user wrote it. */
  where?: string | undefined
  /** SQL of our own, besides `where`. */
  and?: string | undefined
  /** Names; with a minus before it, greatest first. Unknown values come last either way. */
  sort?: readonly string[] | undefined
  limit?: number | undefined
}

export interface SelectedPeople {
  /** As asked for, `custom.*` spelled out. */
  columns: string[]
  /** How many people the conditions choose, whatever the limit. */
  people: number
  /** Read anew by each loop; always with `id`. */
  rows: Iterable<LeadRow>
}

const CUSTOM = 'custom.'
const ANSWER = 'answer.'

/**
 * Checks names of columns and spells `custom.*` out.
 *
 * @throws PrmError `list.unknown_column`, naming all that are not there
 */
export const checkColumns = (file: ProspectFile, names: readonly string[]): string[] => {
  let own: string[] | undefined
  const asked = (): string[] => answerNames(file).map((key) => `${ANSWER}${key}`)
  const known = (): string[] => (own ??= file.leads.customNames().map((name) => `${CUSTOM}${name}`))
  const wrong: { text: string; near: string | null }[] = []
  const found = names.flatMap((name) => {
    if (leadColumn.has(name)) return [name]
    if (name === 'custom.*') return known()
    if (name === 'answer.*') return asked()
    if (name.startsWith(ANSWER) && asked().includes(name)) return [name]
    if (name.startsWith(CUSTOM) && known().includes(name)) return [name]
    const near = didYouMean(name, [...leadColumn.keys(), ...known(), ...asked()])
    wrong.push({ text: near === null ? `"${name}"` : `"${name}" (did you mean ${near}?)`, near })
    return []
  })
  if (wrong.length === 0) return [...new Set(found)]
  const what = wrong.length === 1 ? 'there is no column' : 'there are no columns'
  const all = [...LEAD_COLUMNS.map(({ name }) => name), ...known(), ...asked()].join(', ')
  throw new PrmError(
    'usage',
    'list.unknown_column',
    `${what} ${wrong.map(({ text }) => text).join(', ')}`,
    // Who was understood needs no list of eighty names.
    {
      hint: wrong.every(({ near }) => near !== null)
        ? 'prm schema lead explains them all'
        : `there are ${all}`,
    },
  )
}

const orderBy = (file: ProspectFile, sort: readonly string[]): string | undefined => {
  if (sort.length === 0) return undefined
  const keys = sort.map((key) => ({ name: key.replace(/^[-+]/, ''), isDown: key.startsWith('-') }))
  checkColumns(
    file,
    keys.map(({ name }) => name),
  )
  return keys.map(({ name, isDown }) => leadOrderSql(name, isDown)).join(', ')
}

/** The keys of the questions that anybody answered. */
const answerNames = ({ activities }: ProspectFile): string[] => [
  ...new Set(activities.answerTypes().map(({ question }) => question)),
]

/** A question that was answered in two types has none. */
const answerTypes = ({ activities }: ProspectFile): CustomTypes =>
  Object.fromEntries(
    [...Map.groupBy(activities.answerTypes(), ({ question }) => question)].flatMap(
      ([question, [one, other]]) => (one !== undefined && other === undefined ? [[question, one.type]] : []),
    ),
  )

const compileWhere = (file: ProspectFile, { where, and }: Selection): string | undefined => {
  const { leads } = file
  const parts = and === undefined ? [] : [and]
  if (where !== undefined) {
    const own = /custom/i.test(where)
      ? { customTypes: customTypes(leads.rows), customNames: leads.customNames }
      : {}
    const told = /answer/i.test(where)
      ? { answerTypes: answerTypes(file), answerNames: () => answerNames(file) }
      : {}
    parts.push(compileCondition(where, { where: '--where', ...own, ...told }).sql)
  }
  return parts.length === 0 ? undefined : parts.map((sql) => `(${sql})`).join(' AND ')
}

/** @throws PrmError `list.unknown_column`, `condition.…` */
export const selectPeople = (file: ProspectFile, selection: Selection): SelectedPeople => {
  const columns = checkColumns(file, selection.columns)
  const where = compileWhere(file, selection)
  const query: LeadQuery = {
    columns: [...new Set(['id', ...columns])].map((name) => ({ name, sql: leadColumnSql(name) })),
    where,
    orderBy: orderBy(file, selection.sort ?? []),
    limit: selection.limit,
  }
  const flags = columns.filter((name) => leadColumn.get(name)?.type === 'boolean')
  return {
    columns,
    people: where === undefined ? file.people.count() : file.leads.count(where),
    rows: { [Symbol.iterator]: () => readRows(file, query, flags) },
  }
}

function* readRows(file: ProspectFile, query: LeadQuery, flags: readonly string[]): Generator<LeadRow> {
  for (const row of file.leads.iterate(query) as Iterable<LeadRow>) {
    // SQLite keeps true and false as 1 and 0.
    for (const name of flags) if (row[name] !== null) row[name] = row[name] === 1
    yield row
  }
}

/** Names separated by commas, as `--columns` and `--sort` take them; several flags add up. */
export const splitNames = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
