/** Writes people as they are derived in one flush, beside who they were before: what changed, who works where, what is due. */
import type { ProspectFile } from '../../store/index.ts'
import type { NewPerson, WholePerson } from '../../store/people.ts'
import { STANDING_COLUMNS, type Sources } from '../../store/standings.ts'
import { differences, type ChangeLog } from './change-log.ts'
import { STAGES, type ComparedPerson, type Post } from './compare-person.ts'
import type { MoveSignals } from './move-signals.ts'
import type { Staff } from './staff.ts'
import { anyStanding, standingOf } from './standing.ts'

/** Somebody who was touched. */
export type TouchedPerson = {
  id: string
  /** Nothing of them is in the file yet. */
  isNew: boolean
} & Now

/** Who somebody is, or, where no record stands behind them any more, what they have left: null where they were not there. */
export type Now = { is: ComparedPerson } | { left: Post | null }

export interface PeopleWriterOptions {
  log: ChangeLog
  moves: MoveSignals
  staff: Staff
  /** Where people stand, as far as it follows from more than records. */
  has: Sources
}

export class PeopleWriter {
  readonly counts = { created: 0, updated: 0, removed: 0 }
  /** Those whose standing is to be found out, once all that they did is tied to them. */
  readonly standing = new Set<string>()
  readonly #file: ProspectFile
  readonly #log: ChangeLog
  readonly #moves: MoveSignals
  readonly #staff: Staff
  readonly #has: Sources
  /** Where people stand follows from more than records. */
  readonly #hasStanding: boolean
  /** Those who were not there before, though their records were. */
  readonly #reborn = new Set<string>()

  constructor(file: ProspectFile, { log, moves, staff, has }: PeopleWriterOptions) {
    this.#file = file
    this.#log = log
    this.#moves = moves
    this.#staff = staff
    this.#has = has
    this.#hasStanding = anyStanding(has)
  }

  /** People who are new, of each of whom there is one record. */
  add(newcomers: readonly NewPerson[]): void {
    for (const { company, lone } of newcomers) if (company !== null) this.#staff.add(company, lone.functions)
    this.#file.people.add(newcomers)
    this.counts.created += newcomers.length
  }

  /** @param touched in the order of their ids */
  write(touched: readonly TouchedPerson[]): void {
    const { people, scores } = this.#file
    const gone: string[] = []
    const whole: WholePerson[] = []
    for (const person of touched) {
      const { id, isNew } = person
      if ('is' in person) whole.push(this.#note(id, isNew, person.is))
      else if (!isNew && this.#leaves(id, person.left)) gone.push(id)
    }
    people.remove(gone)
    this.counts.removed += gone.length
    people.put(whole)
    for (const { id } of whole) if (this.#reborn.has(id)) scores.refreshLatest(id)
  }

  /** What follows from who somebody is, beside the person. */
  #note(
    id: string,
    isNew: boolean,
    { row, parts, moves, was, is, differences }: ComparedPerson,
  ): WholePerson {
    if (!was && !isNew) this.#reborn.add(id)
    // Of somebody new nothing was said yet.
    if (this.#hasStanding && !isNew) this.standing.add(id)
    if (moves.length > 0 || !isNew) this.#moves.of(id, moves)
    if (isNew) {
      if (is.company !== null) this.#staff.add(is.company, is.functions)
    } else {
      // Where both are as they were, nothing is counted; `keep` tells that the function is still there.
      const isMoved = was?.company !== is.company || was.functions !== is.functions
      if (was?.company != null && isMoved) this.#staff.lose(was.company, was.functions)
      if (is.company !== null && isMoved) this.#staff.add(is.company, is.functions)
      if (is.company !== null) this.#staff.keep(is.company, is.functions)
    }
    if (!was) this.counts.created++
    else if (this.#log.note('person', id, differences)) this.counts.updated++
    return { id, row, parts, isNew }
  }

  /** Whether somebody is there to be removed. */
  #leaves(id: string, left: Post | null): boolean {
    this.#moves.of(id, [])
    if (left === null) return false
    if (left.company !== null) this.#staff.lose(left.company, left.functions)
    return true
  }

  /** Writes where these people stand, now that all that they did is tied to them. */
  stand(people: Iterable<string>, isNew: (id: string) => boolean): void {
    for (const id of people) {
      const before = this.#file.people.get(id)
      if (!before) continue
      const standing = standingOf(this.#file, id, this.#has)
      if (STANDING_COLUMNS.every((name) => before[name] === standing[name])) continue
      this.#file.standings.set(id, standing)
      if (isNew(id) || this.#reborn.has(id)) continue
      const isKnownToChange = this.#log.changed.has(id)
      const isNews = this.#log.note('person', id, differences(before, { ...before, ...standing }, STAGES))
      if (isNews && !isKnownToChange) this.counts.updated++
    }
  }
}
