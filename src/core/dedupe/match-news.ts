/**
 * Matching what is new or has changed since the last run against the rest of the file, with the frozen model: units to be
 * looked at again are compared with those who share a key with them, and the people whom this touches are clustered again.
 * The same as matching the whole file with that model, in a fraction of the time.
 */
import type { UnitLink } from '../../store/decisions.ts'
import type { MatchState } from '../../store/matching.ts'
import type { Deps } from '../derive/run.ts'
import { holdersKey, keyEntries, valueKey } from './key-entries.ts'
import { createPersonReader, type PersonFeatures } from './normalise-person.ts'
import { matchTable, sharedIn, type PeopleMatcher } from './people-matcher.ts'
import type { FileModel } from './file-model.ts'
import { PeopleTableBuilder, type PeopleTable } from './people-table.ts'
import { decide, type Decided, type Scope } from './scope.ts'
import type { SharedKind } from './sharing.ts'
import { Units } from './unit-facts.ts'

export interface News {
  scope: Scope
  decided: Decided
  /** Units looked at again, and pairs compared. */
  units: number
  candidates: number
  /** All units of whom something may be otherwise now, those that are gone among them. */
  touched: ReadonlySet<number>
}

type File = Deps['file']

interface Known {
  person: PersonFeatures
  records: readonly number[]
}

/** Call inside a write. */
export const matchNews = (file: File, model: FileModel, state: MatchState, cut: number): News => {
  const session = new NewsSession(file, model)
  session.find(state.upto)
  session.compare()
  return session.decide(cut)
}

class NewsSession {
  readonly #file: File
  readonly #model: FileModel
  readonly #parted: ReadonlySet<number>
  readonly #units: Units
  readonly #read = createPersonReader()
  /** Read once: a unit is looked at up to four times. */
  readonly #known = new Map<number, Known | undefined>()
  /** Units to be compared anew. */
  readonly #due = new Set<number>()
  /** Units of whom there are no records any more. */
  readonly #gone = new Set<number>()
  /** Units whose people may be others now. */
  readonly #touched = new Set<number>()
  #candidates = 0
  /** Those compared, where nobody else came into question. */
  #alone: (Pick<Scope, 'matcher'> & { units: readonly number[] }) | null = null

  constructor(file: File, model: FileModel) {
    this.#file = file
    this.#model = model
    this.#parted = new Set(model.head.parted)
    this.#units = new Units(file)
  }

