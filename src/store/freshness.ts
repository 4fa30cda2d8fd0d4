/**
 * How old what is known is. A value is as old as the newest record of its person that came from a list with such a column:
 * for most people, who stand in one row, that is the day of the row, and they are counted by days without being listed.
 */
import type Database from 'better-sqlite3'
import { ASKED_FIELDS, KNOWN, shifted, type AskedField } from './overview.ts'

export const COMPANY_FIELDS = [
  'domain',
  'industry',
  'employees',
  'revenue',
  'technologies',
  'country',
] as const
export type CompanyField = (typeof COMPANY_FIELDS)[number]

/** Field → ISO day → how many hold a value of that day. */
export type DaysOf<F extends string> = Record<F, Map<string, number>>

export interface BatchDay {
  id: number
  /** ISO day on which it was read. */
  day: string
  /** JSON: with `columns` where it is a list. */
  reading: string
}

/** The fields of lists that tell of a column of `person`, or from which it follows. */
const TOLD_BY: Readonly<Record<AskedField, readonly string[]>> = {
  full_name: ['full_name', 'first_name', 'last_name'],
  email: ['email', 'email2', 'email3'],
  phone: ['phone', 'mobile', 'phone_home', 'phone_other'],
  title: ['title'],
  seniority: ['seniority', 'title'],
  department: ['department', 'title'],
  company_id: ['company', 'domain', 'website', 'email', 'company_linkedin_url'],
  linkedin_url: ['linkedin_url'],
  city: ['city'],
  country: ['country', 'phone', 'mobile'],
}

const KNOWN_OF_COMPANY = COMPANY_FIELDS.map((name, bit) => shifted(`c.${name} IS NOT NULL`, bit)).join(' | ')

// One text a person, in the order of people: that is read faster than rows, and few are different.
const ONE_ROW = `
SELECT (${KNOWN}) || ' ' || (SELECT r.batch_id || ' ' || coalesce(substr(r.observed_at, 1, 10), '')
                               FROM record r WHERE r.person_id = p.id AND r.active = 1)
  FROM person p WHERE p.records = 1`

/** @param spoken numbers of batches that are no lists: their records are asked themselves */
const severalRows = (spoken: string): string => `
SELECT p.id, ${KNOWN}, r.batch_id, substr(r.observed_at, 1, 10), CASE WHEN r.batch_id IN (${spoken}) THEN r.fields END
  FROM person p CROSS JOIN record r ON r.person_id = p.id
 WHERE p.records > 1 AND r.active = 1 ORDER BY p.id`

// The newest record has the highest number, and the index alone tells it.
const COMPANIES = `
SELECT ${KNOWN_OF_COMPANY}, r.batch_id, substr(r.observed_at, 1, 10), count(*)
  FROM (SELECT company_key AS key, max(id) AS id FROM record WHERE company_key IS NOT NULL GROUP BY company_key) n
  JOIN company c ON c.key = n.key JOIN record r ON r.id = n.id GROUP BY 1, 2, 3`

const empty = <F extends string>(fields: readonly F[]): DaysOf<F> =>
  Object.fromEntries(fields.map((name) => [name, new Map<string, number>()])) as DaysOf<F>

const bitsOf = (names: ReadonlySet<string>): number =>
  ASKED_FIELDS.reduce(
    (bits, name, bit) => (TOLD_BY[name].some((field) => names.has(field)) ? bits | (1 << bit) : bits),
    0,
  )

/** The fields of a list; null where its records differ: edits by hand, answers of services. */
const fieldsOf = (reading: string): ReadonlySet<string> | null => {
  const { columns } = JSON.parse(reading) as { columns?: { field?: unknown }[] }
  if (!Array.isArray(columns)) return null
  return new Set(columns.flatMap(({ field }) => (typeof field === 'string' ? [field] : [])))
}

export const freshness = (db: Database.Database) => {
  const batches = (): Map<number, { day: string; bits: number | null }> => {
    const rows = db
      .prepare<[], BatchDay>(
        'SELECT b.id, substr(u.started_at, 1, 10) AS day, b.reading FROM batch b JOIN run u ON u.id = b.run_id',
      )
      .all()
    return new Map(
      rows.map(({ id, day, reading }) => {
        const fields = fieldsOf(reading)
        return [id, { day, bits: fields === null ? null : bitsOf(fields) }]
      }),
    )
  }
  type Batches = ReturnType<typeof batches>
  const add = (days: Map<string, number>, day: string, count: number): void =>
    void days.set(day, (days.get(day) ?? 0) + count)
  const addAll = <F extends string>(
    found: DaysOf<F>,
    fields: readonly F[],
    bits: number,
    day: string,
    count: number,
  ): void => fields.forEach((name, bit) => ((bits >> bit) & 1) === 1 && add(found[name], day, count))

  const addSeveral = (found: DaysOf<AskedField>, lists: Batches): void => {
    const spoken = [...lists].filter(([, { bits }]) => bits === null).map(([id]) => id)
    let [who, known, newest] = ['', 0, '']
    let days: string[] = []
    const flush = (): void =>
      ASKED_FIELDS.forEach((name, bit) => {
        if (((known >> bit) & 1) === 1) add(found[name], days[bit] ?? newest, 1)
      })
    const rows = db.prepare<[], [string, number, number, string | null, string | null]>(
      severalRows(spoken.join()),
    )
    for (const [id, bits, batch, observed, fields] of rows.raw().iterate()) {
      if (id !== who) {
        flush()
        ;[who, known, newest, days] = [id, bits, '', []]
      }
      const list = lists.get(batch)!
      const day = observed ?? list.day
      if (day > newest) newest = day
      const told = list.bits ?? bitsOf(new Set(Object.keys(JSON.parse(fields!) as object)))
      for (let bit = 0; bit < ASKED_FIELDS.length; bit++)
        if (((told >> bit) & 1) === 1 && day > (days[bit] ?? '')) days[bit] = day
    }
    flush()
  }

  return {
    people: (): DaysOf<AskedField> => {
      const lists = batches()
      const found = empty(ASKED_FIELDS)
      const counts = new Map<string | null, number>()
      for (const text of db.prepare<[], string | null>(ONE_ROW).pluck().all())
        counts.set(text, (counts.get(text) ?? 0) + 1)
      for (const [text, count] of counts) {
        if (text === null) continue
        const [bits, batch, observed] = text.split(' ') as [string, string, string]
        addAll(found, ASKED_FIELDS, Number(bits), observed || lists.get(Number(batch))!.day, count)
      }
      addSeveral(found, lists)
      return found
    },
    /** As old as the last record that named the company. */
    companies: (): DaysOf<CompanyField> => {
      const lists = batches()
      const found = empty(COMPANY_FIELDS)
      const rows = db.prepare<[], [number, number, string | null, number]>(COMPANIES)
      for (const [bits, batch, observed, count] of rows.raw().iterate())
        addAll(found, COMPANY_FIELDS, bits, observed ?? lists.get(batch)!.day, count)
      return found
    },
    /** How many companies have each. */
    companiesKnown: (): Record<CompanyField | 'companies', number> =>
      db
        .prepare<[], Record<CompanyField | 'companies', number>>(
          `SELECT count(*) AS companies, ${COMPANY_FIELDS.map((name) => `count(${name}) AS ${name}`).join(', ')} FROM company`,
        )
        .get()!,
  }
}

export type FreshnessStore = ReturnType<typeof freshness>
