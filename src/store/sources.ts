/** Sources: who stands in which lists, and what came of them. Everybody is read once, in the order of people. */
import type Database from 'better-sqlite3'
import { datedOutcomes } from './learning.ts'

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

const noUse = (kind: 'email' | 'phone'): string =>
  `(l.${kind} IS NULL OR coalesce(l.${kind}_status, '') = 'invalid')`

const outcome = (name: 'replied' | 'meeting' | 'won'): string =>
  `l.id IN (SELECT person_id FROM (${datedOutcomes(name)}))`

const FLAGS: Record<SourceFlag, string> = {
  unreachable: `(${noUse('email')} AND ${noUse('phone')})`,
  findable: '(l.linkedin_url IS NOT NULL OR (l.last_name IS NOT NULL AND l.domain IS NOT NULL))',
  qualified: 'coalesce(l.mvl, 0)',
  pushed: `l.id IN (SELECT p.person_id FROM push p JOIN run r ON r.id = p.run_id
                     WHERE r.undone_by IS NULL AND p.outcome <> 'removed')`,
  replied: `(${outcome('replied')})`,
  meeting: `(${outcome('meeting')})`,
  won: `(l.lifecycle = 'customer' OR ${outcome('won')})`,
}

// The lists of each person are no more than their numbers: millions of people have few different ones, and grouping by
// them here would sort everybody.
const PEOPLE = `
SELECT n.batches, ${SOURCE_FLAGS.map((name, bit) => `(${FLAGS[name]} << ${bit})`).join(' | ')}
  FROM (SELECT r.person_id, group_concat(s.batch_id) AS batches
          FROM record r CROSS JOIN sighting s ON s.record_id = r.id
         WHERE r.person_id IS NOT NULL AND r.active = 1 GROUP BY r.person_id) n
 CROSS JOIN lead l ON l.id = n.person_id`

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
   * Everybody, by the lists in which they stand and what came of them.
   *
   * @returns numbers of lists, `3,1,1` → bits of {@link SOURCE_FLAGS} → people
   */
  people: (): Map<string, Map<number, number>> => {
    const found = new Map<string, Map<number, number>>()
    for (const [batches, flags] of db.prepare<[], [string, number]>(PEOPLE).raw().iterate()) {
      const known = found.get(batches)
      if (known === undefined) found.set(batches, new Map([[flags, 1]]))
      else known.set(flags, (known.get(flags) ?? 0) + 1)
    }
    return found
  },
})

export type SourceStore = ReturnType<typeof sources>
