/**
 * Which pairs are compared at all: those that share a block key. A block of more than `cap` units is parted by the next
 * attribute (a name by city, then country …) and reported, never dropped in silence; a parted key stays parted in the
 * model, so that a later look-up by key finds the same candidates as a full run.
 *
 * Blocks are told apart by the numbers of the values they are made of, by counting; hashed keys, which outlast the table,
 * are worked out for blocks that may have to be parted.
 */
import { joined52 } from '../../lib/quick-hash.ts'
import { Scratch } from '../../lib/scratch.ts'
import { alike, type Columns } from './grouping.ts'

/** What stands in blocks: first the first value of each unit, in their order, then further values. One set, one block. */
export interface Entries extends Columns {
  /** The units of the further entries. */
  further: ArrayLike<number>
}

export interface BlockingRule {
  name: string
  /** Chance brings many together under one key: in long lists such blocks are parted sooner. */
  isLoose?: boolean
  entries: () => Entries
  /** The key of a block, 52 bits, from the numbers of its entries. */
  keyOf: (x: number, y: number) => number
  /** What an oversized block is parted by, in this order: 52 bits, or 0 where the unit has none. */
  parts: readonly { name: string; keyOf: (unit: number) => number }[]
}

/** A block that was too large. */
export interface Split {
  rule: string
  key: number
  size: number
  /** One of its units, to name the block by. */
  unit: number
  /** What it was parted by; empty where nothing was left to part it by. */
  by: string[]
  /** Units that have none of these attributes: this rule compares them with none of the block. */
  left_out: number
}

export interface Blocks {
  /** [rule][unit]: the number of the unit's first block under the rule; 0 for none. */
  first: readonly Int32Array[]
  /** [rule]: how many blocks there are; their numbers begin with 1. */
  counts: readonly number[]
  rules: readonly string[]
  units: number
  /** Further blocks of units that have several keys under a rule: [rule] -> unit -> numbers. */
  more: readonly Map<number, number[]>[]
  splits: Split[]
  /** The keys that were parted; goes into the model. */
  parted: Set<number>
  /** 1: a block of this unit's was too large, and it has nothing to be parted from the others by. */
  leftOut: Uint8Array
}

/**
 * The key under which a unit stands once parted keys are followed down; 0 where it has nothing left to be told by.
 *
 * @param partOf the unit's n-th attribute as 52 bits, 0 for none
 */
export const followKey = (
  key: number,
  parted: ReadonlySet<number>,
  parts: number,
  partOf: (n: number) => number,
): number => {
  let depth = 0
  while (parted.has(key)) {
    let value = 0
    while (depth < parts && (value = partOf(depth)) === 0) depth++
    if (value === 0) return 0
    key = joined52(key, value, ++depth)
  }
  return key
}

/** Calls `visit` with the key of each entry that has one, and its unit. */
export const eachKey = (
  { entries, keyOf }: Pick<BlockingRule, 'entries' | 'keyOf'>,
  units: number,
  visit: (key: number, unit: number) => void,
): void => {
  const { x, y, further } = entries()
  for (let entry = 0; entry < x.length; entry++)
    if (x[entry] !== 0 && y[entry] !== 0)
      visit(keyOf(x[entry]!, y[entry]!), entry < units ? entry : further[entry - units]!)
}

/** Up to so many units, blocks of loose rules may be as large as others. */
const SHORT = 200_000
const LEAST_CAP = 12

/**
 * The cap of loose rules: a block of one name grows with the list, and its pairs with the square, while the people whom
 * nothing but that name brings together stay as few.
 */
const looseCap = (cap: number, units: number): number =>
  Math.min(cap, Math.max(LEAST_CAP, Math.floor((cap * SHORT) / units)))

/**
 * Puts units into blocks.
 *
 * @param parted of a frozen model: these keys are parted, and others only where they have outgrown the cap fourfold (they
 *   were within it when the model was fitted)
 * @param asked marks of those whom a look-up is about: only blocks that they stand in are told as splits. All units are
 *   at hand then, so that keys parted before are parted where their blocks are too large still
 */
export const buildBlocks = (
  rules: readonly BlockingRule[],
  units: number,
  cap: number,
  parted?: ReadonlySet<number>,
  asked?: Uint8Array,
): Blocks => {
  const found: Parted = { splits: [], parted: new Set(parted), leftOut: new Uint8Array(units) }
  const before = parted ?? new Set()
  const limitsOf = ({ isLoose = false }: BlockingRule): Limits => {
    const fitting = isLoose ? looseCap(cap, units) : cap
    const most = parted === undefined ? fitting : cap * 4
    return { most, before, mostBefore: asked === undefined ? 0 : fitting, asked }
  }
  const scratch = new Scratch()
  const filled = rules.map((rule) => fill(rule, units, limitsOf(rule), found, scratch))
  return {
    ...{ ...found, units, rules: rules.map(({ name }) => name) },
    first: filled.map(({ first }) => first),
    counts: filled.map(({ count }) => count),
    more: filled.map(({ more }) => more),
  }
}

