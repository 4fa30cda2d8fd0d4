/**
 * Values as small numbers. Matching compares each value some dozens of times, so every distinct one is kept once: its
 * letters in one long typed array (for the distances), its hash (for block keys and for an order that follows the
 * content). 0 stands for "no value".
 */
import { TextNumbers } from './text-numbers.ts'

/** The letters of numbered values, as the distances read them. */
export interface Letters {
  /** UTF-16 units of all values, one after the other. */
  letters: Uint16Array
  start: Uint32Array
  /** Letters beyond the 255th are not kept. */
  length: Uint8Array
}

const LONGEST = 255

const grown = <T extends Uint8Array | Uint16Array | Uint32Array>(
  from: T,
  make: new (length: number) => T,
): T => {
  const larger = new make(from.length * 2)
  larger.set(from)
  return larger
}

/** A growing set of texts, each with its number, letters and hash. */
export class Dictionary extends TextNumbers implements Letters {
  letters = new Uint16Array(1 << 12)
  start = new Uint32Array(1 << 8)
  length = new Uint8Array(1 << 8)
  private end = 0

  protected override add(value: string, hash: number, place: number): number {
    const id = super.add(value, hash, place)
    if (id === this.start.length) {
      this.start = grown(this.start, Uint32Array)
      this.length = grown(this.length, Uint8Array)
    }
    const length = Math.min(value.length, LONGEST)
    while (this.end + length > this.letters.length) this.letters = grown(this.letters, Uint16Array)
    for (let i = 0; i < length; i++) this.letters[this.end + i] = value.charCodeAt(i)
    this.start[id] = this.end
    this.length[id] = length
    this.end += length
    return id
  }
}

/** Numbers in a dictionary of what has numbers elsewhere: a text is looked up once, however often it comes. */
export class Renumbered {
  readonly #dictionary: Dictionary
  #numbers = new Int32Array(1 << 8)

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary
  }

  /** @param at its number elsewhere */
  of(at: number, value: string): number {
    const before = this.#numbers[at]
    return before === undefined || before === 0 ? this.#add(at, value) : before
  }

  #add(at: number, value: string): number {
    if (at >= this.#numbers.length) {
      const larger = new Int32Array(at * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    return (this.#numbers[at] = this.#dictionary.intern(value))
  }
}

/** How often each number stands in a column, of numbers below `size`. */
export const tally = (column: Int32Array, size: number): Uint32Array => {
  const counts = new Uint32Array(size)
  const { length } = column
  for (let unit = 0; unit < length; unit++) counts[column[unit]!]!++
  return counts
}
