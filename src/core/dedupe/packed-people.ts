/**
 * People as they are compared, on their way between two threads: rows of numbers, and each text once, with the hash that
 * it has been given. The receiver looks no text up a second time.
 */
import { DICTIONARIES, PeopleTableBuilder, type Dictionaries, type PeopleRows } from './people-table.ts'
import type { PersonFacts } from './types.ts'

interface NewTexts {
  values: string[]
  hashes: Float64Array<ArrayBuffer>
}

export interface PackedPeople extends PeopleRows {
  /** Those that were not sent before, in the order of their numbers. */
  texts: Record<keyof Dictionaries, NewTexts>
}

const forEachDictionary = <T>(make: (name: keyof Dictionaries) => T): Record<keyof Dictionaries, T> =>
  Object.fromEntries(DICTIONARIES.map((name) => [name, make(name)])) as Record<keyof Dictionaries, T>

/** Packs people, in portions. */
export class PeoplePacker {
  readonly #builder = new PeopleTableBuilder(false)
  readonly #sent = forEachDictionary(() => 1)

  add(facts: PersonFacts): void {
    this.#builder.add(facts)
  }

  /** Those added since the last time. */
  pack(): PackedPeople {
    const { texts } = this.#builder
    const added = forEachDictionary((name) => {
      const from = this.#sent[name]
      this.#sent[name] = texts[name].size
      return {
        values: texts[name].values.slice(from),
        hashes: texts[name].hash.slice(from, texts[name].size),
      }
    })
    return { ...this.#builder.take(), texts: added }
  }
}

/** The memory behind a portion, which goes to the other thread as it is. */
export const memoryOf = ({ rows, hashes, ids }: PackedPeople): ArrayBuffer[] => [
  rows.buffer,
  hashes.buffer,
  ids.buffer,
]

/** Puts the portions of one packer, in their order, into a table. */
export class PeopleUnpacker {
  readonly #numberOf = forEachDictionary(() => [0])

  unpack({ texts, ...rows }: PackedPeople, into: PeopleTableBuilder): void {
    for (const name of DICTIONARIES) {
      const [{ values, hashes }, numbers] = [texts[name], this.#numberOf[name]]
      for (let n = 0; n < values.length; n++) numbers.push(into.texts[name].intern(values[n]!, hashes[n]))
    }
    into.addRows(rows, this.#numberOf)
  }
}
