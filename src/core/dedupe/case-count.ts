/**
 * How many pairs wait for an answer. Finding that out looks at two records of each open pair, so what was found is kept in
 * the file, and only the pairs of units that matching has looked at again since are found anew.
 */
import { hash52 } from '../../lib/quick-hash.ts'
import type { ProspectFile } from '../../store/index.ts'
import { caseKeys } from './review-cases.ts'

/** In `meta`, the three columns one after the other, in base64. */
const KEPT = 'dedupe_cases'
const BYTES = 16

/** Open pairs of units, each with a hash of the two people. */
interface OpenUnits {
  people: Float64Array
  a: Uint32Array
  b: Uint32Array
}

const pack = ({ people, a, b }: OpenUnits): string =>
  Buffer.concat([people, a, b].map(({ buffer }) => Buffer.from(buffer))).toString('base64')

const unpack = (text: string): OpenUnits => {
  const { buffer, byteOffset, byteLength } = Buffer.from(text, 'base64')
  const own = buffer.slice(byteOffset, byteOffset + byteLength)
  const n = byteLength / BYTES
  return {
    people: new Float64Array(own, 0, n),
    a: new Uint32Array(own, n * 8, n),
    b: new Uint32Array(own, n * 12, n),
  }
}

/**
 * Call inside a write.
 *
 * @param touched the units whose pairs may be others than at the last count, whoever stands on the other side; all where
 *   it is missing
 */
export const countCases = (file: ProspectFile, touched?: ReadonlySet<number>): number => {
  const { matching, meta, people } = file
  const keyOf = caseKeys(file)
  const known = touched && meta.get(KEPT)
  const found: { people: number[]; a: number[]; b: number[] } = { people: [], a: [], b: [] }
  const keep = (pair: number, a: number, b: number): void => {
    found.people.push(pair)
    found.a.push(a)
    found.b.push(b)
  }
  const add = ({ a, b, a_id, b_id, refused }: ReturnType<typeof matching.openPairsOf>[number]): void => {
    const key = refused === 'decided_apart' ? null : keyOf(a_id, b_id)
    if (key !== null) keep(hash52(key), a, b)
  }
  if (touched === undefined || known === undefined) for (const pair of matching.openPairs()) add(pair)
  else {
    const before = unpack(known)
    for (const [i, pair] of before.people.entries()) {
      const [a, b] = [before.a[i]!, before.b[i]!]
      if (!touched.has(a) && !touched.has(b)) keep(pair, a, b)
    }
    // A pair of two touched units comes with the first of them.
    for (const unit of touched)
      for (const pair of matching.openPairsOf(unit)) if (pair.a === unit || !touched.has(pair.a)) add(pair)
  }
  if (known === undefined || touched!.size > 0) {
    const columns = {
      people: Float64Array.from(found.people),
      a: Uint32Array.from(found.a),
      b: Uint32Array.from(found.b),
    }
    meta.set(KEPT, pack(columns))
  }
  const pairs = new Set(found.people)
  for (const { a_id, b_id } of people.duplicates()) {
    const key = keyOf(a_id, b_id)
    if (key !== null) pairs.add(hash52(key))
  }
  return pairs.size
}
