/**
 * Decisions about companies: that two are one, or are not. They name companies by key, as lists know them.
 *
 * The triggers forget that companies were matched, once what is compared of any of them changes, whoever changes it.
 */
import type { Migration } from '../migrate.ts'

const FORGET = "BEGIN DELETE FROM meta WHERE key = 'companies_matched'; END;"

export const companyLinks: Migration = {
  number: 9,
  name: 'company-links',
  sql: `
ALTER TABLE decision ADD COLUMN company_key TEXT;
ALTER TABLE decision ADD COLUMN other_key TEXT;
CREATE INDEX decision_company ON decision (company_key) WHERE company_key IS NOT NULL;
CREATE INDEX decision_other_company ON decision (other_key) WHERE other_key IS NOT NULL;

CREATE TRIGGER company_new AFTER INSERT ON company ${FORGET}
CREATE TRIGGER company_gone AFTER DELETE ON company ${FORGET}
CREATE TRIGGER company_changed AFTER UPDATE OF company, company_phone, company_linkedin_url ON company
WHEN old.company IS NOT new.company OR old.company_phone IS NOT new.company_phone
  OR old.company_linkedin_url IS NOT new.company_linkedin_url ${FORGET}
CREATE TRIGGER company_decided AFTER INSERT ON decision WHEN new.company_key IS NOT NULL ${FORGET}
CREATE TRIGGER company_undecided AFTER UPDATE OF active ON decision WHEN new.company_key IS NOT NULL ${FORGET}
`,
}
