/**
 * Taking a person out for good: every row that is theirs, and what others' rows say of them. What is deleted here is
 * overwritten (secure_delete), and `clean` then writes the file anew, so that no free page, log or backup holds it.
 */
import type Database from 'better-sqlite3'
import { closeSync, fsyncSync, openSync, readdirSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FactTable } from './facts.ts'

/** Set from the moment at which rows are gone until the file is clean. */
const PENDING = 'erasing'

/** What is put in the place of what said something of the person. */
export interface Scrub {
  /** Quick, and rather too often yes than too seldom. */
  mentions: (text: string) => boolean
  /** The text without what it said of them. */
  scrub: (text: string) => string
}

export interface ErasedRecord {
  id: number
  tail: string
  /** JSON. */
  cells: string
  /** JSON. */
  fields: string
  company_key: string | null
}

export interface ErasedFact {
  fact: FactTable
  id: number
}

/** Texts of people's own, in which others may be named. */
const FREE_TEXTS: readonly [table: string, column: string][] = [
  ...(['input'] as const).map((column): [string, string] => ['run', column]),
  ['sighting', 'cells'],
  ['sighting', 'reason'],
  ['decision', 'because'],
  ['decision', 'value'],
  ['relationship', 'because'],
  ['activity', 'detail'],
  ['step', 'detail'],
  ['answer', 'value'],
  ['signal', 'detail'],
  ['signal', 'url'],
  ['event', 'detail'],
  ['event', 'url'],
  ['change', 'old'],
  ['change', 'new'],
  ['verdict', 'suggestion'],
  ['verdict', 'evidence'],
  ['push', 'content'],
  ['push', 'changes'],
  ['push_company', 'content'],
  ['push_company', 'changes'],
  ['push_open', 'content'],
  ['push_open', 'changes'],
  ['push_open', 'message'],
  ['service_job', 'inputs'],
  ['meta', 'value'],
]

const AMONG = '(SELECT value FROM json_each(?))'

