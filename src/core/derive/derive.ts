/**
 * Keeps people and companies in step with the records, inside one write transaction: `append` for a new record,
 * `refold` where records or decisions came or went, `flush` to write what was touched. Each gives what deriving the
 * whole file anew would give (property-tested).
 */
import { bloom, type Bloom } from '../../lib/bloom.ts'
import { hash52 } from '../../lib/quick-hash.ts'
import { atOnce } from '../../lib/steps.ts'
import { personId, recordOfId } from '../../model/id.ts'
import type { ActiveRecord, RecordFields } from '../../model/record.ts'
import type { ChangeReason } from '../../store/changes.ts'
import { COMPANY_VALUES, type CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { KeyedRecord, RecordRow } from '../../store/records.ts'
import type { LonePerson, NewPerson } from '../../store/people.ts'
import { ChangeLog, differences } from './change-log.ts'
import { comparePerson, postOf } from './compare-person.ts'
import { CompanyDerivation } from './company-derivation.ts'
import type { CompanyHints } from './company-identity.ts'
import {
  chooseGroup,
  describesPerson,
  foldPeople,
  readRecord,
  recordName,
  sharedIds,
  type Candidate,
  type IdentityRecord,
  type Link,
} from './identity.ts'
import { NewRecord, type AppendInput } from './new-record.ts'
import { addressColumns, personRow, type DerivedPerson, type Surroundings } from './person-row.ts'
import { Staff } from './staff.ts'
import { anyStanding } from './standing.ts'
import { surroundings } from './surroundings.ts'
import { survivePerson, type PersonSurvivors } from './survivorship.ts'
import { activeRecords, enrichedRecords } from './active-records.ts'
import type { Foresight } from './foresee.ts'
import { PeopleWriter, type Now } from './people-writer.ts'
import { MoveSignals } from './move-signals.ts'
import { Ties, type TiedEvent } from './ties.ts'
import { dropSettled, moveDuplicates, unionsOf } from './unite.ts'
import type { FactTable } from '../../store/facts.ts'
import type { Owner } from '../../store/first-load.ts'

export interface Appended {
  record_id: number
  /** Null for a record that describes only a company. */
  person_id: string | null
  /** The person; of a row of companies the company. */
  created: boolean
  /** Fields of a person who was known before that this record changed; of a row of companies those of the company. */
  changed: string[]
}

export interface DeriveOptions {
  run_id: number
  why: ChangeReason
  /** The process, where many records may come into a file that is empty; `settle` then has the last word. */
  loader?: Owner
}

/** From so many records on it pays to leave indexes out, and beyond so many their place in memory is too large. */
const LARGE = 10_000
const TOO_LARGE = 4_000_000

/** Fewer people who become part of others are looked up one by one. */
const FEW = 100

/** People who are derived, and then written, together. */
const AT_ONCE = 4096

export interface Flushed {
  people: { created: number; updated: number; removed: number }
  /** Fields that changed on people and companies who were known before. */
  changed: Map<string, Set<string>>
  fields: number
}

/** How far a flush has come: people removed so far, and the share of all whom it writes. */
export interface FlushStep {
  removed: number
  share: number
}

interface Seen {
  survivors: PersonSurvivors
  values: Map<string, string | null>
}

interface PersonWork {
  /** Null: as they are in the file, to be read when they are needed. */
  records: ActiveRecord[] | null
  isNew: boolean
  /** Who the person was after the last append; null until a second record comes. */
  seen: Seen | null
  /** All that there is to write, as long as the record that began this person is its only one. */
  lone: LonePerson | null
  /** United from whole people, and nothing else: the second core may know who that is. */
  isForeseen?: boolean
}

const COMPANY_CHANGES = [...COMPANY_VALUES, 'custom'] as const

const idOf = (row: CompanyRow | undefined): string | null => (row === undefined ? null : String(row.id))

export class Derivation {
  readonly #file: ProspectFile
  readonly #options: DeriveOptions
  readonly #companies: CompanyDerivation
  readonly #ties: Ties
  readonly #moves: MoveSignals
  /** The clock of the run. */
  readonly #readOn: string
  readonly #people = new Map<string, PersonWork>()
  /** Those whose standing is to be found out again. */
  readonly #standing = new Set<string>()
  /** Of each batch: whose ids its `external_id` are. */
  readonly #namespaces = new Map<number, string>()
  /** For the people of the next `flush`. */
  #foresight: Foresight | null = null
  #around: Surroundings
  #isEnriched: (id: number) => boolean
  #activeOf: (person: string) => ActiveRecord[]
  #candidates: Candidate[] = []
  /** Keys of records that came in: written many at a time, and before any is looked up. */
  #keys: (string | number)[] = []
  #nextId: number
  #version: number
  /** Of a large first load: counts of the people at companies are written once, in the end. */
  #staff: Staff | null = null
  /** In a file that was empty, what has come in since: most look-ups can then be left out. Null: look everything up. */
  #seen: Bloom | null

  constructor(file: ProspectFile, options: DeriveOptions) {
    this.#file = file
    this.#options = options
    this.#isEnriched = () => false
    this.#activeOf = activeRecords(file)
    this.#companies = new CompanyDerivation(
      file,
      (id) => this.#isEnriched(id),
      (record, person, key) => this.#follow(record, person, key),
      (keys) => this.#ties.keys(keys, null),
    )
    this.#ties = new Ties(file, this.#companies)
    this.#moves = new MoveSignals(file, options.run_id, this.#ties)
    this.#readOn = file.runs.get(options.run_id)!.as_of
    this.#around = surroundings(file, this.#companies)
    this.#nextId = 0
    this.#version = file.dataVersion()
    this.#seen = file.records.lastId() === 0 ? bloom() : null
    this.refresh()
  }

  /**
   * Begins another transaction with the same derivation, keeping what is remembered of companies unless another
   * process has written in between.
   */
  refresh(): void {
    this.#isEnriched = enrichedRecords(this.#file)
    this.#activeOf = activeRecords(this.#file, this.#isEnriched)
    this.#around = surroundings(this.#file, this.#companies)
    this.#nextId = this.#file.records.lastId() + 1
    this.#ties.refresh()
    const version = this.#file.dataVersion()
    if (version === this.#version) {
      this.#load()
      return
    }
    this.#companies.forget()
    this.#seen = null
    this.#version = version
  }

  #load(): void {
    const { firstLoad } = this.#file
    const { loader } = this.#options
    if (this.#nextId > TOO_LARGE) this.settle()
    else if (this.#nextId > LARGE && this.#seen && loader && firstLoad.finder === null)
      firstLoad.begin(loader)
    if (firstLoad.finder !== null) this.#staff ??= new Staff(this.#file)
  }

  /** Ends a large first load: builds the indexes that it left out, and writes the counts. Inside a write. */
  settle(): void {
    this.#file.firstLoad.end(() => this.#staff?.write())
    this.#staff = null
  }

  /** An active record with the same cells, read in the same way. */
  repeatOf(
    hash: number,
    cells: string,
    signature: string,
  ): { id: number; person_id: string | null } | undefined {
    if (this.#seen?.has(hash) === false) return undefined
    return this.#file.records
      .byHash(hash)
      .find((found) => found.cells === cells && found.signature === signature)
  }

  /** Adds a record with the highest id so far: what a fold over everything would give, by looking up its keys only. */
  append(input: AppendInput): Appended {
    const { records } = this.#file
    const id = this.#nextId++
    const { keys, company: hints, json, describesPerson } = input.reading
    const isPerson = input.about !== undefined || describesPerson
    const hashes = this.#seen === null ? null : keys.map((key) => hash52(key))
    const membership = isPerson
      ? this.#join(id, input, hashes)
      : { group_id: null, person_id: null, created: false }
    const { group_id, person_id, created } = membership
    // Who the person was without this record, before it is there to be found.
    const work = person_id === null ? null : this.#work(person_id, created)
    const others = work === null ? null : this.#recordsOf(person_id!, work)
    const key = this.#companies.keyOf(hints)
    const record = new NewRecord(id, input, { read_on: this.#readOn, enriched: this.#isEnriched(id), key })
    const news = isPerson || input.kind !== 'companies' ? null : this.#companies.newsOf(record)
    records.insert({
      id,
      batch_id: input.batch_id,
      line: input.line,
      hash: input.hash,
      observed_at: input.observed_at,
      cells: input.cells,
      fields: json,
      tail: input.tail,
      group_id,
      person_id,
      company_key: key,
      domain: hints.domain,
      name_key: hints.name_key,
      country: hints.country,
    })
    for (const found of keys) this.#keys.push(found, id)
    this.#seen?.add(input.hash)
    for (const hash of hashes ?? []) this.#seen?.add(hash)
    // The last record with a key takes it from nobody.
    if (this.#ties.isNeeded) this.#ties.keys(keys, null)
    const changed = work === null ? (news ?? []) : this.#see(work, others!, record)
    if (work && created && !record.enriched) work.lone = input.lone ?? null
    this.#companies.add(record, input.reading)
    return { record_id: id, person_id, created: isPerson ? created : news === null, changed }
  }

  /** @param hashes of the keys, where it is known what was seen */
  #join(
    id: number,
    input: AppendInput,
    hashes: number[] | null,
  ): { group_id: number; person_id: string; created: boolean } {
    if (input.about) {
      this.#writeKeys()
      const anchor = input.about
        .map((record) => this.#file.records.get(record))
        .find((record) => record?.active === 1)
      if (anchor?.group_id && anchor.person_id) {
        const about = { id, anchor: anchor.id, group: anchor.group_id }
        const matches = input.reading.keys.flatMap((key) =>
          this.#file.records
            .byKey(key)
            .map((row) => ({ key, record_id: row.id, group_id: row.group_id, name: null })),
        )
        this.#candidates.push(...sharedIds(about, matches))
        return { group_id: anchor.group_id, person_id: anchor.person_id, created: false }
      }
      throw new Error('an edit must be about an active record')
    }
    const { keys, json } = input.reading
    const seen = this.#seen
    const asked = seen && hashes ? keys.filter((_, at) => seen.has(hashes[at]!)) : keys
    const rows = this.#found(asked)
    if (rows.length === 0) return { group_id: id, person_id: personId(id, input.tail), created: true }
    const name = recordName(JSON.parse(json) as RecordFields)
    const matches = rows.map(({ key, row }) => ({
      key,
      record_id: row.id,
      group_id: row.group_id,
      name: recordName(JSON.parse(row.fields) as RecordFields),
    }))
    const { group, candidates } = chooseGroup({ id, name }, matches)
    this.#candidates.push(...candidates)
    if (group === null) return { group_id: id, person_id: personId(id, input.tail), created: true }
    const found = rows.find(({ row }) => row.group_id === group)!
    return { group_id: group, person_id: found.row.person_id, created: false }
  }

  /** The records with these keys, each once, under the first that finds it: the strongest, which is all that counts. */
  #found(keys: readonly string[]): { key: string; row: KeyedRecord }[] {
    const { records } = this.#file
    const found = new Map<number, { key: string; row: KeyedRecord }>()
    if (keys.length > 0) this.#writeKeys()
    for (const key of keys) {
      // Most keys of a record find the same others: those need not be read again.
      if (found.size > 0 && records.activeWithKey(key).every((id) => found.has(id))) continue
      for (const row of records.byKey(key)) if (!found.has(row.id)) found.set(row.id, { key, row })
    }
    return [...found.values()]
  }

  #writeKeys(): void {
    this.#file.records.addKeys(this.#keys)
    this.#keys = []
  }

  #work(person: string, isNew: boolean): PersonWork {
    const known = this.#people.get(person)
    if (known) return known
    const work: PersonWork = { records: isNew ? [] : null, isNew, seen: null, lone: null }
    this.#people.set(person, work)
    return work
  }

  #recordsOf(person: string, work: PersonWork): ActiveRecord[] {
    return (work.records ??= this.#activeOf(person))
  }

  /** Adds the record to its person and tells which values this changed. */
  #see(work: PersonWork, records: ActiveRecord[], record: ActiveRecord): string[] {
    if (records.length === 0) {
      records.push(record)
      return []
    }
    work.lone = null
    const { values: before } = work.seen ?? this.#seeAll(records)
    records.push(record)
    work.seen = this.#seeAll(records)
    const { values: after } = work.seen
    return [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => before.get(name) !== after.get(name),
    )
  }

  #seeAll(records: ActiveRecord[]): Seen {
    const person = survivePerson(records, this.#around.verdictOf)
    const values = new Map<string, string | null>()
    for (const [name, value] of person.values) values.set(name, String(value))
    for (const [name, value] of Object.entries(person.custom)) values.set(`custom.${name}`, String(value))
    for (const { address } of person.emails.slice(3)) values.set(`email ${address}`, address)
    values.set('company', person.company_key)
    return { survivors: person, values }
  }

  #follow(record: number, person: string | null, key: string | null): void {
    if (!person) return
    const work = this.#work(person, false)
    work.isForeseen = false
    const held = work.records?.find((item) => item.id === record)
    if (held) held.company_key = key
    work.seen = null
  }

  /** A signal or event is new, or came or went: `flush` ties it to whom it is about. */
  tie(fact: FactTable, id: number): void {
    this.#ties.fact(fact, id)
  }

  /** The person with this identity key, for events that are tied as they are written. */
  personOf(key: string): string | null {
    this.#writeKeys()
    return this.#ties.personOf(key)
  }

  /** An event is new, and tied to whom `personOf` gave: `flush` counts it. */
  tied(event: TiedEvent): void {
    this.#ties.tied(event)
  }

  /** The company that a record with these hints speaks of. */
  companyKeyOf(hints: CompanyHints): string | null {
    return this.#companies.keyOf(hints)
  }

  /** A known record now outranks what it was below: its person and its company are to be derived again. */
  lift(record: number): void {
    const row = this.#file.records.get(record)
    if (row?.person_id) this.touch(row.person_id)
    if (row?.company_key) this.#companies.touch(row.company_key)
  }

  /**
   * New verdicts about this person's addresses. With one address of a kind there is no order that they could change,
   * so only the standing is written; otherwise the person is derived again.
   */
  judge(person: string): void {
    const { people } = this.#file
    if (this.#people.has(person)) return
    const row = people.get(person)
    if (!row) return
    const hasOrder = people.emailsOf(person).length > 1 || people.phonesOf(person).length > 1
    // Whoever left a company, and a job_change with it, may have an address that is doubted.
    if (hasOrder || (this.#ties.isNeeded && people.hasLeft(person))) this.touch(person)
    else people.setStanding({ id: person, ...addressColumns(this.#around, row.email, row.phone) })
  }

  /** Something was said of this person, or done: only where they stand follows from it. */
  stand(person: string): void {
    this.#standing.add(person)
  }

  /** Marks a person to be derived again from the records as they are now. */
  touch(person: string): void {
    const isNew = this.#people.get(person)?.isNew ?? false
    this.#people.set(person, { records: null, isNew, seen: null, lone: null })
  }

  /**
   * Folds again everything connected with these records, after they or decisions about them came or went.
   *
   * @param seeds records, active or not
   */
  refold(seeds: Iterable<number>): void {
    const { records, people } = this.#file
    const component = this.#component(seeds)
    const active: IdentityRecord[] = []
    const must = new Map<number, Link>()
    const cannot = new Map<number, Link>()
    const persons = new Set<string>()
    for (const id of [...component].sort((a, b) => a - b)) {
      const row = records.get(id)!
      if (row.person_id) persons.add(row.person_id)
      if (this.#ties.isNeeded) this.#ties.keys([`r:${id}`, ...this.#keysOf(row)], row.person_id)
      if (row.active === 0) continue
      const about: number[] = []
      for (const decision of this.#file.decisions.ofRecord(id)) {
        const is_automatic = decision.decided_by === 'prm'
        const link = { id: decision.id, a: decision.record_id!, b: decision.other_id!, is_automatic }
        if (decision.kind === 'must_link') must.set(link.id, link)
        else if (decision.kind === 'cannot_link') cannot.set(link.id, link)
        else if (decision.kind === 'about' && decision.record_id === id) about.push(decision.other_id!)
      }
      const fields = JSON.parse(row.fields) as RecordFields
      if (about.length === 0 && !describesPerson(fields)) continue
      active.push({
        id,
        keys: this.#keysOf(row),
        name: recordName(fields),
        about: about.length > 0 ? about.sort((a, b) => a - b) : null,
      })
    }
    const byId = (a: Link, b: Link): number => a.id - b.id
    const fold = foldPeople(active, [...must.values()].sort(byId), [...cannot.values()].sort(byId))
    for (const id of component) {
      const row = records.get(id)!
      const group_id = fold.group.get(id) ?? null
      const head = fold.head.get(id)
      const person_id = head === undefined ? null : personId(head, records.get(head)!.tail)
      if (person_id) persons.add(person_id)
      if (row.group_id !== group_id || row.person_id !== person_id)
        records.setMembership({ id, group_id, person_id })
    }
    this.#companies.resolve(component, describesPerson)
    for (const person of persons) {
      people.clearDuplicates(person)
      this.touch(person)
    }
    // What an earlier fold of the same records left is out of date.
    this.#candidates = this.#candidates.filter(({ record_id }) => !component.has(record_id))
    this.#candidates.push(...fold.candidates)
  }

  /**
   * As {@link refold}, where must-links have come and nothing else: they unite whole people, and no key is looked at
   * again.
   *
   * @param links the records that each of them names
   * @param foresight what the second core has derived of those whom they unite
   */
  unite(links: readonly { a: number; b: number }[], foresight: Foresight | null = null): void {
    const { people, decisions } = this.#file
    const foreseen = foresight?.unions()
    const { unions, walled } = foreseen ? { unions: foreseen, walled: [] } : unionsOf(this.#file, links)
    const again = [...walled]
    // To ask of each of a few is quicker than to read all.
    const doubtful =
      unions.length < FEW ? null : new Set(people.duplicates().flatMap(({ a_id, b_id }) => [a_id, b_id]))
    // In the order of the table.
    for (const { gone, kept } of unions.sort((x, y) => (x.gone < y.gone ? -1 : 1))) {
      this.#absorb(gone, kept)
      this.#people.get(gone)!.isForeseen = foresight !== null
      if (doubtful?.has(gone) !== false && !moveDuplicates(this.#file, gone, kept))
        again.push(recordOfId(kept)!)
    }
    const hasWalls = decisions.walls().length > 0
    for (const kept of new Set(unions.map((union) => union.kept))) {
      if (hasWalls) dropSettled(this.#file, kept)
      this.touch(kept)
      this.#people.get(kept)!.isForeseen = foresight !== null
    }
    this.#foresight = foresight
    // What a decision keeps apart depends on the order of all links.
    if (again.length > 0) this.refold(again)
  }

  #absorb(gone: string, kept: string): void {
    const { records, people } = this.#file
    if (this.#ties.isNeeded && people.hasFacts(gone)) {
      for (const id of records.idsOfPerson(gone))
        this.#ties.keys([`r:${id}`, ...this.#keysOf(records.get(id)!)], gone)
    }
    records.reassign(gone, kept)
    this.#people.set(gone, { records: [], isNew: false, seen: null, lone: null })
  }

  /** Read from the record again: an index from records to their keys would be paid by every import. */
  #keysOf(row: RecordRow): string[] {
    let namespace = this.#namespaces.get(row.batch_id)
    if (namespace === undefined) {
      namespace = this.#file.batches.namespace(row.batch_id)
      this.#namespaces.set(row.batch_id, namespace)
    }
    return readRecord(JSON.parse(row.fields) as RecordFields, namespace).keys
  }

  #component(seeds: Iterable<number>): Set<number> {
    this.#writeKeys()
    const found = new Set<number>(seeds)
    const queue = [...found]
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const links = this.#file.decisions
        .ofRecord(id)
        .flatMap(({ record_id, other_id }) => [record_id, other_id])
      const row = this.#file.records.get(id)!
      const near = this.#keysOf(row).flatMap((key) => this.#file.records.activeWithKey(key))
      for (const next of [...near, ...links]) {
        if (next === null || found.has(next)) continue
        found.add(next)
        queue.push(next)
      }
    }
    return found
  }

  /** As {@link refold} for the company alone: enriching came or went for these records. */
  reconsiderCompanies(ids: Iterable<number>): void {
    this.#companies.resolve(ids, describesPerson)
  }

  /** As {@link refold} for companies by their keys: decisions about them came or went. */
  relink(keys: Iterable<string>): void {
    this.#companies.relink(keys)
  }

  /** Writes all that was touched, and the changes of those who were known before. */
  flush(): Flushed {
    return atOnce(this.flushing())
  }

  /** As {@link flush}, a portion of people a step: between two of them others may have a turn. */
  *flushing(): Generator<FlushStep, Flushed> {
    const log = new ChangeLog(this.#file, this.#options)
    this.#writeKeys()
    // Where another process has come between, it has counted everybody.
    if (this.#file.firstLoad.finder === null) this.#staff = null
    const staff = this.#staff ?? new Staff(this.#file)
    // Verdicts may have been written since this derivation began.
    this.#around = surroundings(this.#file, this.#companies)
    const companies: string[] = []
    for (const { key, before, after, isNew } of this.#companies.flush()) {
      for (const id of [idOf(before), idOf(after)]) if (id !== null) companies.push(id)
      if (this.#ties.isNeeded) this.#ties.company(key, idOf(before), idOf(after))
      if (!after) continue
      const id = String(after.id)
      if (before) log.note('company', id, differences(before, after, COMPANY_CHANGES))
      // The people of a new one are counted as they come.
      if (before?.id === after.id || isNew) continue
      staff.recount(id)
      // The company goes by another number now: its people have to point at it.
      for (const person of before ? this.#file.records.peopleOfCompany(key) : [])
        this.#work(person, false).isForeseen = false
    }
    const has = this.#file.standings.has()
    const hasStanding = anyStanding(has)
    const writer = new PeopleWriter(this.#file, { log, moves: this.#moves, staff, has })
    // Where neither an address nor anything said of it is in question, a record by itself has the only say.
    const hasVerdicts = this.#file.verdicts.any()
    const isAlone = !hasVerdicts && !this.#file.suppressions.any()
    // Verdicts may have come since, and they say which address goes first.
    if (hasVerdicts) for (const work of this.#people.values()) work.seen = null
    const newcomers: NewPerson[] = []
    const others: [string, PersonWork][] = []
    for (const [person, work] of this.#people) {
      if (isAlone && work.lone && work.records)
        newcomers.push(this.#newcomer(person, work.records[0]!, work.lone))
      else others.push([person, work])
    }
    writer.add(newcomers)
    // In the order of the tables, a portion at a time: each page is then read and written once, not once a person.
    others.sort(([a], [b]) => (a < b ? -1 : 1))
    for (let at = 0; at < others.length; at += AT_ONCE) {
      const portion = others.slice(at, at + AT_ONCE)
      writer.write(
        portion.map(([id, work]) => ({ id, isNew: work.isNew, ...this.#now(id, work, hasStanding) })),
      )
      yield { removed: writer.counts.removed, share: Math.min(1, (at + AT_ONCE) / others.length) }
    }
    this.#file.people.counted(writer.counts.created - writer.counts.removed)
    this.#flushCandidates()
    staff.pass()
    if (staff !== this.#staff) staff.write()
    // Of somebody new nothing was decided yet.
    const { assignments } = this.#file
    if (assignments.any()) {
      const known = [...this.#people].filter(([, { isNew }]) => !isNew).map(([id]) => id)
      assignments.refresh(companies, known)
    }
    this.#moves.flush()
    const standing = new Set([...this.#standing, ...writer.standing, ...this.#ties.flush()])
    writer.stand(standing, (id) => this.#people.get(id)?.isNew === true)
    log.write()
    this.#standing.clear()
    this.#people.clear()
    this.#foresight = null
    return { people: writer.counts, changed: log.changed, fields: log.fields }
  }

  /** Who somebody is now, beside who they were. */
  #now(id: string, work: PersonWork, hasStanding: boolean): Now {
    const { people } = this.#file
    const foreseen = work.isForeseen ? this.#foresight?.of(id) : undefined
    if (foreseen && !('derived' in foreseen)) return foreseen
    const derived = foreseen?.derived ?? this.#derive(id, work)
    if (derived) return { is: comparePerson(work.isNew ? undefined : people.get(id), derived, hasStanding) }
    const post = work.isNew ? undefined : people.position(id)
    return { left: post ? postOf(post) : null }
  }

  /** Null where no record stands behind somebody any more. */
  #derive(id: string, { records: held, seen }: PersonWork): DerivedPerson | null {
    // Not held: they are many.
    const records = held ?? this.#activeOf(id)
    if (records.length === 0) return null
    const survivors = seen?.survivors ?? survivePerson(records, this.#around.verdictOf)
    return { ...personRow(this.#around, id, survivors, records.length), moves: survivors.moves }
  }

  #newcomer(id: string, record: ActiveRecord, lone: LonePerson): NewPerson {
    const company = record.company_key === null ? null : this.#companies.idOf(record.company_key)
    return { id, record: record.id, company, lone }
  }

  #flushCandidates(): void {
    const { records, people, decisions } = this.#file
    for (const { a, b, reason, record_id } of this.#candidates.sort((x, y) => x.record_id - y.record_id)) {
      const [left, right] = [records.get(a)?.person_id, records.get(b)?.person_id]
      if (!left || !right || left === right || decisions.areApart(left, right)) continue
      people.addDuplicate({ a_id: left, b_id: right, reason, record_id })
    }
    this.#candidates = []
  }
}
