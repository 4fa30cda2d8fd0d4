/**
 * Signals and events: what was read of people and companies with a date. Each stands here once; `evidence` tells every
 * row that told of it, and it counts as long as one of those rows does. To whom it is tied is derived.
 */
import type Database from 'better-sqlite3'
import type { EventKind, SignalKind } from '../model/fact-kinds.ts'
import { machineMarks, SOON_AFTER_DELIVERY, type TimedEvent } from '../model/machine-marks.ts'

export type FactTable = 'signal' | 'event'

/** Values of `machine` in event beside 0. The second is derived. */
const BY_SOURCE = 1
export const BY_TIMING = 2

export interface NewSignal {
  run_id: number
  /** Whom it is about: see dictionary.ts. */
  about: string
  kind: SignalKind
  observed_on: string
  detail: string | null
  url: string | null
  hash: number
}

export interface NewEvent {
  run_id: number
  about: string
  kind: EventKind
  at: string
  detail: string | null
  url: string | null
  campaign: string | null
  external_id: string | null
  machine: 0 | 1
  hash: number
  /** To whom it is tied from the first; null: to nobody, or not yet. */
  person_id: string | null
}

/** A job_change that follows from the records: see core/derive/move-signals.ts. */
export type NewMove = Pick<NewSignal, 'run_id' | 'about' | 'observed_on' | 'detail' | 'hash'>

export interface FactRow {
  id: number
  about: string
  kind: string
  /** The time of an event, the day of a signal. */
  at: string
  active: 0 | 1
  person_id: string | null
  company_id: string | null
}

export interface Added {
  id: number
  /** It counts from now on. */
  isNew: boolean
  /** Taken back or not. */
  wasThere: boolean
}

export interface Evidence {
  batch_id: number
  line: number
  fact: FactTable
  fact_id: number
  record_id: number | null
}

/** A signal or event as `prm show` lists it, with the list that told of it first. */
export interface ShownFact {
  on: string
  kind: string
  about: 'person' | 'company'
  detail: string | null
  url: string | null
  campaign: string | null
  machine: 0 | 1
  source: string | null
  file: string | null
  line: number | null
  run_id: number
}

/** A signal as `prm signal list` shows it. */
export interface ListedSignal {
  observed_on: string
  kind: SignalKind
  person_id: string | null
  full_name: string | null
  company_id: string | null
  company: string | null
  /** The key of whom it is about, which is all there is of those who are not here. */
  about: string
  detail: string | null
  url: string | null
  source: string | null
  run_id: number
}

const IS_ACTIVE = `EXISTS (SELECT 1 FROM evidence e JOIN batch b ON b.id = e.batch_id
    LEFT JOIN record r ON r.id = e.record_id
   WHERE e.fact_id = f.id AND e.fact = @fact AND CASE WHEN e.record_id IS NULL THEN b.active ELSE r.active END = 1)`

// A record's evidence counts while the record does, wherever else the record was read.
const OF_RUN = `SELECT e.fact_id FROM batch b JOIN evidence e ON e.batch_id = b.id WHERE b.run_id = @run AND e.fact = @fact
    UNION SELECT e.fact_id FROM batch b JOIN sighting s ON s.batch_id = b.id JOIN evidence e ON e.record_id = s.record_id
           WHERE b.run_id = @run AND e.fact = @fact`