type Parted = Pick<Blocks, 'splits' | 'parted' | 'leftOut'>

interface Limits {
  /** A block of more units is parted. */
  most: number
  /** So is one whose key was parted before, if it has more units than this. */
  before: ReadonlySet<number>
  mostBefore: number
  asked: Uint8Array | undefined
}

const isTooLarge = ({ most, before, mostBefore }: Limits, size: number, key: number): boolean =>
  size > most || (size > mostBefore && before.has(key))

const fill = (
  rule: BlockingRule,
  units: number,
  limits: Limits,
  found: Parted,
  scratch: Scratch,
): { first: Int32Array; count: number; more: Map<number, number[]> } => {
  const entries = rule.entries()
  const { set: block, counts, leaders } = alike(entries, scratch)
  const unitOf = (entry: number): number => (entry < units ? entry : entries.further[entry - units]!)
  const large: Part[] = []
  for (let n = 1; n < counts.length; n++) {
    if (counts[n]! <= limits.most && limits.before.size === 0) continue
    const key = rule.keyOf(entries.x[leaders[n]!]!, entries.y[leaders[n]!]!)
    if (isTooLarge(limits, counts[n]!, key)) large.push({ number: n, key, depth: 0, entries: [] })
  }
  let count = counts.length - 1
  if (large.length > 0) count = partLarge(found, rule, limits, large, { block, count, unitOf })

  const first = block.subarray(0, units)
  const more = new Map<number, number[]>()
  for (let entry = units; entry < block.length; entry++) {
    const number = block[entry]!
    const unit = unitOf(entry)
    const known = more.get(unit) ?? []
    if (number === 0 || first[unit] === number || known.includes(number)) continue
    if (first[unit] === 0) first[unit] = number
    else more.set(unit, [...known, number])
  }
  return { first, count, more }
}

interface Part {
  number: number
  key: number
  /** The attribute to go on with. */
  depth: number
  entries: number[]
}

/**
 * Parts blocks that are too large, or whose keys were parted before, and their parts in turn, until none is.
 *
 * @returns how many blocks there are now
 */
const partLarge = (
  { parted, splits, leftOut }: Parted,
  { name, parts }: BlockingRule,
  limits: Limits,
  large: Part[],
  { block, count, unitOf }: { block: Int32Array; count: number; unitOf: (entry: number) => number },
): number => {
  const placeOf = new Int32Array(count + 1)
  for (const [place, { number }] of large.entries()) placeOf[number] = place + 1
  for (let entry = 0; entry < block.length; entry++) {
    const place = placeOf[block[entry]!]!
    if (place !== 0) large[place - 1]!.entries.push(entry)
  }
  for (let level = large; level.length > 0;) {
    const next: Part[] = []
    for (const { key, depth, entries } of level) {
      const unit = unitOf(entries[0]!)
      const split: Split = { rule: name, key, size: entries.length, unit, by: [], left_out: 0 }
      const isTold =
        limits.asked === undefined
          ? !parted.has(key)
          : entries.some((entry) => limits.asked![unitOf(entry)] === 1)
      if (isTold) splits.push(split)
      parted.add(key)
      const into = new Map<number, Part>()
      for (const entry of entries) {
        block[entry] = 0
        let [n, value] = [depth, 0]
        while (n < parts.length && (value = parts[n]!.keyOf(unitOf(entry))) === 0) n++
        if (value === 0) {
          split.left_out++
          leftOut[unitOf(entry)] = 1
          continue
        }
        if (!split.by.includes(parts[n]!.name)) split.by.push(parts[n]!.name)
        const under = joined52(key, value, n + 1)
        const part = into.get(under)
        if (part === undefined) into.set(under, { number: 0, key: under, depth: n + 1, entries: [entry] })
        else part.entries.push(entry)
      }
      for (const part of into.values()) {
        if (isTooLarge(limits, part.entries.length, part.key)) next.push(part)
        else if (part.entries.length > 1) {
          count++
          for (const entry of part.entries) block[entry] = count
        }
      }
    }
    level = next.sort((a, b) => a.entries[0]! - b.entries[0]!)
  }
  return count
}
