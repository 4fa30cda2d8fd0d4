/**
 * Matching what is new or has changed since the last run against the rest of the file, with the frozen model: units to be
 * looked at again are compared with those who share a key with them, and the people whom this touches are clustered again.
 * The same as matching the whole file with that model, in a fraction of the time.
 */
import type { UnitLink } from '../../store/decisions.ts'
import type { MatchEdge, MatchState } from '../../store/matching.ts'
import type { Deps } from '../derive/run.ts'
import { holdersKey, keyEntries, keyOfHash, valueKey } from './key-entries.ts'
import { matchTable, sharedIn, tableOf, type PeopleMatcher } from './people-matcher.ts'
import type { FileModel } from './file-model.ts'
import type { PeopleTable } from './people-table.ts'
import { decide, type Decided, type Scope } from './scope.ts'
import type { SharedKind } from './sharing.ts'
import { Units } from './unit-facts.ts'
import { UnitPool } from './unit-pool.ts'

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

/** Call inside a write. */
export const matchNews = (file: File, model: FileModel, state: MatchState, cut: number): News => {
  const session = new NewsSession(file, model)
  session.find(state.upto)
  session.compare()
  return session.decide(cut)
}

/** A unit that has a phone or mailbox; the value as `valueKey` gives it. */
interface Held {
  unit: number
  value: number
}

const heldIn = ({ units, ids, columns, more, texts }: PeopleTable): Held[] => {
  const found: Held[] = []
  for (const kind of ['phones', 'mailboxes'] as const) {
    const { hash } = texts[kind]
    const add = (row: number, id: number): void => {
      if (id !== 0) found.push({ unit: ids[row]!, value: keyOfHash(kind, hash[id]!) })
    }
    const first = kind === 'phones' ? columns.phone : columns.mailbox
    for (let row = 0; row < units; row++) add(row, first[row]!)
    for (const [row, { phones, mailboxes }] of more)
      for (const id of kind === 'phones' ? phones : mailboxes.map(([mailbox]) => mailbox)) add(row, id)
  }
  return found
}

