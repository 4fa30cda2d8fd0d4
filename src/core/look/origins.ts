/** Where a value comes from: the row of a list, an edit by hand, or other values of the same person. */
import type { ActiveRecord, RecordFields } from '../../model/record.ts'
import type { ProspectFile } from '../../store/index.ts'
import { inPrecedence } from '../derive/precedence.ts'

export type Origin =
  | {
      kind: 'list' | 'hand'
      record: number
      source: string
      /** As named on the command line; null for an edit. */
      file: string | null
      /** The row number that a spreadsheet shows; null for an edit. */
      line: number | null
      run: number
      /** ISO time of the run. */
      at: string
    }
  /** Assigned by prm, to the company or the person: by which rule, on which day. */
  | { kind: 'assigned'; because: string; run: number; on: string }
  /** Follows from other values; `guessed` is a weak guess. */
  | { kind: 'derived' | 'guessed'; from: string }

export type PlainValue = string | number | boolean

export interface Alternate {
  value: PlainValue
  origin: Origin
}

export interface ShownValue {
  field: string
  value: PlainValue
  origin: Origin
  /** Of a list that adds up over sources: whence its further entries come. */
  also?: Origin[]
  /** What other records say: kept, but not used. */
  others: Alternate[]
}

/** From which values prm derives others. */
const DERIVED_FROM: Readonly<Record<string, string>> = {
  full_name: 'first_name, last_name',
  prefix: 'full_name',
  first_name: 'full_name',
  middle_name: 'full_name',
  last_name: 'full_name',
  suffix: 'full_name',
  seniority: 'title',
  department: 'title',
  country: 'phone, email',
  domain: 'email, website',
  phone_type: 'phone',
  time_zone: 'phone',
}

/** The place in a list, or the edit, where a record was read first. */
export const originOf = (file: ProspectFile, record: number): Origin => {
  const [first] = file.batches.sightingsOf(record)
  if (!first) return { kind: 'derived', from: `record ${record}` }
  const isHand = first.file === null && first.source === 'hand'
  return {
    kind: isHand ? 'hand' : 'list',
    record,
    source: first.source,
    file: first.file,
    line: isHand ? null : first.line,
    run: first.run_id,
    at: first.started_at,
  }
}

/** The owner that prm assigned to this person or their company; null where there is none. */
export const assignedOwner = (file: ProspectFile, person: string): Alternate | null => {
  const found = file.assignments.ofPerson(person)
  if (found === null) return null
  const { owner, because, run_id, on } = found
  return { value: owner, origin: { kind: 'assigned', because: because ?? '', run: run_id, on } }
}

const fieldOf = (fields: RecordFields, name: string): unknown => (fields as Record<string, unknown>)[name]

/**
 * Values with where each comes from and what the other records say.
 *
 * @param values column → value as derived, blanks left out
 * @param from column → the record that won
 * @param records all that stand behind them
 * @param united column → the records that have a part in a value that adds up
 */
export const traceValues = (
  file: ProspectFile,
  values: ReadonlyMap<string, PlainValue>,
  from: ReadonlyMap<string, number>,
  records: readonly ActiveRecord[],
  guessed: ReadonlySet<string>,
  united: ReadonlyMap<string, readonly number[]> = new Map(),
): ShownValue[] => {
  const ordered = inPrecedence(records)
  return [...values].map(([field, value]) => {
    const record = from.get(field)
    const derived = {
      kind: guessed.has(field) ? 'guessed' : 'derived',
      from: DERIVED_FROM[field] ?? '',
    } as const
    const parts = united.get(field) ?? []
    const also = parts.filter((id) => id !== record).map((id) => originOf(file, id))
    const others = new Map<unknown, Alternate>()
    for (const { id, fields } of ordered) {
      if (parts.includes(id)) continue
      const other = fieldOf(fields, field)
      if (other === undefined || other === null || other === value || others.has(other)) continue
      others.set(other, { value: other as PlainValue, origin: originOf(file, id) })
    }
    const origin = record === undefined ? derived : originOf(file, record)
    return { field, value, origin, ...(also.length > 0 && { also }), others: [...others.values()] }
  })
}