export const erasure = (db: Database.Database, path: string) => {
  const all = <T>(sql: string, ...values: unknown[]): T[] => db.prepare(sql).all(...values) as T[]
  const list = <T>(sql: string, ...values: unknown[]): T[] =>
    db
      .prepare(sql)
      .pluck()
      .all(...values) as T[]
  const run = (sql: string, ...values: unknown[]): number => db.prepare(sql).run(...values).changes
  const json = JSON.stringify
  return {
    /**
     * Records of the person, and those taken back that bear one of these keys which no other person has.
     *
     * @param person null: only by the keys
     */
    recordsOf: (person: string | null, given: readonly string[]): ErasedRecord[] => {
      const ids = new Set(
        person === null ? [] : list<number>('SELECT id FROM record WHERE person_id = ?', person),
      )
      const keys = new Set(given)
      for (let before = -1; ids.size + keys.size > before;) {
        before = ids.size + keys.size
        const mine = json([...ids])
        for (const key of list<string>(
          `SELECT DISTINCT key FROM record_key WHERE record_id IN ${AMONG}`,
          mine,
        ))
          keys.add(key)
        const more = `SELECT k.record_id FROM record_key k JOIN record r ON r.id = k.record_id
          WHERE k.key IN ${AMONG} AND r.active = 0
            AND NOT EXISTS (SELECT 1 FROM record_key o JOIN record x ON x.id = o.record_id
                             WHERE o.key = k.key AND x.active = 1 AND x.person_id IS NOT NULL AND x.id NOT IN ${AMONG})`
        for (const id of list<number>(more, json([...keys]), mine)) ids.add(id)
      }
      return all<ErasedRecord>(
        `SELECT id, tail, cells, fields, company_key FROM record WHERE id IN ${AMONG} ORDER BY id`,
        json([...ids]),
      )
    },
    keysOf: (records: readonly number[]): string[] =>
      list<string>(`SELECT DISTINCT key FROM record_key WHERE record_id IN ${AMONG}`, json(records)),
    /** Whether a record of somebody else, counting or not, has this key. */
    isKeyOfOthers: (key: string, records: readonly number[]): boolean =>
      list<number>(
        `SELECT 1 FROM record_key WHERE key = ? AND record_id NOT IN ${AMONG} LIMIT 1`,
        key,
        json(records),
      ).length > 0,
    /** Where the person was given to, and by which lists they came. */
    traces: (persons: readonly string[], records: readonly number[]) => ({
      targets: all<{ target: string; remote_id: string | null }>(
        `SELECT target, max(remote_id) AS remote_id FROM push WHERE person_id IN ${AMONG} AND outcome <> 'removed'
          GROUP BY target ORDER BY target`,
        json(persons),
      ),
      files: list<string>(
        `SELECT DISTINCT b.file FROM sighting s JOIN batch b ON b.id = s.batch_id
          WHERE s.record_id IN ${AMONG} AND b.file IS NOT NULL ORDER BY b.file`,
        json(records),
      ),
      services: list<string>(
        `SELECT DISTINCT o.name FROM sighting s JOIN batch b ON b.id = s.batch_id JOIN source o ON o.id = b.source_id
          WHERE s.record_id IN ${AMONG} AND o.kind = 'service' ORDER BY o.name`,
        json(records),
      ),
    }),
    /** Takes what these records say out of the derivation: they sleep, and so does what was decided of them. */
    silence: (records: readonly number[], keys: readonly string[]): ErasedFact[] => {
      const ids = json(records)
      db.exec(
        'DELETE FROM match_state; DELETE FROM match_key; DELETE FROM match_edge; DELETE FROM match_shared',
      )
      db.exec('DELETE FROM match_due; DELETE FROM match_case')
      db.exec("DELETE FROM meta WHERE key IN ('dedupe_cases', 'company_edges')")
      // First what was matched: where nothing was, the triggers note nothing of what follows.
      db.exec('DELETE FROM match_company; DELETE FROM match_company_edge; DELETE FROM match_company_due')
      const abouts = json([...keys, ...records.flatMap((id) => [`r:${id}`, `m:${id}`])])
      // Events that are tied to somebody are found by whom: see migrations/017-untied-events.ts.
      const about = {
        signal: list<number>(`SELECT id FROM signal WHERE about IN ${AMONG}`, abouts),
        event: list<number>(
          `SELECT id FROM event WHERE person_id IS NULL AND about IN ${AMONG}
            UNION SELECT id FROM event WHERE about IN ${AMONG}
                     AND person_id IN (SELECT person_id FROM record WHERE id IN ${AMONG})`,
          ...[abouts, abouts, ids],
        ),
      }
      const facts = (['signal', 'event'] as const).flatMap((fact): ErasedFact[] =>
        list<number>(
          `SELECT value FROM json_each(?) UNION SELECT fact_id FROM evidence WHERE fact = '${fact}' AND record_id IN ${AMONG}`,
          json(about[fact]),
          ids,
        ).map((id) => ({ fact, id })),
      )
      // Rows of lists that told of nothing else.
      run(
        `DELETE FROM sighting WHERE record_id IS NULL AND (batch_id, line) IN (
           SELECT e.batch_id, e.line FROM evidence e WHERE
             (e.fact = 'signal' AND e.fact_id IN ${AMONG}) OR (e.fact = 'event' AND e.fact_id IN ${AMONG}))`,
        json(about.signal),
        json(about.event),
      )
      for (const fact of ['signal', 'event'] as const) {
        run(
          `DELETE FROM evidence WHERE fact = '${fact}' AND (record_id IN ${AMONG} OR fact_id IN ${AMONG})`,
          ids,
          json(about[fact]),
        )
        run(
          `UPDATE ${fact} SET active = 0 WHERE id IN ${AMONG}
             AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.fact = '${fact}' AND e.fact_id = ${fact}.id)`,
          json(facts.filter((one) => one.fact === fact).map(({ id }) => id)),
        )
      }
      run(`UPDATE record SET active = 0 WHERE id IN ${AMONG}`, ids)
      return facts
    },
    /** Runs by hand that were about the person: what they were asked goes with them. */
    runsAbout: (records: readonly number[]): number[] => {
      const ids = json(records)
      const tables = ['decision', 'relationship', 'activity', 'step', 'answer']
      const named = tables.map((table) => {
        const other = table === 'decision' || table === 'relationship' ? ` OR other_id IN ${AMONG}` : ''
        return list<number>(
          `SELECT run_id FROM ${table} WHERE record_id IN ${AMONG}${other}`,
          ...(other === '' ? [ids] : [ids, ids]),
        )
      })
      const own = list<number>(
        `SELECT b.run_id FROM record r JOIN batch b ON b.id = r.batch_id WHERE r.id IN ${AMONG}`,
        ids,
      )
      return list<number>(
        `SELECT id FROM run WHERE id IN ${AMONG}
            AND command IN ('add', 'edit', 'link', 'role', 'stage', 'log', 'ask', 'signal', 'relate', 'merge', 'split')`,
        json([...new Set([...own, ...named.flat()])]),
      )
    },
    /** Deletes what is left of the records and people, once nothing is derived from them any more. */
    remove: (records: readonly number[], persons: readonly string[], facts: readonly ErasedFact[]) => {
      const ids = json(records)
      const who = json(persons)
      const counts = { decisions: 0, facts: 0, rows: 0 }
      run(
        `DELETE FROM relationship WHERE removes IN (SELECT id FROM relationship WHERE record_id IN ${AMONG} OR other_id IN ${AMONG})`,
        ids,
        ids,
      )
      for (const table of ['relationship', 'decision'])
        counts.decisions += run(
          `DELETE FROM ${table} WHERE record_id IN ${AMONG} OR other_id IN ${AMONG}`,
          ids,
          ids,
        )
      for (const table of ['activity', 'step', 'answer'])
        counts.decisions += run(`DELETE FROM ${table} WHERE record_id IN ${AMONG}`, ids)
      for (const fact of ['signal', 'event'] as const) {
        counts.facts += run(
          `DELETE FROM ${fact} WHERE id IN ${AMONG}
             AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.fact = '${fact}' AND e.fact_id = ${fact}.id)`,
          json(facts.filter((one) => one.fact === fact).map(({ id }) => id)),
        )
      }
      counts.rows = run(`DELETE FROM sighting WHERE record_id IN ${AMONG}`, ids)
      run(`DELETE FROM record_key WHERE record_id IN ${AMONG}`, ids)
      run(`DELETE FROM record WHERE id IN ${AMONG}`, ids)
      // The next record takes the number that is free, and must not count as enriched before its time.
      run(
        `UPDATE decision SET value = json_set(value, '$.upto', (SELECT coalesce(max(id), 0) FROM record))
          WHERE kind = 'enrich' AND json_extract(value, '$.upto') > (SELECT coalesce(max(id), 0) FROM record)`,
      )
      for (const table of ['score', 'latest_score', 'segment_change', 'push'])
        run(`DELETE FROM ${table} WHERE person_id IN ${AMONG}`, who)
      run(`DELETE FROM assignment WHERE id IN ${AMONG}`, who)
      run(`DELETE FROM push_open WHERE entity_id IN ${AMONG}`, who)
      run(`DELETE FROM push_tie WHERE from_id IN ${AMONG} OR to_id IN ${AMONG}`, who, who)
      run(`DELETE FROM score_due WHERE id IN ${AMONG}`, who)
      run(`DELETE FROM change WHERE entity_id IN ${AMONG}`, who)
      run(`DELETE FROM duplicate WHERE a_id IN ${AMONG} OR b_id IN ${AMONG}`, who, who)
      run('DELETE FROM market WHERE company_id NOT IN (SELECT id FROM company)')
      return counts
    },
    /** What changed at these companies by the person's values, and everything of companies that are gone. */
    forgetChanges: (companies: readonly string[], values: readonly string[], run_id: number): void => {
      const them = json(companies)
      const told = json(values)
      run('DELETE FROM change WHERE run_id = ?', run_id)
      run(
        `DELETE FROM change WHERE entity_id IN ${AMONG} AND entity_id NOT IN (SELECT id FROM company)`,
        them,
      )
      run(
        `DELETE FROM change WHERE entity_id IN ${AMONG} AND (old IN ${AMONG} OR new IN ${AMONG})`,
        ...[them, told, told],
      )
    },
    /** What was found out about addresses that nobody has any more. */
    forgetAddresses: (addresses: readonly string[], domains: readonly string[]): number => {
      run(
        `DELETE FROM dns WHERE name IN ${AMONG} AND name NOT IN (SELECT domain FROM company WHERE domain IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM email WHERE address LIKE '%@' || dns.name)`,
        json(domains),
      )
      return run(`DELETE FROM verdict WHERE address IN ${AMONG}`, json(addresses))
    },
    /** Answers of services that are about the person. */
    forgetAnswers: (isAbout: (subject: string, answer: string) => boolean): number => {
      db.function('prm_is_about', (subject, answer) => Number(isAbout(String(subject), String(answer))))
      return run('DELETE FROM service_answer WHERE prm_is_about(subject, answer)')
    },
    blankRuns: (runs: readonly number[]): void =>
      void run(`UPDATE run SET input = '{}' WHERE id IN ${AMONG}`, json(runs)),
    /**
     * Takes the person out of what is said elsewhere. Rejected rows that name them are theirs, and go.
     *
     * @returns how many texts
     */
    scrubTexts: (by: Scrub): number => {
      db.function('prm_mentions', (text) => Number(typeof text === 'string' && by.mentions(text)))
      db.function('prm_scrub', (text) => (typeof text === 'string' ? by.scrub(text) : null))
      let n = run(
        "DELETE FROM sighting WHERE outcome = 'rejected' AND cells IS NOT NULL AND prm_mentions(cells) AND prm_scrub(cells) <> cells",
      )
      for (const [table, column] of FREE_TEXTS) {
        // What reads as before is left alone.
        n += run(
          `UPDATE ${table} SET ${column} = prm_scrub(${column})
            WHERE ${column} IS NOT NULL AND prm_mentions(${column}) AND prm_scrub(${column}) <> ${column}`,
        )
      }
      return n
    },
    /** Rows of others that may name the person. */
    recordsNaming: (mentions: Scrub['mentions']): Pick<ErasedRecord, 'id' | 'cells' | 'fields'>[] => {
      db.function('prm_mentions', (text) => Number(typeof text === 'string' && mentions(text)))
      return all(
        'SELECT id, cells, fields FROM record WHERE prm_mentions(cells) OR prm_mentions(fields) ORDER BY id',
      )
    },
    setTexts: ({ id, cells, fields }: Pick<ErasedRecord, 'id' | 'cells' | 'fields'>): void =>
      void run('UPDATE record SET cells = ?, fields = ? WHERE id = ?', cells, fields, id),
    isPending: (): boolean => list('SELECT 1 FROM meta WHERE key = ?', PENDING).length > 0,
    setPending: (): void => void run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, '1')", PENDING),
    /** Backups that prm made beside the file. */
    backups: (): string[] => backupsOf(path),
    /**
     * Writes the file anew without free pages, empties the log, and overwrites and deletes the backups.
     *
     * @returns false where another process reads the file: the log then keeps old pages until it has ended
     */
    clean: (): boolean => {
      if (path === ':memory:') {
        run('DELETE FROM meta WHERE key = ?', PENDING)
        return true
      }
      for (const backup of backupsOf(path)) shred(backup)
      // A file of its own for what is copied: a large one does not fit into memory.
      db.pragma('temp_store = FILE')
      db.exec('VACUUM')
      db.pragma('temp_store = MEMORY')
      const isEmptied = (): boolean =>
        (db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[])[0]?.busy === 0
      if (!isEmptied()) return false
      run('DELETE FROM meta WHERE key = ?', PENDING)
      return isEmptied()
    },
  }
}

const backupsOf = (path: string): string[] => {
  if (path === ':memory:') return []
  const folder = dirname(path)
  const begin = `${basename(path)}.schema-`
  return readdirSync(folder)
    .filter((name) => name.startsWith(begin) && name.slice(begin.length).includes('.bak'))
    .sort()
    .map((name) => join(folder, name))
}

const BLOCK = Buffer.alloc(1 << 20)

/** Overwrites a file with zeros before it is deleted. */
const shred = (path: string): void => {
  const { size } = statSync(path)
  const file = openSync(path, 'r+')
  try {
    for (let at = 0; at < size; at += BLOCK.length)
      writeSync(file, BLOCK, 0, Math.min(BLOCK.length, size - at), at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  unlinkSync(path)
}

export type ErasureStore = ReturnType<typeof erasure>
