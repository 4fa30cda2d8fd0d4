/**
 * Which columns a person should be asked about. Not each that stayed unmapped: those that were read as something with
 * little certainty, and those that hold values, might be a field on which much depends (who somebody is, how to reach
 * them, where they work), and leave the list without that field otherwise.
 */
import type { CustomField, Field } from '../../model/fields.ts'
import type { Column } from './mapping-guess.ts'
import type { Candidate } from './mapping-header.ts'
import { companyNames, emails, personNames, writtenPhones } from './mapping-values.ts'

/** A column whose meaning a person should be asked about. */
export interface Doubt {
  column: string
  index: number
  /** What it may hold, the likeliest first; never empty. */
  likely: Field[]
  /** What it is called where it is none of them. */
  own: CustomField
}

/** Below this a guess is used and said to be one. */
export const CERTAIN = 0.75
/** From here on a guess that was not used is worth a question. */
const PLAUSIBLE = 0.4

const NAMES: readonly Field[] = ['full_name', 'first_name', 'last_name']
const COMPANY: readonly Field[] = ['company', 'domain', 'website']
const EMAILS: readonly Field[] = ['email', 'email2', 'email3']
const PHONES: readonly Field[] = ['phone', 'mobile', 'phone_home', 'phone_other']

/** A question is worth a field of these. */
const WEIGHTY = new Set<Field>([
  ...[...NAMES, ...COMPANY, ...EMAILS, ...PHONES],
  ...(['title', 'linkedin_url', 'external_id', 'country', 'unsubscribed'] as const),
])

/** What values look like, whatever the header says; asked only where none of the fields is given. */
const SHAPES: readonly [Field, readonly Field[], (values: readonly string[]) => boolean][] = [
  ['email', EMAILS, (values) => emails(values) >= 0.5],
  ['full_name', NAMES, (values) => personNames(values) >= 0.6],
  ['company', COMPANY, (values) => companyNames(values) >= 0.3],
  ['phone', PHONES, (values) => writtenPhones(values) >= 0.8],
]

/** What has become of a column. */
interface Mapped {
  column: string
  index: number
  field: string | null
  confidence: number
  by: string
  /** What the column says of its row: then its meaning is known. */
  says?: unknown
}

/** @param own the name that the column would have as one of the list's own */
export const doubtsOf = (
  mapping: readonly Mapped[],
  candidates: readonly (readonly Candidate[])[],
  columns: readonly Column[],
  own: (column: Column) => CustomField,
): Doubt[] => {
  const given = new Set<string | null>(mapping.map(({ field }) => field))
  return mapping.flatMap(({ column, index, field, by, confidence, says }): Doubt[] => {
    const isGuess = (by === 'alias' || by === 'values') && confidence < CERTAIN
    const { values } = columns[index]!
    const isOpen = by === 'custom' && says === undefined && values.length > 0
    if (column === '' || !(isGuess || isOpen)) return []
    const byHeader = candidates[index]!.filter(
      (candidate) => candidate.confidence >= PLAUSIBLE && !given.has(candidate.field),
    )
      .sort((a, b) => b.confidence - a.confidence)
      .map((candidate) => candidate.field)
    const byShape = SHAPES.filter(([, group, fits]) => !group.some((name) => given.has(name)) && fits(values))
    const open = [...byShape.map(([name]) => name), ...byHeader].filter((name) => WEIGHTY.has(name))
    const likely = [...new Set(isGuess ? [field as Field, ...open] : open)]
    if (likely.length === 0) return []
    return [{ column, index, likely, own: isGuess ? own(columns[index]!) : (field as CustomField) }]
  })
}