class NewsSession {
  readonly #file: File
  readonly #model: FileModel
  readonly #parted: ReadonlySet<number>
  /** Read once: a unit is looked at up to four times. */
  readonly #pool: UnitPool
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
    this.#pool = new UnitPool(file)
  }

  #isShared = (kind: SharedKind, value: string): boolean =>
    this.#file.matching.isShared(valueKey(kind, value))

  /** Who is to be compared anew: what is due, and whoever has a phone or mailbox that is shared now, or no longer. */
  find(upto: number): void {
    const { matching } = this.#file
    for (const unit of matching.dueUnits(upto)) this.#due.add(unit)
    const changed = matching.due()
    for (const record of changed) if (!this.#due.has(record)) this.#gone.add(record)
    const held = heldIn(this.#pool.tableOf(this.#pool.among([...this.#due])))
    // What a unit said before, it said by one of these.
    const said = changed.length === 0 ? [] : heldIn(this.#said(changed))
    const values = new Set([...held, ...said].map(({ value }) => value))
    const holders = this.#holdersOf(values, held)
    const shared =
      holders.length === 0 ? { phones: [], mailboxes: [] } : sharedIn(this.#pool.tableOf(holders))
    const isShared = new Set(
      (['phones', 'mailboxes'] as const).flatMap((kind) =>
        shared[kind].map((value) => valueKey(kind, value)),
      ),
    )
    const turned = [...values].filter((key) => isShared.has(key) !== matching.isShared(key))
    for (const key of turned) matching.setShared(key, isShared.has(key))
    for (const unit of this.#pool.among(this.#having(this.#holdersKeys(turned)))) this.#due.add(unit)
  }

  /** Records each by itself. */
  #said(records: readonly number[]): PeopleTable {
    const units = new Units(this.#file)
    return tableOf(records.flatMap((record) => units.ofRecord(record) ?? []))
  }

  /** The units that have a phone or mailbox of these which others may have, too: one that only one has is not shared. */
  #holdersOf(values: Iterable<number>, held: readonly Held[]): number[] {
    const alone = new Map<number, number>()
    const found = new Set<number>()
    const add = (key: number, unit: number): void => {
      const first = alone.get(key)
      if (first === undefined) alone.set(key, unit)
      else if (first !== unit) found.add(first).add(unit)
    }
    for (const { unit, value } of held) add(holdersKey(value, this.#parted), unit)
    const keys = this.#holdersKeys(values)
    this.#file.matching.keys.find(keys, (at, unit) => {
      add(keys[at]!, unit)
    })
    return this.#pool.among([...found].sort((a, b) => a - b))
  }

  #holdersKeys(values: Iterable<number>): Float64Array {
    return Float64Array.from(new Set(Array.from(values, (value) => holdersKey(value, this.#parted)))).sort()
  }

  /** The units that have one of these keys, or had, in the order of the file: that is how they are quickest to read. */
  #having(keys: Float64Array): number[] {
    const found = new Set<number>()
    this.#file.matching.keys.find(keys, (_, unit) => found.add(unit))
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
    const table = this.#pool.tableOf(due)
    const entries = keyEntries(table, this.#model.head)
    const keys = Float64Array.from(new Set(entries.keys)).sort()
    const others = this.#pool.among(this.#having(keys).filter((unit) => !this.#due.has(unit)))
    const units = [...due, ...others]
    const only = new Uint8Array(units.length).fill(1, 0, due.length)
    const matcher = this.#match(others.length === 0 ? table : this.#pool.tableOf(units), only)
    const { edges, candidates } = matcher
    this.#candidates = candidates
    if (others.length === 0) this.#alone = { units, matcher }
    for (const unit of [...due, ...this.#gone]) {
      this.#touched.add(unit)
      // Whoever was like them before, and may be so no longer.
      const before = matching.edgesOf(unit)
      for (const { a, b } of before) this.#touched.add(a === unit ? b : a)
      if (before.length > 0) matching.dropEdgesOf(unit)
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
    const edges: MatchEdge[] = []
    const queue = [...this.#touched]
    const found = new Set(queue)
    const reach = (unit: number): void => {
      if (found.has(unit)) return
      found.add(unit)
      queue.push(unit)
    }
    for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
      for (const edge of this.#file.matching.edgesOf(unit)) {
        edges.push(edge)
        if (edge.bits >= cut) reach(edge.a === unit ? edge.b : edge.a)
      }
      for (const partner of this.#partnersOf(unit)) reach(partner)
      for (const link of this.#linksOf(unit)) {
        links.set(link.id, link)
        reach(link.a === unit ? link.b : link.a)
      }
    }
    const all = this.#pool.among([...found].sort((a, b) => a - b))
    const isKnown = this.#alone?.units.length === all.length && all.every((unit) => this.#due.has(unit))
    const { units, matcher } = (isKnown ? this.#alone : null) ?? {
      ...{ units: all, matcher: this.#match(this.#pool.tableOf(all)) },
    }
    const scope: Scope = { matcher, units, placeOf: new Map(units.map((unit, place) => [unit, place])) }
    const inOrder = [...links.values()].sort((a, b) => a.id - b.id)
    const decided = decide(this.#file, scope, inOrder, cut)
    this.#settle(edges, decided)
    return { scope, decided, units: this.#due.size, candidates: this.#candidates, touched: found }
  }

  /** Of a unit that is gone: those whom links joined to it, or kept from it, which sleep now. */
  #partnersOf(unit: number): number[] {
    const { records, decisions } = this.#file
    if (this.#pool.has(unit)) return []
    return decisions.ofRecord(unit).flatMap(({ kind, record_id, other_id }) => {
      if (kind !== 'must_link' && kind !== 'cannot_link') return []
      const other = records.groupOf(record_id === unit ? other_id! : record_id!)
      return other === null ? [] : [other]
    })
  }

  /** The links that hold of a unit, between units as they are now. */
  #linksOf(unit: number): UnitLink[] {
    const { records, decisions } = this.#file
    const own = this.#pool.recordsOf(unit)
    return (own.length === 0 ? [unit] : own).flatMap((record) =>
      decisions.ofRecord(record).flatMap(({ id, kind, record_id, other_id, decided_by }): UnitLink[] => {
        if (kind !== 'must_link' && kind !== 'cannot_link') return []
        const [a, b] = [records.groupOf(record_id!), records.groupOf(other_id!)]
        if (a === null || b === null) return []
        return [{ id, kind, a, b, automatic: decided_by === 'prm' ? 1 : 0 }]
      }),
    )
  }

  /** What became of these pairs. */
  #settle(edges: readonly MatchEdge[], { refused, areOne }: Decided): void {
    const reasons = new Map(refused.map(({ a, b, reason }) => [`${a}:${b}`, reason]))
    for (const { a, b, is_open, refused: before } of edges) {
      const reason = reasons.get(`${a}:${b}`) ?? null
      const open = areOne(a, b) ? 0 : 1
      if (open !== is_open || reason !== before)
        this.#file.matching.settle({ a, b, is_open: open, refused: reason })
    }
  }
}
