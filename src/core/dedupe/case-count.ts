/**
 * How many pairs wait for an answer. Finding that out looks at two records of each open pair, so what was found is kept in
 * the file, and only the pairs of units that matching has looked at again since are found anew.
 */
import { hash52 } from '../../lib/quick-hash.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { MatchCase, OpenPair } from '../../store/matching.ts'
import { caseKeys } from './review-cases.ts'

/** In `meta`: of how many two people pairs of units wait. */
const KEPT = 'dedupe_cases'

/**
 * Call inside a write.
 *
 * @param touched the units whose pairs may be others than at the last count, whoever stands on the other side; all where
 *   it is missing
 */
export const countCases = (file: ProspectFile, touched?: ReadonlySet<number>): number => {
  const { matching, meta, people } = file
  const keyOf = caseKeys(file)
  const caseOf = ({ a, b, a_id, b_id, refused }: OpenPair): MatchCase[] => {
    const key = refused === 'decided_apart' ? null : keyOf(a_id, b_id)
    return key === null ? [] : [{ a, b, people: hash52(key) }]
  }
  const known = touched && meta.get(KEPT)
  let count: number
  if (touched === undefined || known === undefined) {
    matching.clearCases()
    // Read before it is written: SQLite does not promise what a query sees of what is written beneath it.
    for (const found of [...matching.openPairs()].flatMap(caseOf)) matching.putCase(found)
    count = matching.countCases()
  } else {
    count = Number(known) + replaceCases(file, touched, caseOf)
  }
  if (String(count) !== known) meta.set(KEPT, String(count))
  const others = new Set<number>()
  for (const { a_id, b_id } of people.duplicates()) {
    const key = keyOf(a_id, b_id)
    const pair = key === null ? null : hash52(key)
    if (pair !== null && !matching.hasCase(pair)) others.add(pair)
  }
  return count + others.size
}

/**
 * Finds anew what waits of these units.
 *
 * @returns of how many two people more
 */
const replaceCases = (
  { matching }: ProspectFile,
  touched: ReadonlySet<number>,
  caseOf: (pair: OpenPair) => MatchCase[],
): number => {
  const before = [...touched].flatMap((unit) => matching.casesOf(unit))
  const after = [...touched].flatMap((unit) => matching.openPairsOf(unit)).flatMap(caseOf)
  const concerned = new Set([...before, ...after].map(({ people }) => people))
  const waiting = (): number => [...concerned].filter((people) => matching.hasCase(people)).length
  const then = waiting()
  for (const pair of before) matching.dropCase(pair)
  for (const pair of after) matching.putCase(pair)
  return waiting() - then
}
