/** Whether two companies of a file are one: the evidence in the same bits and lines as of two people. */
import { once } from '../../lib/once.ts'
import { labelOf, type CompanySource, type CompanyUnit, type Places } from './company-unit.ts'
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
   * Whether the weight of two may be so many bits; where not, that is mostly told without reading where they are.
   *
   * @param least by whether their names are equal
   */
  mayWeigh: (x: CompanyUnit, y: CompanyUnit, least: (is_named: boolean) => number) => boolean
  /** log2 of the odds that two of this weight are one, in this file. */
  total: (weight: Pick<CompanyWeight, 'bits' | 'is_named'>) => number
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

const sumOf = (lines: readonly EvidenceLine[]): number =>
  lines.reduce((sum, { bits, frequency_bits }) => sum + bits + frequency_bits, 0)

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

export const companyEvidence = ({ size, countOf, placesOf, addressesOf }: CompanySource): CompanyEvidence => {
  const priorNow = once(() => companyPrior(size()))
  const total = ({ bits, is_named }: Pick<CompanyWeight, 'bits' | 'is_named'>): number =>
    is_named ? bits : bits + priorNow()
  const line = (
    field: CompanyField,
    { words, bits }: CompanyLevel,
    [left, right]: readonly [string | null, string | null],
    frequency_bits = 0,
  ): EvidenceLine => ({ field, level: words, a: left, b: right, bits, frequency_bits })
  /** All but where they are. */
  const besidePlaces = (x: CompanyUnit, y: CompanyUnit): { name: CompanyLevel; lines: EvidenceLine[] } => {
    // An equal name is worth what it is rare; an equal phone or page less where several have it.
    const shared = (field: 'page' | 'phone', levels: typeof PAGE | typeof PHONE): EvidenceLine => {
      const level = equality(levels, x[field], y[field])
      const usual = level === levels.equal ? -2 * usualBits(countOf(field, x[field]!)) : 0
      return line(field, level, [x[field], y[field]], usual)
    }
    const name = nameLevel(x.name_key, y.name_key)
    const usual = name === NAME.equal ? -usualBits(countOf('name', x.name_key!)) : 0
    const lines = [
      line('name', name, [nameOf(x), nameOf(y)], usual),
      line('domain', domainLevel(x.domain, y.domain), [x.domain, y.domain]),
      shared('page', PAGE),
      shared('phone', PHONE),
    ]
    return { name, lines }
  }
  const read = (x: CompanyUnit, y: CompanyUnit): { weight: CompanyWeight; lines: EvidenceLine[] } => {
    const [here, there] = [placesOf(x.key), placesOf(y.key)]
    const place = (
      field: 'address' | 'town' | 'country',
      levels: typeof ADDRESS | typeof TOWN | typeof COUNTRY,
      of: (places: Places) => ReadonlySet<string>,
    ): EvidenceLine => line(field, overlap(levels, of(here), of(there)), [shown(of(here)), shown(of(there))])
    const { name, lines: others } = besidePlaces(x, y)
    const is_named = name === NAME.equal
    const lines = [
      ...others,
      place('address', ADDRESS, ({ addresses }) => addresses),
      place('town', TOWN, ({ towns }) => towns),
      place('country', COUNTRY, ({ countries }) => countries),
    ]
    const is = (wanted: string, ...fields: CompanyField[]): boolean =>
      lines.some(({ field, level }) => level === wanted && fields.includes(field as CompanyField))
    const backs = (by: CompanyLevel): boolean => {
      if (by === NAME.differ) return false
      // A subsidiary has its parent's name and more, and often its switchboard and address, or its page.
      if (by === NAME.within) return is('equal', 'page') && is('equal', 'phone')
      return is('equal', 'page', 'phone', 'address')
    }
    const weight = {
      bits: sumOf(lines),
      is_named,
      is_backed: backs(name),
      is_elsewhere: is('differ', 'town', 'country'),
    }
    if (is_named) lines[0]!.frequency_bits -= priorNow()
    return { weight, lines }
  }
  return {
    total,
    weigh: (x, y) => read(x, y).weight,
    mayWeigh: (x, y, least) => {
      const { name, lines } = besidePlaces(x, y)
      const missing = least(name === NAME.equal) - sumOf(lines) - HAIR
      if (missing <= TOWN.equal.bits + COUNTRY.equal.bits) return true
      if (missing > TOWN.equal.bits + COUNTRY.equal.bits + ADDRESS.equal.bits) return false
      const addresses = addressesOf(x.key)
      return addresses.size > 0 && overlap(ADDRESS, addresses, addressesOf(y.key)) === ADDRESS.equal
    },
    explain: (x, y) => {
      const { weight, lines } = read(x, y)
      const bits = total(weight)
      return {
        ...{
          a: x.record,
          b: y.record,
          prior: priorNow(),
          lines,
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
