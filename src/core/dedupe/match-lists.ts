/**
 * "Which of these do we know already?": a list against the people of the file, against another list, or within itself,
 * without importing anything. Lists are read as an import would read them; or any columns of theirs are compared.
 */
import type { TableOptions, TableSource } from '../../lib/table/index.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import type { ProspectFile } from '../../store/index.ts'
import { SCHEMA_VERSION, type Result } from '../derive/run.ts'
import { normaliseRow, rejection } from '../reading/normalise.ts'
import { openList } from '../reading/open-list.ts'
import { createBecause, reasonOf } from './because.ts'
import type { Edges } from './cluster.ts'
import type { OversizedBlock } from './dedupe.ts'
import { contentsOf, contentsOfCells, EqualRows, type Spread } from './equal-rows.ts'
import { probabilityOf } from './merge-cut.ts'
import { fileModel } from './file-model.ts'
import { matchTable as matchPeopleTable, type PeopleMatcher } from './people-matcher.ts'
import type { PeopleModel } from './people-model.ts'
import { PeopleTableBuilder } from './people-table.ts'
import { parseCompare } from './table/compare-spec.ts'
import { matchTable } from './table/match-table.ts'
import type { PersonFacts } from './types.ts'
import { listFacts, Units } from './unit-facts.ts'

export interface MatchList {
  source: TableSource
  name: string
}

export interface MatchInput {
  list: MatchList
  /** Another list; null: the people of the file, else the list itself. */
  against: MatchList | null
  /** `dob:date,postcode:exact`: columns to compare, and as what. */
  compare?: string | undefined
  /** Pairs that are less likely are left out; 0.5 where it is not told. */
  least?: number | undefined
  country?: string | undefined
  locale?: string | undefined
  map?: Record<string, string>
  ignore?: string[]
  table?: TableOptions
}

/** One row or person of a pair. */
export interface MatchSide {
  /** The line in its list; null for a person of the file. */
  line: number | null
  /** The person's id; null for a row. */
  id: string | null
  name: string | null
  email: string | null
  company: string | null
}

export interface MatchedPair {
  row: MatchSide
  other: MatchSide
  probability: number
  because: string
}

export interface MatchResult extends Result {
  run: null
  /** `rows` = `known` + `new`; `pairs` can be more than `known`. */
  counts: Record<'rows' | 'known' | 'new' | 'pairs', number>
  list: string
  /** What it was matched with: the name of a list, or null for the people of the file. */
  against: string | null
  within: boolean
  /** The people of a prospect file would have been meant, but there is none. */
  no_file: boolean
  pairs: MatchedPair[]
  /** Pairs that are not listed: of a row with others that are equal in all that is compared to one listed. */
  unlisted: number
  /** Groups of people or rows too large to compare all with all. */
  splits: OversizedBlock[]
}

/** A row as it is matched and shown. */
interface ListRow {
  line: number
  cells: readonly string[]
  fields: RecordFields
}

interface ReadList {
  name: string
  header: string[]
  rows: ListRow[]
}

