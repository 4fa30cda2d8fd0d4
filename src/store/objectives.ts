/** Counting for objectives: of whom something came true, each person once. */
import type Database from 'better-sqlite3'
import { datedOutcomes } from './learning.ts'

/** ISO dates, both included. */
export interface Period {
  from: string
  until: string
}

const DURING = '"on" BETWEEN @from AND @until'

const PUSHED = `SELECT p.person_id, substr(p.pushed_at, 1, 10) AS "on" FROM push p JOIN run r ON r.id = p.run_id
   WHERE r.undone_by IS NULL AND p.outcome <> 'removed'`

/** Often: every time counts; else only the first. */
const during = (days: string, often: boolean): string =>
  often
    ? `SELECT person_id FROM (${days}) WHERE ${DURING}`
    : `SELECT person_id FROM (SELECT person_id, min("on") AS "on" FROM (${days}) GROUP BY person_id) WHERE ${DURING}`

const COUNTED = {
  pushed: during(PUSHED, false),
  replied: during(datedOutcomes('replied'), true),
  meeting: during(datedOutcomes('meeting'), true),
  won: during(datedOutcomes('won'), false),
} as const

export const objectives = (db: Database.Database) => {
  const count = (sql: string, period: Partial<Period> = {}): number =>
    db.prepare<[Partial<Period>], number>(sql).pluck().get(period) ?? 0
  return {
    /** @param who a query for ids */
    people: (who: string): number => count(`SELECT count(*) FROM (${who})`),
    qualified: (who: string): number =>
      count(`SELECT count(*) FROM latest_score WHERE mvl = 1 AND person_id IN (${who})`),
    /** For whom it came true in these days. */
    during: (what: keyof typeof COUNTED, who: string, period: Period): number =>
      count(
        `SELECT count(*) FROM (SELECT DISTINCT person_id FROM (${COUNTED[what]})) WHERE person_id IN (${who})`,
        period,
      ),
    /** Queries for ids. */
    atCompany: (company: string): string =>
      `SELECT id FROM person WHERE company_id = '${company.replaceAll("'", "''")}'`,
    person: (id: string): string => `SELECT '${id.replaceAll("'", "''")}' AS id`,
    /** Of a compiled condition; and those of another query. */
    where: (sql: string, also: string | null): string =>
      `SELECT id FROM lead WHERE (${sql})${also === null ? '' : ` UNION ${also}`}`,
  }
}

export type ObjectiveStore = ReturnType<typeof objectives>
