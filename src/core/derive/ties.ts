/**
 * To whom each signal and event belongs: the person or company that its key means now. Looked up again for the keys
 * whose meaning may have changed, and counted on the people and companies that this touched. A file without signals and
 * events pays nothing.
 */
import { TIMED_KINDS } from '../../model/machine-marks.ts'
import { TOUCHING_KINDS } from '../../store/standings.ts'
import type { FactRow, FactTable } from '../../store/facts.ts'
import type { ProspectFile } from '../../store/index.ts'
import { nameOfKey, type CompanyHints } from './company-identity.ts'

/** The id of a company by its key, and the key that a company name stands for. */
export interface CompanyLookup {
  idOf(key: string): string | null
  keyOf(hints: CompanyHints): string | null
}

const TOUCHING = new Set<string>(TOUCHING_KINDS)

interface Whom {
  person: string | null
  company: string | null
}

/** An event that was tied when it was written. */
export type TiedEvent = Pick<FactRow, 'about' | 'kind' | 'at' | 'person_id'>

const NOBODY: Whom = { person: null, company: null }

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export class Ties {
  readonly #file: ProspectFile
  readonly #companiesBy: CompanyLookup
  readonly #keys = new Set<string>()
  /** Whose some of these keys were. */
  readonly #owners = new Set<string>()
  readonly #facts: { fact: FactTable; id: number }[] = []
  readonly #gone = new Set<string>()
  /** Tied as they were written. */
  readonly #came: TiedEvent[] = []
  /** People whose signals or events are to be counted. */
  readonly #people = { signal: new Set<string>(), event: new Set<string>() }
  /** Those of them whose stages or last touch may be others now. */
  readonly #touched = new Set<string>()
  readonly #companies = new Set<string>()
  /** Near these, opens and clicks may be those of a machine now, or no longer. */
  readonly #timed: TiedEvent[] = []
  /** What keys mean, while people and companies stay as they are. */
  readonly #known = new Map<string, Whom>()
  /** Whether the file has any signal or event. */
  #isNeeded = false

  constructor(file: ProspectFile, companies: CompanyLookup) {
    this.#file = file
    this.#companiesBy = companies
  }

  /** Begins another transaction. */
  refresh(): void {
    this.#isNeeded = this.#file.facts.any()
  }

  get isNeeded(): boolean {
    return this.#isNeeded
  }

  /**
   * These keys may mean somebody else now.
   *
   * @param owner who they may have meant; null: nobody
   */
  keys(keys: Iterable<string>, owner: string | null): void {
    if (!this.#isNeeded) return
    for (const key of keys) {
      this.#keys.add(key)
      this.#known.delete(key)
    }
    if (owner !== null) this.#owners.add(owner)
  }

  /** This one is new, or came or went. */
  fact(fact: FactTable, id: number): void {
    this.#isNeeded = true
    this.#facts.push({ fact, id })
  }

  /** Whom this key means now; what is tied to them is to be told by {@link tied}. */
  personOf(about: string): string | null {
    this.#isNeeded = true
    return this.#whom(about).person
  }

  /** This one is new, and tied already. */
  tied(event: TiedEvent): void {
    this.#came.push(event)
  }

  /** The company of this key goes by another number now, or came or went. */
  company(key: string, before: string | null, after: string | null): void {
    if (!this.#isNeeded || before === after) return
    // Facts know a company by its name alone, whichever country it is in.
    this.#keys.add(key.startsWith('n:') ? `n:${nameOfKey(key)}` : key)
    if (before !== null) this.#gone.add(before)
    // Its row is new: nobody has counted yet.
    if (after !== null) this.#companies.add(after)
  }

  /**
   * Ties what was marked, once people and companies are written.
   *
   * @returns the people of whom something came or went that where they stand follows from
   */
  flush(): string[] {
    if (!this.#isNeeded) return []
    const { facts } = this.#file
    const tables = (['signal', 'event'] as const).filter((table) => facts[table].any())
    // Moves are known by their records, and no key means those.
    const told = tables.filter((table) => facts[table].anyTold())
    for (const key of told.length > 0 ? this.#keys : [])
      for (const table of told) for (const row of facts[table].byAbout(key)) this.#tie(table, row)
    for (const owner of this.#owners) for (const row of facts.event.ofPerson(owner)) this.#tie('event', row)
    for (const company of this.#gone) for (const row of facts.ofCompany(company)) this.#tie('signal', row)
    for (const { fact, row } of this.#inOrder()) {
      this.#tie(fact, row)
      if (fact === 'event') this.#time(row)
    }
    for (const event of this.#came.sort((x, y) => compare(x.person_id ?? '', y.person_id ?? ''))) {
      if (event.person_id !== null) this.#count('event', event.kind, event.person_id)
      this.#time(event)
    }
    for (const { about, at } of this.#timed) facts.markMachines(about, at, this.#whom(about).person)
    for (const table of tables)
      for (const person of [...this.#people[table]].sort()) facts.countPerson(person, table)
    for (const company of this.#companies) facts.countCompany(company)
    const touched = [...this.#touched]
    const { signal, event } = this.#people
    const sets = [this.#keys, this.#owners, this.#gone, signal, event, this.#touched, this.#companies]
    for (const set of sets) set.clear()
    for (const list of [this.#facts, this.#came, this.#timed]) list.length = 0
    this.#known.clear()
    return touched
  }

  /** Keys are looked up in their order, and people in theirs, so that each page of the file is come to once. */
  #inOrder(): { fact: FactTable; row: FactRow; who: string }[] {
    const found = this.#facts.flatMap(({ fact, id }) => {
      const row = this.#file.facts[fact].get(id)
      return row ? [{ fact, row }] : []
    })
    found.sort((x, y) => compare(x.row.about, y.row.about))
    return found
      .map(({ fact, row }) => ({ fact, row, who: this.#whom(row.about).person ?? '' }))
      .sort((x, y) => compare(x.who, y.who))
  }

  #tie(table: FactTable, row: FactRow): void {
    const { person, company } = row.active === 1 ? this.#whom(row.about) : NOBODY
    if (row.person_id === person && row.company_id === company) return
    this.#file.facts.tie(table, row.id, person, company)
    for (const id of [row.person_id, person]) if (id !== null) this.#count(table, row.kind, id)
    for (const id of [row.company_id, company]) if (id !== null) this.#companies.add(id)
  }

  #count(table: FactTable, kind: string, person: string): void {
    this.#people[table].add(person)
    // Most events are opens, clicks and visits, and looking up what each of these people did is most of the work.
    if (table === 'event' && TOUCHING.has(kind)) this.#touched.add(person)
  }

  #time(event: TiedEvent): void {
    if (TIMED_KINDS.has(event.kind) && event.at.includes('T')) this.#timed.push(event)
  }

  #whom(about: string): Whom {
    let whom = this.#known.get(about)
    if (!whom) this.#known.set(about, (whom = this.#find(about)))
    return whom
  }

  #find(about: string): Whom {
    const rest = about.slice(2)
    switch (about.slice(0, 2)) {
      case 'd:':
      case 'n:': {
        const [domain, name_key] = about.startsWith('d:') ? [rest, null] : [null, rest]
        const key = this.#companiesBy.keyOf({ domain, name_key, country: null })
        return { person: null, company: key === null ? null : this.#companiesBy.idOf(key) }
      }
      case 'm:':
      case 'r:': {
        const record = this.#file.records.get(Number(rest))
        return { person: record?.active === 1 ? record.person_id : null, company: null }
      }
      default:
        return { person: this.#file.facts.personOf(about), company: null }
    }
  }
}
