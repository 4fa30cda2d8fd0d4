/** Whether two companies of a file are one: the evidence in the same bits and lines as of two people. */
import { once } from '../../lib/once.ts'
import { labelOf, type CompanySource, type CompanyUnit } from './company-unit.ts'
import { COMPANY_LEVELS, LEAST_COMPANIES, type CompanyField, type CompanyLevel } from './company-weights.ts'
import type { EvidenceLine, PairEvidence } from './types.ts'

/** What a comparison says that does not depend on how many companies there are, beside `is_named`. */
export interface CompanyWeight {
  bits: number
  /** Their names are equal: what the size of the file makes chance, the rarity of the name gives back. */
  is_named: boolean
  /** More than names speaks for one company, and the names allow it: enough to merge unasked. */
  is_backed: boolean
  /** They are known to be in different places: branches or subsidiaries, which nobody should merge unasked. */
  is_elsewhere: boolean
}

export interface CompanyEvidence {
  explain: (x: CompanyUnit, y: CompanyUnit) => PairEvidence
  weigh: (x: CompanyUnit, y: CompanyUnit) => CompanyWeight
  /**
   * What has to be known of two to tell whether their weight is so many bits: where they are, or first whether one
   * address is both's; null where it is less wherever they are.
   *
   * @param least by whether their names are equal
   */
  needed: (
    x: CompanyUnit,
    y: CompanyUnit,
    least: (is_named: boolean) => number,
  ) => 'places' | 'addresses' | null
  /** log2 of the odds that two of this weight are one, in this file. */
  total: (weight: Pick<CompanyWeight, 'bits' | 'is_named'>) => number
}

/** What was found of each but where they are. */
interface BesidePlaces extends Record<'name' | 'domain' | 'page' | 'phone', CompanyLevel> {
  /** What it takes away that others have the value too. */
  usual: Record<'name' | 'page' | 'phone', number>
  bits: number
}

interface Findings extends Omit<BesidePlaces, 'bits'>, Record<'address' | 'town' | 'country', CompanyLevel> {
  weight: CompanyWeight
}

const { name: NAME, domain: DOMAIN, page: PAGE, phone: PHONE } = COMPANY_LEVELS
const { address: ADDRESS, town: TOWN, country: COUNTRY } = COMPANY_LEVELS

/** What one begins with is the whole of the other: `acme` and `acme foods`, not `acmeon`. */
const begins = (long: string, short: string, gap: string): boolean =>
  short.length >= 3 && long.startsWith(`${short}${gap}`)

const nameLevel = (a: string | null, b: string | null): CompanyLevel => {
  if (a === null || b === null) return NAME.unknown
  if (a === b) return NAME.equal
  return begins(a, b, ' ') || begins(b, a, ' ') ? NAME.within : NAME.differ
}

const domainLevel = (a: string | null, b: string | null): CompanyLevel => {
  if (a === null || b === null) return DOMAIN.unknown
  const [x, y] = [labelOf(a), labelOf(b)]
  return x === y || begins(x, y, '-') || begins(y, x, '-') ? DOMAIN.word : DOMAIN.differ
}

const equality = (
  levels: Record<'unknown' | 'differ' | 'equal', CompanyLevel>,
  a: string | null,
  b: string | null,
): CompanyLevel => (a === null || b === null ? levels.unknown : a === b ? levels.equal : levels.differ)

const overlap = (
  levels: Record<'unknown' | 'differ' | 'equal', CompanyLevel>,
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): CompanyLevel =>
  a.size === 0 || b.size === 0
    ? levels.unknown
    : [...a].some((value) => b.has(value))
      ? levels.equal
      : levels.differ

const shown = (values: ReadonlySet<string>): string | null =>
  [...values].sort().slice(0, 3).join(', ') || null

export const companyPrior = (companies: number): number => -Math.log2(Math.max(companies, LEAST_COMPANIES))

/**
 * What it takes away from a value that so many have; in whole bits, so that one company more among many is no reason to
 * compare all of them anew.
 */
export const usualBits = (count: number): number => Math.ceil(Math.log2(Math.max(1, count - 1)))

/** More than sums of the same bits in another order differ by. */
const HAIR = 1e-6

