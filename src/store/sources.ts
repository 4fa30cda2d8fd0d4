/** Sources: who stands in which lists, and what came of them. Everybody is read once, in the order of people. */
import type Database from 'better-sqlite3'
import { datedOutcomes } from './learning.ts'
import { AGED, freshSince, shifted } from './overview.ts'

export interface SourceRow {
  id: number
  name: string
  kind: 'list' | 'hand' | 'service'
  cost: number | null
  currency: string | null
}

export interface SourceBatch {
  id: number
  source_id: number
  kind: string
  rows: number
  repeats: number
  rejected: number
}

/** What is asked of each person; a bit each. `findable`: enough is known to ask a service for an address. */
export const SOURCE_FLAGS = [
  'unreachable',
  'findable',
  'qualified',
  'pushed',
  'replied',
  'meeting',
  'won',
] as const
export type SourceFlag = (typeof SOURCE_FLAGS)[number]

const isOfUse = (kind: 'email' | 'phone', status: string): string =>
  `(p.${kind} IS NOT NULL AND ${status} IS NOT 'invalid')`

const isAmong = (query: string): string => `p.id IN (SELECT person_id FROM (${query}))`

/** @param row where the standing of addresses is read: `p`, or `l` where it has aged */
const flags = (row: 'p' | 'l'): Record<SourceFlag, string> => ({
  // Of who has a good address nothing more is asked.
  unreachable: `NOT (${isOfUse('email', `${row}.email_status`)} OR ${isOfUse('phone', `${row}.phone_status`)})`,
  findable: `(p.linkedin_url IS NOT NULL OR (p.last_name IS NOT NULL AND
              p.company_id IN (SELECT c.id FROM company c WHERE c.domain IS NOT NULL)))`,
  qualified: isAmong('SELECT person_id FROM latest_score WHERE mvl = 1'),
  pushed: isAmong(`SELECT h.person_id FROM push h JOIN run r ON r.id = h.run_id
                    WHERE r.undone_by IS NULL AND h.outcome <> 'removed'`),
  replied: isAmong(datedOutcomes('replied')),
  meeting: isAmong(datedOutcomes('meeting')),
  won: `(p.lifecycle = 'customer' OR ${isAmong(datedOutcomes('won'))} OR (
          p.lifecycle IN ('suspect', 'prospect') AND p.company_id IN (SELECT c.id FROM company c WHERE c.customer = 1)))`,
})

const packed = (row: 'p' | 'l'): string =>
  SOURCE_FLAGS.map((name, bit) => shifted(flags(row)[name], bit)).join(' | ')

// The lists of each person are no more than their numbers: millions of people have few different ones, and grouping by
// them here would sort everybody. Whether a record counts follows from its lists, so that indexes alone are read, in the
// order of people. One text a person is read much faster than two values.
const BATCHES = `(SELECT group_concat(s.batch_id) FROM record r CROSS JOIN sighting s ON s.record_id = r.id
                   WHERE r.person_id = p.id)`

const HAS_AGED = `(${AGED.email} OR ${AGED.phone})`

const PEOPLE = `SELECT ${BATCHES} || ' ' || (${packed('p')}) FROM person p WHERE NOT ${HAS_AGED}`

const AGED_PEOPLE = `
SELECT ${BATCHES} || ' ' || (${packed('l')}) FROM person p CROSS JOIN lead l ON l.id = p.id WHERE ${HAS_AGED}`

export const sources = (db: Database.Database) => ({
  all: (): SourceRow[] =>
    db.prepare<[], SourceRow>('SELECT id, name, kind, cost, currency FROM source ORDER BY id').all(),
  byName: (name: string): SourceRow | undefined =>
    db
      .prepare<[string], SourceRow>('SELECT id, name, kind, cost, currency FROM source WHERE name = ?')
      .get(name),
  /** Lists that were not taken back, in the order in which they were read. */
  batches: (): SourceBatch[] =>
    db
      .prepare<[], SourceBatch>(
        `SELECT b.id, b.source_id, b.kind, coalesce(n.rows, 0) AS rows, coalesce(n.repeats, 0) AS repeats,
                coalesce(n.rejected, 0) AS rejected
           FROM batch b LEFT JOIN (
                SELECT batch_id, count(*) AS rows, sum(outcome = 'repeat') AS repeats, sum(outcome = 'rejected') AS rejected
                  FROM sighting GROUP BY batch_id) n ON n.batch_id = b.id
          WHERE b.active = 1 ORDER BY b.id`,
      )
      .all(),
  /**
   * Everybody, by the lists in which they stand, also those that were taken back, and what came of them.
   *
   * @returns numbers of lists, `3,1,1` → bits of {@link SOURCE_FLAGS} → people
   */
  people: (): Map<string, Map<number, number>> => {
    const since = { since: freshSince(db) }
    const counts = new Map<string | null, number>()
    for (const sql of [PEOPLE, AGED_PEOPLE])
      for (const text of db.prepare<{ since: string }, string | null>(sql).pluck().all(since))
        counts.set(text, (counts.get(text) ?? 0) + 1)
    const found = new Map<string, Map<number, number>>()
    for (const [text, people] of counts) {
      const [batches = '', bits = ''] = text?.split(' ') ?? []
      if (text === null) continue
      const known = found.get(batches)
      if (known === undefined) found.set(batches, new Map([[Number(bits), people]]))
      else known.set(Number(bits), people)
    }
    return found
  },
})

export type SourceStore = ReturnType<typeof sources>
