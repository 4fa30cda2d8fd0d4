/**
 * Columns to fields. Three voices, in this order: the user; a recognised export (presets.ts); header and values
 * together. A guess that is wrong costs more than a column left unmapped, so a column that nobody is sure of stays the
 * list's own (`custom.…`), kept and usable. Each field is used once.
 */

import { didYouMean, squash } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { FIELD_NAMES, isField, type CustomField, type Field } from '../../model/fields.ts'
import type { BatchKind } from '../../model/record.ts'
import { CERTAIN, doubtsOf, type Doubt } from './doubts.ts'
import { EVENT_PRESETS, type EventPreset } from './event-presets.ts'
import { FACT_FIELDS, type FactField } from './fact-aliases.ts'
import { candidatesOfKind, factFieldsOf } from './list-kinds.ts'
import { guessColumn, settleNames, type Column } from './mapping-guess.ts'
import { headerWords, sameWords, type Candidate, type Composite } from './mapping-header.ts'
import { addSayings, addTypes } from './mapping-settle.ts'
import type { ColumnTypes } from './mapping-types.ts'
import { columnValues } from './mapping-values.ts'
import { PRESETS, type Preset, type Quirk } from './presets.ts'
import { SAYINGS, sayingNamed, type Says } from './says.ts'

export interface ColumnMapping extends ColumnTypes {
  /** The header as read; a second column of the same name has `__2` behind it, a third `__3`. */
  column: string
  index: number
  /** null: ignored. */
  field: Field | CustomField | FactField | null
  /** 0 to 1. */
  confidence: number
  by: 'user' | 'preset' | 'alias' | 'values' | 'custom' | 'ignored'
  /** The column holds several fields: `name_email` (full_name and email), `city_state` (city, state). */
  composite?: Composite
  /** Cells are to be multiplied by this: "Revenue (in 000s USD)" has 1000. */
  scale?: number
  /** What the column says of its row beside what it holds. */
  says?: Says
  /** How the tool that wrote the export spells its cells. */
  quirk?: Quirk
  /** Of several columns of events for one field the first that is not blank counts: the lowest rank. */
  rank?: number
  /** A password of the tool's: its cells are not kept. */
  secret?: true
}

export interface MappingOptions {
  /** What the list is about; people, unless told. */
  kind?: BatchKind
  /** The user's own: header → field, `custom.<name>`, what it says of the row (`observed_at` …), or `ignore`. */
  map?: Record<string, string>
  /** Headers of columns to leave out. */
  ignore?: string[]
  /** Country of whoever made the list, ISO alpha-2: the order of day and month where nothing else tells. */
  locale?: string | undefined
}

export interface Mapping {
  columns: ColumnMapping[]
  /** Columns that were read as something on thin evidence, or might be something and were read as nothing. */
  doubts: Doubt[]
  /** The export that was recognised, or null. */
  preset: string | null
  /** Sentences for people: what was decided on thin evidence. */
  notes: string[]
}

/** Below this a guess is not used. */
const ACCEPT = 0.6

/** Further columns of one kind go here, in this order. */
const OVERFLOW: Partial<Record<Field | FactField, readonly Field[]>> = {
  email: ['email2', 'email3'],
  email2: ['email3'],
  phone: ['phone_other'],
  mobile: ['phone_other'],
  phone_home: ['phone_other'],
}

/**
 * Finds the field of every column from its header and a sample of rows.
 *
 * @param sample up to some hundred rows as read; may be empty (then headers alone decide)
 * @throws PrmError `import.unknown_field`, `import.unknown_column`, `import.field_twice` for the user's own mapping
 */