const readList = async ({ source, name }: MatchList, input: MatchInput): Promise<ReadList> => {
  const { map = {}, ignore = [], locale } = input
  const list = await openList(source, input.table ?? {}, { map, ignore, locale })
  const rows: ListRow[] = []
  for await (const part of list.rows)
    for (const { cells, line } of part) {
      const { fields, reason } = normaliseRow(cells, list.columns, input.country)
      const isContact = (reason ?? rejection(fields, 'people')) === null
      if (isContact || input.compare !== undefined) rows.push({ line, cells, fields })
    }
  if (rows.length === 0) {
    throw new PrmError('input', 'match.no_rows', `${name} has no rows that could be matched`, {
      hint: `prm import ${name} --dry-run tells how its columns are read`,
    })
  }
  return { name, header: list.header, rows }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const sideOfRow = ({ line, fields }: ListRow): MatchSide => {
  const parts = [fields.first_name, fields.last_name].filter((part) => typeof part === 'string')
  return {
    ...{ line, id: null, name: textOf(fields.full_name) ?? (parts.join(' ') || null) },
    ...{ email: textOf(fields.email), company: textOf(fields.company) },
  }
}

const factsOfRow = ({ fields }: ListRow, id: number, list: string): PersonFacts => {
  const told = textOf(fields.domain) ?? textOf(fields.website)
  return listFacts(id, fields, told === null ? null : companyDomain(told), [list])
}

/** Two things that matching holds to be one: places of a row and of what it is matched with. */
interface Found {
  row: number
  other: number
  bits: number
  because: string
}

/**
 * Matches a list.
 *
 * @param file null where there is none
 * @throws PrmError as reading a list; `match.no_rows`; `dedupe.compare`
 */
export const matchLists = async (
  file: ProspectFile | null,
  input: MatchInput,
  on: OnProgress = () => undefined,
): Promise<MatchResult> => {
  on({ kind: 'start', label: `matching ${input.list.name}` })
  const list = await readList(input.list, input)
  const other = input.against === null ? null : await readList(input.against, input)
  const hasPeople = file !== null && other === null && input.compare === undefined
  const { found, unlisted, splits, sideOf } =
    input.compare !== undefined
      ? byColumns(input.compare, list, other, input)
      : hasPeople
        ? withPeople(file, list, input)
        : byEvidence(list, other, input)
  const pairs = found
    .map(({ row, other: place, bits, because }) => ({
      ...{ row: sideOfRow(list.rows[row]!), other: sideOf(place), probability: probabilityOf(bits), because },
    }))
    .sort((x, y) => x.row.line! - y.row.line! || y.probability - x.probability)
  const known = new Set(pairs.map(({ row }) => row.line)).size
  on({ kind: 'done', label: `matching ${input.list.name}`, done: list.rows.length, unit: 'rows' })
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null },
    counts: { rows: list.rows.length, known, new: list.rows.length - known, pairs: pairs.length },
    ...{ list: list.name, against: other?.name ?? null, within: other === null && !hasPeople },
    ...{ no_file: other === null && !hasPeople && input.compare === undefined, pairs, unlisted, splits },
  }
}

interface Matches extends Pick<MatchResult, 'unlisted' | 'splits'> {
  found: Found[]
  /** What stands at a place of the other side. */
  sideOf: (place: number) => MatchSide
}

/** What is matched with what: places below `rows` are of the list, those from there on of the other side. */
interface Sides {
  rows: number
  isWithin: boolean
  least: number
}

const sidesOf = (list: ReadList, other: ReadList | null, { least = 0.5 }: MatchInput): Sides => ({
  ...{ rows: list.rows.length, isWithin: other === null, least },
})

/** Pairs of the list with the other side, or among its own rows, for all that were matched as one. */
const spreadOf = (
  { edges: { a, b, weight } }: { edges: Edges },
  equal: EqualRows,
  { rows, isWithin, least }: Sides,
  becauseOf: (a: number, b: number) => string,
  whoOf?: (place: number) => unknown,
): Spread<Found> => {
  const found: Found[] = []
  for (let e = 0; e < weight.length; e++) {
    const [row, other] = [equal.chosen[a[e]!]!, equal.chosen[b[e]!]!]
    if (!isWithin && (row >= rows || other < rows)) continue
    if (probabilityOf(weight[e]!) >= least)
      found.push({ row, other, bits: weight[e]!, because: becauseOf(a[e]!, b[e]!) })
  }
  return equal.spread(found, whoOf)
}

/** Matches people, those who are equal in all that is compared as one. */
const matchEqual = (
  people: Iterable<PersonFacts>,
  { rows, isWithin }: Sides,
  model?: PeopleModel,
): { equal: EqualRows; matcher: PeopleMatcher } => {
  const builder = new PeopleTableBuilder(false)
  for (const facts of people) builder.add(facts)
  const all = builder.finish()
  const equal = new EqualRows(contentsOf(all), rows, isWithin)
  const table = equal.chosen.length === all.units ? all : builder.finish(equal.chosen)
  const options = { asked: equal.asked(rows), ...(model === undefined ? {} : { model }) }
  return { equal, matcher: matchPeopleTable(table, new Set(), options) }
}

