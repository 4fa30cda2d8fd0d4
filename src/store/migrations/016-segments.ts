/**
 * Who entered and left segments, as scoring saw it: durable, since conditions and people change. And what each source is
 * worth, as a view.
 */
import type { Migration } from '../migrate.ts'

const noUse = (kind: 'email' | 'phone'): string =>
  `(l.${kind} IS NULL OR coalesce(l.${kind}_status, '') = 'invalid')`

const did = (kind: string, activity: string): string =>
  `l.id IN (SELECT person_id FROM event WHERE active = 1 AND machine = 0 AND kind = '${kind}'
            UNION ALL SELECT r.person_id FROM activity a JOIN record r ON r.id = a.record_id
                       WHERE a.active = 1 AND r.active = 1 AND ${activity})`

const BOUGHT = `l.lifecycle = 'customer'
       OR l.id IN (SELECT person_id FROM event WHERE active = 1 AND machine = 0 AND kind = 'purchase'
                   UNION ALL SELECT r.person_id FROM decision d JOIN record r ON r.id = d.record_id
                              WHERE d.kind = 'stage' AND d.active = 1 AND r.active = 1
                                AND d.value ->> 'stage' IN ('customer', 'purchase'))`

export const segments: Migration = {
  number: 16,
  name: 'segments',
  sql: `
CREATE TABLE segment (
  name      TEXT PRIMARY KEY,
  condition TEXT NOT NULL,
  since     TEXT NOT NULL,
  seen_on   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE segment_change (
  segment   TEXT NOT NULL,
  person_id TEXT NOT NULL,
  run_id    INTEGER NOT NULL REFERENCES run (id),
  seen_on   TEXT NOT NULL,
  change    TEXT NOT NULL CHECK (change IN ('entered', 'left')),
  active    INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (segment, person_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_change_run ON segment_change (run_id);

CREATE VIEW source_quality AS
SELECT q.*, q.cost / nullif(q.qualified, 0) AS cost_per_qualified, q.cost / nullif(q.won, 0) AS cost_per_won
  FROM (SELECT o.name AS source, o.kind, count(l.id) AS people,
               coalesce(sum(l.id IS NOT NULL AND ${noUse('email')} AND ${noUse('phone')}), 0) AS unreachable,
               coalesce(sum(l.mvl), 0) AS qualified,
               coalesce(sum(l.id IN (SELECT p.person_id FROM push p JOIN run u ON u.id = p.run_id
                                      WHERE u.undone_by IS NULL AND p.outcome <> 'removed')), 0) AS pushed,
               coalesce(sum(${did('reply', 'a.answered = 1')}), 0) AS replied,
               coalesce(sum(${did('meeting', "a.kind = 'meeting'")}), 0) AS meeting,
               coalesce(sum(${BOUGHT}), 0) AS won,
               o.cost, o.currency
          FROM source o
          LEFT JOIN (SELECT DISTINCT b.source_id, r.person_id
                       FROM record r CROSS JOIN sighting s ON s.record_id = r.id CROSS JOIN batch b ON b.id = s.batch_id
                      WHERE r.person_id IS NOT NULL AND r.active = 1 AND b.active = 1) n ON n.source_id = o.id
          LEFT JOIN lead l ON l.id = n.person_id
         GROUP BY o.id) q;
`,
}
