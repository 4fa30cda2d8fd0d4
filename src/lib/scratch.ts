/**
 * Working memory for long columns of numbers, used again and again. Whenever some hundred megabytes of new buffers have
 * been made, V8 looks through everything the program holds; with the texts of millions of records at hand, this takes
 * longer than what the columns are for. Shared buffers do not count there, and what is given back needs no new one.
 */

/** Shorter ones are made as usual: they cost nothing. */
const FEW = 2 ** 14

export class Scratch {
  readonly #spare: Int32Array[] = []

  /** So many numbers, all 0. */
  ints(length: number): Int32Array {
    if (length < FEW) return new Int32Array(length)
    let best = -1
    for (const [n, { length: room }] of this.#spare.entries())
      if (room >= length && (best < 0 || room < this.#spare[best]!.length)) best = n
    if (best < 0) return sharedInts(length)
    const [found] = this.#spare.splice(best, 1)
    return found!.subarray(0, length).fill(0)
  }

  /** Takes back what `ints` gave. */
  giveBack(...done: readonly Int32Array[]): void {
    for (const { buffer } of done) if (buffer.byteLength >= 4 * FEW) this.#spare.push(new Int32Array(buffer))
  }
}

const sharedInts = (length: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT))
