/**
 * What was done and what is next; and stages as decisions, whose kinds are no longer a closed list. All of it names
 * records, never derived people.
 */
import type { Migration } from '../migrate.ts'
import { facts } from './002-facts.ts'

/** The view as step 2 made it; a step never changes, so this text does not either. */
const LEAD = /CREATE VIEW lead AS[\s\S]*?;\n/.exec(facts.sql)![0]

export const activities: Migration = {
  number: 4,
  name: 'activities',
  sql: `
CREATE TABLE decision_2 (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  kind       TEXT NOT NULL,
  record_id  INTEGER REFERENCES record (id),
  other_id   INTEGER REFERENCES record (id),
  value      TEXT,
  because    TEXT,
  decided_by TEXT,
  decided_at TEXT NOT NULL,
  active     INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO decision_2 SELECT id, run_id, kind, record_id, other_id, value, because, decided_by, decided_at, active
  FROM decision;
DROP TABLE decision;
ALTER TABLE decision_2 RENAME TO decision;
CREATE INDEX decision_run ON decision (run_id);
CREATE INDEX decision_record ON decision (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX decision_other ON decision (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX decision_stage ON decision (record_id) WHERE kind = 'stage';

CREATE TABLE step (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  record_id  INTEGER NOT NULL REFERENCES record (id),
  due_on     TEXT NOT NULL,
  detail     TEXT NOT NULL,
  done_by    TEXT,
  shared     INTEGER NOT NULL DEFAULT 0,
  active     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX step_record ON step (record_id);
CREATE INDEX step_due ON step (due_on);
CREATE INDEX step_run ON step (run_id);

CREATE TABLE activity (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  record_id  INTEGER NOT NULL REFERENCES record (id),
  kind       TEXT NOT NULL,
  at         TEXT NOT NULL,
  detail     TEXT,
  done_by    TEXT,
  answered   INTEGER NOT NULL DEFAULT 0,
  shared     INTEGER NOT NULL DEFAULT 0,
  step_id    INTEGER REFERENCES step (id),
  active     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX activity_record ON activity (record_id);
CREATE INDEX activity_step ON activity (step_id) WHERE step_id IS NOT NULL;
CREATE INDEX activity_run ON activity (run_id);

CREATE TABLE answer (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL REFERENCES run (id),
  record_id   INTEGER NOT NULL REFERENCES record (id),
  question    TEXT NOT NULL,
  type        TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'boolean')),
  value       TEXT,
  answered_on TEXT NOT NULL,
  told_by     TEXT,
  active      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX answer_record ON answer (record_id);
CREATE INDEX answer_run ON answer (run_id);

ALTER TABLE person ADD COLUMN answers TEXT;
ALTER TABLE person ADD COLUMN last_touch TEXT;
ALTER TABLE person ADD COLUMN next_step_on TEXT;

DROP VIEW lead;
${LEAD.replace(
  "CASE WHEN c.customer = 1 THEN 'customer' ELSE p.lifecycle END",
  "CASE WHEN c.customer = 1 AND p.lifecycle IN ('suspect', 'prospect') THEN 'customer' ELSE p.lifecycle END",
).replace('p.buying_stage,', 'p.buying_stage, p.last_touch, p.next_step_on, p.answers,')}`,
}
