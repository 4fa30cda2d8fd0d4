/**
 * How many pairs wait for an answer. Finding that out looks at two records of each open pair, so what was found is kept in
 * the file, and only the pairs of units that matching has looked at again since are found anew.
 */
import { once } from '../../lib/once.ts'
import { hash52, joined52 } from '../../lib/quick-hash.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { MatchCase, OpenPair } from '../../store/matching.ts'
import { caseKeys } from './review-cases.ts'

/** In `meta`: of how many two people pairs of units wait. */
const KEPT = 'dedupe_cases'
/** In `meta`: a hash of the pairs that identity keys brought up, and how many of these wait beside those. */
const KEPT_OTHERS = 'dedupe_other_cases'

/**
 * Call inside a write.
 *
 * @param touched the units whose pairs may be others than at the last count, whoever stands on the other side; all where
 *   it is missing
 */
export const countCases = (file: ProspectFile, touched?: ReadonlySet<number>): number => {
  const { matching, meta, decisions } = file
  const walls = decisions.walls()
  const keyOf = caseKeys(walls)
  const caseOf = ({ a, b, a_id, b_id, refused }: OpenPair): MatchCase[] => {
    const key = refused === 'decided_apart' ? null : keyOf(a_id, b_id)
    return key === null ? [] : [{ a, b, people: hash52(key) }]
  }
  const known = touched && meta.get(KEPT)
  let count: number
  let turned: readonly number[] | null = null
  if (touched === undefined || known === undefined) {
    matching.clearCases()
    // Read before it is written: SQLite does not promise what a query sees of what is written beneath it.
    for (const found of [...matching.openPairs()].flatMap(caseOf)) matching.putCase(found)
    count = matching.countCases()
  } else {
    const replaced = replaceCases(file, touched, caseOf)
    count = Number(known) + replaced.more
    turned = replaced.turned
  }
  if (String(count) !== known) meta.set(KEPT, String(count))
  return count + countOthers(file, { walls, keyOf, turned })
}

/** How many pairs wait because identity keys brought them up, and for nothing else. */
const countOthers = (
  { matching, meta, people }: ProspectFile,
  {
    walls,
    keyOf,
    turned,
  }: {
    walls: readonly [string, string][]
    keyOf: ReturnType<typeof caseKeys>
    turned: readonly number[] | null
  },
): number => {
  const text = people.duplicatePairs()
  const trace = String(joined52(hash52(text), hash52(walls.join(' '))))
  const pairs = once(
    () =>
      new Set(
        pairsIn(text)
          .flatMap(([a, b]) => keyOf(a, b) ?? [])
          .map((key) => hash52(key)),
      ),
  )
  const [before, known] = (meta.get(KEPT_OTHERS) ?? '').split(' ')
  const isKnown = known !== undefined && before === trace && turned !== null
  if (isKnown && turned.every((pair) => !pairs().has(pair))) return Number(known)
  const count = [...pairs()].filter((pair) => !matching.hasCase(pair)).length
  meta.set(KEPT_OTHERS, `${trace} ${String(count)}`)
  return count
}

const pairsIn = (text: string): [string, string][] =>
  text === '' ? [] : text.split(' ').map((pair) => pair.split(':') as [string, string])

/**
 * Finds anew what waits of these units.
 *
 * @returns of how many two people more, and which two wait now and did not before, or the other way round
 */
const replaceCases = (
  { matching }: ProspectFile,
  touched: ReadonlySet<number>,
  caseOf: (pair: OpenPair) => MatchCase[],
): { more: number; turned: readonly number[] } => {
  const before = [...touched].flatMap((unit) => matching.casesOf(unit))
  const after = [...touched].flatMap((unit) => matching.openPairsOf(unit)).flatMap(caseOf)
  const concerned = [...new Set([...before, ...after].map(({ people }) => people))]
  const waited = new Set(concerned.filter((people) => matching.hasCase(people)))
  for (const pair of before) matching.dropCase(pair)
  for (const pair of after) matching.putCase(pair)
  const turned = concerned.filter((people) => matching.hasCase(people) !== waited.has(people))
  const gone = turned.filter((people) => waited.has(people)).length
  return { more: turned.length - 2 * gone, turned }
}