/** The statements that both tables need. */
const table = (db: Database.Database, fact: FactTable) => {
  const company = fact === 'signal' ? 'company_id' : 'NULL AS company_id'
  const at = fact === 'signal' ? 'observed_on AS at' : 'at'
  const columns = `id, about, kind, ${at}, active, person_id, ${company}`
  const any = db.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM ${fact})`).pluck()
  const anyTold = db
    .prepare<[], number>(
      `SELECT EXISTS (SELECT 1 FROM ${fact} WHERE about < 'm:') OR EXISTS (SELECT 1 FROM ${fact} WHERE about >= 'm;')`,
    )
    .pluck()
  const anyActive = db.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM ${fact} WHERE active = 1)`).pluck()
  const get = db.prepare<[number], FactRow>(`SELECT ${columns} FROM ${fact} WHERE id = ?`)
  const select = (which: string) =>
    db.prepare<[string], FactRow>(`SELECT ${columns} FROM ${fact} WHERE ${which} AND active = 1 ORDER BY id`)
  const byAbout = select(fact === 'signal' ? 'about = ?' : 'about = ? AND person_id IS NULL')
  const ofPerson = select('person_id = ?')
  const activate = db.prepare<[number]>(`UPDATE ${fact} SET active = 1 WHERE id = ?`)
  const ids = db.prepare<[], number>(`SELECT id FROM ${fact} WHERE active = 1 ORDER BY id`).pluck()
  const ofRun = db.prepare<{ run: number; fact: FactTable }, number>(OF_RUN).pluck()
  const refresh = db.prepare<{ id: number; fact: FactTable }>(
    `UPDATE ${fact} AS f SET active = ${IS_ACTIVE} WHERE id = @id`,
  )
  const ofBatch = db.prepare<[number], { read: number; untied: number | null }>(
    `SELECT count(*) AS read, sum(f.person_id IS NULL${fact === 'signal' ? ' AND f.company_id IS NULL' : ''}) AS untied
       FROM (SELECT DISTINCT fact_id FROM evidence WHERE batch_id = ? AND fact = '${fact}') e
       JOIN ${fact} f ON f.id = e.fact_id`,
  )
  return {
    /** Whether there is any, active or not. */
    any: (): boolean => any.get() === 1,
    /** Whether there is any that somebody told of, and not only what follows from records. */
    anyTold: (): boolean => anyTold.get() === 1,
    anyActive: (): boolean => anyActive.get() === 1,
    get: (id: number): FactRow | undefined => get.get(id),
    /** The active ones about this key; of events those alone that are tied to nobody (by key there is no index of others). */
    byAbout: (about: string): FactRow[] => byAbout.all(about),
    /** Those that are tied to this person. */
    ofPerson: (person: string): FactRow[] => ofPerson.all(person),
    activate: (id: number): void => void activate.run(id),
    activeIds: (): number[] => ids.all(),
    /** Those that the run or its records told of. */
    ofRun: (run: number): number[] => ofRun.all({ run, fact }),
    /** Sets `active` from the evidence. */
    refreshActive: (id: number): void => void refresh.run({ id, fact }),
    /** How many a list told of, and how many of them nobody in the file has to do with. */
    ofBatch: (batch: number): { read: number; untied: number } => {
      const found = ofBatch.get(batch)
      return { read: found?.read ?? 0, untied: found?.untied ?? 0 }
    },
  }
}

const SHOWN = `o.name AS source, b.file, e.line, coalesce(b.run_id, f.run_id) AS run_id`

// The first list that is still there.
const ORIGIN = (fact: FactTable): string => `
  LEFT JOIN evidence e ON e.fact = '${fact}' AND e.fact_id = f.id AND (e.batch_id, e.line) = (
    SELECT x.batch_id, x.line FROM evidence x JOIN batch y ON y.id = x.batch_id
     WHERE x.fact = '${fact}' AND x.fact_id = f.id ORDER BY y.active DESC, x.batch_id, x.line LIMIT 1)
  LEFT JOIN batch b ON b.id = e.batch_id LEFT JOIN source o ON o.id = b.source_id`

