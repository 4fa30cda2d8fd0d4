/**
 * Signals and events: each once, however many rows tell of it (`evidence`), and tied to the person or company that it is
 * about as soon as that appears. Lists of every kind.
 *
 * `lead` and `account` count signals and events back from today. Inside prm they are made anew for the connection, with
 * the clock of the run in the place of `date('now')` (open.ts), so that there is one text of each. Whoever has no signal
 * pays for none: the totals of person and company are looked at first.
 */
import type { Migration } from '../migrate.ts'

// As they were when this step was written; a step never changes.
const SIGNALS = [
  ...['funding', 'hiring', 'job_posting', 'tech_change', 'job_change', 'leadership_change', 'news'],
  ...['expansion', 'product_launch', 'research', 'referral', 'other'],
]

const TODAY = "date('now')"

const signals = (owner: string, id: string): string =>
  `SELECT count(*) FROM signal g WHERE g.${owner} = ${id}
          AND g.observed_on >= date(${TODAY}, '-90 days') AND g.observed_on <= ${TODAY}`

const last = (kind: string): string =>
  `CASE WHEN p.signals > 0 OR c.signals > 0 THEN
         (SELECT max(d) FROM (
            SELECT max(g.observed_on) AS d FROM signal g
             WHERE g.person_id = p.id AND g.kind = '${kind}' AND g.observed_on <= ${TODAY}
            UNION ALL
            SELECT max(g.observed_on) FROM signal g
             WHERE g.company_id = c.id AND g.kind = '${kind}' AND g.observed_on <= ${TODAY})) END AS last_${kind}`

/** What a person did, until the day of the clock; not what befell a message, and not what a machine did. */
const DONE = `e.person_id = p.id AND e.machine = 0 AND e.kind NOT IN ('sent', 'delivered', 'bounce')
          AND e.at < date(${TODAY}, '+1 day')`

const events = (days: number): string =>
  `CASE WHEN p.events > 0 THEN (SELECT count(*) FROM event e
        WHERE ${DONE} AND e.at >= date(${TODAY}, '-${days} days')) ELSE 0 END AS events_${days}d`

