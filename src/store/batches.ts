/** Sources, batches and sightings: which list was read when and how, and what became of each of its rows. */
import type Database from 'better-sqlite3'
import type { BatchKind, OnMatch } from '../model/record.ts'
import { bulkInsert } from './bulk-insert.ts'

export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'repeat' | 'rejected'

export interface NewBatch {
  run_id: number
  source_id: number
  kind: BatchKind
  file: string | null
  sha256: string | null
  /** JSON: encoding, delimiter, header, mapping, default country, version of the normalisers. */
  reading: string
  /** Hash of all that decides what a row says besides its cells; equal cells under one signature are a repeat. */
  signature: string
  on_match: OnMatch
}

export interface Batch extends NewBatch {
  id: number
  /** Rows committed so far: where a killed import goes on. */
  rows: number
  finished: 0 | 1
  active: 0 | 1
  source: string
}

export interface Sighting {
  batch_id: number
  line: number
  record_id: number | null
  outcome: RowOutcome
  reason: string | null
  /** JSON array of the fields that this row changed; null for none. */
  changed: string | null
  /** The cells of a rejected row; the others stand in their record. */
  cells: string | null
}

/** A row of a run with what became of it. */
export interface RowReport {
  batch_id: number
  file: string | null
  line: number
  outcome: RowOutcome
  reason: string | null
  changed: string | null
  record_id: number | null
  person_id: string | null
  cells: string
}

/** Where a record was read: once for each list that holds it. */
export interface RecordSighting {
  batch_id: number
  line: number
  file: string | null
  source: string
  run_id: number
  on_match: OnMatch
  started_at: string
}

export interface SourceSummary {
  name: string
  kind: string
  people: number
  batches: number
  cost: number | null
  currency: string | null
}

const BATCH = 'SELECT b.*, o.name AS source FROM batch b JOIN source o ON o.id = b.source_id'

