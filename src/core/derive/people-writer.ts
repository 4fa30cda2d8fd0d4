/** Writes people as they are derived in one flush, beside who they were before: what changed, who works where, what is due. */
import { functionBit } from '../../model/job-function.ts'
import type { ProspectFile } from '../../store/index.ts'
import { PERSON_VALUES, type NewPerson, type WholePerson } from '../../store/people.ts'
import { STANDING_COLUMNS, type Sources } from '../../store/standings.ts'
import type { ChangeLog } from './change-log.ts'
import type { DerivedPerson } from './foresee.ts'
import type { MoveSignals } from './move-signals.ts'
import type { Staff } from './staff.ts'
import { standingOf } from './standing.ts'

const STAGES = ['lifecycle', 'buying_stage'] as const
const CHANGE_FIELDS = [...PERSON_VALUES, 'custom', ...STAGES, 'suppressed'] as const

/** Somebody who was touched. */
export interface TouchedPerson {
  id: string
  /** Nothing of them is in the file yet. */
  isNew: boolean
  /** Null: no record stands behind them any more. */
  derived: DerivedPerson | null
}

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
  readonly #anyStanding: boolean
  /** Those who were not there before, though their records were. */
  readonly #reborn = new Set<string>()

  constructor(file: ProspectFile, { log, moves, staff, has }: PeopleWriterOptions) {
    this.#file = file
    this.#log = log
    this.#moves = moves
    this.#staff = staff
    this.#has = has
    this.#anyStanding = has.stages || has.events || has.activities || has.steps || has.answers
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
    for (const { id, isNew, derived } of touched) {
      if (derived) whole.push(this.#compare(id, isNew, derived))
      else if (!isNew && this.#leaves(id)) gone.push(id)
    }
    people.remove(gone)
    this.counts.removed += gone.length
    people.put(whole)
    for (const { row } of whole) if (this.#reborn.has(String(row.id))) scores.refreshLatest(String(row.id))
  }

  #compare(id: string, isNew: boolean, { row, parts, moves }: DerivedPerson): WholePerson {
    const before = isNew ? undefined : this.#file.people.get(id)
    if (before) [row.signals, row.has_events] = [before.signals, before.has_events]
    else if (!isNew) this.#reborn.add(id)
    // Of somebody new nothing was said yet; what they did is tied to them in the end.
    if (this.#anyStanding && !isNew) {
      this.standing.add(id)
      if (before) [row.lifecycle, row.buying_stage] = [before.lifecycle, before.buying_stage]
    }
    if (moves.length > 0 || !isNew) this.#moves.of(id, moves)
    const functions = functionBit(row.department, row.title)
    if (isNew) {
      if (row.company_id) this.#staff.add(String(row.company_id), functions)
    } else {
      // Where both are as they were, nothing is counted; `keep` tells that the function is still there.
      const [from, to] = [before?.company_id, row.company_id]
      const had = before ? functionBit(before.department, before.title) : 0
      const isMoved = from !== to || had !== functions
      if (from && isMoved) this.#staff.lose(String(from), had)
      if (to && isMoved) this.#staff.add(String(to), functions)
      if (to) this.#staff.keep(String(to), functions)
    }
    if (!before) this.counts.created++
    else if (this.#log.note('person', id, before, row, CHANGE_FIELDS)) this.counts.updated++
    return { row, parts, isNew }
  }

  /** Whether somebody is there to be removed. */
  #leaves(id: string): boolean {
    this.#moves.of(id, [])
    const post = this.#file.people.position(id)
    if (!post) return false
    if (post.company_id) this.#staff.lose(String(post.company_id), functionBit(post.department, post.title))
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
      const isNews = this.#log.note('person', id, before, { ...before, ...standing }, STAGES)
      if (isNews && !isKnownToChange) this.counts.updated++
    }
  }
}
