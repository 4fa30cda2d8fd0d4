/**
 * Block keys with the units that have them, packed: a row a key would make a tree of millions of rows, and building it
 * cost more than all the matching (measured: 17 s for 6 million). Instead sorted runs ("segments") of some hundred
 * entries a row. New units open a segment of their own, and segments of like size are put together, so that there are
 * never more than some tens. An entry may be out of date: whoever reads it looks at the unit itself.
 */
import type Database from 'better-sqlite3'

/** Keys of 52 bits, and at the same place the unit that has it. */
export interface KeyEntries {
  keys: Float64Array
  units: Uint32Array
}

/** So many entries a row: a look-up reads one or two. */
const PAGE = 512

/** A segment is put together with those after it once they are at least this share of it. */
const SHARE = 0.5

interface Row {
  entries: Buffer
}

const pack = ({ keys, units }: KeyEntries, from: number, to: number): Buffer => {
  const n = to - from
  const buffer = Buffer.allocUnsafe(n * 12)
  Buffer.from(keys.buffer, keys.byteOffset + from * 8, n * 8).copy(buffer)
  Buffer.from(units.buffer, units.byteOffset + from * 4, n * 4).copy(buffer, n * 8)
  return buffer
}

/** A view of the page where it lies well in memory: most look-ups read a few of its hundreds of entries. */
const unpack = (buffer: Buffer): KeyEntries => {
  const n = buffer.length / 12
  const bytes = buffer.byteOffset % 8 === 0 ? buffer : new Uint8Array(buffer)
  return {
    keys: new Float64Array(bytes.buffer, bytes.byteOffset, n),
    units: new Uint32Array(bytes.buffer, bytes.byteOffset + n * 8, n),
  }
}

/** Where a page that begins at `from` ends: never between two entries of one key. */
const pageEnd = (keys: Float64Array, from: number): number => {
  let to = Math.min(from + PAGE, keys.length)
  while (to < keys.length && keys[to] === keys[to - 1]) to++
  return to
}

