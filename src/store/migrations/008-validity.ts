/**
 * How long a verdict holds: after the age of its level an address counts as not checked at that level, whoever asks and
 * by whatever clock. `person` keeps the deepest verdict there is; `lead` looks whether it still holds, and only where it
 * does not, it looks for a weaker one that does. And what the DNS has said, for as long as it said that this is true.
 */
import type { Migration } from '../migrate.ts'
import { activities } from './004-activities.ts'

const LEAD = /CREATE VIEW lead AS[\s\S]*$/.exec(activities.sql)![0]

/** (A connection with a clock of its own puts its day in the place of date('now').) */
const SINCE = "date(date('now'), '-' || a.days || ' days')"

const since = (level: string): string => `(SELECT ${SINCE} FROM max_age a WHERE a.level = '${level}')`

const LEVELS = { email: ['syntax', 'domain', 'mailbox'], phone: ['syntax', 'number', 'line'] } as const

/** A column of the standing: the kept one as long as it holds, else the same of the best verdict that does. */
const holding = (kind: keyof typeof LEVELS, kept: string, column: string): string => {
  const oldest = LEVELS[kind].map((level) => `WHEN '${level}' THEN ${since(level)}`).join(' ')
  // Whoever left a company is doubted for good, whenever the address was checked.
  const doubt = kind === 'email' ? " OR p.email_reason = 'job_changed'" : ''
  return `CASE WHEN p.${kind}_checked IS NULL${doubt} OR p.${kind}_checked >= CASE p.${kind}_level ${oldest} END THEN p.${kept}
       ELSE (SELECT v.${column} FROM verdict v CROSS JOIN max_age a ON a.level = v.level
              WHERE v.address = p.${kind} AND v.kind = '${kind}' AND v.active = 1 AND v.checked_at >= ${SINCE}
              ORDER BY v.verdict = 'unknown', a.depth DESC, v.id DESC LIMIT 1) END AS ${kept}`
}

const KEPT = `p.email_status, p.email_level, p.email_reason, p.email_suggestion,
       p.email_checked, p.phone_status, p.phone_reason, p.phone_checked,`

const columns = [
  holding('email', 'email_status', 'verdict'),
  holding('email', 'email_level', 'level'),
  holding('email', 'email_reason', 'reason'),
  holding('email', 'email_suggestion', 'suggestion'),
  holding('email', 'email_checked', 'checked_at'),
  holding('phone', 'phone_status', 'verdict'),
  holding('phone', 'phone_level', 'level'),
  holding('phone', 'phone_reason', 'reason'),
  holding('phone', 'phone_checked', 'checked_at'),
].join(',\n       ')

export const validity: Migration = {
  number: 8,
  name: 'validity',
  sql: `
CREATE TABLE max_age (
  level TEXT PRIMARY KEY,
  depth INTEGER NOT NULL,
  days  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO max_age (level, depth, days)
VALUES ('syntax', 1, 365), ('number', 2, 365), ('domain', 2, 90), ('mailbox', 3, 90), ('line', 3, 180);

CREATE TABLE dns (
  name  TEXT PRIMARY KEY,
  reply TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE person ADD COLUMN phone_level TEXT;
UPDATE person SET phone_level = coalesce(
  (SELECT v.level FROM verdict v WHERE v.address = person.phone AND v.kind = 'phone' AND v.active = 1
    ORDER BY v.level = 'line' DESC, v.id DESC LIMIT 1), 'number')
 WHERE phone_checked IS NOT NULL;

DROP VIEW lead;
${LEAD.replace(KEPT, `${columns},`)}`,
}
