/**
 * Own columns of companies (`custom`), which everybody there has too, as long as a person has no value of their own; and
 * what follows from the number to call: what kind of line it is, and the time zone.
 */
import type { Migration } from '../migrate.ts'
import { scoring } from './010-scoring.ts'

const LEAD = /CREATE VIEW lead AS[^;]*;/.exec(scoring.sql)![0]
const DUE = /CREATE TRIGGER score_due_company_update [\s\S]*?END;/.exec(scoring.sql)![0]

const CUSTOM = `CASE WHEN c.custom IS NULL THEN p.custom WHEN p.custom IS NULL THEN c.custom
            ELSE json_patch(c.custom, p.custom) END AS custom`

export const companyColumns: Migration = {
  number: 12,
  name: 'company-columns',
  sql: `
ALTER TABLE company ADD COLUMN custom TEXT;
ALTER TABLE person ADD COLUMN phone_type TEXT;
ALTER TABLE person ADD COLUMN time_zone TEXT;

DROP TRIGGER score_due_company_update;
${DUE.replace('signals ON company', 'signals, custom ON company').replace(
  'old.signals IS NOT new.signals',
  'old.signals IS NOT new.signals OR old.custom IS NOT new.custom',
)}

DROP VIEW lead;
${LEAD.replace('p.custom, p.guessed', `${CUSTOM}, p.guessed`).replace(
  'END AS phone_checked',
  'END AS phone_checked,\n       p.phone_type, p.time_zone',
)}
`,
}
