/**
 * Derives people on the second core as links will make them, ahead of the thread that writes the links: who somebody is
 * follows from records, which no link changes.
 */
import { Ahead } from '../../lib/ahead.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Now } from './people-writer.ts'
import type { DerivedPerson } from './person-row.ts'
import type { Unions } from './unite.ts'

export interface ForesightTask {
  path: string
  /** Records by twos: what each link joins, portion after portion. */
  links: Float64Array
  /** Links in a portion. */
  portion: number
}

/**
 * Who somebody will be, beside who they are in the file; without that where a portion before has changed it.
 */
export type ForeseenPerson = { id: string } & (Now | { derived: DerivedPerson })

/** Sent as JSON: of plain values that is taken over the quickest. */
export interface ForeseenPeople {
  /** Counted from 0. */
  portion: number
  /** What the portion unites: with the first of it. */
  unions: Unions['unions'] | null
  /** In the order of their ids. */
  people: ForeseenPerson[]
}

/** So many links are worth the second core. */
const WORTH_A_WORKER = 4_000

/** What is known ahead; asked in the order in which it is written. */
export class Foresight {
  readonly #ahead: Ahead<string>
  readonly #file: ProspectFile
  readonly #version: number
  #made: ForeseenPeople = { portion: -1, unions: null, people: [] }
  #at = 0
  #portion = -1
  #isOver = false

  constructor(file: ProspectFile, task: ForesightTask) {
    const module = import.meta.url.endsWith('.ts') ? './foresee-worker.ts' : './foresee-worker.js'
    this.#ahead = new Ahead(new URL(module, import.meta.url), task)
    this.#file = file
    this.#version = file.dataVersion()
  }

  /** The next portion begins, in a transaction: where another process has come between, nothing is foreseen any more. */
  next(): void {
    this.#portion++
    if (this.#file.dataVersion() !== this.#version) this.stop()
  }

  /** Waits for what is foreseen that this portion unites; undefined where nothing is. Before any person of it. */
  unions(): Unions['unions'] | undefined {
    while (this.#made.portion < this.#portion) if (!this.#take()) return undefined
    return this.#made.portion === this.#portion ? (this.#made.unions ?? undefined) : undefined
  }

  /**
   * Waits for what is foreseen of this person.
   *
   * @param person of the portion that is written, those with smaller ids first
   * @returns undefined where nothing is
   */
  of(person: string): ForeseenPerson | undefined {
    for (let found = this.#first(); found; found = this.#first()) {
      if (this.#made.portion === this.#portion && found.id >= person) {
        if (found.id !== person) return undefined
        this.#at++
        return found
      }
      if (this.#made.portion > this.#portion) return undefined
      // Somebody who was derived in another way.
      this.#at++
    }
    return undefined
  }

  /** Of those who were not asked for yet. */
  #first(): ForeseenPerson | undefined {
    while (this.#at >= this.#made.people.length) if (!this.#take()) return undefined
    return this.#made.people[this.#at]
  }

  /** The next that were made; false where there is no more. */
  #take(): boolean {
    if (this.#isOver) return false
    const made = this.#ahead.take()
    if (made === null) {
      this.stop()
      return false
    }
    ;[this.#made, this.#at] = [JSON.parse(made) as ForeseenPeople, 0]
    return true
  }

  /** What comes from here on is not as it was foreseen. */
  stop(): void {
    this.#isOver = true
    this.#made.people = []
    this.#ahead.stop()
  }
}

/**
 * Begins to derive whom these links will unite; null where that is not worth a thread, or where more than records and
 * companies has a say. All that this connection wrote of records and companies has to be committed.
 *
 * @param links in the order in which they will be written
 * @param portion so many are written at a time
 */
export const foresee = (
  file: ProspectFile,
  links: readonly { a: number; b: number }[],
  portion: number,
  worth = WORTH_A_WORKER,
): Foresight | null => {
  // How long a verdict holds is said to each connection by itself.
  if (links.length < worth || file.verdicts.any() || file.decisions.walls().length > 0) return null
  const shared = new Float64Array(new SharedArrayBuffer(16 * links.length))
  for (const [at, { a, b }] of links.entries()) shared.set([a, b], 2 * at)
  return new Foresight(file, { path: file.path, links: shared, portion })
}