const oversized = ({ splits }: PeopleMatcher): OversizedBlock[] =>
  splits.map(({ rule, size, by, left_out }) => ({ rule, size, by, left_out }))

const byEvidence = (list: ReadList, other: ReadList | null, input: MatchInput): Matches => {
  const rows = [...list.rows, ...(other?.rows ?? [])]
  const nameOf = (place: number): string => (place < list.rows.length ? list.name : other!.name)
  const sides = sidesOf(list, other, input)
  const people = rows.map((row, place) => factsOfRow(row, place, nameOf(place)))
  const { equal, matcher } = matchEqual(people, sides)
  const { pairs, unlisted } = spreadOf(matcher, equal, sides, createBecause(matcher))
  return { found: pairs, unlisted, splits: oversized(matcher), sideOf: (place) => sideOfRow(rows[place]!) }
}

const withPeople = (file: ProspectFile, list: ReadList, input: MatchInput): Matches => {
  const units: number[] = []
  const count = list.rows.length
  const all = function* (): Generator<PersonFacts> {
    // Numbers that no record has.
    const next = file.records.lastId() + 1
    for (const [place, row] of list.rows.entries()) yield factsOfRow(row, next + place, list.name)
    for (const facts of new Units(file).all()) {
      units.push(facts.id)
      yield facts
    }
  }
  const sides = { ...sidesOf(list, null, input), isWithin: false }
  const { equal, matcher } = matchEqual(all(), sides, fileModel(file)?.whole())
  const personOf = remembered((place) => file.records.personOf(units[place - count]!)!)
  const { pairs, unlisted } = spreadOf(matcher, equal, sides, createBecause(matcher), personOf)
  // A person can be several units: the likeliest speaks for them.
  const best = new Map<string, Found>()
  for (const each of pairs) {
    const key = `${each.row}:${personOf(each.other)}`
    if (each.bits > (best.get(key)?.bits ?? -Infinity)) best.set(key, each)
  }
  const sideOf = remembered((place): MatchSide => {
    const id = personOf(place)
    const row = file.people.get(id)!
    const company = row.company_id === null ? undefined : file.companies.get(String(row.company_id))
    return {
      ...{ line: null, id, name: textOf(row.full_name), email: textOf(row.email) },
      company: textOf(company?.company ?? company?.domain),
    }
  })
  return { found: [...best.values()], unlisted, splits: oversized(matcher), sideOf }
}

/** Asked once of each place: a hundred rows can be one person. */
const remembered = <T>(of: (place: number) => T): ((place: number) => T) => {
  const known = new Map<number, T>()
  return (place) => {
    let found = known.get(place)
    if (found === undefined) known.set(place, (found = of(place)))
    return found
  }
}

const byColumns = (spec: string, list: ReadList, other: ReadList | null, input: MatchInput): Matches => {
  const compare = parseCompare(spec, list.header)
  if (other !== null) parseCompare(spec, other.header)
  const cellsOf = ({ header, rows }: ReadList): string[][] => {
    const places = compare.map(({ name }) => header.indexOf(name))
    return rows.map(({ cells }) => places.map((place) => cells[place] ?? ''))
  }
  const rows = [...list.rows, ...(other?.rows ?? [])]
  const cells = [...cellsOf(list), ...(other === null ? [] : cellsOf(other))]
  const sides = sidesOf(list, other, input)
  const equal = new EqualRows(contentsOfCells(cells), sides.rows, sides.isWithin)
  const matcher = matchTable(
    Array.from(equal.chosen, (place) => cells[place]!),
    {
      compare,
      ...(other === null ? {} : { source: equal.chosen.map((place) => (place < sides.rows ? 0 : 1)) }),
    },
  )
  const { pairs, unlisted } = spreadOf(matcher, equal, sides, (a, b) => reasonOf(matcher.explain(a, b).lines))
  // Parted by other columns, a block is still compared; what nothing parts is compared with its neighbours alone.
  const splits = matcher.splits.filter(({ by }) => by.length === 0)
  return {
    ...{ found: pairs, unlisted, sideOf: (place) => sideOfRow(rows[place]!) },
    splits: splits.map(({ key, rows: size, by }) => ({ rule: key, size, by, left_out: 0 })),
  }
}
