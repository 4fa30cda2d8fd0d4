/**
 * What matching of companies keeps, so that the next run compares only those of which something has changed: what they
 * may share with others, the pairs that are alike, and which companies are to be looked at again. All of it follows from
 * the companies and their records.
 *
 * The triggers note what changes under companies that were matched, whoever changes it: an import, an undo, an edit,
 * another program. Of a company's records every change counts, for they say where it is.
 */
import type { Migration } from '../migrate.ts'

const MATCHED = 'EXISTS (SELECT 1 FROM match_company)'

// Not "OR IGNORE": in a trigger the conflict rule of the statement that fired it would stand in its place.
const note = (key: string): string =>
  `INSERT INTO match_company_due (key) SELECT ${key} WHERE ${key} IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM match_company_due WHERE key = ${key});`

const due = (...keys: string[]): string => `BEGIN ${keys.map(note).join(' ')} END;`

const differ = (columns: readonly string[]): string =>
  columns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ')

const COMPARED = ['key', 'company', 'domain', 'company_phone', 'company_linkedin_url']
const TELLING = ['company_key', 'active', 'fields']

export const companyMatching: Migration = {
  number: 11,
  name: 'company-matching',
  sql: `
DROP TRIGGER company_new;
DROP TRIGGER company_gone;
DROP TRIGGER company_changed;
DROP TRIGGER company_decided;
DROP TRIGGER company_undecided;
DELETE FROM meta WHERE key = 'companies_matched';

CREATE TABLE match_company (
  key   TEXT PRIMARY KEY,
  name  TEXT,
  word  TEXT,
  page  TEXT,
  phone TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX match_company_name ON match_company (name) WHERE name IS NOT NULL;
CREATE INDEX match_company_word ON match_company (word) WHERE word IS NOT NULL;
CREATE INDEX match_company_page ON match_company (page) WHERE page IS NOT NULL;
CREATE INDEX match_company_phone ON match_company (phone) WHERE phone IS NOT NULL;

CREATE TABLE match_company_edge (
  a            TEXT NOT NULL,
  b            TEXT NOT NULL,
  bits         REAL NOT NULL,
  is_named     INTEGER NOT NULL,
  is_backed    INTEGER NOT NULL,
  is_elsewhere INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_company_edge_b ON match_company_edge (b);

CREATE TABLE match_company_due (
  key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER match_company_new AFTER INSERT ON company WHEN ${MATCHED} ${due('new.key')}
CREATE TRIGGER match_company_gone AFTER DELETE ON company WHEN ${MATCHED} ${due('old.key')}
CREATE TRIGGER match_company_changed AFTER UPDATE OF ${COMPARED.join(', ')} ON company
WHEN (${differ(COMPARED)}) AND ${MATCHED} ${due('old.key', 'new.key')}
CREATE TRIGGER match_company_told AFTER INSERT ON record
WHEN new.company_key IS NOT NULL AND ${MATCHED} ${due('new.company_key')}
CREATE TRIGGER match_company_retold AFTER UPDATE OF ${TELLING.join(', ')} ON record
WHEN (${differ(TELLING)}) AND ${MATCHED} ${due('old.company_key', 'new.company_key')}
CREATE TRIGGER match_company_untold AFTER DELETE ON record WHEN ${MATCHED} ${due('old.company_key')}
`,
}
