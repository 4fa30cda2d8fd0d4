/** The companies' half of derivation: which company each record speaks of, and the rows of `company`. */
import { companyId } from '../../model/id.ts'
import type { ActiveRecord, RecordFields } from '../../model/record.ts'
import { COMPANY_VALUES, type CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { NamedRecord } from '../../store/records.ts'
import { companyHeads, linkedKeys, type HeadOf } from './company-heads.ts'
import {
  companyHints,
  companyKey,
  nameOfKey,
  nameUse,
  noteFollower,
  type CompanyHints,
  type NameUse,
} from './company-identity.ts'
import type { RecordReading } from './identity.ts'
import { decisiveBy, isToldAlready, weighIn, type Decisive } from './company-news.ts'
import { surviveCompany } from './company-survivors.ts'
import { companyRow } from './person-row.ts'

/** A record now speaks of another company; its person has to follow. */
export type OnMoved = (record: number, person: string | null, key: string | null) => void

/** These keys may mean another company now. */
export type OnMeaning = (keys: Iterable<string>) => void

export interface CompanyChange {
  before: CompanyRow | undefined
  after: CompanyRow | undefined
  key: string
  /** No record that was in the file before speaks of it. */
  isNew: boolean
}

interface Work {
  /** The records of a company that is new; null: of one that was there. */
  records: ActiveRecord[] | null
}

/** What is remembered of a company: all in one place, since each look into a large map misses the processor's cache. */
interface Known {
  key: string
  /** As it is in the file. */
  row: CompanyRow | undefined
  /** What was last found to add nothing to it: its other people mostly say the same. */
  said: string | null
  /** Kept from the first time on that it had to be read. */
  decisive: Decisive | null
  /** What there is to write; null for nothing. */
  work: Work | null
}

const NO_COMPANY: CompanyHints = { domain: null, name_key: null, country: null }

/** So many companies are remembered between batches of one import. */
const REMEMBERED = 200_000

export class CompanyDerivation {
  readonly #file: ProspectFile
  readonly #isEnriched: (id: number) => boolean
  readonly #onMoved: OnMoved
  readonly #onMeaning: OnMeaning
  readonly #known = new Map<string, Known>()
  /** Those with something to write, as they came. */
  #touched: Known[] = []
  readonly #uses = new Map<string, NameUse>()
  #last: { name: string; use: NameUse } | null = null
  #headOf: HeadOf

  constructor(
    file: ProspectFile,
    isEnriched: (id: number) => boolean,
    onMoved: OnMoved,
    onMeaning: OnMeaning,
  ) {
    this.#file = file
    this.#isEnriched = isEnriched
    this.#onMoved = onMoved
    this.#onMeaning = onMeaning
    this.#headOf = companyHeads(file.decisions.companyLinks())
  }

  /** What was remembered may no longer hold: another process has written. */
  forget(): void {
    this.#known.clear()
    for (const known of this.#touched) {
      known.decisive = null
      this.#known.set(known.key, known)
    }
    this.#forgetUses()
  }

  #forgetUses(): void {
    this.#uses.clear()
    this.#last = null
    this.#headOf = companyHeads(this.#file.decisions.companyLinks())
  }

  /** The company of a new record, by what is known before it is there. */
  keyOf(hints: CompanyHints): string | null {
    // Counted now, because the record itself must not be among them.
    if (hints.name_key) this.#useOf(hints.name_key)
    return this.#keyOf(hints)
  }

  /** Takes note of a new record, once it is in the file. */
  add(record: ActiveRecord, reading: RecordReading): void {
    const key = record.company_key
    if (!key) return
    const known = this.#of(key)
    const isWeighty = known.decisive === null || weighIn(known.decisive, record, reading)
    if (known.work) known.work.records?.push(record)
    else if (!known.row) this.#begin(known, [record])
    else if (isWeighty && !isToldAlready(record, reading, known, known.row)) this.#begin(known, null)
    const hints = reading.company
    if (hints.name_key) this.#count(hints.name_key, hints, key)
  }

  /** What this record, before it is in the file, changes of its company; null where it is the first to speak of it. */
  newsOf(record: ActiveRecord): string[] | null {
    const decisive = record.company_key === null ? null : this.#decisiveOf(this.#of(record.company_key))
    if (decisive === null) return null
    const before = surviveCompany(decisive.records)
    const after = surviveCompany([...decisive.records, record])
    const isNew = (name: string): boolean => before.custom[name] !== after.custom[name]
    return [
      ...COMPANY_VALUES.filter((name) => before.values.get(name) !== after.values.get(name)),
      ...Object.keys(after.custom)
        .filter(isNew)
        .map((name) => `custom.${name}`),
    ]
  }

  #begin(known: Known, records: ActiveRecord[] | null): void {
    known.work = { records }
    this.#touched.push(known)
  }

  /** Reads again of which company each of these records speaks; a sleeping or retracted record speaks of none. */
  resolve(ids: Iterable<number>, describesPerson: (fields: RecordFields) => boolean): void {
    const { records } = this.#file
    const names = new Set<string>()
    const changed: number[] = []
    for (const id of ids) {
      const row = records.get(id)!
      const fields = JSON.parse(row.fields) as RecordFields
      if (row.company_key) this.touch(row.company_key)
      const isAwake = row.active === 1 && (row.person_id !== null || !describesPerson(fields))
      const hints = isAwake ? companyHints(fields, this.#isEnriched(id)) : NO_COMPANY
      if (row.domain === hints.domain && row.name_key === hints.name_key && row.country === hints.country)
        continue
      for (const name of [row.name_key, hints.name_key]) if (name) names.add(name)
      records.setHints(id, hints)
      changed.push(id)
    }
    // Given some company first, for only records with one are counted below.
    for (const id of changed) {
      const row = records.get(id)!
      const key = row.domain ? this.#headOf(`d:${row.domain}`) : row.name_key ? `n:${row.name_key}` : null
      this.#move(id, row.person_id, row.company_key, key)
    }
    this.#countAgain(names)
  }

  /**
   * Decisions about these companies came or went: their records go where they belong now, and so do those with a name
   * that was theirs.
   */
  relink(keys: Iterable<string>): void {
    const { records } = this.#file
    this.#forgetUses()
    const concerned = linkedKeys(this.#file, keys)
    // Facts know a company by its name alone, whichever country it is in.
    this.#onMeaning([...concerned].map((key) => (key.startsWith('n:') ? `n:${nameOfKey(key)}` : key)))
    const own = [...concerned].flatMap((key) => records.ofCompany(key))
    const names = new Set<string>()
    for (const { id, person_id, company_key, domain, name_key } of own) {
      if (name_key !== null) names.add(name_key)
      if (domain !== null) this.#move(id, person_id, company_key, this.#headOf(`d:${domain}`))
    }
    this.#countAgain(names)
  }

  #countAgain(names: ReadonlySet<string>): void {
    for (const name of names) {
      this.#uses.delete(name)
      this.#last = null
      this.#followName(name)
    }
  }

  #keyOf(hints: CompanyHints): string | null {
    return companyKey(hints, (name) => this.#useOf(name), this.#headOf)
  }

  /** The id of a company, once `flush` has run. */
  idOf(key: string): string | null {
    const id = this.#of(key).row?.id
    return typeof id === 'string' ? id : null
  }

  /** Writes the companies that were touched. */
  flush(): CompanyChange[] {
    const touched = this.#touched
    this.#touched = []
    const changes: CompanyChange[] = touched.map((known) => ({
      key: known.key,
      before: known.row,
      after: this.#derive(known),
      isNew: known.work!.records !== null,
    }))
    // An id can pass from one key to another: all old rows go before the new ones come.
    let more = 0
    for (const { before, after } of changes) {
      if (before?.id === after?.id) continue
      if (after) more++
      if (!before) continue
      more--
      this.#file.companies.remove(String(before.id))
    }
    for (const { before, after, isNew } of changes) {
      if (after && isNew) this.#file.companies.add(after)
      else if (after && !isSame(before, after)) this.#file.companies.put(after)
    }
    this.#file.companies.counted(more)
    for (const [at, known] of touched.entries()) {
      known.row = changes[at]!.after
      known.said = null
      known.work = null
    }
    if (this.#known.size > REMEMBERED) this.forget()
    return changes
  }

  #derive(known: Known): CompanyRow | undefined {
    const { key, work } = known
    if (work?.records) {
      const head = work.records[0]!
      return companyRow(this.#idBy(head), key, surviveCompany(work.records))
    }
    const decisive = this.#decisiveOf(known)
    return decisive === null ? undefined : companyRow(decisive.id, key, surviveCompany(decisive.records))
  }

  #idBy({ id }: ActiveRecord): string {
    return companyId(id, this.#file.records.tailOf(id))
  }

  /** Null where no record speaks of the company. */
  #decisiveOf(known: Known): Decisive | null {
    if (known.decisive === null) {
      const records = this.#file.records.activeOfCompany(known.key)
      const head = records[0]
      if (!head) return null
      known.decisive = decisiveBy(this.#idBy(head), records)
    }
    return known.decisive
  }

  #of(key: string): Known {
    let known = this.#known.get(key)
    if (!known) {
      known = { key, row: this.#file.companies.byKey(key), said: null, decisive: null, work: null }
      this.#known.set(key, known)
    }
    return known
  }

  /** Marks a company to be derived again from its records. */
  touch(key: string): void {
    const known = this.#of(key)
    known.decisive = null
    if (known.work) known.work.records = null
    else this.#begin(known, null)
  }

  #useOf(name: string): NameUse {
    // A row asks several times, and each look into a large map misses the processor's cache.
    if (this.#last?.name === name) return this.#last.use
    let use = this.#uses.get(name)
    if (!use) {
      use = nameUse(this.#file.records.nameUses(name), this.#headOf)
      this.#uses.set(name, use)
    }
    this.#last = { name, use }
    return use
  }

  /** One more record uses this name; records with the name alone may now follow another, or none. */
  #count(name: string, { domain, country }: CompanyHints, key: string): void {
    const use = this.#useOf(name)
    if (domain === null) noteFollower(use, country)
    if ((domain ?? country) === null) return
    const { domains, countries, isFollowed, isFollowedAnywhere } = use
    const before = [domains.majority, countries.majority]
    if (domain !== null) domains.add(key.slice('d:'.length))
    else countries.add(country!)
    if (domains.majority !== before[0]) this.#followName(name, isFollowed)
    else if (domains.majority === null && countries.majority !== before[1])
      this.#followCountry(name, isFollowedAnywhere)
  }

  #followName(name: string, isFollowed = true): void {
    this.#onMeaning([`n:${name}`])
    if (!isFollowed) return
    for (const row of this.#file.records.nameOnly(name)) this.#follow(row, name)
  }

  /** As {@link #followName} for those who tell no country. */
  #followCountry(name: string, isFollowed: boolean): void {
    this.#onMeaning([`n:${name}`])
    if (!isFollowed) return
    for (const row of this.#file.records.nameAlone(name)) this.#follow(row, name)
  }

  #follow({ id, person_id, company_key, country }: NamedRecord, name: string): void {
    this.#move(id, person_id, company_key, this.#keyOf({ domain: null, name_key: name, country }))
  }

  #move(record: number, person: string | null, from: string | null, to: string | null): void {
    if (from === to) return
    this.#file.records.setCompany(record, to)
    if (from) this.touch(from)
    if (to) this.touch(to)
    this.#onMoved(record, person, to)
  }
}

const isSame = (before: CompanyRow | undefined, after: CompanyRow): boolean =>
  before?.id === after.id &&
  before.customer === after.customer &&
  before.custom === after.custom &&
  COMPANY_VALUES.every((name) => before[name] === after[name])
