/**
 * Lists such as technologies: no source sees all of them (DNS shows the mail provider, the website its shop), so what
 * the sources list adds up. Of each source counts what it said last.
 */
import { FIELDS, type Field } from '../../model/fields.ts'
import type { ActiveRecord } from '../../model/record.ts'
import { says } from './precedence.ts'

export interface UnitedList {
  /** Separated by semicolons. */
  value: string
  /** Those that speak, one of each source: the first entries are of the first. */
  records: readonly [ActiveRecord, ...ActiveRecord[]]
}

/** Fields of companies that are lists. */
export const COMPANY_LISTS = (Object.keys(FIELDS) as Field[]).filter(
  (field) => FIELDS[field].of === 'company' && FIELDS[field].type === 'list',
)

/** What is set by hand or overwrites ends the matter: nothing that it outranks is added. */
const decides = ({ on_match }: ActiveRecord): boolean => on_match === 'hand' || on_match === 'overwrite'

const entriesOf = (value: unknown): string[] =>
  String(value)
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

/** Those that can have a part in the list, whatever comes: of each batch the one that outranks the others. */
export const listedBy = (ordered: readonly ActiveRecord[], field: Field): Iterable<ActiveRecord> => {
  const first = new Map<number, ActiveRecord>()
  for (const record of ordered)
    if (says(record, field) && !first.has(record.batch_id)) first.set(record.batch_id, record)
  return first.values()
}

/**
 * @param ordered all records of the company, in the order of precedence
 * @returns null where none says anything, or it was cleared
 */
export const uniteList = (ordered: readonly ActiveRecord[], field: Field): UnitedList | null => {
  const speaking = ordered.filter((record) => says(record, field))
  const end = speaking.findIndex(decides)
  const counting = end < 0 ? speaking : speaking.slice(0, end + 1)
  const hasMore = counting.some(({ on_match }) => on_match !== 'skip')
  const latest = new Map<string, ActiveRecord>()
  const began = new Map<string, number>()
  for (const record of counting) {
    if (hasMore && record.on_match === 'skip') continue
    const { source, batch_id } = record
    const known = latest.get(source)
    // Of one batch the one that outranks the others, which comes first.
    if (known === undefined || batch_id > known.batch_id) latest.set(source, record)
    began.set(source, Math.min(began.get(source) ?? batch_id, batch_id))
  }
  // Not the order of precedence, which turns with every visit.
  const [first, ...rest] = [...latest.values()]
    .filter(({ fields }) => typeof fields[field] === 'string')
    .sort((a, b) => a.trust - b.trust || began.get(a.source)! - began.get(b.source)!)
  if (first === undefined) return null
  const entries = new Map<string, string>()
  for (const { fields } of [first, ...rest])
    for (const entry of entriesOf(fields[field]))
      if (!entries.has(entry.toLowerCase())) entries.set(entry.toLowerCase(), entry)
  return { value: [...entries.values()].join('; '), records: [first, ...rest] }
}
