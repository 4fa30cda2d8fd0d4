/** Reading for learning: when people came, what came of them and when, and what they were before. */
import type Database from 'better-sqlite3'

export interface Arrival {
  id: string
  company_id: string | null
  /** The same in every file that holds the person: ids are drawn at random. */
  name: string
  /** The day on which they came to us, as their list tells, else that on which it was read. */
  on: string
  /** The day on which they were first read into the file. */
  read_on: string
}

export interface Outcome {
  person_id: string
  /** The first day of it; null: not known when. */
  on: string | null
}

export interface PastChange {
  entity_id: string
  field: string
  old: string | null
  /** The day of the run. */
  on: string
}

export interface PastFact {
  person_id: string | null
  company_id: string | null
  kind: string
  on: string
}

/** Somebody who only stands in a list of customers never was a lead: nothing can be learned from how they came. */
const ARRIVALS = `
SELECT p.id, p.company_id,
       coalesce(p.email, p.linkedin_url, '') || ' ' || coalesce(p.full_name, p.first_name || ' ' || p.last_name, p.phone, '') AS name,
       min(coalesce(substr(p.created_at, 1, 10), substr(u.started_at, 1, 10)), substr(u.started_at, 1, 10)) AS "on",
       substr(u.started_at, 1, 10) AS read_on
  FROM person p
  JOIN (SELECT r.person_id, min(u.started_at) AS started_at
          FROM record r JOIN batch b ON b.id = r.batch_id JOIN run u ON u.id = b.run_id
         WHERE r.active = 1 AND r.person_id IS NOT NULL AND b.kind <> 'customers'
         GROUP BY r.person_id) u ON u.person_id = p.id
 ORDER BY name, "on", p.id`

/** Said twice, so that SQLite sees that the index of replies and meetings holds all that is asked. */
const TOUCHES = "AND kind IN ('reply', 'meeting')"

const eventDays = (kind: 'purchase' | 'reply' | 'meeting'): string =>
  `SELECT person_id, substr(at, 1, 10) AS "on" FROM event
    WHERE active = 1 AND machine = 0 AND person_id IS NOT NULL AND kind = '${kind}' ${kind === 'purchase' ? '' : TOUCHES}`

const activityDays = (condition: string): string =>
  `SELECT r.person_id, substr(a.at, 1, 10) AS "on" FROM activity a JOIN record r ON r.id = a.record_id
    WHERE a.active = 1 AND r.active = 1 AND r.person_id IS NOT NULL AND ${condition}`

const STAGED = `SELECT r.person_id, d.value ->> 'on' AS "on"
   FROM decision d JOIN record r ON r.id = d.record_id
  WHERE d.kind = 'stage' AND d.active = 1 AND r.active = 1 AND r.person_id IS NOT NULL
    AND d.value ->> 'stage' IN ('customer', 'purchase')`

const OUTCOMES = {
  won: [eventDays('purchase'), STAGED],
  replied: [eventDays('reply'), activityDays('a.answered = 1')],
  meeting: [eventDays('meeting'), activityDays("a.kind = 'meeting'")],
} as const

export type KnownOutcome = keyof typeof OUTCOMES

/** A query for `person_id` and every day (`on`) of an outcome, as far as it is known by its day. */
export const datedOutcomes = (outcome: KnownOutcome): string => OUTCOMES[outcome].join(' UNION ALL ')

const UNDATED: Partial<Record<KnownOutcome, string>> = {
  won: ` UNION ALL SELECT id AS person_id, NULL AS "on" FROM lead WHERE lifecycle = 'customer'`,
}

export const learning = (db: Database.Database) => ({
  arrivals: (): Arrival[] => db.prepare<[], Arrival>(ARRIVALS).all(),
  /** Everybody of whom it came true, each once. */
  outcomes: (outcome: KnownOutcome): Outcome[] =>
    db
      .prepare<[], Outcome>(
        `SELECT person_id, min("on") AS "on" FROM (${datedOutcomes(outcome)}${UNDATED[outcome] ?? ''}) GROUP BY person_id ORDER BY person_id`,
      )
      .all(),
  /**
   * What values were before they changed, the oldest change first; without what prm itself reads from a title: that says
   * nothing new.
   */
  changes: (fields: readonly string[]): PastChange[] =>
    db
      .prepare<[string], PastChange>(
        `SELECT c.entity_id, c.field, c.old, substr(u.started_at, 1, 10) AS "on"
           FROM change c JOIN run u ON u.id = c.run_id
          WHERE c.field IN (SELECT value FROM json_each(?)) AND u.undone_by IS NULL
            AND c.why IN ('list', 'newer', 'hand', 'rule', 'enrich')
            AND NOT (c.why = 'enrich' AND c.field IN ('seniority', 'department')) ORDER BY c.id`,
      )
      .all(JSON.stringify(fields)),
  signals: (): PastFact[] =>
    db
      .prepare<[], PastFact>(
        `SELECT person_id, company_id, kind, observed_on AS "on" FROM signal
          WHERE active = 1 AND (person_id IS NOT NULL OR company_id IS NOT NULL)`,
      )
      .all(),
  /** What people did; not what befell a message, and not what a machine did. */
  events: (): PastFact[] =>
    db
      .prepare<[], PastFact>(
        `SELECT person_id, NULL AS company_id, kind, substr(at, 1, 10) AS "on" FROM event
          WHERE active = 1 AND machine = 0 AND person_id IS NOT NULL AND kind NOT IN ('sent', 'delivered', 'bounce')`,
      )
      .all(),
})

export type LearningStore = ReturnType<typeof learning>
