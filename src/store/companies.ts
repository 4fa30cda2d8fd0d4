/** Companies as derived: one row for each key (a domain, or a name without one). */
import type Database from 'better-sqlite3'
import { keptCount } from './kept-count.ts'
import { sparse, sparseInsert } from './sparse-insert.ts'
import { FUNCTION_BITS, functionBit, functionCount } from '../model/job-function.ts'

/** The columns of `company` that records fill. */
export const COMPANY_VALUES = [
  'company',
  'company_phone',
  'website',
  'domain',
  'company_linkedin_url',
  'industry',
  'employees',
  'revenue',
  'founded_year',
  'technologies',
] as const

export type CompanyColumn =
  | 'id'
  | 'key'
  | (typeof COMPANY_VALUES)[number]
  | 'custom'
  | 'country'
  | 'customer'
  | 'people'
  | 'functions'
  | 'stakeholders'
  | 'signals'

export type CompanyRow = Record<CompanyColumn, string | number | null>

/** What is compared of two companies, and what they are called by. */
const COMPARED = [
  'id',
  'key',
  'company',
  'domain',
  'company_phone',
  'company_linkedin_url',
] as const satisfies CompanyColumn[]

export type ComparableCompany = Pick<CompanyRow, (typeof COMPARED)[number]>

const COLUMNS: readonly CompanyColumn[] = [
  'id',
  'key',
  ...COMPANY_VALUES,
  'custom',
  'country',
  'customer',
  'people',
  'functions',
  'stakeholders',
  'signals',
]

// The counts are kept by those who count.
const KEPT: readonly string[] = ['id', 'people', 'functions', 'stakeholders', 'signals']
const SET = COLUMNS.filter((name) => !KEPT.includes(name))
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')

/** SQLite has no function that counts bits. */
const countBits = (set: string): string =>
  Array.from({ length: FUNCTION_BITS }, (_, i) => `((${set} >> ${i}) & 1)`).join(' + ')

export const companies = (db: Database.Database) => {
  const byKey = db.prepare<[string], CompanyRow>('SELECT * FROM company WHERE key = ?')
  const get = db.prepare<[string], CompanyRow>('SELECT * FROM company WHERE id = ?')
  const put = db.prepare<CompanyRow>(
    `INSERT INTO company (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${SET}`,
  )
  const add = sparseInsert(db, 'INSERT', 'company', COLUMNS)
  const remove = db.prepare<[string]>('DELETE FROM company WHERE id = ?')
  const addPeople = db.prepare<{ id: string; n: number; functions: number }>(
    `UPDATE company SET people = people + @n, functions = functions | @functions, stakeholders = ${countBits('(functions | @functions)')}
      WHERE id = @id AND functions >= 0`,
  )
  const losePeople = db.prepare<[number, string]>(
    'UPDATE company SET people = people - ? WHERE id = ? AND functions >= 0',
  )
  const jobsAt = db.prepare<[string], { department: string | null; title: string | null }>(
    'SELECT department, title FROM person WHERE company_id = ?',
  )
  const setPeople = db.prepare<[number, number, number, string]>(
    'UPDATE company SET people = ?, functions = ?, stakeholders = ? WHERE id = ?',
  )
  const recount = (id: string): void => {
    let people = 0
    let functions = 0
    for (const { department, title } of jobsAt.iterate(id)) {
      people++
      functions |= functionBit(department, title)
    }
    setPeople.run(people, functions, functionCount(functions), id)
  }
  const comparable = db.prepare<[], ComparableCompany>(`SELECT ${COMPARED.join(', ')} FROM company`)
  const withoutPeople = db.prepare<[], string>('SELECT id FROM company WHERE people = 0 ORDER BY id').pluck()
  const ids = db.prepare<[], string>('SELECT id FROM company').pluck()
  const byName = db.prepare<{ name: string; key: string }, CompanyRow>(
    `SELECT * FROM company WHERE company = @name COLLATE NOCASE OR key = 'n:' || @key OR key GLOB 'n:' || @key || '@[A-Z][A-Z]'
      ORDER BY stakeholders DESC, id`,
  )
  return {
    byKey: (key: string): CompanyRow | undefined => byKey.get(key),
    get: (id: string): CompanyRow | undefined => get.get(id),
    /** Those with this name, the one in which most functions are known first; reads all companies. */
    byName: (name: string, key: string): CompanyRow[] => byName.all({ name, key }),
    /** Writes a company that is new. */
    add: (row: CompanyRow): void => add(sparse(COLUMNS.map((name) => row[name]))),
    /** Writes a company; the number of its people stays. */
    put: (row: CompanyRow): void => void put.run(row),
    remove: (id: string): void => void remove.run(id),
    /** So many new people, who have these functions (see `functionBit`). */
    addPeople: (id: string, n: number, functions: number): void => {
      if (addPeople.run({ id, n, functions }).changes === 0) recount(id)
    },
    /**
     * So many people less, who had these functions.
     *
     * @returns false where nobody else has them, or nobody has counted yet: the company is to be counted anew
     */
    losePeople: (id: string, n: number, functions: number): boolean => {
      let missing = functions
      if (missing !== 0) {
        for (const { department, title } of jobsAt.iterate(id)) {
          missing &= ~functionBit(department, title)
          if (missing === 0) break
        }
      }
      return missing === 0 && losePeople.run(n, id).changes > 0
    },
    /** Counts the people who work there now, and their functions. */
    countPeople: recount,
    /** The same for all of them. */
    countAllPeople: (): void => {
      for (const id of ids.all()) recount(id)
    },
    /** All of them, with what is compared. */
    comparable: (): ComparableCompany[] => comparable.all(),
    /** Those of which nobody is known. */
    withoutPeople: (): string[] => withoutPeople.all(),
    ...keptCount(db, 'company'),
  }
}

export type CompanyStore = ReturnType<typeof companies>
