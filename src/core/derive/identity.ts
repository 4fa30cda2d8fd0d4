/**
 * Who is who: a deterministic fold over the active records in the order of their ids.
 *
 * First, exact keys (e-mail, profile, external id) gather records into groups. A key shared under clearly different
 * names does not join (one buyer, five tickets). A record that fits two groups joins the one with the strongest key and
 * glues nothing: the two become a duplicate candidate. Then must-links unite groups, those by hand first, unless a
 * cannot-link stands between them; of a must-link and a cannot-link by hand the later one holds. Two phases, because a merge by hand must not change which group a record's keys had chosen: so undoing
 * the merge restores exactly what was, and appending a record gives what a fold over everything would give.
 */
import { isSmaller } from '../../lib/disjoint-sets.ts'
import { emailKey } from '../../model/email.ts'
import { FIELDS, isField, type Field } from '../../model/fields.ts'
import { generationOf } from '../../model/generation.ts'
import { namesClash, parseName } from '../../model/name.ts'
import type { RecordFields } from '../../model/record.ts'
import { normalizeProfileUrl } from '../../model/url.ts'
import { COMPANY_VALUES } from '../../store/companies.ts'
import { companyHints, type CompanyHints } from './company-identity.ts'
import { uniteByDecision, type DecidedLink } from './unite-by-decision.ts'

export interface PersonName {
  first_name?: string
  last_name?: string
  full_name?: string
  /** See model/generation.ts; none where nothing tells it. */
  generation?: number
}

export interface IdentityRecord {
  id: number
  keys: string[]
  name: PersonName | null
  /** For an edit or an answer about somebody: the records that were this person then. Joins by these alone. */
  about: number[] | null
}

/** A record found under one of the new record's keys. */
export interface KeyMatch {
  key: string
  record_id: number
  group_id: number
  name: PersonName | null
}

/** Of two records. */
export type Link = DecidedLink<number>

export interface Candidate {
  /** Two records whose people may be one. */
  a: number
  b: number
  reason: 'fits_both' | 'same_email_other_name'
  record_id: number
}

export interface Fold {
  /** Record → the first record of its group (exact keys only); a sleeping record is in none. */
  group: Map<number, number>
  /** Record → the oldest record of its person. */
  head: Map<number, number>
  candidates: Candidate[]
}

const EMAILS = ['email', 'email2', 'email3'] as const

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/**
 * The exact identity keys of a record, strongest first: `x:` external id within its source, `e:` e-mail, `p:` profile.
 *
 * @param namespace whose ids `external_id` are: the tool that exported the list, else the source's name
 */
export const identityKeys = (fields: RecordFields, namespace: string): string[] => {
  const keys: string[] = []
  const external = text(fields.external_id)
  if (external) keys.push(`x:${namespace}:${external}`)
  for (const field of EMAILS) {
    const address = text(fields[field])
    if (address) keys.push(`e:${emailKey(address)}`)
  }
  for (const field of ['linkedin_url', 'twitter_url'] as const) {
    const url = text(fields[field])
    const profile = url ? normalizeProfileUrl(url) : null
    if (profile?.kind === 'person') keys.push(`p:${profile.network}:${profile.key}`)
  }
  return [...new Set(keys)]
}

/** The name to compare with others; the parts of a full name are found here, since enriching may not have run yet. */
export const recordName = (fields: RecordFields): PersonName | null => {
  const first = text(fields.first_name)
  const last = text(fields.last_name)
  const full = text(fields.full_name)
  const generation = generationOf({ suffix: text(fields.suffix), name: full ?? last })
  const name: PersonName = generation === 0 ? {} : { generation }
  if (first && last) return { ...name, first_name: first, last_name: last }
  const parsed: PersonName = full ? parseName(full) : {}
  const given = first ?? parsed.first_name
  const family = last ?? parsed.last_name
  if (given) name.first_name = given
  if (family) name.last_name = family
  if (full) name.full_name = full
  return given || family ? name : null
}