export const companyEvidence = ({ size, countOf, placesOf }: CompanySource): CompanyEvidence => {
  const priorNow = once(() => companyPrior(size()))
  const total = ({ bits, is_named }: Pick<CompanyWeight, 'bits' | 'is_named'>): number =>
    is_named ? bits : bits + priorNow()
  /** All but where they are. */
  const besidePlaces = (x: CompanyUnit, y: CompanyUnit): BesidePlaces => {
    const [name, domain] = [nameLevel(x.name_key, y.name_key), domainLevel(x.domain, y.domain)]
    const [page, phone] = [equality(PAGE, x.page, y.page), equality(PHONE, x.phone, y.phone)]
    // An equal name is worth what it is rare; an equal phone or page less where several have it.
    const usual = {
      name: name === NAME.equal ? -usualBits(countOf('name', x.name_key!)) : 0,
      page: page === PAGE.equal ? -2 * usualBits(countOf('page', x.page!)) : 0,
      phone: phone === PHONE.equal ? -2 * usualBits(countOf('phone', x.phone!)) : 0,
    }
    const bits = name.bits + usual.name + domain.bits + page.bits + usual.page + phone.bits + usual.phone
    return { name, domain, page, phone, usual, bits }
  }
  const read = (x: CompanyUnit, y: CompanyUnit): Findings => {
    const [here, there] = [placesOf(x.key), placesOf(y.key)]
    const beside = besidePlaces(x, y)
    const { name, page, phone } = beside
    const address = overlap(ADDRESS, here.addresses, there.addresses)
    const town = overlap(TOWN, here.towns, there.towns)
    const country = overlap(COUNTRY, here.countries, there.countries)
    const isBacked = (): boolean => {
      if (name === NAME.differ) return false
      // A subsidiary has its parent's name and more, and often its switchboard and address, or its page.
      if (name === NAME.within) return page === PAGE.equal && phone === PHONE.equal
      return page === PAGE.equal || phone === PHONE.equal || address === ADDRESS.equal
    }
    const weight = {
      bits: beside.bits + address.bits + town.bits + country.bits,
      is_named: name === NAME.equal,
      is_backed: isBacked(),
      is_elsewhere: town === TOWN.differ || country === COUNTRY.differ,
    }
    return { ...beside, address, town, country, weight }
  }
  const linesOf = (x: CompanyUnit, y: CompanyUnit, found: Findings): EvidenceLine[] => {
    const { usual, weight } = found
    const line = (
      field: CompanyField,
      a: string | null,
      b: string | null,
      frequency_bits = 0,
    ): EvidenceLine => {
      const { words, bits } = found[field]
      return { field, level: words, a, b, bits, frequency_bits }
    }
    const [here, there] = [placesOf(x.key), placesOf(y.key)]
    return [
      line('name', nameOf(x), nameOf(y), usual.name - (weight.is_named ? priorNow() : 0)),
      line('domain', x.domain, y.domain),
      line('page', x.page, y.page, usual.page),
      line('phone', x.phone, y.phone, usual.phone),
      line('address', shown(here.addresses), shown(there.addresses)),
      line('town', shown(here.towns), shown(there.towns)),
      line('country', shown(here.countries), shown(there.countries)),
    ]
  }
  return {
    total,
    weigh: (x, y) => read(x, y).weight,
    needed: (x, y, least) => {
      const { name, bits } = besidePlaces(x, y)
      const missing = least(name === NAME.equal) - bits - HAIR
      if (missing <= TOWN.equal.bits + COUNTRY.equal.bits) return 'places'
      return missing <= TOWN.equal.bits + COUNTRY.equal.bits + ADDRESS.equal.bits ? 'addresses' : null
    },
    explain: (x, y) => {
      const found = read(x, y)
      const { weight } = found
      const bits = total(weight)
      return {
        ...{
          a: x.record,
          b: y.record,
          prior: priorNow(),
          lines: linesOf(x, y, found),
          total: bits,
          probability: 1 / (1 + 2 ** -bits),
        },
        // Beside two that have nothing to do with each other nothing else was weighed.
        runner_up: { reading: weight.is_elsewhere ? 'branches' : 'strangers', bits: 0 },
      }
    },
  }
}

const nameOf = ({ name, name_key }: CompanyUnit): string | null => name ?? name_key