export const mapColumns = (
  header: readonly string[],
  sample: readonly (readonly string[])[],
  options: MappingOptions = {},
): Mapping => {
  const width = Math.max(header.length, ...sample.slice(0, 500).map((row) => row.length), 0)
  const names = columnNames(header)
  const columns: Column[] = Array.from({ length: width }, (_, index) => {
    const text = header[index] ?? ''
    return { header: text, index, words: headerWords(text), values: columnValues(sample, index) }
  })
  const told = userMapping(columns, names, options)
  const kind = options.kind ?? 'people'
  const isOfFacts = factFieldsOf(kind).length > 0
  const preset = isOfFacts ? null : (PRESETS.find((candidate) => fitsPreset(candidate, columns)) ?? null)
  const events =
    kind === 'events' ? (EVENT_PRESETS.find((candidate) => fitsPreset(candidate, columns)) ?? null) : null
  const usual = columns.map((column) => (told.has(column.index) ? [] : candidatesOf(column, preset)))
  settleNames(columns, usual)
  const candidates = columns.map((column) => {
    if (told.has(column.index)) return []
    return eventCandidates(column, events) ?? candidatesOfKind(kind, column, usual[column.index]!)
  })

  const taken = new Set<string>([...told.values()].map(({ field }) => field ?? ''))
  const assigned = assign(columns, candidates, taken)
  const notes: string[] = []
  const mapping = columns.map((column): ColumnMapping => {
    const own = told.get(column.index)
    if (own !== undefined) return own
    const found = assigned.get(column.index)
    const place = { column: names[column.index] ?? '', index: column.index }
    if (found !== undefined) {
      if (found.confidence < CERTAIN)
        notes.push(`column "${place.column}" was read as ${found.field}; not certain`)
      return {
        ...place,
        field: found.field,
        confidence: Math.round(found.confidence * 100) / 100,
        by: found.by,
        ...(found.composite === undefined ? {} : { composite: found.composite }),
        ...(found.scale === undefined ? {} : { scale: found.scale }),
        ...(events === null || found.rank === undefined ? {} : { rank: found.rank }),
      }
    }
    if (events?.secrets?.some((name) => sameWords(column.words, name)) === true)
      return { ...place, field: null, confidence: 1, by: 'ignored', secret: true }
    const [another] = events === null ? [] : candidates[column.index]!
    if (another?.rank !== undefined && isFactField(another.field))
      return { ...place, field: another.field, confidence: 1, by: 'preset', rank: another.rank }
    if (column.words === '' && column.values.length === 0 && sample.length > 0) {
      return { ...place, field: null, confidence: 1, by: 'ignored' }
    }
    return { ...place, field: customName(column, taken), confidence: 1, by: 'custom' }
  })
  promoteEmail(mapping)
  if (!isOfFacts && kind !== 'suppressions') addSayings(mapping, columns, preset)
  const open = addTypes(mapping, columns, sample, options.locale)
  for (const { column } of open)
    notes.push(
      `column "${column}": nothing says whether the day or the month comes first, so such dates are not read; --country settles it`,
    )
  const own = (column: Column): CustomField => customName(column, new Set(taken))
  // A known export is known in all its columns; lists of other kinds say what they need.
  const isAsked = preset === null && (kind === 'people' || kind === 'customers')
  const doubts = isAsked ? doubtsOf(mapping, usual, columns, own) : []
  for (const { column, index, likely } of doubts) {
    if (mapping[index]!.by === 'custom')
      notes.push(`column "${column}" might be ${likely[0]}; it was kept as it is`)
  }
  return { columns: mapping, doubts, preset: (preset ?? events)?.name ?? null, notes }
}

const fitsPreset = (
  preset: Pick<Preset, 'tells' | 'without' | 'shape'>,
  columns: readonly Column[],
): boolean => {
  const has = (spellings: string): boolean =>
    spellings.split('|').some((spelling) => columns.some((column) => sameWords(column.words, spelling)))
  const { shape } = preset
  if (shape !== undefined && !columns.some((column) => shape.test(column.header))) return false
  return preset.tells.every(has) && !(preset.without?.some(has) ?? false)
}

const isFactField = (field: Field | FactField): field is FactField =>
  (FACT_FIELDS as readonly string[]).includes(field)

/** What a recognised shape of events says of a column; null where it says nothing. */
const eventCandidates = (
  column: Column,
  preset: EventPreset | null,
): Candidate<Field | FactField>[] | null => {
  const rank = Object.keys(preset?.columns ?? {}).findIndex((words) => sameWords(column.words, words))
  if (preset === null || rank < 0) return null
  const field = Object.values(preset.columns)[rank] ?? null
  return field === null ? [] : [{ field, confidence: 1, by: 'preset', rank }]
}

/** The shape of events that a list has by its header, whatever it is read as. */
export const eventPresetOf = (header: readonly string[]): EventPreset | null => {
  const columns = header.map((text, index) => ({ header: text, index, words: headerWords(text), values: [] }))
  return EVENT_PRESETS.find((candidate) => fitsPreset(candidate, columns)) ?? null
}

const candidatesOf = (column: Column, preset: Preset | null): Candidate[] => {
  if (preset !== null) {
    for (const [rank, [words, field]] of Object.entries(preset.columns).entries()) {
      if (!sameWords(column.words, words)) continue
      if (field === null) return []
      const scale = guessColumn(column).find((candidate) => candidate.scale !== undefined)?.scale
      return [{ field, confidence: 1, by: 'preset', rank, ...(scale === undefined ? {} : { scale }) }]
    }
  }
  return guessColumn(column)
}

/**
 * Gives each field to the column that claims it best; of equals to one with values, then to the one that the preset
 * prefers, then to the leftmost.
 */
const assign = (
  columns: readonly Column[],
  candidates: readonly Candidate<Field | FactField>[][],
  taken: Set<string>,
): Map<number, Candidate<Field | FactField>> => {
  const isBlank = (index: number): number => (columns[index]!.values.length === 0 ? 1 : 0)
  const claims = candidates
    .flatMap((list, index) => list.map((candidate) => ({ index, candidate })))
    .filter(({ candidate }) => candidate.confidence >= ACCEPT)
    .sort(
      (a, b) =>
        b.candidate.confidence - a.candidate.confidence ||
        isBlank(a.index) - isBlank(b.index) ||
        (a.candidate.rank ?? 0) - (b.candidate.rank ?? 0) ||
        a.index - b.index,
    )
  const assigned = new Map<number, Candidate<Field | FactField>>()
  const give = (index: number, candidate: Candidate<Field | FactField>): boolean => {
    if (taken.has(candidate.field)) return false
    taken.add(candidate.field)
    assigned.set(index, candidate)
    return true
  }
  for (const { index, candidate } of claims) if (!assigned.has(index)) give(index, candidate)
  for (const { index, candidate } of claims) {
    // "Company Email" may stand in for an address, but is not a second one of the person.
    if (candidate.confidence < CERTAIN) continue
    for (const field of OVERFLOW[candidate.field] ?? []) {
      if (assigned.has(index)) break
      give(index, { ...candidate, field, confidence: Math.min(candidate.confidence, 0.9) })
    }
  }
  return assigned
}

