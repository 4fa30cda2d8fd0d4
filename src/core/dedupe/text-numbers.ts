/**
 * Texts and their numbers, 1, 2, 3 …; the empty text is 0. A table of its own, for a Map of strings takes three times as
 * long: it cannot use the hash that the text needs anyway.
 */
import { hash52 } from '../../lib/quick-hash.ts'

export class TextNumbers {
  readonly values: string[] = ['']
  /** `hash52` of each value; 0 for the empty text. */
  hash = new Float64Array(1 << 8)
  private places = new Int32Array(1 << 10)
  private mask = (1 << 10) - 1

  /** How many numbers are given out, 0 included. */
  get size(): number {
    return this.values.length
  }

  /** The number of a text; 0 where it has none. */
  find(value: string): number {
    return value === '' ? 0 : this.places[this.placeOf(value, hash52(value))]!
  }

  /**
   * The number of a text, given out now where it is new.
   *
   * @param hash its `hash52`, where it is at hand
   */
  intern(value: string, hash = hash52(value)): number {
    if (value === '') return 0
    const place = this.placeOf(value, hash)
    const before = this.places[place]!
    return before > 0 ? before : this.add(value, hash, place)
  }

  /** Where a text stands, or would stand. */
  private placeOf(value: string, hash: number): number {
    const { places, mask } = this
    let place = (hash >>> 0) & mask
    for (;;) {
      const id = places[place]!
      if (id === 0 || (this.hash[id] === hash && this.values[id] === value)) return place
      place = (place + 1) & mask
    }
  }

  protected add(value: string, hash: number, place: number): number {
    const id = this.values.push(value) - 1
    if (id === this.hash.length) {
      const larger = new Float64Array(id * 2)
      larger.set(this.hash)
      this.hash = larger
    }
    this.hash[id] = hash
    this.places[place] = id
    if (id * 2 > this.mask) this.spread()
    return id
  }

  private spread(): void {
    const mask = this.places.length * 2 - 1
    const places = new Int32Array(mask + 1)
    for (let id = 1; id < this.values.length; id++) {
      let place = (this.hash[id]! >>> 0) & mask
      while (places[place] !== 0) place = (place + 1) & mask
      places[place] = id
    }
    this.places = places
    this.mask = mask
  }
}
