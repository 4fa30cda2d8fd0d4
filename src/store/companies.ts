/** Companies as derived: one row for each key (a domain, or a name without one). */
import type Database from 'better-sqlite3'

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
  'id' | 'key' | (typeof COMPANY_VALUES)[number] | 'country' | 'customer' | 'stakeholders' | 'signals'

export type CompanyRow = Record<CompanyColumn, string | number | null>

const COLUMNS: readonly CompanyColumn[] = [
  'id',
  'key',
  ...COMPANY_VALUES,
  'country',
  'customer',
  'stakeholders',
  'signals',
]

// The counts are kept by those who count.
const SET = COLUMNS.filter((name) => name !== 'id' && name !== 'stakeholders' && name !== 'signals')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')

export const companies = (db: Database.Database) => {
  const byKey = db.prepare<[string], CompanyRow>('SELECT * FROM company WHERE key = ?')
  const get = db.prepare<[string], CompanyRow>('SELECT * FROM company WHERE id = ?')
  const put = db.prepare<CompanyRow>(
    `INSERT INTO company (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${SET}`,
  )
  const remove = db.prepare<[string]>('DELETE FROM company WHERE id = ?')
  const addPeople = db.prepare<[number, string]>(
    'UPDATE company SET stakeholders = stakeholders + ? WHERE id = ?',
  )
  const countPeople = db.prepare<[string]>(
    'UPDATE company SET stakeholders = (SELECT count(*) FROM person WHERE company_id = company.id) WHERE id = ?',
  )
  const count = db.prepare<[], number>('SELECT count(*) FROM company').pluck()
  const byDomain = db.prepare<[string], CompanyRow>('SELECT * FROM company WHERE domain = ?')
  const byName = db.prepare<[string], CompanyRow>(
    'SELECT * FROM company WHERE company = ? COLLATE NOCASE ORDER BY id LIMIT 1',
  )
  return {
    /** By its name as shown; reads all companies. */
    byName: (name: string): CompanyRow | undefined => byName.get(name),
    byKey: (key: string): CompanyRow | undefined => byKey.get(key),
    get: (id: string): CompanyRow | undefined => get.get(id),
    byDomain: (domain: string): CompanyRow | undefined => byDomain.get(domain),
    /** Writes a company; the number of its people stays. */
    put: (row: CompanyRow): void => void put.run(row),
    remove: (id: string): void => void remove.run(id),
    addPeople: (id: string, n: number): void => void addPeople.run(n, id),
    /** Recounts the people who work there now. */
    countPeople: (id: string): void => void countPeople.run(id),
    count: (): number => count.get() ?? 0,
  }
}

export type CompanyStore = ReturnType<typeof companies>