export const batches = (db: Database.Database) => {
  const sourceId = db.prepare<[string], number>('SELECT id FROM source WHERE name = ?').pluck()
  const insertSource = db.prepare<[string, string, number, string]>(
    'INSERT INTO source (name, kind, trust, created_at) VALUES (?, ?, ?, ?)',
  )
  const insert = db.prepare<NewBatch>(
    `INSERT INTO batch (run_id, source_id, kind, file, sha256, reading, signature, on_match)
     VALUES (@run_id, @source_id, @kind, @file, @sha256, @reading, @signature, @on_match)`,
  )
  const get = db.prepare<[number], Batch>(`${BATCH} WHERE b.id = ?`)
  const unfinished = db.prepare<[string, string, string, number], Batch>(
    `${BATCH} WHERE b.sha256 = ? AND b.signature = ? AND b.on_match = ? AND b.source_id = ?
        AND b.finished = 0 AND b.active = 1 ORDER BY b.id DESC LIMIT 1`,
  )
  const finished = db.prepare<[string, string, string, number], Batch>(
    `${BATCH} WHERE b.sha256 = ? AND b.signature = ? AND b.on_match = ? AND b.source_id = ?
        AND b.finished = 1 AND b.active = 1 ORDER BY b.id DESC LIMIT 1`,
  )
  const wasRead = db
    .prepare<[string], number>(
      'SELECT EXISTS (SELECT 1 FROM batch WHERE file = ? AND finished = 1 AND active = 1)',
    )
    .pluck()
  const laterOverwrite = db
    .prepare<[number], number>(
      "SELECT EXISTS (SELECT 1 FROM batch WHERE id > ? AND active = 1 AND on_match IN ('overwrite', 'refresh'))",
    )
    .pluck()
  const trust = db.prepare<[number], number>('SELECT trust FROM source WHERE id = ?').pluck()
  const progress = db.prepare<[number, number, number]>(
    'UPDATE batch SET rows = ?, finished = ? WHERE id = ?',
  )
  const ofRun = db.prepare<[number], Batch>(`${BATCH} WHERE b.run_id = ? ORDER BY b.id`)
  const setActive = db.prepare<[number, number]>('UPDATE batch SET active = ? WHERE run_id = ?')
  const sight = db.prepare<
    [number, number, number | null, RowOutcome, string | null, string | null, string | null]
  >(
    `INSERT INTO sighting (batch_id, line, record_id, outcome, reason, changed, cells) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const sightPlainly = bulkInsert(db, 'sighting', ['batch_id', 'line', 'record_id', 'outcome'])
  const sightFacts = bulkInsert(db, 'sighting', ['batch_id', 'line', 'outcome', 'cells'])
  const amend = db.prepare<[string, string | null, number, number]>(
    'UPDATE sighting SET outcome = ?, changed = ? WHERE batch_id = ? AND line = ?',
  )
  const outcomes = db.prepare<[number], { outcome: RowOutcome; n: number }>(
    'SELECT outcome, count(*) AS n FROM sighting WHERE batch_id = ? GROUP BY outcome',
  )
  const rejects = db.prepare<[number], { line: number; reason: string; cells: string }>(
    "SELECT line, reason, cells FROM sighting WHERE batch_id = ? AND outcome = 'rejected' ORDER BY line",
  )
  const rows = db.prepare<[number], RowReport>(
    `SELECT s.batch_id, b.file, s.line, s.outcome, s.reason, s.changed, s.record_id, r.person_id,
            coalesce(s.cells, r.cells) AS cells
       FROM batch b JOIN sighting s ON s.batch_id = b.id LEFT JOIN record r ON r.id = s.record_id
      WHERE b.run_id = ? ORDER BY b.id, s.line`,
  )
  const cost = db.prepare<[number], { amount: number | null; currency: string | null }>(
    'SELECT cost AS amount, currency FROM source WHERE id = ?',
  )
  const setCost = db.prepare<[number | null, string | null, number]>(
    'UPDATE source SET cost = ?, currency = ? WHERE id = ?',
  )
  const summary = db.prepare<[], Omit<SourceSummary, 'people'> & { id: number }>(
    `SELECT o.id, o.name, o.kind, o.cost, o.currency, count(b.id) AS batches
       FROM source o LEFT JOIN batch b ON b.source_id = o.id AND b.active = 1 GROUP BY o.id ORDER BY o.id`,
  )
  const sourceOfList = db
    .prepare<[], [number, number]>('SELECT id, source_id FROM batch WHERE active = 1')
    .raw()
  // From indexes alone, in the order of people: whether a record counts follows from its lists. Few different texts.
  const listsOfPeople = db
    .prepare<[], string>(
      `SELECT group_concat(s.batch_id) FROM record r CROSS JOIN sighting s ON s.record_id = r.id
        WHERE r.person_id IS NOT NULL GROUP BY r.person_id`,
    )
    .pluck()
  /** @returns people by the number of the source */
  const peopleOfSources = (): Map<number, number> => {
    const sourceOf = new Map(sourceOfList.all())
    const counts = new Map<string, number>()
    for (const lists of listsOfPeople.all()) counts.set(lists, (counts.get(lists) ?? 0) + 1)
    const found = new Map<number, number>()
    for (const [lists, people] of counts)
      for (const source of new Set(lists.split(',').map((list) => sourceOf.get(Number(list)))))
        if (source !== undefined) found.set(source, (found.get(source) ?? 0) + people)
    return found
  }
  const sightingsOf = db.prepare<[number], RecordSighting>(
    `SELECT s.batch_id, s.line, b.file, o.name AS source, b.run_id, b.on_match, r.started_at
       FROM sighting s JOIN batch b ON b.id = s.batch_id JOIN source o ON o.id = b.source_id
       JOIN run r ON r.id = b.run_id
      WHERE s.record_id = ? AND b.active = 1 ORDER BY s.batch_id, s.line`,
  )
  const reading = db.prepare<[number], string>('SELECT reading FROM batch WHERE id = ?').pluck()
  return {
    /** Whose ids the `external_id` of this batch's records are. */
    namespace: (id: number): string =>
      (JSON.parse(reading.get(id) ?? '{}') as { namespace?: string }).namespace ?? 'hand',
    /** Where a record stands, in lists that were not taken back; the first is where it was read first. */
    sightingsOf: (record: number): RecordSighting[] => sightingsOf.all(record),
    /** The id of a source, which is made when it is new. Its trust is set once, then kept in the file. */
    source: (name: string, kind: 'list' | 'hand' | 'service', trust: number, now: string): number =>
      sourceId.get(name) ?? Number(insertSource.run(name, kind, trust, now).lastInsertRowid),
    create: (batch: NewBatch): number => Number(insert.run(batch).lastInsertRowid),
    get: (id: number): Batch | undefined => get.get(id),
    /** A batch of the same file, read the same way, that a kill left unfinished. */
    unfinished: (sha256: string, signature: string, onMatch: OnMatch, source: number): Batch | undefined =>
      unfinished.get(sha256, signature, onMatch, source),
    /** The last batch of the same bytes, read the same way to the end. */
    finished: (sha256: string, signature: string, onMatch: OnMatch, source: number): Batch | undefined =>
      finished.get(sha256, signature, onMatch, source),
    /** Whether a list of this name was read to its end, and not taken back. */
    wasRead: (file: string): boolean => wasRead.get(file) === 1,
    hasLaterOverwrite: (id: number): boolean => laterOverwrite.get(id) === 1,
    trust: (source: number): number => trust.get(source) ?? 1000,
    progress: (id: number, rowsDone: number, finished: boolean): void =>
      void progress.run(rowsDone, finished ? 1 : 0, id),
    ofRun: (run: number): Batch[] => ofRun.all(run),
    setActive: (run: number, active: boolean): void => void setActive.run(active ? 1 : 0, run),
    sight: ({ batch_id, line, record_id, outcome, reason, changed, cells }: Sighting): void =>
      void sight.run(batch_id, line, record_id, outcome, reason, changed, cells),
    /** Sightings of which there is no more to say, as nearly all: batch, line, record and outcome of each in turn. */
    sightPlainly: (sightings: readonly (number | string | null)[]): void => sightPlainly(sightings),
    /** Rows of signals, events and suppressions: batch, line, outcome and cells of each in turn. */
    sightFacts: (sightings: readonly (number | string | null)[]): void => sightFacts(sightings),
    amend: (batch: number, line: number, outcome: RowOutcome, changed: string | null): void =>
      void amend.run(outcome, changed, batch, line),
    outcomes: (batch: number): { outcome: RowOutcome; n: number }[] => outcomes.all(batch),
    rejects: (batch: number): { line: number; reason: string; cells: string }[] => rejects.all(batch),
    /** Each row of a run, lazily. */
    rows: (run: number): IterableIterator<RowReport> => rows.iterate(run),
    sources: (): SourceSummary[] => {
      const people = peopleOfSources()
      return summary.all().map(({ id, ...source }) => ({ ...source, people: people.get(id) ?? 0 }))
    },
    /** What a source has cost; null where nobody has said. */
    cost: (source: number): { amount: number; currency: string } | null => {
      const { amount, currency } = cost.get(source) ?? { amount: null, currency: null }
      return amount === null || currency === null ? null : { amount, currency }
    },
    setCost: (source: number, paid: { amount: number; currency: string } | null): void =>
      void setCost.run(paid?.amount ?? null, paid?.currency ?? null, source),
  }
}

export type BatchStore = ReturnType<typeof batches>
