/** What services answered, so that nothing is paid twice, and the jobs that they work on by themselves. */
import type { Migration } from '../migrate.ts'

export const services: Migration = {
  number: 7,
  name: 'services',
  sql: `
CREATE TABLE service_answer (
  service    TEXT NOT NULL,
  question   TEXT NOT NULL,
  subject    TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('answer', 'none', 'unknown')),
  answer     TEXT NOT NULL,
  charged    INTEGER NOT NULL,
  cost       REAL,
  currency   TEXT,
  asked_at   TEXT NOT NULL,
  good_until TEXT,
  PRIMARY KEY (subject, question, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_job (
  id        INTEGER PRIMARY KEY,
  service   TEXT NOT NULL,
  question  TEXT NOT NULL,
  job       TEXT,
  state     TEXT NOT NULL CHECK (state IN ('sending', 'open', 'done', 'failed', 'lost')),
  subjects  INTEGER NOT NULL,
  inputs    TEXT,
  pid       INTEGER,
  host      TEXT,
  sent_at   TEXT NOT NULL,
  ended_at  TEXT
) STRICT;
CREATE INDEX service_job_open ON service_job (service, question) WHERE state IN ('sending', 'open');
`,
}
