/**
 * What quick scoring needs. `score_state` says by which model and day the latest scores were given, and `score_due` who
 * or which company has changed since: triggers fill it, whoever writes, and only where there is a state to keep up. And
 * the accounts that are in the market.
 */
import type { Migration } from '../migrate.ts'
import { roles } from './005-roles.ts'
import { validity } from './008-validity.ts'

const LEAD = /CREATE VIEW lead AS[\s\S]*$/.exec(validity.sql)![0]
const ACCOUNT = /CREATE VIEW account AS[\s\S]*$/.exec(roles.sql)![0]

const TODAY = "date('now')"

// NULL where no account was ever judged.
const IN_MARKET = `CASE WHEN m.until >= ${TODAY} THEN 1 WHEN EXISTS (SELECT 1 FROM market) THEN 0 END AS in_market`
const MARKET = 'LEFT JOIN market m ON m.company_id = c.id'

// Not OR IGNORE: the statement that fires a trigger overrules what is done about conflicts in it.
const due = (id: string, from: string): string =>
  `INSERT INTO score_due (id) SELECT DISTINCT ${id} ${from} AND ${id} NOT IN (SELECT id FROM score_due);`

const one = (id: string): string => due(id, `WHERE ${id} IS NOT NULL`)

const trigger = (name: string, when: string, changed: string, then: string): string => `
CREATE TRIGGER score_due_${name} AFTER ${when}
WHEN EXISTS (SELECT 1 FROM score_state)${changed === '' ? '' : ` AND (${changed})`} BEGIN
  ${then}
END;`

/** A fact is of somebody else, or counts for more or less. */
const factTriggers = (
  table: 'signal' | 'event',
  owners: readonly string[],
  told: readonly string[],
): string => {
  const columns = [...owners, ...told]
  const ids = owners.flatMap((owner) => [`old.${owner}`, `new.${owner}`])
  return trigger(
    table,
    `UPDATE OF ${columns.join(', ')} ON ${table}`,
    columns.map((name) => `old.${name} IS NOT new.${name}`).join(' OR '),
    ids.map(one).join('\n  '),
  )
}

const ofAddress = (row: 'old' | 'new'): string =>
  `${due('person_id', `FROM email WHERE address = ${row}.address`)}
  ${due('person_id', `FROM phone WHERE number = ${row}.address`)}`

// Not the counts that a list writes anew at each of its companies: only what `lead` shows.
const SHOWN_OF_COMPANY = [
  ...['company', 'company_phone', 'website', 'domain', 'company_linkedin_url', 'industry', 'employees'],
  ...['revenue', 'founded_year', 'technologies', 'country', 'customer', 'stakeholders', 'signals'],
]

export const scoring: Migration = {
  number: 10,
  name: 'scoring',
  sql: `
-- All that scoring asks of events stands in the index.
DROP INDEX event_person;
CREATE INDEX event_person ON event (person_id, at, kind, machine) WHERE person_id IS NOT NULL;
CREATE INDEX latest_score_standing ON latest_score (grade, fit, heat, route, missing);

CREATE TABLE score_state (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  fingerprint TEXT NOT NULL,
  measured    TEXT NOT NULL
) STRICT;

CREATE TABLE score_model (
  hash  TEXT PRIMARY KEY,
  model TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE score_due (
  id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE market (
  company_id TEXT PRIMARY KEY,
  place      INTEGER NOT NULL,
  fit        INTEGER NOT NULL,
  intent     INTEGER NOT NULL,
  because    TEXT NOT NULL,
  since      TEXT NOT NULL,
  until      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
${trigger('person_insert', 'INSERT ON person', '', one('new.id'))}
${trigger('person_update', 'UPDATE ON person', '', one('new.id'))}
${trigger('company_insert', 'INSERT ON company', '', one('new.id'))}
${trigger(
  'company_update',
  `UPDATE OF ${SHOWN_OF_COMPANY.join(', ')} ON company`,
  SHOWN_OF_COMPANY.map((name) => `old.${name} IS NOT new.${name}`).join(' OR '),
  one('new.id'),
)}
${trigger('company_delete', 'DELETE ON company', '', one('old.id'))}
${factTriggers('signal', ['person_id', 'company_id'], ['kind', 'observed_on', 'active'])}
${factTriggers('event', ['person_id'], ['kind', 'at', 'machine', 'active'])}
${trigger('verdict_insert', 'INSERT ON verdict', '', ofAddress('new'))}
${trigger('verdict_update', 'UPDATE OF active ON verdict', 'old.active <> new.active', ofAddress('new'))}

DROP VIEW lead;
${LEAD.replace('s.route, s.mvl', `s.route, s.mvl,\n       ${IN_MARKET}`).replace(/;\s*$/, `\n  ${MARKET};\n`)}
DROP VIEW account;
${ACCOUNT.replace('  FROM company c', `,\n       ${IN_MARKET}, m.because AS in_market_because, m.until AS in_market_until\n  FROM company c\n  ${MARKET}`).replace(' AS best_score\n,', ' AS best_score,')}`,
}
