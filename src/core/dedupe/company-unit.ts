/** A company as matching sees it, and where it is. */
import { once } from '../../lib/once.ts'
import { fold } from '../../lib/text.ts'
import { cleanCompany } from '../../model/company-name.ts'
import { recordOfId } from '../../model/id.ts'
import type { RecordFields } from '../../model/record.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { SharedField, SharedValues } from '../../store/company-matching.ts'
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
  addresses: ReadonlySet<string>
  towns: ReadonlySet<string>
  countries: ReadonlySet<string>
}

/** Companies that are looked up one by one. What was read once is remembered: not to be used over a write. */
export interface CompanySource {
  /** How many companies there are. */
  size: () => number
  unit: (key: string) => CompanyUnit
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
}: CompanyRow): CompanyUnit => {
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
  const addresses = new Map<string, ReadonlySet<string>>()
  const counts = new Map<string, number>()
  const remembered = <T>(known: Map<string, T>, key: string, read: () => T): T => {
    let value = known.get(key)
    if (value === undefined) known.set(key, (value = read()))
    return value
  }
  return {
    size: once(() => size ?? file.companies.count()),
    unit: (key) => remembered(units, key, () => unitOf(file.companies.byKey(key)!)),
    placesOf: (key) => remembered(places, key, () => readPlaces(file.records.someOfCompany(key))),
    addressesOf: (key) =>
      places.get(key)?.addresses ??
      remembered(addresses, key, () => readPlaces(file.records.addressesOfCompany(key)).addresses),
    countOf: (field, value) =>
      remembered(counts, `${field}:${value}`, () => file.companyMatching.countOf(field, value)),
  }
}

const readPlaces = (records: readonly RecordFields[]): Places => {
  const [addresses, towns, countries] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { street, postal_code, city, country } of records) {
    const at = [street, postal_code].map((part) => fold(textOf(part) ?? '').replace(/[^\p{L}\p{N}]+/gu, ' '))
    if (at.every((part) => part.trim() !== '')) addresses.add(at.join(' ').trim())
    if (textOf(city) !== null) towns.add(fold(String(city)).trim())
    if (textOf(country) !== null) countries.add(String(country))
  }
  return { addresses, towns, countries }
}
