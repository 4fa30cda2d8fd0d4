/** News of those who were known before: values that have changed, signals, and addresses that have died. */
import type Database from 'better-sqlite3'

export const NEWS_KINDS = [
  ...(['job_change', 'title', 'email', 'phone', 'dead_address', 'rename', 'move'] as const),
  ...(['company', 'person', 'stage', 'signal'] as const),
] as const

export type NewsKind = (typeof NEWS_KINDS)[number]

export interface News {
  /** ISO date. */
  on: string
  kind: NewsKind
  entity: 'person' | 'company'
  entity_id: string
  /** Of the person or company, as it is now. */
  name: string | null
  /** Of a person: where they work now. */
  company: string | null
  /** The field, the kind of signal, or the address. */
  what: string
  old: string | null
  new: string | null
  run_id: number
  command: string
}

/** Fields whose change is news; what follows from them is not. */
const FIELDS = `'title', 'email', 'phone', 'linkedin_url', 'city', 'country', 'lifecycle', 'company', 'domain',
  'website', 'employees', 'industry', 'revenue', 'technologies'`

// What a blank is filled with is no change, nor what people were merged, split or derived anew for.
const CHANGED = `
SELECT substr(r.started_at, 1, 10) AS "on",
       CASE WHEN c.entity = 'company'
            THEN CASE c.field WHEN 'company' THEN 'rename' WHEN 'domain' THEN 'move' WHEN 'website' THEN 'move' ELSE 'company' END
            ELSE CASE c.field WHEN 'title' THEN 'title' WHEN 'email' THEN 'email' WHEN 'phone' THEN 'phone'
                              WHEN 'lifecycle' THEN 'stage' ELSE 'person' END END AS kind,
       c.entity, c.entity_id, c.field AS what, c.old, c.new, c.run_id, c.id AS place
  FROM change c JOIN run r ON r.id = c.run_id
 WHERE c.old IS NOT NULL AND r.undone_by IS NULL AND c.why NOT IN ('merge', 'split', 'undo', 'rederive')
   AND c.field IN (${FIELDS})`

const SIGNALLED = `
SELECT f.observed_on, CASE f.kind WHEN 'job_change' THEN 'job_change' ELSE 'signal' END,
       CASE WHEN f.person_id IS NULL THEN 'company' ELSE 'person' END, coalesce(f.person_id, f.company_id),
       f.kind, NULL, f.detail, f.run_id, f.id
  FROM signal f WHERE f.active = 1 AND coalesce(f.person_id, f.company_id) IS NOT NULL`

// An address that was never thought to be any good does not die.
const DIED = `
SELECT substr(v.checked_at, 1, 10), 'dead_address', 'person', a.person_id, v.address,
       (SELECT w.verdict FROM verdict w WHERE w.address = v.address AND w.id < v.id AND w.active = 1 ORDER BY w.id DESC LIMIT 1) AS before,
       'invalid' || coalesce(': ' || v.reason, ''), v.run_id, v.id
  FROM verdict v
  JOIN (SELECT person_id, address, 'email' AS kind FROM email UNION ALL SELECT person_id, number, 'phone' FROM phone) a
    ON a.address = v.address AND a.kind = v.kind
 WHERE v.verdict = 'invalid' AND v.active = 1 AND before IS NOT NULL AND before <> 'invalid'`

export const news = (db: Database.Database) => {
  const list = db.prepare<{ since: string | null; after: number | null }, News>(
    `WITH news AS (${CHANGED} UNION ALL ${SIGNALLED} UNION ALL ${DIED})
     SELECT n."on", n.kind, n.entity, n.entity_id, coalesce(p.full_name, p.email, c.company, c.domain) AS name,
            CASE WHEN n.entity = 'person' THEN coalesce(e.company, e.domain) END AS company,
            n.what, n.old, n.new, n.run_id, r.command
       FROM news n JOIN run r ON r.id = n.run_id
       LEFT JOIN person p ON n.entity = 'person' AND p.id = n.entity_id
       LEFT JOIN company e ON e.id = p.company_id
       LEFT JOIN company c ON n.entity = 'company' AND c.id = n.entity_id
      WHERE coalesce(p.id, c.id) IS NOT NULL AND (@since IS NULL OR n."on" >= @since)
        AND (@after IS NULL OR n.run_id > @after)
      ORDER BY n."on" DESC, n.run_id DESC, n.kind, n.entity_id, n.place`,
  )
  return {
    /** @param range ISO date from which on; only of later runs than `after` */
    list: (range: { since: string | null; after: number | null }): News[] => list.all(range),
  }
}

export type NewsStore = ReturnType<typeof news>
