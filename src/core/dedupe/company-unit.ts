/** A company as matching sees it, and where it is. */
import { once } from '../../lib/once.ts'
import { fold, remembered } from '../../lib/text.ts'
import { cleanCompany } from '../../model/company-name.ts'
import { recordOfId } from '../../model/id.ts'
import type { ComparableCompany } from '../../store/companies.ts'
import type { SharedField, SharedValues } from '../../store/company-matching.ts'
import type { ToldPlace } from '../../store/company-places.ts'
import type { ProspectFile } from '../../store/index.ts'
import { nameOfKey } from '../derive/company-identity.ts'

export interface CompanyUnit {
  key: string
  /** The record that it has its id from. */
  record: number
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
  addresses: Set<string>
  towns: Set<string>
  countries: Set<string>
}

/** Companies that are looked up one by one. What was read once is remembered: not to be used over a write. */
export interface CompanySource {
  /** How many companies there are. */
  size: () => number
  unit: (key: string) => CompanyUnit
  /** Reads where all these are, who are about to be asked: quicker than one by one. */
  readPlaces: (keys: Iterable<string>) => void
  /** Their addresses alone. */
  readAddresses: (keys: Iterable<string>) => void
  placesOf: (key: string) => Places
  /** Those alone: few records tell a whole one. */
  addressesOf: (key: string) => ReadonlySet<string>
  /** How many have this value. */
  countOf: (field: SharedField, value: string) => number
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export const unitOf = ({
  id,
  key,
  company,
  domain,
  company_phone,
  company_linkedin_url,
}: ComparableCompany): CompanyUnit => {
  const [known, name] = [String(key), textOf(company)]
  return {
    key: known,
    record: recordOfId(String(id))!,
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

export const sharedValues = ({ name_key, page, phone, domain }: CompanyUnit): SharedValues => ({
  name: name_key,
  word: domain === null ? null : wordOf(domain),
  page,
  phone,
})

/**
 * @param units those that are known already
 * @param size of how many companies, where they are counted already
 */
export const companySource = (
  file: ProspectFile,
  units: Map<string, CompanyUnit> = new Map(),
  size: number | null = null,
): CompanySource => {
  const places = new Map<string, Places>()
  const addresses = new Map<string, Places>()
  const counts = new Map<string, number>()
  const known = <T>(values: Map<string, T>, key: string, read: () => T): T => {
    let value = values.get(key)
    if (value === undefined) values.set(key, (value = read()))
    return value
  }
  const read = (told: Map<string, Places>, keys: Iterable<string>, hasPostalCode = false): void => {
    const wanted = [...keys].filter((key) => !places.has(key) && !told.has(key))
    const found = wanted.map(noPlaces)
    const visit = (company: number, place: ToldPlace): void => addPlace(found[company]!, place)
    file.records.placesOfCompanies(wanted, visit, { hasPostalCode })
    for (const [i, key] of wanted.entries()) told.set(key, found[i]!)
  }
  const readPlaces = (keys: Iterable<string>): void => read(places, keys)
  const readAddresses = (keys: Iterable<string>): void => read(addresses, keys, true)
  return {
    ...{ readPlaces, readAddresses },
    size: once(() => size ?? file.companies.count()),
    unit: (key) => known(units, key, () => unitOf(file.companies.byKey(key)!)),
    placesOf: (key) => {
      if (!places.has(key)) readPlaces([key])
      return places.get(key)!
    },
    addressesOf: (key) => {
      if (!places.has(key) && !addresses.has(key)) readAddresses([key])
      return (places.get(key) ?? addresses.get(key)!).addresses
    },
    countOf: (field, value) =>
      known(counts, `${field}:${value}`, () => file.companyMatching.countOf(field, value)),
  }
}

const noPlaces = (): Places => ({ addresses: new Set(), towns: new Set(), countries: new Set() })

const townOf = remembered((city: string): string => fold(city).trim())

const addPlace = (
  { addresses, towns, countries }: Places,
  { street, postal_code, city, country }: ToldPlace,
): void => {
  if (street !== null && postal_code !== null) {
    const at = [street, postal_code].map((part) => fold(part).replace(/[^\p{L}\p{N}]+/gu, ' '))
    if (at.every((part) => part.trim() !== '')) addresses.add(at.join(' ').trim())
  }
  if (city !== null) towns.add(townOf(city))
  if (country !== null) countries.add(country)
}
