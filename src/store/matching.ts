/** What matching keeps between runs: the model, keys, scored pairs, and what is to be looked at again. */
import type Database from 'better-sqlite3'
import { matchKeys } from './match-keys.ts'

export interface NewModel {
  run_id: number | null
  about: 'person'
  units: number
  fitted_at: string
  /** JSON. */
  model: string
}

export interface MatchModel extends NewModel {
  id: number
}

/** Of what a model keeps how often each value occurs. */
export const COUNTED = ['given', 'family', 'company'] as const
export type Counted = (typeof COUNTED)[number]

/** A pair of units, `a < b`. */
export interface MatchEdge {
  a: number
  b: number
  /** log2 of the odds that they are one. */
  bits: number
  /** Matching did not make one person of them. */
  is_open: 0 | 1
  refused: string | null
}

/** A pair of units that are two people, with the people as they are now. */
export interface OpenPair extends Omit<MatchEdge, 'is_open'> {
  a_id: string
  b_id: string
}

/** A pair of units that waits for an answer. */
export interface MatchCase {
  a: number
  b: number
  /** A hash of the two people: pairs of units can be about the same two. */
  people: number
}

/** What somebody decided of two units. */
export interface Answer {
  a: number
  b: number
  same: boolean
  /** Null where they are no pair that is likelier one than two. */
  bits: number | null
}

export interface MatchState {
  model_id: number
  /** The last record that was looked at. */
  upto: number
  /** From so many bits on pairs were merged. */
  cut: number
}

/** A record as units are read from it; `fields` is JSON, `domain` that of its company. */
export type UnitRow = [id: number, group_id: number, batch_id: number, domain: string | null, fields: string]

const UNIT_RECORD = 'SELECT id, group_id, batch_id, domain, fields FROM record'

const OPEN = `
  SELECT e.a, e.b, e.bits, e.refused, x.person_id AS a_id, y.person_id AS b_id
    FROM match_edge e JOIN record x ON x.id = e.a JOIN record y ON y.id = e.b
   WHERE e.is_open = 1 AND x.active = 1 AND x.group_id = e.a AND y.active = 1 AND y.group_id = e.b
     AND x.person_id <> y.person_id`

