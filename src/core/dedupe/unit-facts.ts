/**
 * What matching knows of each unit, read from its own records alone: so that what is known of a unit does not change
 * with whom it is merged, nor with what other lists say of its company.
 *
 * Where a unit has several records, each value comes from the first that has it: by hand (latest first), lists that
 * overwrite (latest first), the others in their order. Addresses of all of them are kept.
 */
import type { RecordFields } from '../../model/record.ts'
import { normalizeProfileUrl } from '../../model/url.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { UnitRow } from '../../store/matching.ts'
import type { PersonFacts } from './types.ts'
import { unitChunk, unitChunks, type UnitChunks } from './unit-chunks.ts'

const EMAILS = ['email', 'email2', 'email3'] as const
const PHONES = ['phone', 'mobile', 'phone_other', 'phone_home'] as const

interface List {
  sources: readonly string[]
  /** Smaller outranks; by hand 0. */
  tier: number
}

const TIERS: Readonly<Record<string, number>> = { hand: 0, overwrite: 1, refresh: 1, fill: 2, skip: 3 }

const NONE: readonly string[] = []

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The addresses of one record; few have more than one. */
const addressesIn = (fields: RecordFields, slots: readonly (keyof RecordFields)[]): readonly string[] => {
  let found: string[] | null = null
  for (const slot of slots) {
    const address = fields[slot]
    if (typeof address !== 'string' || address === '') continue
    if (found === null) found = [address]
    else if (!found.includes(address)) found.push(address)
  }
  return found ?? NONE
}

const addressesOf = (
  all: readonly RecordFields[],
  slots: readonly (keyof RecordFields)[],
): readonly string[] => [...new Set(all.flatMap((fields) => addressesIn(fields, slots)))]

const profilesOf = (all: readonly RecordFields[]): readonly string[] => {
  let found: string[] | null = null
  for (const { linkedin_url } of all) {
    if (typeof linkedin_url !== 'string') continue
    const profile = normalizeProfileUrl(linkedin_url)
    if (profile?.kind !== 'person' || profile.network !== 'linkedin') continue
    if (found === null) found = [profile.url]
    else if (!found.includes(profile.url)) found.push(profile.url)
  }
  return found ?? NONE
}

/** What one record says, with the domain of its company. */
interface Said {
  fields: RecordFields
  domain: string | null
}

/** Enriching may have taken the domain from an address; a unit knows its addresses anyway. */
const domainOf = ({ fields, domain }: Said): string | null =>
  domain !== null && (textOf(fields.domain) ?? textOf(fields.website)) !== null ? domain : null

/** The company with its domain: of the first record that tells of one. */
const companyOf = (all: readonly Said[]): Pick<PersonFacts, 'company' | 'domain'> => {
  for (const said of all) {
    const company = textOf(said.fields.company)
    const domain = domainOf(said)
    if (company !== null || domain !== null) return { company, domain }
  }
  return { company: null, domain: null }
}

/**
 * @param said what its records say, the one that outranks the others first
 * @param sources the names of their lists
 * @param byHand how many of the records are edits by hand
 */
const factsOf = (
  id: number,
  said: readonly Said[],
  sources: readonly string[],
  byHand: number,
): PersonFacts => {
  const all = said.map(({ fields }) => fields)
  const first = (name: 'title' | 'city' | 'country'): string | null => {
    // Cleared on purpose (null) counts where it outranks the others.
    const at = all.findIndex((fields) => fields[name] !== undefined && fields[name] !== '')
    return at < 0 ? null : textOf(all[at]![name])
  }
  const named = all.length === 1 ? all[0]! : bestNamed(all, byHand)
  return {
    id,
    full_name: textOf(named.full_name),
    first_name: textOf(named.first_name),
    middle_name: textOf(named.middle_name),
    last_name: textOf(named.last_name),
    suffix: textOf(named.suffix),
    emails: addressesOf(all, EMAILS),
    phones: addressesOf(all, PHONES),
    profiles: profilesOf(all),
    ...companyOf(said),
    title: first('title'),
    city: first('city'),
    country: first('country'),
    sources,
  }
}

