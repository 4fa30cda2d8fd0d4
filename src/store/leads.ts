/** Reading: the `lead` view for filters, lists and exports, and read-only SQL of the user's own. */
import type Database from 'better-sqlite3'
import { once } from '../lib/once.ts'
import { PrmError } from '../model/errors.ts'
import { quoteName } from './condition-values.ts'
import type { ScoreRow } from './scores.ts'

export type Row = Record<string, string | number | null>

export interface LeadQuery {
  /** Checked column names or compiled expressions with their names. */
  columns: { name: string; sql: string }[]
  /** A compiled condition (condition.ts); none for all people. */
  where?: string | undefined
  orderBy?: string | undefined
  limit?: number | undefined
}

const leadSql = ({ columns, where, orderBy, limit }: LeadQuery): string =>
  [
    `SELECT ${columns.map(({ name, sql }) => `${sql} AS ${quoteName(name)}`).join(', ')} FROM lead`,
    where === undefined ? '' : `WHERE ${where}`,
    `ORDER BY ${orderBy === undefined ? '' : `${orderBy}, `}lead.id`,
    limit === undefined ? '' : `LIMIT ${limit}`,
  ].join(' ')

/** Preparing the view takes thirty times as long as reading somebody through it, so that is done once. */
const getter = (db: Database.Database): ((id: string) => Row | undefined) => {
  const statement = once(() => db.prepare<[string], Row>('SELECT * FROM lead WHERE id = ?'))
  return (id) => statement().get(id)
}

export const leads = (db: Database.Database) => ({
  get: getter(db),
  select: (query: LeadQuery): Row[] => db.prepare<[], Row>(leadSql(query)).all(),
  iterate: (query: LeadQuery): IterableIterator<Row> => db.prepare<[], Row>(leadSql(query)).iterate(),
  count: (where?: string): number =>
    db
      .prepare<[], number>(`SELECT count(*) FROM lead ${where === undefined ? '' : `WHERE ${where}`}`)
      .pluck()
      .get() ?? 0,
  /** Those who are suppressed, or no lead any more. */
  held: (where?: string): { id: string; suppressed: number; lifecycle: string }[] =>
    db
      .prepare<[], { id: string; suppressed: number; lifecycle: string }>(
        `SELECT id, suppressed, lifecycle FROM lead
          WHERE (suppressed = 1 OR lifecycle IN ('customer', 'disqualified', 'former_customer'))
                ${where === undefined ? '' : `AND (${where})`}`,
      )
      .all(),
  /** Compiled SQL of core/judge, over `lead`. */
  rows: (sql: string): Row[] => db.prepare<[], Row>(sql).all(),
  iterateRows: (sql: string): IterableIterator<Row> => db.prepare<[], Row>(sql).iterate(),
  /**
   * One statement of the user's that only reads.
   *
   * @throws PrmError `query.not_read_only`, `query.failed`
   */
  query: (sql: string): { columns: string[]; rows: IterableIterator<Row> } => {
    let statement: Database.Statement<[], Row>
    try {
      statement = db.prepare<[], Row>(sql)
    } catch (error) {
      throw new PrmError('usage', 'query.failed', `this query does not run: ${(error as Error).message}`, {
        hint: 'prm schema lists the tables and columns',
        cause: error,
      })
    }
    if (!statement.reader || !statement.readonly) {
      throw new PrmError('usage', 'query.not_read_only', 'prm query only reads: one SELECT, please', {
        hint: 'change people with prm edit, import and dedupe, so that it can be undone',
      })
    }
    return { columns: statement.columns().map((column) => column.name), rows: statement.iterate() }
  },
  /** @param enriched the highest record that enriching has covered */
  totals: (enriched: number): Totals => db.prepare<{ enriched: number }, Totals>(TOTALS).get({ enriched })!,
  /** All scores that a person was given, latest first; those of undone runs are left out. */
  scoresOf: (person: string): ScoreRow[] =>
    db
      .prepare<[string], ScoreRow>(
        'SELECT * FROM score WHERE person_id = ? AND active = 1 ORDER BY run_id DESC',
      )
      .all(person),
  /** Names of the lists' own columns that anybody has a value in, without `custom.`. */
  customNames: (): string[] =>
    db
      .prepare<[], string>(
        `SELECT c.key FROM person p, json_each(p.custom) c WHERE p.custom IS NOT NULL
          UNION SELECT o.key FROM company c, json_each(c.custom) o WHERE c.custom IS NOT NULL AND c.people <> 0 ORDER BY 1`,
      )
      .pluck()
      .all(),
  /** Size of the file, what is not yet moved out of the write-ahead log included. */
  bytes: (): number =>
    Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
  /** The number of the schema. */
  schema: (): number => Number(db.pragma('user_version', { simple: true })),
  /** Whether the whole file is sound, as SQLite sees it. */
  integrity: (): string => String(db.pragma('quick_check', { simple: true })),
  tables: (): { name: string; type: string }[] =>
    db
      .prepare<[], { name: string; type: string }>(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all(),
  columns: (table: string): { name: string; type: string }[] =>
    db
      .prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)')
      .all(table),
})

/** The file in numbers, for `prm status`; people are counted by `overviews`. */
export interface Totals {
  companies: number
  records: number
  /** Pairs that look alike and wait for somebody to judge. */
  duplicates: number
  scored: number
  mvl: number
  /** Records that no enriching has covered. */
  unenriched: number
  /** People who pass the gate, may leave the file, and were never given to any target. */
  unpushed: number
}

// No table of people is read: indexes and the kept counts tell. (+ keeps the narrow index, and out of the wide table.)
const TOTALS = `
SELECT (SELECT count(*) FROM record) - (SELECT count(*) FROM record WHERE active = 0) AS records,
       (SELECT count(*) FROM record WHERE +id > @enriched)
         - (SELECT count(*) FROM record WHERE active = 0 AND id > @enriched) AS unenriched,
       (SELECT count(*) FROM company) AS companies,
       (SELECT count(*) FROM duplicate) AS duplicates,
       s.scored, s.mvl, s.mvl - (
         SELECT count(DISTINCT p.person_id) FROM push p JOIN run r ON r.id = p.run_id
           CROSS JOIN latest_score l ON l.person_id = p.person_id
          WHERE r.undone_by IS NULL AND p.outcome <> 'removed' AND l.mvl = 1) AS unpushed
  FROM (SELECT coalesce(sum(people), 0) AS scored, coalesce(sum(people) FILTER (WHERE mvl = 1), 0) AS mvl FROM score_count) s`

export type LeadStore = ReturnType<typeof leads>
