/** Numbers by a 32-bit code, in typed arrays: twelve bytes each, where a map of arrays would take ten times as much. */

export interface IdIndex {
  /** @param id below 2 ** 32 */
  add(code: number, id: number): void
  /** What was added under this code, each number once; texts that share a code share the answer. */
  find(code: number): number[]
}

/** @param room for how many to begin with; a power of two */
export const idIndex = (room = 2 ** 16): IdIndex => {
  let codes = new Uint32Array(room)
  let ids = new Uint32Array(room)
  /** Of each entry: the one before it in its bucket, counted from one; zero ends the chain. */
  let before = new Uint32Array(room)
  let heads = new Uint32Array(room)
  let count = 0

  const link = (entry: number): void => {
    const bucket = codes[entry]! & (heads.length - 1)
    before[entry] = heads[bucket]!
    heads[bucket] = entry + 1
  }
  const wider = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
    const array = new Uint32Array(old.length * 2)
    array.set(old)
    return array
  }
  const grow = (): void => {
    codes = wider(codes)
    ids = wider(ids)
    before = new Uint32Array(codes.length)
    heads = new Uint32Array(codes.length)
    for (let entry = 0; entry < count; entry++) link(entry)
  }
  return {
    add: (code, id) => {
      if (count === codes.length) grow()
      codes[count] = code
      ids[count] = id
      link(count++)
    },
    find: (code) => {
      let found: Set<number> | null = null
      for (let at = heads[code & (heads.length - 1)]!; at > 0; at = before[at - 1]!)
        if (codes[at - 1] === code >>> 0) (found ??= new Set()).add(ids[at - 1]!)
      return found === null ? [] : [...found]
    },
  }
}
