/** Units of a file that are looked at again, each read once: as rows from which tables are made. */
import type { ProspectFile } from '../../store/index.ts'
import { PeopleTableBuilder, type PeopleTable } from './people-table.ts'
import { Units } from './unit-facts.ts'

const GONE = -1

export class UnitPool {
  readonly #units: Units
  readonly #builder = new PeopleTableBuilder(false)
  /** Where the row of each unit is; `GONE` for a record that begins no unit any more. */
  readonly #places = new Map<number, number>()
  /** The records of those that have not just the one that they are called by. */
  readonly #records = new Map<number, readonly number[]>()

  constructor(file: ProspectFile) {
    this.#units = new Units(file)
  }

  /** Whether this record begins a unit. */
  has(unit: number): boolean {
    const place = this.#places.get(unit) ?? this.#look(unit)
    return place !== GONE
  }

  /** The numbers of its records; none where this record begins no unit any more. */
  recordsOf(unit: number): readonly number[] {
    return this.has(unit) ? (this.#records.get(unit) ?? [unit]) : []
  }

  /** Those of these records that begin a unit. */
  among(records: readonly number[]): number[] {
    return records.filter((record) => this.has(record))
  }

  /** Those are known to be units. */
  tableOf(units: readonly number[]): PeopleTable {
    return this.#builder.finish(Int32Array.from(units, (unit) => this.#places.get(unit)!))
  }

  #look(unit: number): number {
    const found = this.#units.read(unit)
    const place = found === undefined ? GONE : this.#builder.size
    this.#places.set(unit, place)
    if (found === undefined) return place
    this.#builder.add(found.facts)
    if (found.records.length > 1 || found.records[0] !== unit) this.#records.set(unit, found.records)
    return place
  }
}
