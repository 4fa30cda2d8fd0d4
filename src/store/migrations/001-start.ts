/**
 * The first schema. Above the line: what is read and decided, durable. Below it: what follows from that, always
 * rebuildable. Table and column names are a public interface; dictionary.ts explains each.
 */
import type { Migration } from '../migrate.ts'

export const start: Migration = {
  number: 1,
  name: 'start',
  sql: `
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id          INTEGER PRIMARY KEY,
  command     TEXT NOT NULL,
  parent_id   INTEGER REFERENCES run (id),
  undoes      INTEGER REFERENCES run (id),
  undone_by   INTEGER REFERENCES run (id),
  status      TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted')),
  started_at  TEXT NOT NULL,
  finished_at TEXT,
  as_of       TEXT NOT NULL,
  input       TEXT NOT NULL,
  counts      TEXT NOT NULL DEFAULT '{}',
  version     TEXT NOT NULL,
  pid         INTEGER,
  host        TEXT
) STRICT;

CREATE TABLE source (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('list', 'hand', 'service')),
  trust      INTEGER NOT NULL DEFAULT 1000,
  cost       REAL,
  currency   TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE batch (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  source_id  INTEGER NOT NULL REFERENCES source (id),
  kind       TEXT NOT NULL CHECK (kind IN ('people', 'customers')),
  file       TEXT,
  sha256     TEXT,
  reading    TEXT NOT NULL,
  signature  TEXT NOT NULL,
  on_match   TEXT NOT NULL CHECK (on_match IN ('fill', 'overwrite', 'refresh', 'skip', 'hand')),
  rows       INTEGER NOT NULL DEFAULT 0,
  finished   INTEGER NOT NULL DEFAULT 0,
  active     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX batch_run ON batch (run_id);

CREATE TABLE record (
  id          INTEGER PRIMARY KEY,
  batch_id    INTEGER NOT NULL REFERENCES batch (id),
  line        INTEGER NOT NULL,
  hash        INTEGER NOT NULL,
  observed_at TEXT,
  cells       TEXT NOT NULL,
  fields      TEXT NOT NULL,
  active      INTEGER NOT NULL DEFAULT 1,
  tail        TEXT,
  group_id    INTEGER,
  person_id   TEXT,
  company_key TEXT,
  domain      TEXT,
  name_key    TEXT
) STRICT;
CREATE INDEX record_hash ON record (hash);
CREATE INDEX record_person ON record (person_id);
CREATE INDEX record_company ON record (company_key) WHERE company_key IS NOT NULL;
CREATE INDEX record_name_key ON record (name_key, domain) WHERE name_key IS NOT NULL;

CREATE TABLE sighting (
  batch_id  INTEGER NOT NULL REFERENCES batch (id),
  line      INTEGER NOT NULL,
  record_id INTEGER REFERENCES record (id),
  outcome   TEXT NOT NULL CHECK (outcome IN ('created', 'updated', 'unchanged', 'repeat', 'rejected')),
  reason    TEXT,
  changed   TEXT,
  cells     TEXT,
  PRIMARY KEY (batch_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_record ON sighting (record_id);

CREATE TABLE decision (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  kind       TEXT NOT NULL CHECK (kind IN ('must_link', 'cannot_link', 'about', 'enrich')),
  record_id  INTEGER REFERENCES record (id),
  other_id   INTEGER REFERENCES record (id),
  value      TEXT,
  because    TEXT,
  decided_by TEXT,
  decided_at TEXT NOT NULL,
  active     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX decision_run ON decision (run_id);
CREATE INDEX decision_record ON decision (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX decision_other ON decision (other_id) WHERE other_id IS NOT NULL;

CREATE TABLE verdict (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  kind       TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
  address    TEXT NOT NULL,
  verdict    TEXT NOT NULL CHECK (verdict IN ('valid', 'plausible', 'risky', 'invalid', 'unknown')),
  level      TEXT NOT NULL CHECK (level IN ('syntax', 'domain', 'mailbox', 'number', 'line')),
  reason     TEXT,
  suggestion TEXT,
  checked_by TEXT NOT NULL,
  checked_at TEXT NOT NULL,
  evidence   TEXT,
  active     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX verdict_address ON verdict (address);
CREATE INDEX verdict_run ON verdict (run_id);

CREATE TABLE signal (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL REFERENCES run (id),
  about       TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('funding', 'hiring', 'job_posting', 'tech_change', 'job_change',
                'leadership_change', 'news', 'expansion', 'product_launch', 'research', 'referral', 'other')),
  observed_on TEXT NOT NULL,
  detail      TEXT,
  url         TEXT,
  active      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX signal_about ON signal (about);

CREATE TABLE suppression (
  hash       TEXT PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('email', 'domain', 'phone')),
  reason     TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE score (
  person_id     TEXT NOT NULL,
  run_id        INTEGER NOT NULL REFERENCES run (id),
  as_of         TEXT NOT NULL,
  score         INTEGER NOT NULL,
  grade         TEXT NOT NULL,
  fit           TEXT NOT NULL,
  heat          INTEGER NOT NULL,
  route         TEXT,
  firmographic  INTEGER NOT NULL,
  technographic INTEGER NOT NULL,
  person        INTEGER NOT NULL,
  behavioural   INTEGER NOT NULL,
  intent        INTEGER NOT NULL,
  mvl           INTEGER,
  missing       TEXT,
  active        INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (person_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX score_run ON score (run_id);

CREATE TABLE push (
  target     TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  run_id     INTEGER NOT NULL REFERENCES run (id),
  outcome    TEXT NOT NULL CHECK (outcome IN ('created', 'updated', 'removed')),
  remote_id  TEXT,
  content    TEXT NOT NULL,
  pushed_at  TEXT NOT NULL,
  PRIMARY KEY (target, person_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_run ON push (run_id);

CREATE TABLE change (
  id        INTEGER PRIMARY KEY,
  run_id    INTEGER NOT NULL REFERENCES run (id),
  entity    TEXT NOT NULL CHECK (entity IN ('person', 'company')),
  entity_id TEXT NOT NULL,
  field     TEXT NOT NULL,
  old       TEXT,
  new       TEXT,
  why       TEXT NOT NULL
) STRICT;
CREATE INDEX change_run ON change (run_id);
CREATE INDEX change_entity ON change (entity_id);

-- ------------------------------------------------------------------------------------------------ derived

CREATE TABLE record_key (
  key       TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  PRIMARY KEY (key, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE company (
  id                   TEXT PRIMARY KEY,
  key                  TEXT NOT NULL UNIQUE,
  company              TEXT,
  company_phone        TEXT,
  website              TEXT,
  domain               TEXT,
  company_linkedin_url TEXT,
  industry             TEXT,
  employees            INTEGER,
  revenue              REAL,
  founded_year         INTEGER,
  technologies         TEXT,
  country              TEXT,
  customer             INTEGER NOT NULL DEFAULT 0,
  stakeholders         INTEGER NOT NULL DEFAULT 0,
  signals_90d          INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id               TEXT PRIMARY KEY,
  full_name        TEXT,
  prefix           TEXT,
  first_name       TEXT,
  middle_name      TEXT,
  last_name        TEXT,
  suffix           TEXT,
  email            TEXT,
  email2           TEXT,
  email3           TEXT,
  phone            TEXT,
  mobile           TEXT,
  phone_home       TEXT,
  phone_other      TEXT,
  title            TEXT,
  department       TEXT,
  seniority        TEXT,
  company_id       TEXT,
  linkedin_url     TEXT,
  twitter_url      TEXT,
  street           TEXT,
  city             TEXT,
  state            TEXT,
  postal_code      TEXT,
  country          TEXT,
  source           TEXT,
  external_id      TEXT,
  owner            TEXT,
  tags             TEXT,
  notes            TEXT,
  created_at       TEXT,
  unsubscribed     INTEGER,
  consent          TEXT,
  product_interest TEXT,
  custom           TEXT,
  guessed          TEXT,
  email_status     TEXT,
  email_level      TEXT,
  email_reason     TEXT,
  email_suggestion TEXT,
  email_checked    TEXT,
  phone_status     TEXT,
  phone_reason     TEXT,
  phone_checked    TEXT,
  lifecycle        TEXT NOT NULL DEFAULT 'suspect',
  buying_stage     TEXT,
  suppressed       INTEGER NOT NULL DEFAULT 0,
  signals_90d      INTEGER NOT NULL DEFAULT 0,
  records          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_company ON person (company_id) WHERE company_id IS NOT NULL;

CREATE TABLE role (
  person_id  TEXT NOT NULL,
  company_id TEXT NOT NULL,
  title      TEXT,
  seniority  TEXT,
  department TEXT,
  is_current INTEGER NOT NULL,
  record_id  INTEGER NOT NULL,
  PRIMARY KEY (person_id, company_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_company ON role (company_id);

CREATE TABLE email (
  person_id TEXT NOT NULL,
  address   TEXT NOT NULL,
  position  INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  PRIMARY KEY (person_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX email_address ON email (address);

CREATE TABLE phone (
  person_id TEXT NOT NULL,
  number    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  position  INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_number ON phone (number);

CREATE TABLE profile (
  person_id TEXT NOT NULL,
  url       TEXT NOT NULL,
  network   TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  PRIMARY KEY (person_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE duplicate (
  a_id      TEXT NOT NULL,
  b_id      TEXT NOT NULL,
  reason    TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  PRIMARY KEY (a_id, b_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_b ON duplicate (b_id);

CREATE TABLE latest_score (
  person_id     TEXT PRIMARY KEY,
  run_id        INTEGER NOT NULL,
  as_of         TEXT NOT NULL,
  score         INTEGER NOT NULL,
  grade         TEXT NOT NULL,
  fit           TEXT NOT NULL,
  heat          INTEGER NOT NULL,
  route         TEXT,
  firmographic  INTEGER NOT NULL,
  technographic INTEGER NOT NULL,
  person        INTEGER NOT NULL,
  behavioural   INTEGER NOT NULL,
  intent        INTEGER NOT NULL,
  mvl           INTEGER,
  missing       TEXT
) STRICT, WITHOUT ROWID;

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
       p.signals_90d + coalesce(c.signals_90d, 0) AS signals_90d,
       CASE WHEN c.customer = 1 THEN 'customer' ELSE p.lifecycle END AS lifecycle,
       p.buying_stage, p.suppressed, s.fit, s.heat, s.score, s.grade, s.route, s.mvl
  FROM person p
  LEFT JOIN company c ON c.id = p.company_id
  LEFT JOIN latest_score s ON s.person_id = p.id;

CREATE VIEW account AS
SELECT c.id, c.company, c.domain, c.industry, c.employees, c.revenue, c.country, c.customer,
       c.stakeholders, c.signals_90d,
       (SELECT max(s.score) FROM person p JOIN latest_score s ON s.person_id = p.id
         WHERE p.company_id = c.id) AS best_score
  FROM company c;
`,
}