export const facts: Migration = {
  number: 2,
  name: 'facts',
  sql: `
-- Nothing asks for the roles at a company: the people who work there now have an index of their own.
DROP INDEX role_company;
DROP VIEW lead;
DROP VIEW account;

CREATE TABLE batch_2 (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  source_id  INTEGER NOT NULL REFERENCES source (id),
  kind       TEXT NOT NULL,
  file       TEXT,
  sha256     TEXT,
  reading    TEXT NOT NULL,
  signature  TEXT NOT NULL,
  on_match   TEXT NOT NULL CHECK (on_match IN ('fill', 'overwrite', 'refresh', 'skip', 'hand')),
  rows       INTEGER NOT NULL DEFAULT 0,
  finished   INTEGER NOT NULL DEFAULT 0,
  active     INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO batch_2 SELECT id, run_id, source_id, kind, file, sha256, reading, signature, on_match, rows, finished, active
  FROM batch;
DROP TABLE batch;
ALTER TABLE batch_2 RENAME TO batch;
CREATE INDEX batch_run ON batch (run_id);

CREATE TABLE signal_2 (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL REFERENCES run (id),
  about       TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('funding', 'hiring', 'job_posting', 'tech_change', 'job_change',
                'leadership_change', 'news', 'expansion', 'product_launch', 'research', 'referral', 'other')),
  observed_on TEXT NOT NULL,
  detail      TEXT,
  url         TEXT,
  hash        INTEGER NOT NULL,
  active      INTEGER NOT NULL DEFAULT 1,
  person_id   TEXT,
  company_id  TEXT
) STRICT;
INSERT INTO signal_2 SELECT id, run_id, about, kind, observed_on, detail, url, 0, active, NULL, NULL FROM signal;
DROP TABLE signal;
ALTER TABLE signal_2 RENAME TO signal;
CREATE INDEX signal_about ON signal (about);
CREATE INDEX signal_hash ON signal (hash);
CREATE INDEX signal_person ON signal (person_id, kind, observed_on) WHERE person_id IS NOT NULL;
CREATE INDEX signal_company ON signal (company_id, kind, observed_on) WHERE company_id IS NOT NULL;

CREATE TABLE event (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL REFERENCES run (id),
  about       TEXT NOT NULL,
  kind        TEXT NOT NULL,
  at          TEXT NOT NULL,
  detail      TEXT,
  url         TEXT,
  campaign    TEXT,
  external_id TEXT,
  machine     INTEGER NOT NULL DEFAULT 0,
  hash        INTEGER NOT NULL,
  active      INTEGER NOT NULL DEFAULT 1,
  person_id   TEXT
) STRICT;
CREATE INDEX event_about ON event (about);
CREATE INDEX event_hash ON event (hash);
CREATE INDEX event_person ON event (person_id, at) WHERE person_id IS NOT NULL;

CREATE TABLE evidence (
  batch_id  INTEGER NOT NULL REFERENCES batch (id),
  line      INTEGER NOT NULL,
  fact      TEXT NOT NULL CHECK (fact IN ('signal', 'event')),
  fact_id   INTEGER NOT NULL,
  record_id INTEGER REFERENCES record (id),
  PRIMARY KEY (batch_id, line, fact, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_fact ON evidence (fact_id, fact);
CREATE INDEX evidence_record ON evidence (record_id) WHERE record_id IS NOT NULL;

ALTER TABLE suppression ADD COLUMN batch_id INTEGER REFERENCES batch (id);

ALTER TABLE person RENAME COLUMN signals_90d TO signals;
ALTER TABLE person ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE company RENAME COLUMN signals_90d TO signals;

CREATE VIEW lead AS
SELECT p.id, p.full_name, p.prefix, p.first_name, p.middle_name, p.last_name, p.suffix,
       p.email, p.email2, p.email3, p.phone, p.mobile, p.phone_home, p.phone_other,
       p.title, p.department, p.seniority, p.linkedin_url, p.twitter_url,
       p.street, p.city, p.state, p.postal_code, coalesce(p.country, c.country) AS country,
       p.source, p.external_id, p.owner, p.tags, p.notes, p.created_at, p.unsubscribed, p.consent,
       p.product_interest, p.company_id, c.company, c.company_phone, c.website, c.domain,
       c.company_linkedin_url, c.industry, c.employees, c.revenue, c.founded_year, c.technologies,
       p.custom, p.guessed, p.email_status, p.email_level, p.email_reason, p.email_suggestion,
       p.email_checked, p.phone_status, p.phone_reason, p.phone_checked,
       coalesce(c.stakeholders, 0) AS stakeholders,
       CASE WHEN p.signals > 0 THEN (${signals('person_id', 'p.id')}) ELSE 0 END +
       CASE WHEN c.signals > 0 THEN (${signals('company_id', 'c.id')}) ELSE 0 END AS signals_90d,
       ${SIGNALS.map(last).join(',\n       ')},
       ${events(30)},
       ${events(90)},
       CASE WHEN p.events > 0 THEN (SELECT substr(max(e.at), 1, 10) FROM event e WHERE ${DONE}) END AS last_event,
       CASE WHEN p.events > 0 THEN (SELECT substr(max(e.at), 1, 10) FROM event e
        WHERE ${DONE} AND e.kind = 'reply') END AS last_reply,
       CASE WHEN c.customer = 1 THEN 'customer' ELSE p.lifecycle END AS lifecycle,
       p.buying_stage, p.suppressed, s.fit, s.heat, s.score, s.grade, s.route, s.mvl
  FROM person p
  LEFT JOIN company c ON c.id = p.company_id
  LEFT JOIN latest_score s ON s.person_id = p.id;

CREATE VIEW account AS
SELECT c.id, c.company, c.domain, c.industry, c.employees, c.revenue, c.country, c.customer,
       c.stakeholders,
       CASE WHEN c.signals > 0 THEN (${signals('company_id', 'c.id')}) ELSE 0 END AS signals_90d,
       (SELECT max(s.score) FROM person p JOIN latest_score s ON s.person_id = p.id
         WHERE p.company_id = c.id) AS best_score
  FROM company c;
`,
}
