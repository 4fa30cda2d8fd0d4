/** Ties between people, and of people to companies; and the replies and meetings that make a tie warm, by their day. */
import type { Migration } from '../migrate.ts'

export const relationships: Migration = {
  number: 3,
  name: 'relationships',
  sql: `
CREATE TABLE relationship (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL REFERENCES run (id),
  record_id   INTEGER NOT NULL REFERENCES record (id),
  other_id    INTEGER REFERENCES record (id),
  company_key TEXT,
  kind        TEXT NOT NULL,
  since       TEXT,
  until       TEXT,
  because     TEXT,
  decided_by  TEXT NOT NULL,
  decided_at  TEXT NOT NULL,
  removes     INTEGER REFERENCES relationship (id),
  active      INTEGER NOT NULL DEFAULT 1,
  CHECK ((other_id IS NULL) <> (company_key IS NULL))
) STRICT;
CREATE INDEX relationship_run ON relationship (run_id);
CREATE INDEX relationship_record ON relationship (record_id);
CREATE INDEX relationship_other ON relationship (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX relationship_removes ON relationship (removes) WHERE removes IS NOT NULL;

CREATE INDEX event_touch ON event (person_id, at, kind, machine, active) WHERE kind IN ('reply', 'meeting');
`,
}
