/**
 * Owners that prm assigns, and the lease of long work. An assignment is a decision (`assign`), which names a record, so
 * that it follows its person and its company through merges; `assignment` says what follows from these for each company,
 * and for people without one. What a list or a hand says of a person's owner goes before it in `lead`.
 */
import type { Migration } from '../migrate.ts'
import { companyColumns } from './012-company-columns.ts'

const LEAD = /CREATE VIEW lead AS[^;]*;/.exec(companyColumns.sql)![0]

const OWNER = 'LEFT JOIN assignment o ON o.id = coalesce(p.company_id, p.id)'

// Rules may read the owner: whoever has got another one is scored again.
const due = (when: string, row: 'old' | 'new'): string => `
CREATE TRIGGER score_due_assignment_${when.toLowerCase()} AFTER ${when} ON assignment
WHEN EXISTS (SELECT 1 FROM score_state) BEGIN
  INSERT INTO score_due (id) SELECT ${row}.id WHERE ${row}.id NOT IN (SELECT id FROM score_due);
END;`

export const assignment: Migration = {
  number: 14,
  name: 'assignment',
  sql: `
CREATE INDEX decision_assign ON decision (record_id) WHERE kind = 'assign';

CREATE TABLE assignment (
  id          TEXT PRIMARY KEY,
  owner       TEXT NOT NULL,
  decision_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${due('INSERT', 'new')}
${due('UPDATE', 'new')}
${due('DELETE', 'old')}

CREATE TABLE lease (
  name     TEXT PRIMARY KEY,
  token    TEXT NOT NULL,
  pid      INTEGER,
  host     TEXT,
  taken_at TEXT NOT NULL,
  beat_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

DROP VIEW lead;
${LEAD.replace('p.owner, p.tags', 'coalesce(p.owner, o.owner) AS owner, p.tags').replace(/;$/, `\n  ${OWNER};`)}
`,
}
