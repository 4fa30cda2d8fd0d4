/**
 * What matching keeps, so that the next run looks only at what is new: the fitted model, block keys, scored pairs, and
 * which records are to be looked at again. Of all this only the model is more than a shortcut: it says by which weights
 * people were merged. An automatic link that a later run takes back is not deleted but ended, so that undo restores it.
 *
 * The triggers note what changes under matched records, whoever changes it: an undo, an edit, a review, another program.
 */
import type { Migration } from '../migrate.ts'

const MATCHED = 'EXISTS (SELECT 1 FROM match_state)'

export const matching: Migration = {
  number: 6,
  name: 'matching',
  sql: `
ALTER TABLE decision ADD COLUMN ended_by INTEGER REFERENCES run (id);
CREATE INDEX decision_ended ON decision (ended_by) WHERE ended_by IS NOT NULL;

CREATE INDEX decision_apart ON decision (record_id, other_id) WHERE kind = 'cannot_link';

CREATE TABLE match_model (
  id        INTEGER PRIMARY KEY,
  run_id    INTEGER REFERENCES run (id),
  about     TEXT NOT NULL,
  units     INTEGER NOT NULL,
  fitted_at TEXT NOT NULL,
  model     TEXT NOT NULL
) STRICT;

CREATE TABLE match_state (
  about    TEXT PRIMARY KEY,
  model_id INTEGER NOT NULL REFERENCES match_model (id),
  upto     INTEGER NOT NULL,
  cut      REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE match_key (
  segment INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  entries BLOB NOT NULL,
  PRIMARY KEY (segment, first)
) STRICT;

CREATE TABLE match_edge (
  a       INTEGER NOT NULL,
  b       INTEGER NOT NULL,
  bits    REAL NOT NULL,
  is_open INTEGER NOT NULL,
  refused TEXT,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_edge_b ON match_edge (b);
CREATE INDEX match_edge_open ON match_edge (a, b) WHERE is_open = 1;

CREATE TABLE match_shared (
  key INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE match_due (
  record_id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER match_due_record AFTER UPDATE OF group_id, active ON record
WHEN (old.group_id IS NOT new.group_id OR old.active <> new.active) AND ${MATCHED}
BEGIN
  INSERT OR IGNORE INTO match_due (record_id) VALUES (new.id);
  INSERT OR IGNORE INTO match_due (record_id) SELECT old.group_id WHERE old.group_id IS NOT NULL;
END;

CREATE TRIGGER match_due_decided AFTER INSERT ON decision
WHEN new.kind IN ('must_link', 'cannot_link') AND new.decided_by IS NOT 'prm' AND ${MATCHED}
BEGIN
  INSERT OR IGNORE INTO match_due (record_id) VALUES (new.record_id), (new.other_id);
END;

CREATE TRIGGER match_due_undecided AFTER UPDATE OF active ON decision
WHEN new.kind IN ('must_link', 'cannot_link') AND old.active <> new.active AND ${MATCHED}
BEGIN
  INSERT OR IGNORE INTO match_due (record_id) VALUES (new.record_id), (new.other_id);
END;

CREATE TRIGGER match_due_undone AFTER UPDATE OF undone_by ON run
WHEN old.undone_by IS NOT new.undone_by AND ${MATCHED}
BEGIN
  INSERT OR IGNORE INTO match_due (record_id)
    SELECT record_id FROM decision WHERE ended_by = new.id UNION SELECT other_id FROM decision WHERE ended_by = new.id;
END;
`,
}
