/** Whether two companies of a file are one: the evidence in the same bits and lines as of two people. */
import {
  labelOf,
  type CompanyTable,
  type CompanyUnit,
  type Places,
  type SharedField,
} from './company-table.ts'
import { COMPANY_LEVELS, LEAST_COMPANIES, type CompanyField, type CompanyLevel } from './company-weights.ts'
import type { EvidenceLine, PairEvidence } from './types.ts'

export interface CompanyEvidence {
  explain: (a: number, b: number) => PairEvidence
  score: (a: number, b: number) => number
  /** Whether they are known to be in different places: branches or subsidiaries, which nobody should merge unasked. */
  isElsewhere: (a: number, b: number) => boolean
  /** Whether more than names speaks for one company. */
  isBacked: (a: number, b: number) => boolean
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

export const companyEvidence = ({ units, countOf, placesOf }: CompanyTable): CompanyEvidence => {
  const prior = -Math.log2(Math.max(units.length, LEAST_COMPANIES))
  /** An equal name is worth what it is rare; an equal phone or page less where several have it. */
  const rarity = (field: SharedField, value: string | null): number => {
    if (value === null) return 0
    const others = Math.log2(Math.max(1, countOf(field, value) - 1))
    return field === 'name' ? -prior - others : -2 * others
  }
  const explain = (a: number, b: number): PairEvidence => {
    const [x, y] = [units[a]!, units[b]!]
    const [here, there] = [placesOf(a), placesOf(b)]
    const line = (
      field: CompanyField,
      { words, bits }: CompanyLevel,
      [left, right]: readonly [string | null, string | null],
      frequency_bits = 0,
    ): EvidenceLine => ({ field, level: words, a: left, b: right, bits, frequency_bits })
    const shared = (field: 'page' | 'phone', levels: typeof PAGE | typeof PHONE): EvidenceLine => {
      const level = equality(levels, x[field], y[field])
      return line(field, level, [x[field], y[field]], level === levels.equal ? rarity(field, x[field]) : 0)
    }
    const place = (
      field: 'address' | 'town' | 'country',
      levels: typeof ADDRESS | typeof TOWN | typeof COUNTRY,
      of: (places: Places) => ReadonlySet<string>,
    ): EvidenceLine => line(field, overlap(levels, of(here), of(there)), [shown(of(here)), shown(of(there))])
    const name = nameLevel(x.name_key, y.name_key)
    const lines = [
      line('name', name, [nameOf(x), nameOf(y)], name === NAME.equal ? rarity('name', x.name_key) : 0),
      line('domain', domainLevel(x.domain, y.domain), [x.domain, y.domain]),
      shared('page', PAGE),
      shared('phone', PHONE),
      place('address', ADDRESS, ({ addresses }) => addresses),
      place('town', TOWN, ({ towns }) => towns),
      place('country', COUNTRY, ({ countries }) => countries),
    ]
    const total = lines.reduce((sum, { bits, frequency_bits }) => sum + bits + frequency_bits, prior)
    const isFar = isElsewhere(a, b)
    return {
      ...{ a, b, prior, lines, total, probability: 1 / (1 + 2 ** -total) },
      // Beside two that have nothing to do with each other nothing else was weighed.
      runner_up: { reading: isFar ? 'branches' : 'strangers', bits: 0 },
    }
  }
  const isElsewhere = (a: number, b: number): boolean => {
    const [here, there] = [placesOf(a), placesOf(b)]
    return (
      overlap(COUNTRY, here.countries, there.countries) === COUNTRY.differ ||
      overlap(TOWN, here.towns, there.towns) === TOWN.differ
    )
  }
  return {
    explain,
    score: (a, b) => explain(a, b).total,
    isElsewhere,
    isBacked: (a, b) =>
      explain(a, b).lines.some(
        ({ field, level }) => level === 'equal' && ['page', 'phone', 'address'].includes(field),
      ) && nameLevel(units[a]!.name_key, units[b]!.name_key) !== NAME.differ,
  }
}

const nameOf = ({ name, name_key }: CompanyUnit): string | null => name ?? name_key
