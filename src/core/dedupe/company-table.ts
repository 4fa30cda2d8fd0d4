/** The companies of a file as matching sees them, and which of them have something in common. */
import { fold } from '../../lib/text.ts'
import { cleanCompany } from '../../model/company-name.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import { nameOfKey } from '../derive/company-identity.ts'
import { MOST_SHARING } from './company-weights.ts'

export interface CompanyUnit {
  key: string
  /** As it is shown. */
  name: string | null
  /** What is compared of the name; null where nobody tells it. */
  name_key: string | null
  domain: string | null
  phone: string | null
  page: string | null
}

/** Where a company is, as its records tell: all that they tell, for people of one company work in many places. */
export interface Places {
  addresses: ReadonlySet<string>
  towns: ReadonlySet<string>
  countries: ReadonlySet<string>
}

export interface CompanyTable {
  units: readonly CompanyUnit[]
  /** How many have this value. */
  countOf: (field: SharedField, value: string) => number
  /** Pairs of places that share a name, a page, a phone or the first word of the domain; a < b. */
  pairs: readonly (readonly [number, number])[]
  placesOf: (unit: number) => Places
}

export type SharedField = 'name' | 'page' | 'phone' | 'word'

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const unitOf = ({ key, company, domain, company_phone, company_linkedin_url }: CompanyRow): CompanyUnit => {
  const [known, name] = [String(key), textOf(company)]
  return {
    key: known,
    name,
    name_key: known.startsWith('n:') ? nameOfKey(known) : name === null ? null : cleanCompany(name).key,
    domain: textOf(domain),
    phone: textOf(company_phone),
    page: textOf(company_linkedin_url),
  }
}

/** `acme` of acme.example. */
export const labelOf = (domain: string): string => domain.slice(0, domain.indexOf('.'))

/** What two must share to be compared: `acme` of acme-uk.example too. Two letters are no word. */
const wordOf = (domain: string): string | null => {
  const word = labelOf(domain).split('-')[0]!
  return word.length < 3 ? null : word
}

const valuesOf = ({ name_key, page, phone, domain }: CompanyUnit): [SharedField, string][] =>
  (
    [
      ['name', name_key],
      ['page', page],
      ['phone', phone],
      ['word', domain === null ? null : wordOf(domain)],
    ] as const
  ).flatMap(([field, value]) => (value === null ? [] : [[field, value]]))

export const companyTable = (file: ProspectFile): CompanyTable => {
  // By key, so that the order of the lists plays no part.
  const units = file.companies
    .all()
    .map(unitOf)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const sharing = new Map<string, number[]>()
  for (const [place, unit] of units.entries()) {
    for (const [field, value] of valuesOf(unit)) {
      const key = `${field}:${value}`
      const list = sharing.get(key)
      if (list) list.push(place)
      else sharing.set(key, [place])
    }
  }
  const places = new Map<number, Places>()
  return {
    units,
    countOf: (field, value) => sharing.get(`${field}:${value}`)?.length ?? 0,
    pairs: pairsOf(sharing.values(), units.length),
    placesOf: (unit) => {
      let known = places.get(unit)
      if (!known) places.set(unit, (known = readPlaces(file, units[unit]!.key)))
      return known
    },
  }
}

const pairsOf = (groups: Iterable<readonly number[]>, size: number): [number, number][] => {
  const found = new Set<number>()
  for (const group of groups) {
    if (group.length < 2 || group.length > MOST_SHARING) continue
    for (const [i, a] of group.entries()) for (const b of group.slice(i + 1)) found.add(a * size + b)
  }
  return [...found].sort((x, y) => x - y).map((pair) => [Math.floor(pair / size), pair % size])
}

const readPlaces = (file: ProspectFile, key: string): Places => {
  const [addresses, towns, countries] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { street, postal_code, city, country } of file.records.someOfCompany(key)) {
    const at = [street, postal_code].map((part) => fold(textOf(part) ?? '').replace(/[^\p{L}\p{N}]+/gu, ' '))
    if (at.every((part) => part.trim() !== '')) addresses.add(at.join(' ').trim())
    if (textOf(city) !== null) towns.add(fold(String(city)).trim())
    if (textOf(country) !== null) countries.add(String(country))
  }
  return { addresses, towns, countries }
}
