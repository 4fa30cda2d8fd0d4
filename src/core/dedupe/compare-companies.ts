/**
 * Keeps in the file which companies are alike. Compared are those of which something has changed since, with whoever
 * shares a name, a page, a phone or the first word of the domain with them; and those of whom a value has become more or
 * less usual by that. The outcome is the same as of comparing all.
 */
import {
  SHARED_FIELDS,
  type CompanyEdge,
  type CompanyMatchingStore,
  type KeyedValues,
  type SharedField,
} from '../../store/company-matching.ts'
import type { ProspectFile } from '../../store/index.ts'
import { companyEvidence, companyPrior, usualBits } from './company-evidence.ts'
import { companySource, sharedValues, unitOf, type CompanySource, type CompanyUnit } from './company-unit.ts'
import { MOST_SHARING } from './company-weights.ts'

/** From this share of the companies on, comparing all is quicker. */
const MOST_NEWS = 0.3

/** Brings up to date which companies are alike. Call inside a write. */
export const compareCompanies = (file: ProspectFile, { isFull = false } = {}): void => {
  const { companyMatching: kept } = file
  const due = isFull || !kept.isMatched() ? null : kept.due()
  if (due?.length === 0) return
  if (due === null || (due.length > 100 && due.length > file.companies.count() * MOST_NEWS)) compareAll(file)
  else compareNews(file, due)
  kept.clearDue()
}

const compareAll = (file: ProspectFile): void => {
  const { companyMatching: kept } = file
  const units = new Map<string, CompanyUnit>()
  for (const row of file.companies.comparable()) units.set(String(row.key), unitOf(row))
  const keys = [...units.keys()].sort()
  kept.replace(keys.map((key) => ({ key, ...sharedValues(units.get(key)!) })))
  kept.clearEdges()
  const groups = SHARED_FIELDS.flatMap((field) => [...kept.groups(field, MOST_SHARING)])
  compareWithin(kept, companySource(file, units), groups, () => true)
  kept.countAllEdges()
}

const compareNews = (file: ProspectFile, changed: readonly string[]): void => {
  const { companyMatching: kept } = file
  const due = new Set(changed)
  const units = new Map<string, CompanyUnit>()
  for (const key of replaceValues(file, changed, units)) due.add(key)
  const groups = new Map<string, readonly string[]>()
  const gone: CompanyEdge[] = []
  for (const key of due) {
    gone.push(...kept.dropEdgesOf(key))
    for (const [field, value] of valuesOf(kept.get(key))) {
      const id = `${field}:${value}`
      if (groups.has(id) || kept.countOf(field, value) > MOST_SHARING) continue
      groups.set(id, kept.having(field, value))
    }
  }
  const come = compareWithin(kept, companySource(file, units), groups.values(), (key) => due.has(key))
  kept.countedEdges(come, gone)
}

const valuesOf = (row: KeyedValues | undefined): [SharedField, string][] =>
  row === undefined
    ? []
    : SHARED_FIELDS.flatMap((field) => {
        const value = row[field]
        return value === null ? [] : [[field, value]]
      })

/**
 * Writes what these companies share now.
 *
 * @param units where what is read of them goes
 * @returns the keys of all that have a value which tells more now than before, or less
 */
const replaceValues = (
  file: ProspectFile,
  keys: readonly string[],
  units: Map<string, CompanyUnit>,
): string[] => {
  const { companyMatching: kept } = file
  const rows = keys.flatMap((key) => {
    const [before, company] = [kept.get(key), file.companies.byKey(key)]
    const unit = company && unitOf(company)
    if (unit) units.set(key, unit)
    const after = unit && { key, ...sharedValues(unit) }
    return isSame(before, after) ? [] : [{ key, before, after }]
  })
  /** How much it tells that two have a value. */
  const tellingOf = (field: SharedField, value: string): string => {
    const count = kept.countOf(field, value)
    return `${usualBits(count)} ${count > MOST_SHARING ? 'many' : 'few'}`
  }
  const touched = new Map(
    rows.flatMap(({ before, after }) =>
      [before, after]
        .flatMap(valuesOf)
        .map(([field, value]) => [`${field}:${value}`, [field, value]] as const),
    ),
  )
  const values = [...touched.values()].map(
    ([field, value]) => [field, value, tellingOf(field, value)] as const,
  )
  for (const { key, after } of rows) {
    if (after) kept.put(after)
    else kept.remove(key)
  }
  return values.flatMap(([field, value, before]) =>
    tellingOf(field, value) === before ? [] : kept.having(field, value),
  )
}

const isSame = (a: KeyedValues | undefined, b: KeyedValues | undefined): boolean =>
  a === undefined || b === undefined ? a === b : SHARED_FIELDS.every((field) => a[field] === b[field])

/**
 * Compares each two of a group of which one is due, and keeps those that may be one company in a file of any size.
 *
 * @returns those
 */
const compareWithin = (
  kept: CompanyMatchingStore,
  source: CompanySource,
  groups: Iterable<readonly string[]>,
  isDue: (key: string) => boolean,
): CompanyEdge[] => {
  const { weigh, needed } = companyEvidence(source)
  const strangers = -companyPrior(0)
  const leastOf = (is_named: boolean): number => (is_named ? 0 : strangers)
  const asked: Record<'places' | 'addresses', Pair[]> = { places: [], addresses: [] }
  const done = new Set<string>()
  for (const group of groups) {
    const units = group.map(source.unit)
    for (const [i, x] of units.entries()) {
      for (const y of units.slice(i + 1)) {
        if (!isDue(x.key) && !isDue(y.key)) continue
        const pair = `${x.key} ${y.key}`
        if (done.has(pair)) continue
        done.add(pair)
        const what = needed(x, y, leastOf)
        if (what !== null) asked[what].push([x, y])
      }
    }
  }
  // Where they are is read of many at once, and only of those with whom it may matter.
  source.readPlaces(keysOf(asked.places))
  const found: CompanyEdge[] = []
  for (const pair of [...asked.places, ...atOneAddress(source, asked.addresses)]) {
    const [x, y] = pair
    const { bits, is_named, is_backed, is_elsewhere } = weigh(x, y)
    if (bits < leastOf(is_named)) continue
    const flags = {
      is_named: flag(is_named),
      is_backed: flag(is_backed),
      is_elsewhere: flag(is_elsewhere),
    }
    const edge = { a: x.key, b: y.key, bits, ...flags }
    kept.addEdge(edge)
    found.push(edge)
  }
  return found
}

type Pair = readonly [CompanyUnit, CompanyUnit]

const keysOf = (pairs: readonly Pair[]): Set<string> =>
  new Set(pairs.flatMap((pair) => pair.map(({ key }) => key)))

/** Those of whom an address is known that is both's; where they are is read then. */
const atOneAddress = (source: CompanySource, pairs: readonly Pair[]): Pair[] => {
  source.readAddresses(new Set(pairs.map(([{ key }]) => key)))
  const told = pairs.filter(([{ key }]) => source.addressesOf(key).size > 0)
  source.readAddresses(new Set(told.map(([, { key }]) => key)))
  const found = told.filter(([x, y]) => {
    const there = source.addressesOf(y.key)
    return [...source.addressesOf(x.key)].some((address) => there.has(address))
  })
  source.readPlaces(keysOf(found))
  return found
}

const flag = (yes: boolean): 0 | 1 => (yes ? 1 : 0)