/** A list whose only address is called private or second still has an address to write to. */
const promoteEmail = (mapping: ColumnMapping[]): void => {
  if (mapping.some(({ field, composite }) => field === 'email' || composite === 'name_email')) return
  const only =
    mapping.find(({ field }) => field === 'email2') ?? mapping.find(({ field }) => field === 'email3')
  if (only !== undefined && only.by !== 'user') only.field = 'email'
}

/** Headers with names of their own: of two columns "Email" the second is `Email__2`. Columns without a header have ''. */
export const columnNames = (header: readonly string[]): string[] => {
  const used = new Set(header)
  const seen = new Set<string>()
  return header.map((name) => {
    if (name === '' || !seen.has(name)) {
      seen.add(name)
      return name
    }
    let count = 2
    while (used.has(`${name}__${count}`)) count++
    used.add(`${name}__${count}`)
    return `${name}__${count}`
  })
}

/** An export of prm names the lists' own columns `custom.rating`: read again they are the same. */
const ownWords = ({ words, header }: Column): string =>
  header.startsWith('custom.') ? words.replace(/^custom /, '') : words

/** `custom.<snake_case of the header>`, unique; `custom.column_7` where there is no header. */
const customName = (column: Column, taken: Set<string>): CustomField => {
  const snake =
    ownWords(column).replaceAll(' ', '_').slice(0, 60).replace(/_+$/, '') || `column_${column.index + 1}`
  let name: CustomField = `custom.${snake}`
  for (let count = 2; taken.has(name); count++) name = `custom.${snake}_${count}`
  taken.add(name)
  return name
}

/** What the user said of columns, by index. */
const userMapping = (
  columns: readonly Column[],
  names: readonly string[],
  options: MappingOptions,
): Map<number, ColumnMapping> => {
  const told = new Map<number, ColumnMapping>()
  const find = (name: string): { header: string; index: number } => {
    const wanted = squash(name).toLowerCase()
    const free = columns
      .filter(({ index }) => !told.has(index))
      .map(({ index }) => ({ header: names[index] ?? '', index }))
    const column =
      free.find(({ header }) => header === name) ??
      free.find(({ header }) => squash(header).toLowerCase() === wanted) ??
      free.find(({ index }) => squash(columns[index]!.header).toLowerCase() === wanted)
    if (column !== undefined) return column
    const near = didYouMean(name, names)
    throw new PrmError('usage', 'import.unknown_column', `there is no column "${name}"`, {
      hint: near === null ? `the columns are: ${names.join(', ')}` : `did you mean "${near}"?`,
    })
  }
  const ignore = (name: string): void => {
    const { header, index } = find(name)
    told.set(index, { column: header, index, field: null, confidence: 1, by: 'user' })
  }
  for (const [name, target] of Object.entries(options.map ?? {})) {
    if (target === 'ignore' || target === '') {
      ignore(name)
      continue
    }
    const kind = options.kind ?? 'people'
    const { header, index } = find(name)
    // When a signal was seen is its date, not that of the row.
    const saying = factFieldsOf(kind).length > 0 ? undefined : SAYINGS.find((known) => known === target)
    const field =
      saying === undefined
        ? userField(target, kind)
        : customName(columns[index]!, new Set([...told.values()].map((other) => other.field ?? '')))
    for (const other of told.values()) {
      if (other.field !== field) continue
      throw new PrmError(
        'usage',
        'import.field_twice',
        `columns "${other.column}" and "${header}" both claim ${field}`,
      )
    }
    const says = saying === undefined ? {} : { says: sayingNamed(saying) }
    told.set(index, { column: header, index, field, confidence: 1, by: 'user', ...says })
  }
  for (const name of options.ignore ?? []) ignore(name)
  return told
}

const isDate = (field: FactField): boolean => field === 'observed_on' || field === 'at'

const userField = (target: string, kind: BatchKind): Field | CustomField | FactField => {
  const name = target.trim()
  if (isField(name)) return name
  const own = factFieldsOf(kind)
  const fact = own.find((field) => field === name || (name === 'observed_at' && isDate(field)))
  if (fact !== undefined) return fact
  if (/^custom\.[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return name as CustomField
  const fields = [...own, ...FIELD_NAMES, ...SAYINGS]
  const near = didYouMean(name, fields)
  throw new PrmError('usage', 'import.unknown_field', `there is no field "${target}"`, {
    hint: near === null ? `fields are ${fields.join(', ')}, or custom.<name>` : `did you mean ${near}?`,
  })
}