/** What a record says of itself that identity needs: who it is about, and of which company it speaks. */
export interface RecordReading {
  keys: string[]
  company: CompanyHints
  describesPerson: boolean
  /** JSON of the fields, as it is kept. */
  json: string
  /** Those that are about the company, shortly, since many are kept: JSON of place among the fields, value, place, value … */
  company_says: string
  /** How many fields there are. */
  size: number
}

/** Whether any field says something about a person; otherwise the record describes a company alone. */
export const describesPerson = (fields: RecordFields): boolean =>
  Object.keys(fields).some(
    (name) => isField(name) && FIELDS[name].of === 'person' && name !== 'source' && name !== 'country',
  )

const COMPANY_AT: ReadonlyMap<string, number> = new Map(COMPANY_VALUES.map((name, at) => [name, at]))

/** By hand: asking for each field that a company can have takes longer than all the rest. */
const companySays = (fields: RecordFields, names: readonly string[]): string => {
  let text = ''
  for (const name of names) {
    const at = COMPANY_AT.get(name)
    if (at !== undefined) text += `${text === '' ? '' : ','}${at},${JSON.stringify(fields[name as Field])}`
  }
  return `[${text}]`
}

/** The fields in {@link RecordReading.company_says}. */
export const companyFields = (says: string): RecordFields => {
  const told = JSON.parse(says) as (string | number | null)[]
  const fields: RecordFields = {}
  for (let i = 0; i < told.length; i += 2) fields[COMPANY_VALUES[told[i] as number]!] = told[i + 1]!
  return fields
}

/** @param namespace see `identityKeys` */
export const readRecord = (fields: RecordFields, namespace: string): RecordReading => {
  const isPerson = describesPerson(fields)
  const names = Object.keys(fields)
  return {
    keys: isPerson ? identityKeys(fields, namespace) : [],
    company: companyHints(fields, false),
    describesPerson: isPerson,
    json: JSON.stringify(fields),
    company_says: companySays(fields, names),
    size: names.length,
  }
}

const STRENGTH: Record<string, number> = { x: 0, e: 1, p: 2 }

const strength = (key: string): number => STRENGTH[key.charAt(0)] ?? 9

interface Fit {
  group: number
  strength: number
  named: boolean
  oldest: number
  clashes: boolean
  key: string
}

const fitOf = (group: number, matches: KeyMatch[], name: PersonName | null): Fit => {
  const named = matches.filter((match) => match.name !== null)
  const agrees = (match: KeyMatch): boolean => name === null || !namesClash(name, match.name!)
  const usable = named.length === 0 ? matches : named.filter(agrees)
  const best = [...(usable.length > 0 ? usable : matches)].sort(
    (a, b) => strength(a.key) - strength(b.key) || a.record_id - b.record_id,
  )[0]!
  return {
    group,
    strength: strength(best.key),
    named: named.length > 0 && name !== null,
    oldest: best.record_id,
    clashes: usable.length === 0,
    key: best.key,
  }
}

/**
 * Which group a record joins by its keys, and the candidates this leaves.
 *
 * @param forbidden groups that a cannot-link keeps apart from this record
 * @returns `group: null` where the record begins a group of its own
 */
export const chooseGroup = (
  record: Pick<IdentityRecord, 'id' | 'name'>,
  matches: KeyMatch[],
  forbidden: ReadonlySet<number> = new Set(),
): { group: number | null; candidates: Candidate[] } => {
  const byGroup = Map.groupBy(matches, (match) => match.group_id)
  const fits = [...byGroup].map(([group, found]) => fitOf(group, found, record.name))
  const open = fits
    .filter((fit) => !fit.clashes && !forbidden.has(fit.group))
    .sort((a, b) => a.strength - b.strength || Number(b.named) - Number(a.named) || a.oldest - b.oldest)
  const chosen = open[0]
  const candidates: Candidate[] = []
  for (const fit of fits) {
    if (fit === chosen || forbidden.has(fit.group)) continue
    if (fit.clashes) {
      candidates.push({ a: fit.oldest, b: record.id, reason: 'same_email_other_name', record_id: record.id })
    } else if (chosen) {
      candidates.push({ a: chosen.oldest, b: fit.oldest, reason: 'fits_both', record_id: record.id })
    }
  }
  return { group: chosen?.group ?? null, candidates }
}

