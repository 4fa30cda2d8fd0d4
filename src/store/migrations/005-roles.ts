/**
 * Positions in time; companies by name and country; how many people and how many functions are known at a company. What
 * an older file holds is derived again as it is touched.
 */
import type { Migration } from '../migrate.ts'

const TODAY = "date('now')"

export const roles: Migration = {
  number: 5,
  name: 'roles',
  sql: `
CREATE TABLE role_5 (
  person_id   TEXT NOT NULL,
  company_id  TEXT NOT NULL,
  stint       INTEGER NOT NULL DEFAULT 1,
  title       TEXT,
  seniority   TEXT,
  department  TEXT,
  since       TEXT,
  until       TEXT,
  buying_role TEXT,
  is_current  INTEGER NOT NULL,
  record_id   INTEGER NOT NULL,
  PRIMARY KEY (person_id, company_id, stint)
) STRICT, WITHOUT ROWID;
INSERT INTO role_5 (person_id, company_id, title, seniority, department, is_current, record_id)
  SELECT person_id, company_id, title, seniority, department, is_current, record_id FROM role;
DROP TABLE role;
ALTER TABLE role_5 RENAME TO role;

ALTER TABLE record ADD COLUMN country TEXT;
DROP INDEX record_name_key;
CREATE INDEX record_name_key ON record (name_key, domain, country) WHERE name_key IS NOT NULL;

ALTER TABLE company ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
-- One bit a function (model/job-function.ts); -1: not counted yet.
ALTER TABLE company ADD COLUMN functions INTEGER NOT NULL DEFAULT 0;
UPDATE company SET people = stakeholders, functions = -1;

DROP VIEW account;
CREATE VIEW account AS
SELECT c.id, c.company, c.domain, c.industry, c.employees, c.revenue, c.country, c.customer,
       c.people, c.stakeholders,
       CASE WHEN c.signals > 0 THEN (SELECT count(*) FROM signal g WHERE g.company_id = c.id
          AND g.observed_on >= date(${TODAY}, '-90 days') AND g.observed_on <= ${TODAY}) ELSE 0 END AS signals_90d,
       (SELECT max(s.score) FROM person p JOIN latest_score s ON s.person_id = p.id
         WHERE p.company_id = c.id) AS best_score
  FROM company c;
`,
}