  /** Undefined where this record begins no unit any more. */
  #of(unit: number): Known | undefined {
    const known = this.#known.get(unit)
    if (known !== undefined || this.#known.has(unit)) return known
    const found = this.#units.read(unit)
    const read = found && { person: this.#read(found.facts), records: found.records }
    this.#known.set(unit, read)
    return read
  }

  #tableOf(units: readonly number[]): PeopleTable {
    const builder = new PeopleTableBuilder(false)
    for (const unit of units) builder.add(unit, this.#of(unit)!.person)
    return builder.finish()
  }

  #isShared = (kind: SharedKind, value: string): boolean =>
    this.#file.matching.isShared(valueKey(kind, value))

  /** Who is to be compared anew: what is due, and whoever has a phone or mailbox that is shared now, or no longer. */
  find(upto: number): void {
    const { matching } = this.#file
    for (const unit of matching.dueUnits(upto)) this.#due.add(unit)
    const changed = matching.due()
    for (const record of changed) if (!this.#due.has(record)) this.#gone.add(record)
    const values = this.#valuesOf([
      ...[...this.#due].map((unit) => this.#of(unit)?.person),
      // What a unit said before, it said by one of these.
      ...changed.map((record) => this.#said(record)),
    ])
    const holders = this.#holdersOf([...values.keys()])
    const shared = holders.length === 0 ? { phones: [], mailboxes: [] } : sharedIn(this.#tableOf(holders))
    const isShared = new Set(
      (['phones', 'mailboxes'] as const).flatMap((kind) =>
        shared[kind].map((value) => valueKey(kind, value)),
      ),
    )
    const turned = [...values.keys()].filter((key) => isShared.has(key) !== matching.isShared(key))
    for (const key of turned) matching.setShared(key, isShared.has(key))
    for (const unit of this.#having(turned.map((key) => holdersKey(key, this.#parted))))
      if (this.#of(unit) !== undefined) this.#due.add(unit)
  }

  #said(record: number): PersonFeatures | undefined {
    const facts = this.#units.ofRecord(record)
    return facts && this.#read(facts)
  }

  #valuesOf(all: readonly (PersonFeatures | undefined)[]): Map<number, SharedKind> {
    const values = new Map<number, SharedKind>()
    for (const person of all) {
      if (person === undefined) continue
      for (const phone of person.phones) values.set(valueKey('phones', phone), 'phones')
      for (const { address } of person.mailboxes) values.set(valueKey('mailboxes', address), 'mailboxes')
    }
    return values
  }

  /** The units that have a phone or mailbox of these which others may have, too: one that only one has is not shared. */
  #holdersOf(values: readonly number[]): number[] {
    const alone = new Map<number, number>()
    const found = new Set<number>()
    const add = (key: number, unit: number): void => {
      const first = alone.get(key)
      if (first === undefined) alone.set(key, unit)
      else if (first !== unit) found.add(first).add(unit)
    }
    for (const unit of this.#due)
      for (const key of this.#valuesOf([this.#of(unit)?.person]).keys())
        add(holdersKey(key, this.#parted), unit)
    const keys = Float64Array.from(new Set(values.map((key) => holdersKey(key, this.#parted)))).sort()
    this.#file.matching.keys.find(keys, (at, unit) => {
      add(keys[at]!, unit)
    })
    return [...found].sort((a, b) => a - b).filter((unit) => this.#of(unit) !== undefined)
  }

  /** The units that have one of these keys, or had, in the order of the file: that is how they are quickest to read. */
  #having(keys: Iterable<number>): number[] {
    const found = new Set<number>()
    const sorted = Float64Array.from(new Set(keys)).sort()
    this.#file.matching.keys.find(sorted, (_, unit) => found.add(unit))
    return [...found].sort((a, b) => a - b)
  }

  #match(table: PeopleTable, only?: Uint8Array): PeopleMatcher {
    return matchTable(table, new Set(), {
      ...{ model: this.#model.of(table.texts), isShared: this.#isShared },
      ...(only === undefined ? {} : { only }),
    })
  }

  /** Compares them with whoever shares a key, and keeps the pairs in the place of their earlier ones. */
  compare(): void {
    const { matching } = this.#file
    const due = [...this.#due]
    const table = this.#tableOf(due)
    const entries = keyEntries(table, this.#model.head)
    const others = this.#having(entries.keys).filter(
      (unit) => !this.#due.has(unit) && this.#of(unit) !== undefined,
    )
    const units = [...due, ...others]
    const only = new Uint8Array(units.length).fill(1, 0, due.length)
    const matcher = this.#match(others.length === 0 ? table : this.#tableOf(units), only)
    const { edges, candidates } = matcher
    this.#candidates = candidates
    if (others.length === 0) this.#alone = { units, matcher }
    for (const unit of [...due, ...this.#gone]) {
      this.#touched.add(unit)
      // Whoever was like them before, and may be so no longer.
      for (const { a, b } of matching.edgesOf(unit)) this.#touched.add(a === unit ? b : a)
      matching.dropEdgesOf(unit)
    }
    for (let e = 0; e < edges.weight.length; e++) {
      const [x, y] = [units[edges.a[e]!]!, units[edges.b[e]!]!]
      matching.putEdge({
        a: Math.min(x, y),
        b: Math.max(x, y),
        bits: edges.weight[e]!,
        is_open: 1,
        refused: null,
      })
    }
    matching.keys.add(entries)
  }

  /** Clusters again whoever is connected with what was touched, by likeness or by a link. */
  decide(cut: number): News {
    const links = new Map<number, UnitLink>()
    const queue = [...this.#touched]
    const found = new Set(queue)
    const reach = (unit: number): void => {
      if (found.has(unit)) return
      found.add(unit)
      queue.push(unit)
    }
    for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
      for (const { a, b, bits } of this.#file.matching.edgesOf(unit))
        if (bits >= cut) reach(a === unit ? b : a)
      for (const partner of this.#partnersOf(unit)) reach(partner)
      for (const link of this.#linksOf(unit)) {
        links.set(link.id, link)
        reach(link.a === unit ? link.b : link.a)
      }
    }
    const all = [...found].filter((unit) => this.#of(unit) !== undefined).sort((a, b) => a - b)
    const isKnown = this.#alone?.units.length === all.length && all.every((unit) => this.#due.has(unit))
    const { units, matcher } = (isKnown ? this.#alone : null) ?? {
      ...{ units: all, matcher: this.#match(this.#tableOf(all)) },
    }
    const scope: Scope = { matcher, units, placeOf: new Map(units.map((unit, place) => [unit, place])) }
    const inOrder = [...links.values()].sort((a, b) => a.id - b.id)
    const decided = decide(this.#file, scope, inOrder, cut)
    this.#settle(units, decided)
    return { scope, decided, units: this.#due.size, candidates: this.#candidates, touched: found }
  }

  /** Of a unit that is gone: those whom links joined to it, or kept from it, which sleep now. */
  #partnersOf(unit: number): number[] {
    const { records, decisions } = this.#file
    if (this.#of(unit) !== undefined) return []
    return decisions.ofRecord(unit).flatMap(({ kind, record_id, other_id }) => {
      if (kind !== 'must_link' && kind !== 'cannot_link') return []
      const other = records.groupOf(record_id === unit ? other_id! : record_id!)
      return other === null ? [] : [other]
    })
  }

  /** The links that hold of a unit, between units as they are now. */
  #linksOf(unit: number): UnitLink[] {
    const { records, decisions } = this.#file
    return (this.#of(unit)?.records ?? [unit]).flatMap((record) =>
      decisions.ofRecord(record).flatMap(({ id, kind, record_id, other_id, decided_by }): UnitLink[] => {
        if (kind !== 'must_link' && kind !== 'cannot_link') return []
        const [a, b] = [records.groupOf(record_id!), records.groupOf(other_id!)]
        if (a === null || b === null) return []
        return [{ id, kind, a, b, automatic: decided_by === 'prm' ? 1 : 0 }]
      }),
    )
  }

  /** What became of the pairs of these units. */
  #settle(units: readonly number[], { refused, areOne }: Decided): void {
    const { matching } = this.#file
    const reasons = new Map(refused.map(({ a, b, reason }) => [`${a}:${b}`, reason]))
    for (const unit of units) {
      for (const { a, b, is_open, refused: before } of matching.edgesOf(unit)) {
        const reason = reasons.get(`${a}:${b}`) ?? null
        const open = areOne(a, b) ? 0 : 1
        if (open !== is_open || reason !== before) matching.settle({ a, b, is_open: open, refused: reason })
      }
    }
  }
}