/**
 * The candidates that a record about somebody leaves: an id in another system belongs to one person, so whoever else has
 * it may be the same. An address may be shared, and says nothing here.
 *
 * @param about the record, the one that it is about, and the group of both
 */
export const sharedIds = (
  about: { id: number; anchor: number; group: number },
  matches: KeyMatch[],
): Candidate[] => {
  const others = matches.filter(({ key, group_id }) => key.startsWith('x:') && group_id !== about.group)
  return [...Map.groupBy(others, ({ group_id }) => group_id).values()].map(([first]) => ({
    a: about.anchor,
    b: first!.record_id,
    reason: 'fits_both',
    record_id: about.id,
  }))
}

const others = (links: Link[]): Map<number, number[]> => {
  const map = new Map<number, number[]>()
  const add = (from: number, to: number): void => {
    const list = map.get(from)
    if (list) list.push(to)
    else map.set(from, [to])
  }
  for (const { a, b } of links) {
    add(a, b)
    add(b, a)
  }
  return map
}

/**
 * The whole fold, over one connected set of records or over all of them.
 *
 * @param records active records in the order of their ids
 * @param must links by decision, in the order of the decisions
 * @param cannot pairs of records that are two people
 */
export const foldPeople = (records: IdentityRecord[], must: Link[], cannot: Link[]): Fold => {
  const group = new Map<number, number>()
  const byKey = new Map<string, KeyMatch[]>()
  const apart = others(cannot)
  const candidates: Candidate[] = []

  const remember = (record: IdentityRecord, groupId: number): void => {
    group.set(record.id, groupId)
    for (const key of record.keys) {
      const match = { key, record_id: record.id, group_id: groupId, name: record.name }
      const list = byKey.get(key)
      if (list) list.push(match)
      else byKey.set(key, [match])
    }
  }

  for (const record of records) {
    if (record.about) {
      const anchor = record.about.find((id) => group.has(id))
      if (anchor !== undefined) {
        const own = group.get(anchor)!
        const matches = record.keys.flatMap((key) => byKey.get(key) ?? [])
        candidates.push(...sharedIds({ id: record.id, anchor, group: own }, matches))
        remember(record, own)
      }
      continue // nobody left whom it is about: it sleeps
    }
    const forbidden = new Set((apart.get(record.id) ?? []).flatMap((id) => group.get(id) ?? []))
    const matches = record.keys.flatMap((key) => byKey.get(key) ?? [])
    const choice = chooseGroup(record, matches, forbidden)
    candidates.push(...choice.candidates)
    remember(record, choice.group ?? record.id)
  }

  const toGroups = (links: Link[]): Link[] =>
    links.flatMap((link) => {
      const [a, b] = [group.get(link.a), group.get(link.b)]
      return a === undefined || b === undefined ? [] : [{ ...link, a, b }] // on a retracted record it sleeps
    })
  const find = uniteByDecision(toGroups(must), toGroups(cannot), isSmaller)
  const head = new Map([...group].map(([record, groupId]) => [record, find(groupId)]))
  return { group, head, candidates: openCandidates(candidates, head, cannot) }
}

const openCandidates = (candidates: Candidate[], head: Map<number, number>, cannot: Link[]): Candidate[] => {
  const settled = new Set<string>()
  const pair = (a: number, b: number): string => {
    const [x, y] = [head.get(a) ?? a, head.get(b) ?? b]
    return `${Math.min(x, y)}:${Math.max(x, y)}`
  }
  for (const { a, b } of cannot) settled.add(pair(a, b))
  return candidates.filter(({ a, b }) => head.get(a) !== head.get(b) && !settled.has(pair(a, b)))
}
