/**
 * Which pairs of rows are worth comparing. Every key of every column makes blocks of rows that share it; a block that is
 * too large is split by the keys of each other column in turn. So a rare value brings its rows together by itself, a
 * common one only together with something else, and the work stays near to linear.
 */
import { columnKeys, type Key } from './block-keys.ts'
import type { Column } from './columns.ts'

/** A block that was too large. */
export interface TableSplit {
  /** The column, and what of it made the block. */
  key: string
  /** One of the values in the block. */
  value: string
  rows: number
  /** The columns that parted it; none where its rows agree in everything and are compared with their neighbours only. */
  by: string[]
}

export interface TablePairs {
  /** Each pair once, `a * rows + b`, a < b, rising. */
  codes: Float64Array
  /** Of pairs that stand for others of their block which were left out: for how many. */
  standsFor: ReadonlyMap<number, number>
  splits: TableSplit[]
}

/** A block of more rows is always split. */
const MOST_ROWS = 100
/** A key whose blocks hold more pairs than this for each row has its larger blocks split. */
const PAIRS_A_ROW = 10
/** Blocks of so few rows are never split. */
const FEW_ROWS = 12
const DEEPEST = 3
/** In a block that nothing splits, each row is compared with so many that follow in order of content. */
const WINDOW = 10

interface Block {
  rows: readonly number[]
  /** Columns that brought it together, as bits. */
  used: number
}

/**
 * The pairs worth comparing.
 *
 * @param isApart true for two rows that need not be compared (of one list, when two lists are linked)
 */
export const findPairs = (
  columns: readonly Column[],
  rows: number,
  isApart: (a: number, b: number) => boolean,
): TablePairs => {
  const keys = columns.flatMap(columnKeys)
  const found = new Pairs(rows, isApart)
  const all = Array.from({ length: rows }, (_, row) => row)
  const grouped = (key: Key, of: readonly number[]): Map<number, number[]> => {
    const blocks = new Map<number, number[]>()
    const { ids } = columns[key.column]!
    for (const row of of) {
      for (const value of key.of[ids[row]!]!) {
        const block = blocks.get(value)
        if (block) block.push(row)
        else blocks.set(value, [row])
      }
    }
    return blocks
  }
  const whole = keys.map((key) => grouped(key, all))
  const most = whole.map((blocks) => mostRows(blocks, rows))

  // Only blocks that are too large under this key as well: the pairs of the others have been found by it alone.
  const partsOf = ({ rows: block, used }: Block, k: number): Block[] => {
    const key = keys[k]!
    if (((used >> key.column) & 1) === 1 && !key.isMany) return []
    const parts: Block[] = []
    for (const [value, part] of grouped(key, block)) {
      if (part.length < 2 || whole[k]!.get(value)!.length <= most[k]!) continue
      if (key.isMany && part.length === block.length) continue
      parts.push({ rows: part, used: used | (1 << key.column) })
    }
    return parts
  }
  const split = (block: Block, from: number, depth: number, by: Set<string>): void => {
    let isSplit = false
    for (let k = from; k < keys.length; k++) {
      for (const part of partsOf(block, k)) {
        isSplit = true
        by.add(columns[keys[k]!.column]!.name)
        if (part.rows.length <= MOST_ROWS) found.add(part.rows)
        else if (depth < DEEPEST) split(part, keys[k]!.isMany ? k : k + 1, depth + 1, by)
        else found.add(part.rows, WINDOW)
      }
    }
    if (!isSplit) found.add(block.rows, WINDOW)
  }

  const splits: TableSplit[] = []
  for (const [k, key] of keys.entries()) {
    for (const block of whole[k]!.values()) {
      if (block.length <= most[k]!) {
        found.add(block)
        continue
      }
      const by = new Set<string>()
      split({ rows: block, used: 1 << key.column }, key.isMany ? k : k + 1, 1, by)
      const { values, ids } = columns[key.column]!
      splits.push({ key: key.name, value: values.values[ids[block[0]!]!]!, rows: block.length, by: [...by] })
    }
  }
  return {
    codes: found.once(),
    standsFor: found.standsFor,
    splits: splits.sort((a, b) => b.rows - a.rows || (a.key < b.key ? -1 : 1)),
  }
}

/** A growing list of pairs. */
class Pairs {
  private codes = new Float64Array(1 << 16)
  private size = 0
  readonly standsFor = new Map<number, number>()
  private readonly rows: number
  private readonly isApart: (a: number, b: number) => boolean

  constructor(rows: number, isApart: (a: number, b: number) => boolean) {
    this.rows = rows
    this.isApart = isApart
  }

  /** All pairs of a block, or of each row and the `width` that follow it. */
  add(block: readonly number[], width = block.length): void {
    const share = (block.length - 1) / (2 * width)
    for (let i = 0; i < block.length; i++) {
      const a = block[i]!
      const end = Math.min(block.length, i + width + 1)
      for (let j = i + 1; j < end; j++) {
        const b = block[j]!
        if (this.isApart(a, b)) continue
        const code = a * this.rows + b
        this.push(code)
        if (share > 1) this.standsFor.set(code, Math.max(share, this.standsFor.get(code) ?? 1))
      }
    }
  }

  once(): Float64Array {
    const sorted = this.codes.subarray(0, this.size).sort()
    let kept = 0
    for (let i = 0; i < sorted.length; i++) {
      if (i === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!
    }
    return sorted.slice(0, kept)
  }

  private push(code: number): void {
    if (this.size === this.codes.length) {
      const larger = new Float64Array(this.size * 2)
      larger.set(this.codes)
      this.codes = larger
    }
    this.codes[this.size++] = code
  }
}

/** The size of block up to which a key stays within its budget of pairs. */
const mostRows = (blocks: ReadonlyMap<number, readonly number[]>, rows: number): number => {
  const ofSize = new Float64Array(MOST_ROWS + 1)
  for (const { length } of blocks.values()) {
    if (length <= MOST_ROWS) ofSize[length]! += (length * (length - 1)) / 2
  }
  let pairs = 0
  for (let size = 2; size <= MOST_ROWS; size++) {
    pairs += ofSize[size]!
    if (pairs > PAIRS_A_ROW * rows) return Math.max(FEW_ROWS, size - 1)
  }
  return MOST_ROWS
}
