/**
 * A move from one company to another is a signal, `job_change`. It follows from the records like the positions
 * themselves, so it is kept in step with them instead of standing on evidence of its own: one signal a record that tells
 * of a move, `m:` and the record.
 */
import { hash52 } from '../../lib/quick-hash.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { NamedMove } from './career.ts'
import type { Ties } from './ties.ts'

export class MoveSignals {
  readonly #file: ProspectFile
  readonly #run: number
  readonly #ties: Ties
  readonly #wanted = new Map<string, { on: string; detail: string }>()
  readonly #known = new Set<number>()

  constructor(file: ProspectFile, run: number, ties: Ties) {
    this.#file = file
    this.#run = run
    this.#ties = ties
  }

  /** These are all moves of this person now. */
  of(person: string, moves: readonly NamedMove[]): void {
    const { facts } = this.#file
    if (this.#ties.isNeeded) for (const id of facts.movesOf(person)) this.#known.add(id)
    for (const { from_name, to_name, on, after, record_id } of moves) {
      // The list that tells of the position may tell of the change as well.
      if (this.#ties.isNeeded && facts.tellsJobChange(record_id, after, on)) continue
      this.#wanted.set(`m:${record_id}`, { on, detail: `from ${from_name} to ${to_name}` })
    }
  }

  /** Writes what is new and puts to sleep what no longer holds; `Ties` then finds whose they are. */
  flush(): void {
    const { facts } = this.#file
    for (const [about, { on, detail }] of this.#wanted) {
      const hash = hash52(`${about} ${on}`, detail)
      const id = facts.putMove({ run_id: this.#run, about, observed_on: on, detail, hash })
      this.#known.delete(id)
      this.#ties.fact('signal', id)
    }
    for (const id of this.#known) {
      facts.sleepMove(id)
      this.#ties.fact('signal', id)
    }
    this.#wanted.clear()
    this.#known.clear()
  }
}
