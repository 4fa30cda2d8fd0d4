/**
 * Which pairs are compared at all: those that share a block key. A block of more than `cap` units is parted by the next
 * attribute (a name by city, then country …) and reported, never dropped in silence; a parted key stays parted in the
 * model, so that a later look-up by key finds the same candidates as a full run.
 */
import { joined52 } from '../../lib/quick-hash.ts'
import { KeyNumbers } from './key-numbers.ts'

export interface BlockingRule {
  name: string
  /** Hands the 52-bit keys of a unit to `put`; none where it has none. */
  keys: (unit: number, put: (key: number) => void) => void
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
  /** [unit * rules + rule]: the number of the unit's first block under the rule; 0 for none. */
  first: Int32Array
  rules: readonly string[]
  units: number
  /** Further blocks of units that have several keys under a rule: [rule] -> unit -> numbers. */
  more: readonly Map<number, number[]>[]
  splits: Split[]
  /** The keys that were parted; goes into the model. */
  parted: Set<number>
}

/**
 * The key under which a unit stands once parted keys are followed down; 0 where it has nothing left to be told by.
 *
 * @param partOf the unit's n-th attribute as 52 bits, 0 for none
 * @param onStep told which attribute parted a key; -1 where none was left
 */
export const followKey = (
  key: number,
  parted: ReadonlySet<number>,
  parts: number,
  partOf: (n: number) => number,
  onStep?: (key: number, n: number) => void,
): number => {
  let depth = 0
  while (parted.has(key)) {
    let value = 0
    while (depth < parts && (value = partOf(depth)) === 0) depth++
    onStep?.(key, value === 0 ? -1 : depth)
    if (value === 0) return 0
    key = joined52(key, value, ++depth)
  }
  return key
}

/**
 * Puts units into blocks.
 *
 * @param parted of a frozen model: these keys are parted, and others only where they have outgrown the cap fourfold (they
 *   were within it when the model was fitted)
 */
export const buildBlocks = (
  rules: readonly BlockingRule[],
  units: number,
  cap: number,
  parted?: ReadonlySet<number>,
): Blocks => {
  const blocks: Blocks = {
    first: new Int32Array(units * rules.length),
    rules: rules.map(({ name }) => name),
    units,
    more: rules.map(() => new Map<number, number[]>()),
    splits: [],
    parted: new Set(parted),
  }
  const most = parted === undefined ? cap : cap * 4
  for (const [r, rule] of rules.entries()) fillRule(blocks, r, rule, most)
  return blocks
}

const fillRule = (blocks: Blocks, r: number, rule: BlockingRule, cap: number): void => {
  const { units, parted } = blocks
  const base = new Float64Array(units)
  const further: { unit: number; base: number; key: number }[] = []
  const reported = new Map<number, Split>()
  let unit = 0
  const partOf = (n: number): number => rule.parts[n]!.keyOf(unit)
  const onStep = (key: number, n: number): void => {
    const split = reported.get(key)
    if (split === undefined) return
    if (n < 0) split.left_out++
    else if (!split.by.includes(rule.parts[n]!.name)) split.by.push(rule.parts[n]!.name)
  }
  const follow = (key: number): number =>
    parted.size === 0 || key === 0 ? key : followKey(key, parted, rule.parts.length, partOf, onStep)
  const put = (key: number): void => {
    if (key === 0 || base[unit] === key) return
    if (base[unit] === 0) base[unit] = key
    else further.push({ unit, base: key, key: 0 })
  }
  for (; unit < units; unit++) rule.keys(unit, put)

  const numbers = new KeyNumbers(units)
  const keys = new Float64Array(units)
  const first = new Int32Array(units)
  const stand = (): void => {
    first[unit] = (keys[unit] = follow(base[unit]!)) === 0 ? 0 : numbers.numberOf(keys[unit]!)
  }
  for (unit = 0; unit < units; unit++) stand()
  for (const entry of further) {
    unit = entry.unit
    entry.key = follow(entry.base)
  }
  // Parts may be too large in turn: on to the next attribute until none is.
  for (;;) {
    const large = oversized(first, further, numbers, cap)
    if (large.length === 0) break
    for (const { block, size, unit: one } of large) {
      const entry = further.find((f) => f.unit === one && numbers.numberOf(f.key) === block)
      const key = first[one] === block ? keys[one]! : entry!.key
      parted.add(key)
      const split: Split = { rule: rule.name, key, size, unit: one, by: [], left_out: 0 }
      reported.set(key, split)
      blocks.splits.push(split)
    }
    for (unit = 0; unit < units; unit++) if (reported.has(keys[unit]!)) stand()
    for (const entry of further) {
      unit = entry.unit
      if (reported.has(entry.key)) entry.key = follow(entry.base)
    }
  }
  const width = blocks.rules.length
  for (let i = 0; i < units; i++) blocks.first[i * width + r] = first[i]!
  for (const entry of further) {
    if (entry.key === 0) continue
    const block = numbers.numberOf(entry.key)
    const known = blocks.more[r]!.get(entry.unit) ?? []
    if (first[entry.unit] === block || known.includes(block)) continue
    if (first[entry.unit] === 0) {
      first[entry.unit] = blocks.first[entry.unit * width + r] = block
      continue
    }
    known.push(block)
    blocks.more[r]!.set(entry.unit, known)
  }
}

/** The blocks of more than `cap` units, each with the first of its units. */
const oversized = (
  first: Int32Array,
  further: readonly { unit: number; key: number }[],
  numbers: KeyNumbers,
  cap: number,
): { block: number; size: number; unit: number }[] => {
  const sizes = new Uint32Array(numbers.size + 1 + further.length)
  for (const block of first) sizes[block]!++
  for (const { key } of further) if (key !== 0) sizes[numbers.numberOf(key)]!++
  const large = new Map<number, { block: number; size: number; unit: number }>()
  const note = (block: number, unit: number): void => {
    if (block !== 0 && sizes[block]! > cap && !large.has(block))
      large.set(block, { block, size: sizes[block]!, unit })
  }
  for (let i = 0; i < first.length; i++) note(first[i]!, i)
  for (const { key, unit } of further) if (key !== 0) note(numbers.numberOf(key), unit)
  return [...large.values()]
}
