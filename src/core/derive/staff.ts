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
  readonly #kept = new Map<string, Some>()
  readonly #recount = new Set<string>()

  constructor(file: ProspectFile) {
    this.#file = file
  }

  /** Somebody new is there. */
  add(company: string, functions: number): void {
    note(this.#added, company, functions)
  }

  /** Somebody is there no longer. */
  lose(company: string, functions: number): void {
    note(this.#lost, company, functions)
  }

  /** Somebody is there still, with this function. */
  keep(company: string, functions: number): void {
    note(this.#kept, company, functions)
  }

  recount(company: string): void {
    this.#recount.add(company)
  }

  write(): void {
    const { companies } = this.#file
    for (const [company, { people, functions }] of inOrder(this.#lost)) {
      if (this.#recount.has(company)) continue
      const missing = functions & ~(this.#kept.get(company)?.functions ?? 0)
      if (!companies.losePeople(company, people, missing)) this.#recount.add(company)
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

const note = (among: Map<string, Some>, company: string, functions: number): void => {
  const some = among.get(company)
  if (!some) {
    among.set(company, { people: 1, functions })
    return
  }
  some.people++
  some.functions |= functions
}
