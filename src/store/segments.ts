/** Who is in which segment, and who was seen to enter and to leave. */
import type Database from 'better-sqlite3'
import { quoteText } from './condition-values.ts'

export interface SegmentRow {
  name: string
  condition: string
  /** Seen first and last on these days. */
  since: string
  seen_on: string
}

/** Somebody who was seen to enter or leave, as they are now. */
export interface SegmentChange {
  on: string
  what: 'entered' | 'left'
  id: string
  full_name: string | null
  company: string | null
  run_id: number
}

/** A condition of the config, compiled. */
export interface CompiledSegment {
  name: string
  when: string
  sql: string
}

/** As many bits as a number holds without trouble. */
const AT_ONCE = 30

// The last change of each decides; max() takes the other columns from the row that holds it.
const INSIDE = `SELECT person_id FROM (SELECT person_id, max(run_id), change FROM segment_change
                 WHERE segment = @name AND active = 1 GROUP BY person_id) WHERE change = 'entered'`

// Who was in it when it was seen first did not enter then.
const NEWS = `h.segment = @name AND h.active = 1 AND h.seen_on >= @since
              AND h.run_id > coalesce((SELECT min(f.run_id) FROM segment_change f JOIN segment s ON s.name = f.segment
                                        WHERE f.segment = @name AND f.seen_on = s.since), 0)`

export const segments = (db: Database.Database) => {
  const seen = db.prepare<SegmentRow>(
    `INSERT INTO segment (name, condition, since, seen_on) VALUES (@name, @condition, @since, @seen_on)
     ON CONFLICT (name) DO UPDATE SET condition = excluded.condition, seen_on = excluded.seen_on`,
  )
  /** One look at everybody for many segments. */
  const look = (group: readonly CompiledSegment[]): void => {
    const bits = group.map(({ sql }, bit) => `((coalesce((${sql}), 0) <> 0) << ${bit})`).join(' | ')
    db.exec(`CREATE TEMP TABLE IF NOT EXISTS segment_now (id TEXT PRIMARY KEY, bits INTEGER NOT NULL) WITHOUT ROWID;
             DELETE FROM temp.segment_now`)
    db.prepare(
      `INSERT INTO temp.segment_now SELECT id, bits FROM (SELECT id, ${bits} AS bits FROM lead) WHERE bits <> 0`,
    ).run()
  }
  return {
    /**
     * Writes down who is in them now and was not, and the other way round. Inside a write.
     *
     * @returns of each in their order, how many entered and left
     */
    observe: (
      all: readonly CompiledSegment[],
      run: number,
      day: string,
    ): { entered: number; left: number }[] => {
      const found: { entered: number; left: number }[] = []
      for (let from = 0; from < all.length; from += AT_ONCE) {
        const group = all.slice(from, from + AT_ONCE)
        look(group)
        group.forEach(({ name, when }, bit) => {
          const now = `SELECT id FROM temp.segment_now WHERE bits & ${1 << bit} <> 0`
          const write = (change: SegmentChange['what'], who: string): number =>
            db
              .prepare<{ name: string; run: number; day: string }>(
                `INSERT INTO segment_change (segment, person_id, run_id, seen_on, change)
                 SELECT @name, n.id, @run, @day, '${change}' FROM (${who}) n`,
              )
              .run({ name, run, day }).changes
          const left = write(
            'left',
            `SELECT person_id AS id FROM (${INSIDE}) WHERE person_id NOT IN (${now})`,
          )
          // Those who have just left are not among the new ones: they are not in it now.
          const entered = write('entered', `${now} AND id NOT IN (${INSIDE})`)
          seen.run({ name, condition: when, since: day, seen_on: day })
          found.push({ entered, left })
        })
        db.exec('DELETE FROM temp.segment_now')
      }
      return found
    },
    all: (): SegmentRow[] => db.prepare<[], SegmentRow>('SELECT * FROM segment ORDER BY name').all(),
    /** How many are in each now, in their order. */
    counts: (all: readonly CompiledSegment[]): number[] =>
      all.length === 0
        ? []
        : db
            .prepare<[], number[]>(
              `SELECT ${all.map(({ sql }) => `coalesce(sum(coalesce((${sql}), 0) <> 0), 0)`).join(', ')} FROM lead`,
            )
            .raw()
            .get()!,
    /** How many of those who are still in the file were seen to enter and leave, on that day or later, after the first look. */
    moves: (name: string, since: string): Record<'entered' | 'left', number> => {
      const rows = db
        .prepare<{ name: string; since: string }, { change: SegmentChange['what']; people: number }>(
          `SELECT h.change, count(*) AS people FROM segment_change h JOIN person p ON p.id = h.person_id
            WHERE ${NEWS} GROUP BY h.change`,
        )
        .all({ name, since })
      const of = (what: SegmentChange['what']): number =>
        rows.find(({ change }) => change === what)?.people ?? 0
      return { entered: of('entered'), left: of('left') }
    },
    /** The latest first. */
    changes: (name: string, since: string, limit: number): SegmentChange[] =>
      db
        .prepare<{ name: string; since: string; limit: number }, SegmentChange>(
          `SELECT h.seen_on AS "on", h.change AS what, p.id, p.full_name, coalesce(c.company, c.domain) AS company, h.run_id
             FROM segment_change h JOIN person p ON p.id = h.person_id LEFT JOIN company c ON c.id = p.company_id
            WHERE ${NEWS}
            ORDER BY h.seen_on DESC, h.run_id DESC, h.change, p.full_name, p.id LIMIT @limit`,
        )
        .all({ name, since, limit }),
    /** Since when this person is in it, as far as was seen. */
    enteredOn: (name: string, person: string): string | null => {
      const last = db
        .prepare<[string, string], { change: string; seen_on: string }>(
          `SELECT change, seen_on FROM segment_change WHERE segment = ? AND person_id = ? AND active = 1
            ORDER BY run_id DESC LIMIT 1`,
        )
        .get(name, person)
      return last?.change === 'entered' ? last.seen_on : null
    },
    /** A query for the ids of those who were seen to leave on that day or later. */
    leftSql: (name: string, since: string): string =>
      `SELECT person_id AS id FROM segment_change WHERE segment = ${quoteText(name)} AND active = 1
          AND change = 'left' AND seen_on >= ${quoteText(since)}`,
    setActive: (run: number, active: boolean): void =>
      void db
        .prepare<[number, number]>('UPDATE segment_change SET active = ? WHERE run_id = ?')
        .run(active ? 1 : 0, run),
  }
}

export type SegmentStore = ReturnType<typeof segments>