export const matching = (db: Database.Database) => {
  const model = db.prepare<[], MatchModel>(
    `SELECT m.* FROM match_model m LEFT JOIN run r ON r.id = m.run_id
      WHERE m.about = 'person' AND r.undone_by IS NULL ORDER BY m.id DESC LIMIT 1`,
  )
  const addModel = db.prepare<NewModel>(
    `INSERT INTO match_model (run_id, about, units, fitted_at, model)
     VALUES (@run_id, @about, @units, @fitted_at, @model)`,
  )
  const addCount = db.prepare<[number, Counted, string, number]>(
    'INSERT INTO match_count (model_id, kind, value, count) VALUES (?, ?, ?, ?)',
  )
  const countOf = db
    .prepare<[number, Counted, string], number>(
      'SELECT count FROM match_count WHERE model_id = ? AND kind = ? AND value = ?',
    )
    .pluck()
  const counts = db
    .prepare<[number, Counted], [string, number]>(
      'SELECT value, count FROM match_count WHERE model_id = ? AND kind = ?',
    )
    .raw()
  const state = db.prepare<[], MatchState>(
    "SELECT model_id, upto, cut FROM match_state WHERE about = 'person'",
  )
  const setState = db.prepare<MatchState>(
    `INSERT OR REPLACE INTO match_state (about, model_id, upto, cut) VALUES ('person', @model_id, @upto, @cut)`,
  )
  const dueUnits = db
    .prepare<[number], number>(
      // CROSS: whoever is due comes first; left to choose, SQLite reads all records to see which are due.
      `SELECT r.group_id FROM match_due d CROSS JOIN record r ON r.id = d.record_id WHERE r.active = 1 AND r.group_id IS NOT NULL
        UNION SELECT group_id FROM record WHERE id > ? AND active = 1 AND group_id IS NOT NULL ORDER BY 1`,
    )
    .pluck()
  const due = db.prepare<[], number>('SELECT record_id FROM match_due ORDER BY record_id').pluck()
  const clearDue = db.prepare('DELETE FROM match_due')
  const hasDue = db
    .prepare<[number], number>(
      'SELECT EXISTS (SELECT 1 FROM match_due) OR EXISTS (SELECT 1 FROM record WHERE id > ?)',
    )
    .pluck()
  const clearEdges = db.prepare('DELETE FROM match_edge')
  const addEdge = db.prepare<[number, number, number, number, string | null]>(
    'INSERT OR REPLACE INTO match_edge (a, b, bits, is_open, refused) VALUES (?, ?, ?, ?, ?)',
  )
  const dropEdgesOf = db.prepare<[number, number]>('DELETE FROM match_edge WHERE a = ? OR b = ?')
  const edgesOf = db.prepare<[number, number], MatchEdge>('SELECT * FROM match_edge WHERE a = ? OR b = ?')
  const open = db.prepare<[], OpenPair>(`${OPEN} ORDER BY e.a, e.b`)
  const openOf = db.prepare<[number, number], OpenPair>(`${OPEN} AND e.a = ? UNION ALL ${OPEN} AND e.b = ?`)
  const settle = db.prepare<[number, string | null, number, number]>(
    'UPDATE match_edge SET is_open = ?, refused = ? WHERE a = ? AND b = ?',
  )
  const answers = db.prepare<[], Omit<Answer, 'same'> & { kind: string }>(
    `SELECT d.kind, min(x.group_id, y.group_id) AS a, max(x.group_id, y.group_id) AS b, e.bits FROM decision d JOIN record x ON x.id = d.record_id JOIN record y ON y.id = d.other_id
       LEFT JOIN match_edge e ON e.a = min(x.group_id, y.group_id) AND e.b = max(x.group_id, y.group_id)
      WHERE d.kind IN ('must_link', 'cannot_link') AND d.active = 1 AND d.decided_by IS NOT 'prm'
        AND x.group_id <> y.group_id ORDER BY d.id`,
  )
  const clearCases = db.prepare('DELETE FROM match_case')
  const putCase = db.prepare<[number, number, number]>(
    'INSERT OR REPLACE INTO match_case (a, b, people) VALUES (?, ?, ?)',
  )
  const casesOf = db.prepare<[number, number], MatchCase>(
    'SELECT * FROM match_case WHERE a = ? UNION ALL SELECT * FROM match_case WHERE b = ?',
  )
  const dropCase = db.prepare<[number, number]>('DELETE FROM match_case WHERE a = ? AND b = ?')
  const hasCase = db
    .prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM match_case WHERE people = ?)')
    .pluck()
  const countCases = db.prepare<[], number>('SELECT count(DISTINCT people) FROM match_case').pluck()
  const isShared = db
    .prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM match_shared WHERE key = ?)')
    .pluck()
  const share = db.prepare<[number]>('INSERT OR IGNORE INTO match_shared (key) VALUES (?)')
  const unshare = db.prepare<[number]>('DELETE FROM match_shared WHERE key = ?')
  const clearShared = db.prepare('DELETE FROM match_shared')
  const dropState = db.prepare("DELETE FROM match_state WHERE about = 'person'")
  const heads = db
    .prepare<[number, number], UnitRow>(
      `${UNIT_RECORD} WHERE id > ? AND id <= ? AND active = 1 AND group_id = id ORDER BY id`,
    )
    .raw()
  const ofUnit = db
    .prepare<{ id: number }, UnitRow>(
      `${UNIT_RECORD} WHERE person_id = (SELECT person_id FROM record WHERE id = @id) AND active = 1 AND group_id = @id
        ORDER BY id`,
    )
    .raw()
  const record = db.prepare<[number], UnitRow>(`${UNIT_RECORD} WHERE id = ?`).raw()
  const later = db
    .prepare<[], [record: number, unit: number]>(
      'SELECT id, group_id FROM record WHERE group_id <> id AND active = 1',
    )
    .raw()
  const lists = db.prepare<[], { id: number; on_match: string; source: string }>(
    'SELECT b.id, b.on_match, o.name AS source FROM batch b JOIN source o ON o.id = b.source_id',
  )
  return {
    keys: matchKeys(db),
    /** The newest model whose run stands. */
    model: (): MatchModel | undefined => model.get(),
    addModel: (row: NewModel): number => Number(addModel.run(row).lastInsertRowid),
    /** How often each of these values occurs, under a model. */
    addCounts: (model: number, kind: Counted, found: Iterable<readonly [string, number]>): void => {
      for (const [value, count] of found) addCount.run(model, kind, value, count)
    },
    /** Undefined for one that occurs hardly ever. */
    countOf: (model: number, kind: Counted, value: string): number | undefined =>
      countOf.get(model, kind, value),
    counts: (model: number, kind: Counted): [value: string, count: number][] => counts.all(model, kind),
    state: (): MatchState | undefined => state.get(),
    setState: (row: MatchState): void => void setState.run(row),
    /** Until a new state is set, everything is to be matched anew. */
    dropState: (): void => void dropState.run(),
    /** Whether several people have this phone or mailbox, by its hash. */
    isShared: (key: number): boolean => isShared.get(key) === 1,
    setShared: (key: number, yes: boolean): void => void (yes ? share : unshare).run(key),
    clearShared: (): void => void clearShared.run(),
    /** Whether anything has come or changed since the records up to this one were matched. */
    hasDue: (upto: number): boolean => hasDue.get(upto) === 1,
    /** Units that are new or have changed since, as they are now. */
    dueUnits: (upto: number): number[] => dueUnits.all(upto),
    /** The records under which something changed; some of them may have been units, and be none any more. */
    due: (): number[] => due.all(),
    clearDue: (): void => void clearDue.run(),
    clearEdges: (): void => void clearEdges.run(),
    /** Many edges at once: the second index is made when they are there. */
    replaceEdges: (rows: Iterable<MatchEdge>): void => {
      clearEdges.run()
      db.exec('DROP INDEX match_edge_b')
      db.exec('DROP INDEX match_edge_open')
      for (const { a, b, bits, is_open, refused } of rows) addEdge.run(a, b, bits, is_open, refused)
      db.exec('CREATE INDEX match_edge_b ON match_edge (b)')
      db.exec('CREATE INDEX match_edge_open ON match_edge (a, b) WHERE is_open = 1')
    },
    putEdge: ({ a, b, bits, is_open, refused }: MatchEdge): void =>
      void addEdge.run(a, b, bits, is_open, refused),
    dropEdgesOf: (unit: number): void => void dropEdgesOf.run(unit, unit),
    edgesOf: (unit: number): MatchEdge[] => edgesOf.all(unit, unit),
    /** Pairs that may be one person, and are two people now. */
    openPairs: (): IterableIterator<OpenPair> => open.iterate(),
    /** Those that this unit is part of. */
    openPairsOf: (unit: number): OpenPair[] => openOf.all(unit, unit),
    clearCases: (): void => void clearCases.run(),
    putCase: ({ a, b, people }: MatchCase): void => void putCase.run(a, b, people),
    /** Those that this unit is part of. */
    casesOf: (unit: number): MatchCase[] => casesOf.all(unit, unit),
    dropCase: ({ a, b }: Pick<MatchCase, 'a' | 'b'>): void => void dropCase.run(a, b),
    /** Whether these two people, by their hash, wait for an answer. */
    hasCase: (people: number): boolean => hasCase.get(people) === 1,
    /** Of how many two people pairs wait. */
    countCases: (): number => countCases.get()!,
    settle: ({ a, b, is_open, refused }: Omit<MatchEdge, 'bits'>): void =>
      void settle.run(is_open, refused, a, b),
    /** What people decided of pairs; of two decisions about one pair the later. */
    answers: (): Answer[] => {
      const latest = new Map(answers.all().map((row) => [`${row.a}:${row.b}`, row]))
      return [...latest.values()].map(({ kind, a, b, bits }) => ({ a, b, same: kind === 'must_link', bits }))
    },
    /** The records with `after < id <= upto` that units are called by, in the order of their numbers. */
    heads: (after: number, upto: number): UnitRow[] => heads.all(after, upto),
    record: (id: number): UnitRow | undefined => record.get(id),
    recordsOfUnit: (unit: number): UnitRow[] => ofUnit.all({ id: unit }),
    /** Every further record of a unit, in no order. */
    laterRecords: (): IterableIterator<[record: number, unit: number]> => later.iterate(),
    lists: () => lists.all(),
  }
}

export type MatchingStore = ReturnType<typeof matching>