/** The place of the first entry with at least this key. */
const lowerBound = (keys: Float64Array, key: number): number => {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** Two sorted lists in one. */
const merged = (a: KeyEntries, b: KeyEntries): KeyEntries => {
  const n = a.keys.length + b.keys.length
  const out = { keys: new Float64Array(n), units: new Uint32Array(n) }
  for (let i = 0, x = 0, y = 0; i < n; i++) {
    const isLeft = y >= b.keys.length || (x < a.keys.length && a.keys[x]! <= b.keys[y]!)
    out.keys[i] = isLeft ? a.keys[x]! : b.keys[y]!
    out.units[i] = isLeft ? a.units[x++]! : b.units[y++]!
  }
  return out
}

/** Bits of a key by which entries are told apart at a time: with more, the places written to no longer stay in the cache. */
const BITS = 11
const PLACES = 2 ** BITS
/** Of fewer entries a handful at most share the first digit. */
const FEW = 32 * PLACES

/**
 * Sorts by key, in place of neither list; entries of one key keep their order. Keys are hashes: by their first 22 bits
 * they are all but in order. Others are sorted as well, only slowly.
 */
export const sortEntries = ({ keys, units }: KeyEntries): KeyEntries => {
  const n = keys.length
  const parted = { keys: new Float64Array(n), units: new Uint32Array(n) }
  const parts = distribute({ keys, units }, parted, 2 ** (BITS - 52), 0, n)
  if (n < FEW) {
    insertInto(parted, 0, n)
    return parted
  }
  const sorted = { keys: new Float64Array(n), units: new Uint32Array(n) }
  for (let part = 0, from = 0; part < PLACES; part++) {
    const to = parts[part]!
    distribute(parted, sorted, 2 ** (2 * BITS - 52), from, to)
    insertInto(sorted, from, to)
    from = to
  }
  return sorted
}

/**
 * Puts entries of a range in the order of one digit, those that share it in their own.
 *
 * @param scale brings the digit to the end of a key
 * @returns where each digit's entries end
 */
const distribute = (
  { keys, units }: KeyEntries,
  into: KeyEntries,
  scale: number,
  from: number,
  to: number,
): Uint32Array => {
  const at = new Uint32Array(PLACES + 1)
  for (let i = from; i < to; i++) at[((keys[i]! * scale) & (PLACES - 1)) + 1]!++
  at[0] = from
  for (let i = 0; i < PLACES; i++) at[i + 1]! += at[i]!
  for (let i = from; i < to; i++) {
    const key = keys[i]!
    const place = at[(key * scale) & (PLACES - 1)]!++
    into.keys[place] = key
    into.units[place] = units[i]!
  }
  return at
}

/** Sorts a range that is nearly in order. */
const insertInto = ({ keys, units }: KeyEntries, from: number, to: number): void => {
  for (let i = from + 1; i < to; i++) {
    const [key, unit] = [keys[i]!, units[i]!]
    let place = i
    for (; place > from && keys[place - 1]! > key; place--) {
      keys[place] = keys[place - 1]!
      units[place] = units[place - 1]!
    }
    keys[place] = key
    units[place] = unit
  }
}

export const matchKeys = (db: Database.Database) => {
  const clear = db.prepare('DELETE FROM match_key')
  const insert = db.prepare<[number, number, Buffer]>(
    'INSERT INTO match_key (segment, first, entries) VALUES (?, ?, ?)',
  )
  const pages = db.prepare<[number], number>('SELECT count(*) FROM match_key WHERE segment = ?').pluck()
  const size = db
    .prepare<[number], number>('SELECT sum(length(entries)) / 12 FROM match_key WHERE segment = ?')
    .pluck()
  const ofSegment = db.prepare<[number], Row>(
    'SELECT entries FROM match_key WHERE segment = ? ORDER BY first',
  )
  const dropSegment = db.prepare<[number]>('DELETE FROM match_key WHERE segment = ?')
  // From one to the next: DISTINCT would read all pages.
  const numbers = db
    .prepare<[], number>(
      `WITH RECURSIVE found (segment) AS (
         SELECT min(segment) FROM match_key
          UNION ALL SELECT (SELECT min(segment) FROM match_key WHERE segment > f.segment) FROM found f WHERE f.segment IS NOT NULL)
       SELECT segment FROM found WHERE segment IS NOT NULL ORDER BY segment`,
    )
    .pluck()
  const page = db.prepare<[number, number], Row>(
    'SELECT entries FROM match_key WHERE segment = ? AND first <= ? ORDER BY first DESC LIMIT 1',
  )
  /** Whether a segment has no more entries than this; a large one is told by its pages, which an index counts. */
  const isAtMost = (segment: number, most: number): boolean =>
    (pages.get(segment)! - 1) * PAGE <= most && size.get(segment)! <= most
  const write = (segment: number, entries: KeyEntries): void => {
    for (let from = 0; from < entries.keys.length;) {
      const to = pageEnd(entries.keys, from)
      insert.run(segment, entries.keys[from]!, pack(entries, from, to))
      from = to
    }
  }
  const read = (segment: number): KeyEntries => {
    const pages = ofSegment.all(segment).map(({ entries }) => unpack(entries))
    const n = pages.reduce((sum, { keys }) => sum + keys.length, 0)
    const out = { keys: new Float64Array(n), units: new Uint32Array(n) }
    let at = 0
    for (const { keys, units } of pages) {
      out.keys.set(keys, at)
      out.units.set(units, at)
      at += keys.length
    }
    return out
  }
  return {
    clear: (): void => void clear.run(),
    /** Keeps more entries, in any order. */
    add: (more: KeyEntries): void => {
      if (more.keys.length === 0) return
      let entries = sortEntries(more)
      const known = numbers.all()
      let last = known.pop()
      const next = (last ?? 0) + 1
      for (; last !== undefined && isAtMost(last, entries.keys.length / SHARE); last = known.pop()) {
        entries = merged(read(last), entries)
        dropSegment.run(last)
      }
      write(next, entries)
    },
    /**
     * Who has these keys.
     *
     * @param keys in ascending order, each once
     * @param found called with the place of a key and a unit; a unit can come twice
     */
    find: (keys: Float64Array, found: (at: number, unit: number) => void): void => {
      for (const segment of numbers.all()) {
        let entries: KeyEntries | null = null
        for (let i = 0; i < keys.length; i++) {
          const key = keys[i]!
          if (entries === null || entries.keys.at(-1)! < key) {
            const row = page.get(segment, key)
            if (row === undefined) continue
            entries = unpack(row.entries)
          }
          for (let at = lowerBound(entries.keys, key); entries.keys[at] === key; at++)
            found(i, entries.units[at]!)
        }
      }
    },
  }
}
