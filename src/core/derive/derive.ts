/**
 * Keeps people and companies in step with the records, inside one write transaction: `append` for a new record,
 * `refold` where records or decisions came or went, `flush` to write what was touched. Each gives what deriving the
 * whole file anew would give (property-tested).
 */
import { companyId, personId } from '../../model/id.ts'
import type { ActiveRecord, BatchKind, OnMatch, RecordFields } from '../../model/record.ts'
import { FIELDS, isField } from '../../model/fields.ts'
import type { ChangeReason } from '../../store/changes.ts'
import { COMPANY_VALUES, type CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import { PERSON_VALUES, type PersonRow } from '../../store/people.ts'
import { companyHints, companyKey, domainOfName } from './company-identity.ts'
import { chooseGroup, foldPeople, identityKeys, recordName, type Candidate, type IdentityRecord, type Link } from './identity.ts'
import { companyRow, personRow } from './person-row.ts'
import { surviveCompany, survivePerson, type VerdictOf } from './survivorship.ts'

export interface AppendInput {
  batch_id: number
  line: number
  hash: number
  observed_at: string | null
  cells: string
  fields: RecordFields
  tail: string
  /** Whose ids `external_id` are. */
  namespace: string
  on_match: OnMatch
  kind: BatchKind
  source: string
  trust: number
  /** For an edit: the records that are this person now. */
  about?: number[]
}

export interface Appended {
  record_id: number
  /** Null for a record that describes only a company. */
  person_id: string | null
  created: boolean
  /** Fields of a person who was known before that this record changed. */
  changed: string[]
}

export interface DeriveOptions {
  run_id: number
  why: ChangeReason
}

export interface Flushed {
  people: { created: number; updated: number; removed: number }
  /** Fields that changed on people and companies who were known before. */
  changed: Map<string, Set<string>>
  fields: number
}

interface PersonWork {
  records: ActiveRecord[]
  isNew: boolean
  /** Values after the last append; null until a second record comes. */
  seen: Map<string, string | null> | null
}

const CHANGE_FIELDS = [...PERSON_VALUES, 'custom', 'lifecycle', 'suppressed'] as const

/** Whether any field says something about a person; otherwise the record describes a company alone. */
export const describesPerson = (fields: RecordFields): boolean =>
  Object.keys(fields).some((name) => isField(name) && FIELDS[name].of === 'person' && name !== 'source' && name !== 'country')

export class Derivation {
  readonly #file: ProspectFile
  readonly #options: DeriveOptions
  readonly #verdictOf: VerdictOf
  readonly #isEnriched: (id: number) => boolean
  readonly #people = new Map<string, PersonWork>()
  readonly #companies = new Set<string>()
  readonly #companyIds = new Map<string, string | null>()
  readonly #domainCounts = new Map<string, Map<string, number>>()
  #candidates: Candidate[] = []
  #nextId: number

  constructor(file: ProspectFile, options: DeriveOptions) {
    this.#file = file
    this.#options = options
    this.#verdictOf = (kind, address) => file.verdicts.current(kind, address)?.verdict
    const ranges = file.decisions.enrichedRanges()
    this.#isEnriched = (id) => ranges.some(({ after, upto }) => id > after && id <= upto)
    this.#nextId = file.records.lastId() + 1
  }

  /** Adds a record with the highest id so far: what a fold over everything would give, by looking up its keys only. */
  append(input: AppendInput): Appended {
    const { records } = this.#file
    const id = this.#nextId++
    const keys = identityKeys(input.fields, input.namespace)
    const isPerson = input.about !== undefined || describesPerson(input.fields)
    const membership = isPerson ? this.#join(id, keys, input) : { group_id: null, person_id: null, created: false }
    const { group_id, person_id, created } = membership
    // Who the person was without this record, before it is there to be found.
    const work = person_id === null ? null : this.#work(person_id, created)
    const hints = companyHints(input.fields, false)
    const key = companyKey(hints, (name) => domainOfName(this.#countsOf(name)))
    // Counted as they were before this record is there.
    if (hints.name_key) this.#countsOf(hints.name_key)
    records.insert(
      {
        id,
        batch_id: input.batch_id,
        line: input.line,
        hash: input.hash,
        observed_at: input.observed_at,
        cells: input.cells,
        fields: JSON.stringify(input.fields),
        tail: input.tail,
        group_id,
        person_id,
        company_key: key,
        domain: hints.domain,
        name_key: hints.name_key,
      },
      isPerson ? keys : [],
    )
    if (key) this.#companies.add(key)
    if (hints.domain && hints.name_key) this.#count(hints.name_key, hints.domain)
    const changed = work === null ? [] : this.#see(work, this.#activeRecord(id, input, key))
    return { record_id: id, person_id, created, changed }
  }

  #join(id: number, keys: string[], input: AppendInput): { group_id: number; person_id: string; created: boolean } {
    if (input.about) {
      const anchor = input.about.map((record) => this.#file.records.get(record)).find((record) => record?.active === 1)
      if (anchor?.group_id && anchor.person_id) {
        return { group_id: anchor.group_id, person_id: anchor.person_id, created: false }
      }
      throw new Error('an edit must be about an active record')
    }
    const rows = keys.flatMap((key) => this.#file.records.byKey(key).map((row) => ({ key, row })))
    const name = recordName(input.fields)
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

  #activeRecord(id: number, input: AppendInput, key: string | null): ActiveRecord {
    const { fields, on_match, batch_id, kind, source, trust, observed_at } = input
    return { id, fields, on_match, batch_id, kind, source, trust, observed_at, enriched: this.#isEnriched(id), company_key: key }
  }

  #work(person: string, isNew: boolean): PersonWork {
    const known = this.#people.get(person)
    if (known) return known
    const work: PersonWork = { records: isNew ? [] : this.#activeOf(person), isNew, seen: null }
    this.#people.set(person, work)
    return work
  }

  #activeOf(person: string): ActiveRecord[] {
    const found = this.#file.records.activeOfPerson(person)
    for (const record of found) record.enriched = this.#isEnriched(record.id)
    return found
  }

  /** Adds the record to its person and tells which values this changed. */
  #see(work: PersonWork, record: ActiveRecord): string[] {
    if (work.records.length === 0) {
      work.records.push(record)
      return []
    }
    const before = work.seen ?? this.#values(work.records)
    work.records.push(record)
    const after = this.#values(work.records)
    work.seen = after
    return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
  }

  #values(records: ActiveRecord[]): Map<string, string | null> {
    const person = survivePerson(records, this.#verdictOf)
    const values = new Map<string, string | null>()
    for (const [name, value] of person.values) values.set(name, String(value))
    for (const [name, value] of Object.entries(person.custom)) values.set(`custom.${name}`, String(value))
    for (const { address } of person.emails.slice(3)) values.set(`email ${address}`, address)
    values.set('company', person.company_key)
    return values
  }

  #countsOf(name: string): Map<string, number> {
    let counts = this.#domainCounts.get(name)
    if (!counts) {
      counts = this.#file.records.domainCounts(name)
      this.#domainCounts.set(name, counts)
    }
    return counts
  }

  /** One more record gives this name this domain; records with the name alone may now follow it, or no longer. */
  #count(name: string, domain: string): void {
    const counts = this.#countsOf(name)
    const before = domainOfName(counts)
    counts.set(domain, (counts.get(domain) ?? 0) + 1)
    if (domainOfName(counts) !== before) this.#followName(name)
  }

  #followName(name: string): void {
    const key = companyKey({ domain: null, name_key: name }, (n) => domainOfName(this.#countsOf(n)))
    for (const row of this.#file.records.nameOnly(name)) this.#moveCompany(row.id, row.person_id, row.company_key, key)
  }

  #moveCompany(record: number, person: string | null, from: string | null, to: string | null): void {
    if (from === to) return
    this.#file.records.setCompany(record, to)
    if (from) this.#companies.add(from)
    if (to) this.#companies.add(to)
    if (person) {
      const work = this.#work(person, false)
      const held = work.records.find((item) => item.id === record)
      if (held) held.company_key = to
      work.seen = null
    }
  }

  /** Marks a person to be derived again from the records as they are now. */
  touch(person: string): void {
    const isNew = this.#people.get(person)?.isNew ?? false
    this.#people.set(person, { records: this.#activeOf(person), isNew, seen: null })
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
      if (row.active === 0) continue
      const about: number[] = []
      for (const decision of this.#file.decisions.ofRecord(id)) {
        const link = { id: decision.id, a: decision.record_id!, b: decision.other_id! }
        if (decision.kind === 'must_link') must.set(link.id, link)
        else if (decision.kind === 'cannot_link') cannot.set(link.id, link)
        else if (decision.record_id === id) about.push(decision.other_id!)
      }
      const fields = JSON.parse(row.fields) as RecordFields
      if (about.length === 0 && !describesPerson(fields)) continue
      active.push({
        id,
        keys: records.keysOf(id).sort(),
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
      if (row.group_id !== group_id || row.person_id !== person_id) records.setMembership({ id, group_id, person_id })
    }
    this.#resolveCompanies(component)
    for (const person of persons) {
      people.clearDuplicates(person)
      this.touch(person)
    }
    this.#candidates.push(...fold.candidates)
  }

  #component(seeds: Iterable<number>): Set<number> {
    const found = new Set<number>(seeds)
    const queue = [...found]
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const links = this.#file.decisions.ofRecord(id).flatMap(({ record_id, other_id }) => [record_id, other_id])
      for (const next of [...this.#file.records.keyNeighbours(id), ...links]) {
        if (next === null || found.has(next)) continue
        found.add(next)
        queue.push(next)
      }
    }
    return found
  }

  /** Reads again which company each of these records speaks of; a sleeping or retracted record speaks of none. */
  #resolveCompanies(ids: Iterable<number>): void {
    const { records } = this.#file
    const names = new Set<string>()
    const changed: number[] = []
    for (const id of ids) {
      const row = records.get(id)!
      const fields = JSON.parse(row.fields) as RecordFields
      const isAwake = row.active === 1 && (row.person_id !== null || !describesPerson(fields))
      const hints = isAwake ? companyHints(fields, this.#isEnriched(id)) : { domain: null, name_key: null }
      if (row.domain === hints.domain && row.name_key === hints.name_key) continue
      for (const name of [row.name_key, hints.name_key]) if (name) names.add(name)
      records.setHints(id, hints.domain, hints.name_key)
      changed.push(id)
    }
    // Marked as speaking of some company before the counts are taken, which only look at such records.
    for (const id of changed) {
      const row = records.get(id)!
      const key = row.domain ? `d:${row.domain}` : row.name_key ? `n:${row.name_key}` : null
      this.#moveCompany(id, row.person_id, row.company_key, key)
    }
    for (const name of names) {
      this.#domainCounts.delete(name)
      this.#followName(name)
    }
  }

  /** As {@link refold} for the company alone: enriching came or went for these records. */
  reconsiderCompanies(ids: Iterable<number>): void {
    this.#resolveCompanies(ids)
  }

  /** Writes all that was touched, and the changes of those who were known before. */
  flush(): Flushed {
    const result: Flushed = { people: { created: 0, updated: 0, removed: 0 }, changed: new Map(), fields: 0 }
    const recount = new Set<string>()
    // All read before any is written: an id can pass from one company to another, and would take its row along.
    const before = new Map([...this.#companies].map((key) => [key, this.#file.companies.byKey(key)]))
    for (const [key, row] of before) this.#flushCompany(key, row, result, recount)
    for (const [person, work] of this.#people) this.#flushPerson(person, work, result, recount)
    this.#flushCandidates()
    for (const id of recount) this.#file.companies.countPeople(id)
    this.#people.clear()
    this.#companies.clear()
    this.#companyIds.clear()
    return result
  }

  #flushCompany(key: string, before: CompanyRow | undefined, result: Flushed, recount: Set<string>): void {
    const { companies, records } = this.#file
    const active = records.activeOfCompany(key)
    const head = active[0]
    if (!head) {
      if (before) companies.remove(key)
      this.#companyIds.set(key, null)
      return
    }
    const id = companyId(head.id, records.get(head.id)!.tail)
    const after = companyRow(id, key, surviveCompany(active))
    after.stakeholders = before?.stakeholders ?? 0
    companies.put(after)
    this.#companyIds.set(key, id)
    if (before?.id !== id) {
      recount.add(id)
      // The company goes by another number now: its people have to point at it.
      for (const person of before ? records.peopleOfCompany(key) : []) this.#work(person, false)
    }
    if (before) this.#logChanges('company', id, before, after, COMPANY_VALUES, result)
  }

  #companyId(key: string): string | null {
    const known = this.#companyIds.get(key)
    if (known !== undefined) return known
    const id = this.#file.companies.byKey(key)?.id
    const value = typeof id === 'string' ? id : null
    this.#companyIds.set(key, value)
    return value
  }

  #flushPerson(id: string, work: PersonWork, result: Flushed, recount: Set<string>): void {
    const { people } = this.#file
    const before = work.isNew ? undefined : people.get(id)
    if (before?.company_id) recount.add(String(before.company_id))
    if (work.records.length === 0) {
      if (before) {
        people.remove(id)
        result.people.removed++
      }
      return
    }
    const survivors = survivePerson(work.records, this.#verdictOf)
    const { row, parts } = personRow(this.#file, id, survivors, (key) => this.#companyId(key), work.records.length)
    people.put(row, parts, work.isNew)
    if (row.company_id) recount.add(String(row.company_id))
    if (!before) {
      result.people.created++
      if (!work.isNew) this.#file.scores.refreshLatest(id)
      return
    }
    if (this.#logChanges('person', id, before, row, CHANGE_FIELDS, result)) result.people.updated++
  }

  #logChanges<R extends PersonRow | CompanyRow>(
    entity: 'person' | 'company',
    id: string,
    before: R,
    after: R,
    fields: readonly (keyof R & string)[],
    result: Flushed,
  ): boolean {
    let changed = false
    for (const field of fields) {
      const [old, now] = [before[field], after[field]]
      if (old === now) continue
      changed = true
      result.fields++
      const { run_id, why } = this.#options
      const text = (value: unknown): string | null => (value === null ? null : String(value as string | number))
      this.#file.changes.add({ run_id, entity, entity_id: id, field, old: text(old), new: text(now), why })
      const set = result.changed.get(id)
      if (set) set.add(field)
      else result.changed.set(id, new Set([field]))
    }
    return changed
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
