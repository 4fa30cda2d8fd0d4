/**
 * CRMs as targets: the account that a file is connected to, what companies became there, what was changed (so that it can
 * be put back), and what was being written, or would not be taken, and so has no outcome.
 */
import type { Migration } from '../migrate.ts'

export const targets: Migration = {
  number: 13,
  name: 'targets',
  sql: `
CREATE TABLE connection (
  target       TEXT PRIMARY KEY,
  account_id   TEXT NOT NULL,
  account      TEXT NOT NULL,
  connected_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE push ADD COLUMN changes TEXT;

CREATE TABLE push_company (
  target     TEXT NOT NULL,
  company_id TEXT NOT NULL,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  outcome    TEXT NOT NULL CHECK (outcome IN ('created', 'updated', 'removed')),
  remote_id  TEXT,
  content    TEXT NOT NULL,
  changes    TEXT,
  pushed_at  TEXT NOT NULL,
  PRIMARY KEY (target, company_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_company_run ON push_company (run_id);

CREATE TABLE push_open (
  target    TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('person', 'company')),
  entity_id TEXT NOT NULL,
  run_id    INTEGER NOT NULL REFERENCES run (id),
  state     TEXT NOT NULL CHECK (state IN ('sent', 'failed')),
  action    TEXT NOT NULL CHECK (action IN ('create', 'update')),
  remote_id TEXT,
  content   TEXT NOT NULL,
  changes   TEXT NOT NULL,
  code      TEXT,
  message   TEXT,
  retry     INTEGER NOT NULL DEFAULT 0,
  at        TEXT NOT NULL,
  PRIMARY KEY (target, kind, entity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE push_tie (
  target       TEXT NOT NULL,
  from_id      TEXT NOT NULL,
  to_id        TEXT NOT NULL,
  relationship TEXT NOT NULL,
  run_id       INTEGER NOT NULL REFERENCES run (id),
  PRIMARY KEY (target, from_id, to_id, relationship)
) STRICT, WITHOUT ROWID;
`,
}
