/**
 * What matching of companies keeps between runs. A row a company, and an index a field: beside people they are few, and
 * how many share a value must be exact, for it says what the value is worth.
 */
import type Database from 'better-sqlite3'
import { bulkInsert } from './bulk-insert.ts'
import { meta } from './meta.ts'

/** What two companies may have in common; where they have, they are compared. */
export const SHARED_FIELDS = ['name', 'word', 'page', 'phone'] as const
export type SharedField = (typeof SHARED_FIELDS)[number]

/** The values of one company that others may share, as they are compared. */
export type SharedValues = Record<SharedField, string | null>

export interface KeyedValues extends SharedValues {
  key: string
}

/** Two companies that are alike, `a < b`. */
export interface CompanyEdge {
  a: string
  b: string
  /** What speaks for one, in bits; where the names are equal, the size of the file takes nothing away from it. */
  bits: number
  is_named: 0 | 1
  /** More than names speaks for it. */
  is_backed: 0 | 1
  /** They are known to be in different places. */
  is_elsewhere: 0 | 1
}

/** So many edges of one weight. */
interface EdgeCount extends Pick<CompanyEdge, 'bits' | 'is_named'> {
  /** More than names speaks for one, and nothing against it. */
  is_sure: 0 | 1
  n: number
}

/** In `meta`: `EdgeCount`s. There are a few dozens, whatever the size of the file. */
const EDGE_COUNTS = 'company_edges'

/** The bits of an edge in this file. */
const TOTAL = 'CASE is_named WHEN 1 THEN bits ELSE bits + @prior END'

/** Edges of so many bits, after what the size of the file takes away or gives. */
export interface LeastBits {
  prior: number
  least: number
}

const changedCounts = (
  before: readonly EdgeCount[],
  come: readonly CompanyEdge[],
  gone: readonly CompanyEdge[],
): EdgeCount[] => {
  const counts = before.map((count) => ({ ...count }))
  const count = ({ bits, is_named, is_backed, is_elsewhere }: CompanyEdge, by: number): void => {
    const is_sure = is_backed > is_elsewhere ? 1 : 0
    const known = counts.find(
      (each) => each.bits === bits && each.is_named === is_named && each.is_sure === is_sure,
    )
    if (known) known.n += by
    else counts.push({ bits, is_named, is_sure, n: by })
  }
  for (const edge of come) count(edge, 1)
  for (const edge of gone) count(edge, -1)
  return counts.filter(({ n }) => n !== 0)
}