/** As `factsOf` for one record, which most units are, or one row of a list. */
export const listFacts = (
  id: number,
  fields: RecordFields,
  domain: string | null,
  sources: readonly string[],
): PersonFacts => ({
  id,
  full_name: textOf(fields.full_name),
  first_name: textOf(fields.first_name),
  middle_name: textOf(fields.middle_name),
  last_name: textOf(fields.last_name),
  suffix: textOf(fields.suffix),
  emails: addressesIn(fields, EMAILS),
  phones: addressesIn(fields, PHONES),
  profiles: typeof fields.linkedin_url === 'string' ? profilesOf([fields]) : NONE,
  company: textOf(fields.company),
  domain: domain !== null && (textOf(fields.domain) ?? textOf(fields.website)) !== null ? domain : null,
  title: textOf(fields.title),
  city: textOf(fields.city),
  country: textOf(fields.country),
  sources,
})

/** A name comes whole from one record, or two spellings would be mixed: as it was set by hand, else the fullest. */
const bestNamed = (all: readonly RecordFields[], byHand: number): RecordFields => {
  const corrected = all.slice(0, byHand).find((fields) => completeness(fields) > 0)
  return (
    corrected ?? all.reduce((best, fields) => (completeness(fields) > completeness(best) ? fields : best))
  )
}

/** Words of the name without initials: "J. Smith" tells less than "Jo Smith". */
const completeness = (fields: RecordFields): number => {
  const parts = [fields.first_name, fields.last_name].filter((part) => typeof part === 'string')
  const words = (parts.length === 2 ? parts.join(' ') : (textOf(fields.full_name) ?? parts.join(' '))).split(
    ' ',
  )
  return words.filter((word) => word.replace('.', '').length > 1).length
}

/** Reads units of a file. */
export class Units {
  readonly #file: ProspectFile
  readonly #lists: Map<number, List>

  constructor(file: ProspectFile) {
    this.#file = file
    this.#lists = new Map(
      file.matching
        .lists()
        .map(({ id, on_match, source }) => [id, { sources: [source], tier: TIERS[on_match] ?? TIERS.fill! }]),
    )
  }

  /** One unit; undefined where this record begins none any more. */
  get(id: number): PersonFacts | undefined {
    return this.read(id)?.facts
  }

  /** As `get`, with the numbers of its records. */
  read(id: number): { facts: PersonFacts; records: number[] } | undefined {
    const rows = this.#file.matching.recordsOfUnit(id)
    if (rows.length === 0) return undefined
    return { facts: this.#facts(id, rows), records: rows.map(([record]) => record) }
  }

  /** What one record says by itself, whether it counts or not. */
  ofRecord(id: number): PersonFacts | undefined {
    const row = this.#file.matching.record(id)
    return row && this.#lone(row)
  }

  /** Every unit of the file. */
  *all(): Generator<PersonFacts> {
    const chunks = unitChunks(this.#file)
    for (let chunk = 0; chunk < chunks.count; chunk++) yield* this.in(chunks, chunk)
  }

  /** Those of one chunk. */
  *in({ next }: Pick<UnitChunks, 'next'>, number: number): Generator<PersonFacts> {
    const { matching } = this.#file
    const { after, upto } = unitChunk(number)
    for (const row of matching.heads(after, upto)) {
      const rows = [row]
      for (let record = next[row[0]]!; record !== 0; record = next[record]!)
        rows.push(matching.record(record)!)
      yield this.#facts(row[0], rows)
    }
  }

  #lone(row: UnitRow): PersonFacts {
    return listFacts(row[1], JSON.parse(row[4]) as RecordFields, row[3], this.#lists.get(row[2])!.sources)
  }

  #facts(id: number, rows: UnitRow[]): PersonFacts {
    if (rows.length === 1) return this.#lone(rows[0]!)
    const ordered = rows
      .map(([record, , batch, domain, fields]) => ({
        ...{ record, domain, fields: JSON.parse(fields) as RecordFields },
        ...this.#lists.get(batch)!,
      }))
      .sort((a, b) => a.tier - b.tier || (a.tier < TIERS.fill! ? b.record - a.record : a.record - b.record))
    const sources = [...new Set(ordered.flatMap((row) => row.sources))].sort()
    const byHand = ordered.filter(({ tier }) => tier === TIERS.hand).length
    return factsOf(id, ordered, sources, byHand)
  }
}