export const facts = (db: Database.Database) => {
  const signals = table(db, 'signal')
  const events = table(db, 'event')
  const insertSignal = db.prepare<NewSignal>(
    `INSERT INTO signal (run_id, about, kind, observed_on, detail, url, hash)
     VALUES (@run_id, @about, @kind, @observed_on, @detail, @url, @hash)`,
  )
  // By place: events come by the thousand, and names are looked up for each.
  const insertEvent = db.prepare(
    `INSERT INTO event (run_id, about, kind, at, detail, url, campaign, external_id, machine, hash, person_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const putEvent = (event: NewEvent): number => {
    const { run_id, about, kind, at, detail, url, campaign, external_id, machine, hash, person_id } = event
    const what = [run_id, about, kind, at, detail, url, campaign, external_id, machine, hash, person_id]
    return Number(insertEvent.run(what).lastInsertRowid)
  }
  const sameSignal = db.prepare<NewSignal, { id: number; active: 0 | 1 }>(
    `SELECT id, active FROM signal WHERE hash = @hash AND about = @about AND kind = @kind
        AND observed_on = @observed_on AND detail IS @detail LIMIT 1`,
  )
  const eventCalled = db.prepare<[number, string], { id: number; active: 0 | 1 }>(
    'SELECT id, active FROM event WHERE hash = ? AND external_id = ? LIMIT 1',
  )
  const eventLike = db.prepare<NewEvent, { id: number; active: 0 | 1 }>(
    `SELECT id, active FROM event WHERE hash = @hash AND external_id IS NULL AND about = @about AND kind = @kind
        AND at = @at AND detail IS @detail AND url IS @url AND campaign IS @campaign LIMIT 1`,
  )
  const sameEvent = (event: NewEvent) =>
    event.external_id === null ? eventLike.get(event) : eventCalled.get(event.hash, event.external_id)
  const addEvidence = db.prepare<Evidence>(
    `INSERT OR IGNORE INTO evidence (batch_id, line, fact, fact_id, record_id)
     VALUES (@batch_id, @line, @fact, @fact_id, @record_id)`,
  )
  const tieSignal = db.prepare<[string | null, string | null, number]>(
    'UPDATE signal SET person_id = ?, company_id = ? WHERE id = ?',
  )
  const tieEvent = db.prepare<[string | null, number]>('UPDATE event SET person_id = ? WHERE id = ?')
  const personOf = db
    .prepare<[string], string>(
      `SELECT r.person_id FROM record_key k JOIN record r ON r.id = k.record_id
        WHERE k.key = ? AND r.active = 1 AND r.person_id IS NOT NULL ORDER BY k.record_id LIMIT 1`,
    )
    .pluck()
  const ofCompany = db.prepare<[string], FactRow>(
    'SELECT id, about, kind, observed_on AS at, active, person_id, company_id FROM signal WHERE company_id = ?',
  )
  type Timed = TimedEvent & { machine: number }
  interface Window {
    about: string
    from: string
    until: string
  }
  const timedOf = (whose: string) =>
    db.prepare<Window & { person?: string }, Timed>(
      `SELECT id, kind, at, url, campaign, machine FROM event WHERE ${whose} AND about = @about AND active = 1
          AND kind IN ('sent', 'delivered', 'open', 'click') AND at BETWEEN @from AND @until`,
    )
  const timedOfPerson = timedOf('person_id = @person')
  const timedOfNobody = timedOf('person_id IS NULL')
  const mark = db.prepare<[number, number]>('UPDATE event SET machine = ? WHERE id = ?')
  // What is not active is tied to nobody, so the indexes alone tell.
  const moveOf = db
    .prepare<[string], number>(
      "SELECT id FROM signal WHERE about = ? AND kind = 'job_change' ORDER BY id LIMIT 1",
    )
    .pluck()
  const insertMove = db.prepare<NewMove>(
    `INSERT INTO signal (run_id, about, kind, observed_on, detail, hash)
     VALUES (@run_id, @about, 'job_change', @observed_on, @detail, @hash)`,
  )
  const updateMove = db.prepare<NewMove & { id: number }>(
    `UPDATE signal SET active = 1, observed_on = @observed_on, detail = @detail, hash = @hash, run_id =
            CASE WHEN active = 1 AND observed_on = @observed_on THEN run_id ELSE @run_id END WHERE id = @id`,
  )
  const sleepMove = db.prepare<[number]>('UPDATE signal SET active = 0 WHERE id = ?')
  const movesOf = db
    .prepare<[string], number>(
      `SELECT id FROM signal WHERE person_id = ? AND kind = 'job_change' AND about >= 'm:' AND about < 'm;'`,
    )
    .pluck()
  const tellsJobChange = db
    .prepare<[number, string, string], number>(
      `SELECT EXISTS (SELECT 1 FROM evidence e JOIN signal s ON s.id = e.fact_id
                       WHERE e.record_id = ? AND e.fact = 'signal' AND s.kind = 'job_change'
                         AND s.observed_on > ? AND s.observed_on <= ?)`,
    )
    .pluck()
  const countOf = {
    signal: db.prepare<{ id: string }>(
      'UPDATE person SET signals = (SELECT count(*) FROM signal WHERE person_id = @id) WHERE id = @id',
    ),
    // Mostly it is so already: nothing is written then.
    event: db.prepare<{ id: string }>(
      `UPDATE person SET has_events = 1 - has_events
        WHERE id = @id AND has_events <> EXISTS (SELECT 1 FROM event WHERE person_id = @id)`,
    ),
  }
  const countCompany = db.prepare<{ id: string }>(
    `UPDATE company SET signals = (SELECT count(*) FROM signal WHERE company_id = @id AND active = 1) WHERE id = @id`,
  )
  const signalsOf = db.prepare<[string | null, string | null], ShownFact>(
    `SELECT f.observed_on AS "on", f.kind, CASE WHEN f.person_id IS NULL THEN 'company' ELSE 'person' END AS about,
            f.detail, f.url, NULL AS campaign, 0 AS machine, ${SHOWN}
       FROM signal f ${ORIGIN('signal')}
      WHERE (f.person_id = ? OR f.company_id = ?) AND f.active = 1 ORDER BY f.observed_on DESC, f.id DESC`,
  )
  const list = db.prepare<
    { person: string | null; company: string | null; kind: SignalKind | null; since: string | null },
    ListedSignal
  >(
    `SELECT f.observed_on, f.kind, f.person_id, p.full_name, f.company_id, c.company, f.about, f.detail, f.url,
            o.name AS source, coalesce(b.run_id, f.run_id) AS run_id
       FROM signal f ${ORIGIN('signal')} LEFT JOIN person p ON p.id = f.person_id LEFT JOIN company c ON c.id = f.company_id
      WHERE f.active = 1 AND (coalesce(@person, @company) IS NULL OR f.person_id = @person OR f.company_id = @company)
        AND (@kind IS NULL OR f.kind = @kind) AND (@since IS NULL OR f.observed_on >= @since)
      ORDER BY f.observed_on DESC, f.id DESC`,
  )
  const numberOfEvents = db
    .prepare<[string], number>('SELECT count(*) FROM event WHERE person_id = ?')
    .pluck()
  const eventsOf = db.prepare<[string, number], ShownFact>(
    `SELECT f.at AS "on", f.kind, 'person' AS about, f.detail, f.url, f.campaign, f.machine > 0 AS machine, ${SHOWN}
       FROM event f ${ORIGIN('event')}
      WHERE f.person_id = ? AND f.active = 1 ORDER BY f.at DESC, f.id DESC LIMIT ?`,
  )
  const add = <F extends { hash: number }>(
    fact: FactTable,
    row: F,
    same: (row: F) => { id: number; active: 0 | 1 } | undefined,
    insert: (row: F) => number,
    evidence: Omit<Evidence, 'fact' | 'fact_id'>,
  ): Added => {
    const known = same(row)
    const id = known?.id ?? insert(row)
    addEvidence.run({ ...evidence, fact, fact_id: id })
    if (known?.active === 0) (fact === 'signal' ? signals : events).activate(id)
    return { id, isNew: known?.active !== 1, wasThere: known !== undefined }
  }
  return {
    signal: signals,
    event: events,
    any: (): boolean => signals.any() || events.any(),
    /** Adds a signal, or the evidence of one that is known; new is also one that had been taken back. */
    addSignal: (row: NewSignal, evidence: Omit<Evidence, 'fact' | 'fact_id'>) =>
      add(
        'signal',
        row,
        (r) => sameSignal.get(r),
        (r) => Number(insertSignal.run(r).lastInsertRowid),
        evidence,
      ),
    /** Whether it counts already. */
    hasSignal: (signal: Omit<NewSignal, 'run_id'>): boolean =>
      sameSignal.get({ ...signal, run_id: 0 })?.active === 1,
    /** As `addSignal`. */
    addEvent: (row: NewEvent, evidence: Omit<Evidence, 'fact' | 'fact_id'>) =>
      add('event', row, sameEvent, putEvent, evidence),
    /** As `hasSignal`. */
    hasEvent: (event: Omit<NewEvent, 'run_id'>): boolean => sameEvent({ ...event, run_id: 0 })?.active === 1,
    tie: (fact: FactTable, id: number, person: string | null, company: string | null): void => {
      if (fact === 'signal') tieSignal.run(person, company, id)
      else tieEvent.run(person, id)
    },
    /** Writes the job_change that a record tells of by naming another company; gives its number. */
    putMove: (move: NewMove): number => {
      const id = moveOf.get(move.about)
      if (id === undefined) return Number(insertMove.run(move).lastInsertRowid)
      updateMove.run({ ...move, id })
      return id
    },
    sleepMove: (id: number): void => void sleepMove.run(id),
    /** Those that are tied to this person. */
    movesOf: (person: string): number[] => movesOf.all(person),
    /** Whether the row of this record tells of a job change itself, after one day and until another. */
    tellsJobChange: (record: number, after: string, until: string): boolean =>
      tellsJobChange.get(record, after, until) === 1,
    /** The person with this identity key; of several the one who had it first. */
    personOf: (key: string): string | null => personOf.get(key) ?? null,
    /**
     * An event of this address at this time is new or gone: marks the opens and clicks near it whose timing is that of a
     * machine; others lose that mark.
     *
     * @param person to whom the address is tied
     */
    markMachines: (about: string, at: string, person: string | null): void => {
      const near = Date.parse(at)
      const day = (seconds: number): string =>
        `${new Date(near + seconds * 1000).toISOString().slice(0, 19)}Z`
      // An event near this one may owe its mark to one twice as far away.
      const reach = SOON_AFTER_DELIVERY
      const window: Window = { about, from: day(-2 * reach), until: day(2 * reach) }
      const events = person === null ? timedOfNobody.all(window) : timedOfPerson.all({ ...window, person })
      const marked = machineMarks(events)
      for (const { id, machine, at: time } of events) {
        const now = marked.has(id) ? BY_TIMING : 0
        if (Math.abs(Date.parse(time) - near) > reach * 1000) continue
        // What the source itself says stands.
        if (machine !== BY_SOURCE && machine !== now) mark.run(now, id)
      }
    },
    /** Signals that are tied to this company, or were when it had that id. */
    ofCompany: (company: string): FactRow[] => ofCompany.all(company),
    /** Counts the signals that are tied to this person now, or notes whether there is an event. */
    countPerson: (id: string, fact: FactTable): void => void countOf[fact].run({ id }),
    countCompany: (id: string): void => void countCompany.run({ id }),
    /** Latest first. */
    signalsOf: (person: string | null, company: string | null): ShownFact[] => signalsOf.all(person, company),
    /** Signals, latest first; of a person or company, or of everybody. */
    list: (which: Parameters<typeof list.all>[0]): ListedSignal[] => list.all(which),
    numberOfEvents: (person: string): number => numberOfEvents.get(person) ?? 0,
    /** Latest first. */
    eventsOf: (person: string, limit: number): ShownFact[] => eventsOf.all(person, limit),
  }
}

export type FactStore = ReturnType<typeof facts>
