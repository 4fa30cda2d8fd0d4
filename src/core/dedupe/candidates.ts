/** Pairs that were compared, by the million: kept in portions, since nobody knows beforehand how many they will be. */
import { Scratch } from '../../lib/scratch.ts'

const PORTION = 2 ** 16
/** The two rows and the pattern. */
const NUMBERS = 3
/** Of two people nobody should pay for thousands. */
const FIRST = 2 ** 8

export class Candidates {
  readonly #scratch = new Scratch()
  readonly #full: Int32Array[] = []
  #last = this.#scratch.ints(FIRST * NUMBERS)
  #end = 0
  #count = 0

  get count(): number {
    return this.#count
  }

  add(a: number, b: number, pattern: number): void {
    if (this.#end === this.#last.length) {
      this.#full.push(this.#last)
      this.#last = this.#scratch.ints(PORTION * NUMBERS)
      this.#end = 0
    }
    const at = this.#end
    this.#last[at] = a
    this.#last[at + 1] = b
    this.#last[at + 2] = pattern
    this.#end = at + NUMBERS
    this.#count++
  }

  /** In the order in which they were added. */
  each(visit: (a: number, b: number, pattern: number) => void): void {
    const visitAll = (portion: Int32Array, end: number): void => {
      for (let at = 0; at < end; at += NUMBERS) visit(portion[at]!, portion[at + 1]!, portion[at + 2]!)
    }
    for (const portion of this.#full) visitAll(portion, portion.length)
    visitAll(this.#last, this.#end)
  }
}
