/** Decisions about companies: that two are one, or are not. They name companies by key, as lists know them. */
import type { Migration } from '../migrate.ts'

export const companyLinks: Migration = {
  number: 9,
  name: 'company-links',
  sql: `
ALTER TABLE decision ADD COLUMN company_key TEXT;
ALTER TABLE decision ADD COLUMN other_key TEXT;
CREATE INDEX decision_company ON decision (company_key) WHERE company_key IS NOT NULL;
CREATE INDEX decision_other_company ON decision (other_key) WHERE other_key IS NOT NULL;
`,
}
