/** The counts of people at companies. */
import type { ProspectFile } from '../../store/index.ts'

interface Some {
  people: number
  functions: number
}

/** How many people work at each company, and in how many functions: counted up or down where that tells, else again. */
export class Staff {
  readonly #file: ProspectFile
  readonly #added = new Map<string, Some>()
  readonly #lost = new Map<string, Some>()
  /** The same of the present flush: what somebody keeps there holds no longer than that. */
  readonly #losing = new Map<string, Some>()
  readonly #kept = new Map<string, number>()
  readonly #recount = new Set<string>()

  constructor(file: ProspectFile) {
    this.#file = file
  }

  /** Somebody new is there. */
  add(company: string, functions: number): void {
    note(this.#added, company, 1, functions)
  }

  /** Somebody is there no longer. */
  lose(company: string, functions: number): void {
    note(this.#losing, company, 1, functions)
  }

  /** Somebody is there still, with this function. */
  keep(company: string, functions: number): void {
    this.#kept.set(company, (this.#kept.get(company) ?? 0) | functions)
  }

  recount(company: string): void {
    this.#recount.add(company)
  }

  /** Everybody of one flush is told: the functions that those who stayed have are still there. */
  pass(): void {
    for (const [company, { people, functions }] of this.#losing)
      note(this.#lost, company, people, functions & ~(this.#kept.get(company) ?? 0))
    this.#losing.clear()
    this.#kept.clear()
  }

  write(): void {
    const { companies } = this.#file
    for (const [company, { people, functions }] of inOrder(this.#lost)) {
      if (this.#recount.has(company)) continue
      if (!companies.losePeople(company, people, functions)) this.#recount.add(company)
    }
    for (const company of this.#recount) companies.countPeople(company)
    for (const [company, { people, functions }] of inOrder(this.#added)) {
      if (!this.#recount.has(company)) companies.addPeople(company, people, functions)
    }
  }
}

/** In the order of the table. */
const inOrder = (among: Map<string, Some>): [string, Some][] =>
  [...among].sort(([a], [b]) => (a < b ? -1 : 1))

const note = (among: Map<string, Some>, company: string, people: number, functions: number): void => {
  const some = among.get(company)
  if (!some) {
    among.set(company, { people, functions })
    return
  }
  some.people += people
  some.functions |= functions
}
