/**
 * From scored pairs to clusters, by average linkage: edges from the heaviest down, and two clusters become one only if
 * the mean weight over their cross pairs says so, and no pair of them is held apart. Chains (A like B, B like C, A unlike
 * C) thus break where connected components would run on. Refused unions come back with the reason.
 *
 * Order-free: equal weights go by the rank of the units, which should follow their content.
 */
import { sortedBy } from './radix.ts'
import type { Refusal } from './types.ts'

export interface Edges {
  a: Int32Array
  b: Int32Array
  /** Bits: log2 of the odds that the two are one. */
  weight: Float32Array | Float64Array
}

export interface ClusterOptions {
  /** How many units there are. */
  units: number
  /** Decided unions, made first and without asking. */
  must?: Iterable<readonly [number, number]>
  /** Why two units may not be one; null where they may. `edge` is the one between just these two, where it is at hand. */
  cannot?: (a: number, b: number, edge?: number) => Refusal | null
  /** Bits of any pair, candidates or not; the same for (a, b) and (b, a). */
  score: (a: number, b: number) => number
  /** Edges below this are not followed. */
  threshold?: number
  /** The least mean weight over cross pairs at which two clusters become one. */
  need?: number
  /** Weights count at most this much either way. */
  clamp?: number
  /** Of large clusters about this many members are asked on either side. */
  sample?: number
  /** Ties go by this; the units' own numbers where it is missing. */
  rank?: ArrayLike<number>
}

export interface RefusedUnion {
  /** The ends of the edge that asked for the union. */
  a: number
  b: number
  weight: number
  /** 'bridge': the evidence between the other members speaks against it. */
  reason: Refusal
}

export interface Clustering {
  /** Of each unit the number of its cluster: that of its member with the lowest rank. */
  cluster: Int32Array
  refused: RefusedUnion[]
  /** Of each union made, in order: the edge and the mean weight that held. */
  unions: { a: number; b: number; mean: number }[]
}

/** Clusters the units that edges of at least `threshold` bits connect. */
export const cluster = (edges: Edges, options: ClusterOptions): Clustering => {
  const { units, must = [], cannot, score, threshold = 0, need = -2, clamp = 12, sample = 5, rank } = options
  const rankOf = rank === undefined ? (unit: number) => unit : (unit: number) => rank[unit]!
  const root = new Int32Array(units)
  for (let unit = 0; unit < units; unit++) root[unit] = unit
  // A cluster is a chain of its members by rank; its root is the first of them.
  const next = new Int32Array(units).fill(-1)
  const refused: RefusedUnion[] = []
  const unions: Clustering['unions'] = []

  const unite = (a: number, b: number): void => {
    const [keep, gone] = rankOf(a) < rankOf(b) ? [a, b] : [b, a]
    for (let unit = gone; unit !== -1; unit = next[unit]!) root[unit] = keep
    let [last, other] = [keep, gone]
    while (other !== -1) {
      const following = next[last]!
      if (following === -1 || rankOf(other) < rankOf(following)) {
        next[last] = other
        other = following
      }
      last = next[last]!
    }
  }
  for (const [a, b] of must) if (root[a] !== root[b]) unite(root[a]!, root[b]!)

  const membersOf = (first: number): number[] => {
    const members = []
    for (let unit = first; unit !== -1; unit = next[unit]!) members.push(unit)
    return members
  }
  const heldApart = (left: readonly number[], right: readonly number[]): Refusal | null => {
    if (cannot === undefined) return null
    for (const a of left) {
      for (const b of right) {
        const reason = cannot(a, b)
        if (reason !== null) return reason
      }
    }
    return null
  }
  const meanWeight = (left: readonly number[], right: readonly number[]): number => {
    let [sum, count] = [0, 0]
    const stepA = Math.max(1, Math.floor(left.length / sample))
    const stepB = Math.max(1, Math.floor(right.length / sample))
    for (let i = 0; i < left.length; i += stepA) {
      for (let j = 0; j < right.length; j += stepB) {
        sum += Math.max(-clamp, Math.min(clamp, score(left[i]!, right[j]!)))
        count++
      }
    }
    return sum / count
  }

  const order = heaviestFirst(edges, threshold, rankOf)
  for (let n = 0, { length } = order; n < length; n++) {
    const edge = order[n]!
    const a = edges.a[edge]!
    const b = edges.b[edge]!
    const weight = edges.weight[edge]!
    const [left, right] = [root[a]!, root[b]!]
    if (left === right) continue
    let apart: Refusal | null
    let mean = weight
    if (next[left] === -1 && next[right] === -1) apart = cannot?.(a, b, edge) ?? null
    else {
      const [one, other] = [membersOf(left), membersOf(right)]
      apart = heldApart(one, other)
      if (apart === null) mean = meanWeight(one, other)
    }
    if (apart === null && mean >= need) {
      unite(left, right)
      unions.push({ a, b, mean })
    } else refused.push({ a, b, weight, reason: apart ?? 'bridge' })
  }
  return { cluster: root, refused, unions }
}

/** The edges of at least `threshold`, heaviest first; ties by the lower rank, then the higher. */
const heaviestFirst = (
  { a, b, weight }: Edges,
  threshold: number,
  rankOf: (unit: number) => number,
): Int32Array => {
  let count = 0
  const { length } = weight
  for (let e = 0; e < length; e++) if (weight[e]! >= threshold) count++
  const chosen = new Int32Array(count)
  const low = new Float64Array(count)
  const high = new Float64Array(count)
  const light = new Float64Array(count)
  let most = 0
  for (let e = 0; e < length; e++) if (weight[e]! > most) most = weight[e]!
  for (let e = 0, at = 0; e < length; e++) {
    if (weight[e]! < threshold) continue
    const [x, y] = [rankOf(a[e]!), rankOf(b[e]!)]
    chosen[at] = e
    low[at] = Math.min(x, y)
    high[at] = Math.max(x, y)
    // Lighter edges have larger keys; a millionth of a bit decides nothing.
    light[at++] = Math.round((most - weight[e]!) * 2 ** 20)
  }
  return sortedBy(count, [high, low, light]).map((place) => chosen[place]!)
}
