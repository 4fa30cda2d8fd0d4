/** Which of a person's records outranks which: see survivorship.ts. */
import type { CustomField, Field } from '../../model/fields.ts'
import type { ActiveRecord } from '../../model/record.ts'

const TIER: Record<ActiveRecord['on_match'], number> = { hand: 0, overwrite: 1, refresh: 1, fill: 2, skip: 3 }

const completeness = ({ size, fields }: ActiveRecord): number => size ?? Object.keys(fields).length

const within = (a: ActiveRecord, b: ActiveRecord): number =>
  (b.observed_at ?? '').localeCompare(a.observed_at ?? '') || completeness(b) - completeness(a) || a.id - b.id

/** The order of precedence described above; the first record outranks the others. */
export const inPrecedence = (records: readonly ActiveRecord[]): ActiveRecord[] =>
  records.length === 1
    ? [...records]
    : [...records].sort((a, b) => {
        const tier = TIER[a.on_match] - TIER[b.on_match]
        if (tier !== 0) return tier
        if (a.on_match === 'hand') return b.id - a.id
        const batch = a.batch_id - b.batch_id
        if (batch === 0) return within(a, b)
        return TIER[a.on_match] === 1 ? -batch : a.trust - b.trust || batch
      })

/** A value, or a clear that counts. */
export const says = ({ fields, on_match }: ActiveRecord, key: Field | CustomField): boolean => {
  const value = fields[key]
  return value !== undefined && (value !== null || TIER[on_match] < TIER.fill)
}
