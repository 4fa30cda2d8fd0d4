/**
 * Rows of a list that are equal in all that is compared are matched as one, and each of them gets the answer: a hundred
 * orders of one customer neither make a block too large nor weigh on what is learnt. Things are told by their places: the
 * rows of the list first, then those of the other side.
 */
import type { Blocks } from './blocking.ts'
import { WIDTH, type PeopleTable } from './people-table.ts'

/** Whether a row is equal to the next in all that is compared. Such rows lie together. */
const isLikeNext = ({ rows, more, units }: PeopleTable, row: number): boolean => {
  if (row + 1 >= units) return false
  const from = row * WIDTH
  for (let k = from; k < from + WIDTH; k++) if (rows[k] !== rows[k + WIDTH]) return false
  return JSON.stringify(more.get(row)) === JSON.stringify(more.get(row + 1))
}

/** Of each place one number, the same for those that are equal in all that is compared. */
export const contentsOf = (table: PeopleTable): Int32Array => {
  const contents = new Int32Array(table.units)
  for (let row = 0, first = 0; row < table.units; row++) {
    contents[table.inputOf[row]!] = first
    if (!isLikeNext(table, row)) first = row + 1
  }
  return contents
}

/**
 * Marks rows that no block has room for and that are equal to the row before them: what brings the one into a block brings
 * the other there, too, so that all blocks of both were too large.
 */
export const repeatsIn = (
  table: PeopleTable,
  { first, leftOut }: Pick<Blocks, 'first' | 'leftOut'>,
): Uint8Array => {
  const repeats = new Uint8Array(table.units)
  for (let row = 1; row < table.units; row++)
    if (leftOut[row] === 1 && first.every((blocks) => blocks[row] === 0) && isLikeNext(table, row - 1))
      repeats[row] = 1
  return repeats
}

/** As `contentsOf`, of rows of cells. */
export const contentsOfCells = (rows: readonly (readonly string[])[]): Int32Array => {
  const numbers = new Map<string, number>()
  return Int32Array.from(rows, (cells) => {
    const text = JSON.stringify(cells)
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  })
}

/** Of two sets of equal rows about so many pairs are listed, and one at least of each row: all would be their product. */
const MOST_LISTED = 10_000

/** Two places that are one. */
interface Pair {
  row: number
  other: number
}

export interface Spread<P> {
  pairs: P[]
  /** Pairs that are not listed: of the same row with others that are equal to one listed. */
  unlisted: number
}

/** Which places stand for others. */
export class EqualRows {
  /** What is matched, in rising order: one of each set; within one list two, or it would match nothing. */
  readonly chosen: Int32Array
  readonly #isWithin: boolean
  /** The first of the set that a place belongs to, and the place that follows it there; -1 for none. */
  readonly #first: Int32Array
  readonly #next: Int32Array

  /**
   * @param contents of each place a number that only its equals have; there are no more numbers than places
   * @param rows so many places are rows of the list
   * @param isWithin whether there is no other side
   */
  constructor(contents: Int32Array, rows: number, isWithin: boolean) {
    const all = contents.length
    const firsts = new Int32Array(2 * all).fill(-1)
    const last = new Int32Array(all)
    const chosen: number[] = []
    this.#isWithin = isWithin
    this.#first = new Int32Array(all)
    this.#next = new Int32Array(all).fill(-1)
    for (let place = 0; place < all; place++) {
      const set = 2 * contents[place]! + (place < rows ? 0 : 1)
      const isFirst = firsts[set] === -1
      if (isFirst) firsts[set] = place
      const first = firsts[set]!
      if (isFirst || (isWithin && last[first] === first)) chosen.push(place)
      if (!isFirst) this.#next[last[first]!] = place
      this.#first[place] = first
      last[first] = place
    }
    this.chosen = Int32Array.from(chosen)
  }

  /** Marks, by their order among the chosen, those of the list. */
  asked(rows: number): Uint8Array {
    return Uint8Array.from(this.chosen, (place) => (place < rows ? 1 : 0))
  }

  /**
   * Pairs of what was matched, for all that it stands for.
   *
   * @param whoOf things of the other side that are one anyway are listed once; by default all are different
   */
  spread<P extends Pair>(
    found: readonly P[],
    whoOf: (place: number) => unknown = (place) => place,
  ): Spread<P> {
    const pairs: P[] = []
    let unlisted = 0
    const told = new Set<number>()
    const give = (pair: P, rows: readonly number[], others: readonly number[]): void => {
      const most = Math.max(1, Math.floor(MOST_LISTED / rows.length))
      let known = this.#isWithin ? 0 : others.length
      for (const row of rows) {
        // Within one list the later row is the one that is known already.
        if (this.#isWithin) while (known < others.length && others[known]! < row) known++
        const listed = Math.min(known, most)
        for (let n = 0; n < listed; n++) pairs.push({ ...pair, row, other: others[n]! })
        unlisted += known - listed
      }
    }
    for (const pair of found) {
      const [a, b] = [this.#first[pair.row]!, this.#first[pair.other]!]
      const set = Math.min(a, b) * this.#first.length + Math.max(a, b)
      if (told.has(set)) continue
      told.add(set)
      const [rows, others] = [this.#setOf(a), this.#setOf(b)]
      give(pair, rows, distinct(others, whoOf))
      if (this.#isWithin && a !== b) give(pair, others, rows)
    }
    return { pairs, unlisted }
  }

  #setOf(first: number): number[] {
    const places: number[] = []
    for (let place = first; place >= 0; place = this.#next[place]!) places.push(place)
    return places
  }
}

const distinct = (places: number[], whoOf: (place: number) => unknown): number[] =>
  places.length < 2 ? places : [...new Map(places.map((place) => [whoOf(place), place])).values()]