export const companyMatching = (db: Database.Database) => {
  const isMatched = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM match_company)').pluck()
  const get = db.prepare<[string], KeyedValues>('SELECT * FROM match_company WHERE key = ?')
  const put = db.prepare<KeyedValues>(
    'INSERT OR REPLACE INTO match_company (key, name, word, page, phone) VALUES (@key, @name, @word, @page, @phone)',
  )
  const insert = bulkInsert(db, 'match_company', ['key', ...SHARED_FIELDS])
  const remove = db.prepare<[string]>('DELETE FROM match_company WHERE key = ?')
  const clear = db.prepare('DELETE FROM match_company')
  const perField = <T>(make: (field: SharedField) => T): Record<SharedField, T> =>
    Object.fromEntries(SHARED_FIELDS.map((field) => [field, make(field)])) as Record<SharedField, T>
  const counts = perField((field) =>
    db.prepare<[string], number>(`SELECT count(*) FROM match_company WHERE ${field} = ?`).pluck(),
  )
  const having = perField((field) =>
    db.prepare<[string], string>(`SELECT key FROM match_company WHERE ${field} = ? ORDER BY key`).pluck(),
  )
  const groups = perField((field) =>
    db
      .prepare<[number], string>(
        `SELECT json_group_array(key ORDER BY key) FROM match_company WHERE ${field} IS NOT NULL
          GROUP BY ${field} HAVING count(*) BETWEEN 2 AND ?`,
      )
      .pluck(),
  )
  const due = db.prepare<[], string>('SELECT key FROM match_company_due').pluck()
  const clearDue = db.prepare('DELETE FROM match_company_due')
  const hasDue = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM match_company_due)').pluck()
  const addEdge = db.prepare<CompanyEdge>(
    `INSERT INTO match_company_edge (a, b, bits, is_named, is_backed, is_elsewhere)
     VALUES (@a, @b, @bits, @is_named, @is_backed, @is_elsewhere)`,
  )
  const dropEdgesOf = db.prepare<{ key: string }, CompanyEdge>(
    'DELETE FROM match_company_edge WHERE a = @key OR b = @key RETURNING *',
  )
  const clearEdges = db.prepare('DELETE FROM match_company_edge')
  const edges = db.prepare<LeastBits, CompanyEdge>(
    `SELECT * FROM match_company_edge WHERE ${TOTAL} >= @least`,
  )
  const backedEdges = db.prepare<LeastBits, CompanyEdge>(
    `SELECT * FROM match_company_edge WHERE is_backed = 1 AND is_elsewhere = 0 AND ${TOTAL} >= @least`,
  )
  const countAllEdges = db.prepare<[], EdgeCount>(
    `SELECT bits, is_named, is_backed > is_elsewhere AS is_sure, count(*) AS n FROM match_company_edge GROUP BY 1, 2, 3`,
  )
  const kept = meta(db)
  const keptCounts = (): EdgeCount[] | undefined => {
    const known = kept.get(EDGE_COUNTS)
    return known === undefined ? undefined : (JSON.parse(known) as EdgeCount[])
  }
  const keepCounts = (counts: readonly EdgeCount[]): void => kept.set(EDGE_COUNTS, JSON.stringify(counts))
  return {
    /** Whether any company has been matched yet. */
    isMatched: (): boolean => isMatched.get() === 1,
    get: (key: string): KeyedValues | undefined => get.get(key),
    put: (row: KeyedValues): void => void put.run(row),
    remove: (key: string): void => void remove.run(key),
    /** Many companies at once, in the place of all that are there: the indexes are made when they are there. */
    replace: (rows: Iterable<KeyedValues>): void => {
      clear.run()
      for (const field of SHARED_FIELDS) db.exec(`DROP INDEX match_company_${field}`)
      const values: (string | null)[] = []
      for (const { key, name, word, page, phone } of rows) values.push(key, name, word, page, phone)
      insert(values)
      for (const field of SHARED_FIELDS)
        db.exec(`CREATE INDEX match_company_${field} ON match_company (${field}) WHERE ${field} IS NOT NULL`)
    },
    /** How many companies have this value. */
    countOf: (field: SharedField, value: string): number => counts[field].get(value) ?? 0,
    /** The keys of those, sorted. */
    having: (field: SharedField, value: string): string[] => having[field].all(value),
    /** The keys of each two or more companies, up to so many, that share a value of this field. */
    *groups(field: SharedField, most: number): Generator<string[]> {
      for (const keys of groups[field].iterate(most)) yield JSON.parse(keys) as string[]
    },
    hasDue: (): boolean => hasDue.get() === 1,
    /** The keys under which something has changed since; of some of them there may be no company any more. */
    due: (): string[] => due.all(),
    clearDue: (): void => void clearDue.run(),
    addEdge: (edge: CompanyEdge): void => void addEdge.run(edge),
    /** @returns those that were there */
    dropEdgesOf: (key: string): CompanyEdge[] => dropEdgesOf.all({ key }),
    clearEdges: (): void => void clearEdges.run(),
    /** Counts all edges, by what they weigh, and keeps that: asking would read them all each time. Inside a write. */
    countAllEdges: (): void => keepCounts(countAllEdges.all()),
    /** The same after these have come and those gone. */
    countedEdges: (come: readonly CompanyEdge[], gone: readonly CompanyEdge[]): void => {
      const counts = keptCounts()
      // Not known yet: they are as they are in the table already.
      if (counts === undefined) keepCounts(countAllEdges.all())
      else if (come.length + gone.length > 0) keepCounts(changedCounts(counts, come, gone))
    },
    edges: (bits: LeastBits): CompanyEdge[] => edges.all(bits),
    /** Those for which more than names speaks, and nothing against them. */
    backedEdges: (bits: LeastBits): CompanyEdge[] => backedEdges.all(bits),
    /** How many are likelier one than two, and how many of so many bits are backed as `backedEdges` are. */
    countEdges: ({ prior, least }: LeastBits): Record<'likely' | 'backed', number> => {
      const found = { likely: 0, backed: 0 }
      for (const { bits, is_named, is_sure, n } of keptCounts() ?? countAllEdges.all()) {
        const total = is_named === 1 ? bits : bits + prior
        if (total >= 0) found.likely += n
        if (is_sure === 1 && total >= least) found.backed += n
      }
      return found
    },
  }
}

export type CompanyMatchingStore = ReturnType<typeof companyMatching>
