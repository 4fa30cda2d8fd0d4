/** Numbers 1, 2, 3 … for 52-bit keys: an open-addressing table over typed arrays, several times faster than a Map. */
export class KeyNumbers {
  private keys = new Float64Array(1 << 10)
  private numbers = new Int32Array(1 << 10)
  private mask = (1 << 10) - 1
  /** The number given out last. */
  size = 0

  /** @param expected how many keys are likely to come */
  constructor(expected = 0) {
    let room = 1 << 10
    while (room < expected * 2) room *= 2
    this.room(room)
  }

  private room(size: number): void {
    this.keys = new Float64Array(size)
    this.numbers = new Int32Array(size)
    this.mask = size - 1
  }

  /** The number of a key, given out now where it is new. */
  numberOf(key: number): number {
    let place = (key >>> 0) & this.mask
    for (;;) {
      const number = this.numbers[place]!
      if (number === 0) break
      if (this.keys[place] === key) return number
      place = (place + 1) & this.mask
    }
    this.keys[place] = key
    this.numbers[place] = ++this.size
    if (this.size * 2 > this.mask) this.grow()
    return this.size
  }

  private grow(): void {
    const { keys, numbers } = this
    this.room(keys.length * 2)
    for (let i = 0; i < keys.length; i++) {
      if (numbers[i] === 0) continue
      let place = (keys[i]! >>> 0) & this.mask
      while (this.numbers[place] !== 0) place = (place + 1) & this.mask
      this.keys[place] = keys[i]!
      this.numbers[place] = numbers[i]!
    }
  }
}
