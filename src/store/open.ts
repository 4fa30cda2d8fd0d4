/**
 * The one file. WAL, so that readers do not wait for the writer; IMMEDIATE writes, since a deferred transaction that
 * reads first and writes later fails at once instead of waiting its turn; secure_delete, because deleted people must be
 * gone; mode 0600, because the file is full of people.
 */
import Database from 'better-sqlite3'
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { crypto } from '../lib/lazy-crypto.ts'
import { once } from '../lib/once.ts'
import { PrmError } from '../model/errors.ts'
import { activities, type ActivityStore } from './activities.ts'
import { addresses, type AddressStore } from './addresses.ts'
import { assignments, type AssignmentStore } from './assignments.ts'
import { batches, type BatchStore } from './batches.ts'
import { changes, type ChangeStore } from './changes.ts'
import { setAges, setClock } from './connection-settings.ts'
import { companies, type CompanyStore } from './companies.ts'
import { connections, type ConnectionStore } from './connections.ts'
import { companyMatching, type CompanyMatchingStore } from './company-matching.ts'
import { dataVersion } from './data-version.ts'
import { decisions, type DecisionStore } from './decisions.ts'
import { derived, type DerivedStore } from './derived.ts'
import { news, type NewsStore } from './news.ts'
import { digests, type DigestStore } from './digest.ts'
import { dns, type DnsStore } from './dns.ts'
import { erasure, type ErasureStore } from './erasure.ts'
import { facts, type FactStore } from './facts.ts'
import { buildLeftOut, firstLoad, leftOutBy, type FirstLoad } from './first-load.ts'
import { freshness, type FreshnessStore } from './freshness.ts'
import { leads, type LeadStore } from './leads.ts'
import { leases, type LeaseStore } from './leases.ts'
import { learning, type LearningStore } from './learning.ts'
import { checkSchema, hasPending, migrate } from './migrate.ts'
import { matching, type MatchingStore } from './matching.ts'
import { market, type MarketStore } from './market.ts'
import { meta, type MetaStore } from './meta.ts'
import { full, isBusy, notADatabase, storeError } from './open-errors.ts'
import { overviews, type OverviewStore } from './overview.ts'
import { people, type PeopleStore } from './people.ts'
import { pulls, type PullStore } from './pulls.ts'
import { pushes, type PushStore } from './pushes.ts'
import { records, type RecordStore } from './records.ts'
import { relationships, type RelationshipStore } from './relationships.ts'
import { runs, type RunStore } from './runs.ts'
import { scores, type ScoreStore } from './scores.ts'
import { objectives, type ObjectiveStore } from './objectives.ts'
import { segments, type SegmentStore } from './segments.ts'
import { serviceAnswers, type ServiceAnswerStore } from './service-answers.ts'
import { serviceJobs, type ServiceJobStore } from './service-jobs.ts'
import { sources, type SourceStore } from './sources.ts'
import { standings, type StandingStore } from './standings.ts'
import { steadyStatements } from './steady-statements.ts'
import { suppressions, type SuppressionStore } from './suppressions.ts'
import { verdicts, type MaxAge, type VerdictStore } from './verdicts.ts'

export interface OpenOptions {
  /** Make the file when it is not there; otherwise a missing file is an error, not an empty database. */
  create?: boolean
  /** Waiting for another writer, in milliseconds. */
  timeout?: number
  /** ISO time, for the record of migrations. */
  now?: string
  /** Whether another process is still at work; without it, none is. */
  isAlive?: (pid: number, host: string) => boolean
}

/** An open prospect file: the statements of every table, and one way to write. */
export interface ProspectFile {
  /** Absolute, or `:memory:`. */
  path: string
  /** Tells this file from every other one. */
  id: string
  /** This call made the file. */
  created: boolean
  /** Where the file was saved before its schema was brought up to date. */
  backup: string | null
  meta: MetaStore
  runs: RunStore
  batches: BatchStore
  records: RecordStore
  decisions: DecisionStore
  matching: MatchingStore
  people: PeopleStore
  companies: CompanyStore
  companyMatching: CompanyMatchingStore
  verdicts: VerdictStore
  addresses: AddressStore
  dns: DnsStore
  suppressions: SuppressionStore
  facts: FactStore
  relationships: RelationshipStore
  activities: ActivityStore
  sources: SourceStore
  segments: SegmentStore
  objectives: ObjectiveStore
  standings: StandingStore
  assignments: AssignmentStore
  leases: LeaseStore
  scores: ScoreStore
  market: MarketStore
  pulls: PullStore
  pushes: PushStore
  connections: ConnectionStore
  changes: ChangeStore
  freshness: FreshnessStore
  leads: LeadStore
  overviews: OverviewStore
  learning: LearningStore
  serviceAnswers: ServiceAnswerStore
  serviceJobs: ServiceJobStore
  derived: DerivedStore
  digests: DigestStore
  erasure: ErasureStore
  news: NewsStore
  /** What a large first load leaves out until its end. */
  firstLoad: FirstLoad
  /** A transaction is open: what it wrote is seen by this connection only. */
  readonly isWriting: boolean
  /** Runs `fn` in one IMMEDIATE transaction; nested calls join the outer one. Never await inside. */
  write<T>(fn: () => T): T
  /**
   * As `write`, over awaits: for a writer that would rather commit seldom. Nobody else may use this connection meanwhile,
   * and other processes wait: await nothing that can take long.
   */
  writeAcross<T>(fn: () => Promise<T>): Promise<T>
  /** Runs `fn`, writes and all, in one transaction that is then taken back: what a dry run is. */
  rehearse<T>(fn: () => Promise<T>): Promise<T>
  /**
   * Holds so many megabytes of the file in memory: more than usual where much of it is about to be written. Pages for
   * which there is no room go to the log before the end, and where one of them changes again, most of the log is read
   * and signed anew.
   *
   * @param megabytes by default as many as usual
   */
  setCache(megabytes?: number): void
  /**
   * Maps the file into memory, for who is about to read most of it: spares a call to the system and a copy for each page.
   * Not for writers: pages that change are copied all the same.
   */
  map(): void
  /** From here on reads what is committed now, whatever others write; until `close`. Not for writers. */
  pin(): void
  /** Another number once another connection has written to the file. */
  dataVersion(): number
  /** Sets the day that rules and ages refer to, on this connection. ISO date. */
  setClock(day: string): void
  /** Sets how long verdicts hold, on this connection; by default as the file has it. Days by level. */
  setAges(ages: Partial<MaxAge>): void
  close(): void
}

/** False where another process was quicker. */
const createPrivately = (path: string): boolean => {
  try {
    // Exclusive and 0600 before SQLite sees it: there is no moment at which others can read it.
    closeSync(openSync(path, 'ax', 0o600))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw full(path, error)
    const why = existsSync(dirname(path)) ? 'no right to write there' : 'there is no such folder'
    throw new PrmError('store', 'store.cannot_create', `cannot create ${path}: ${why}`, {
      hint:
        why === 'there is no such folder'
          ? `make the folder first: ${dirname(path)}`
          : 'choose another place with --db',
      cause: error,
    })
  }
}

const checkPath = (path: string, create: boolean): boolean => {
  if (!existsSync(path)) {
    if (!create) {
      throw new PrmError('store', 'store.missing', `there is no database at ${path}`, {
        hint: 'prm import LIST.csv makes one; or name yours with --db',
      })
    }
    return createPrivately(path)
  }
  if (statSync(path).isDirectory()) {
    throw new PrmError('store', 'store.is_directory', `${path} is a folder, not a database`, {
      hint: 'name a file with --db',
    })
  }
  // Somebody else's empty file is not turned into a database by looking at it.
  if (!create && statSync(path).size === 0) throw notADatabase(path, undefined)
  return false
}

/** SQLite's own timeout does not cover the change of a new file to WAL while another process makes the same change. */
const enterWal = (db: Database.Database, timeout: number): void => {
  for (const end = Date.now() + timeout; ;) {
    try {
      db.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

/** Megabytes. */
const USUAL_CACHE = 64

const setCache = (db: Database.Database, megabytes: number): void =>
  void db.pragma(`cache_size = ${-1024 * megabytes}`)

const configure = (db: Database.Database, timeout: number): void => {
  enterWal(db, timeout)
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  db.pragma('secure_delete = ON')
  setCache(db, USUAL_CACHE)
  // 64 MB of log before it is copied back: pages that a long import touches again and again are written once.
  db.pragma('wal_autocheckpoint = 16384')
  db.pragma('temp_store = MEMORY')
}

const backUp = (db: Database.Database, path: string): string => {
  const version = Number(db.pragma('user_version', { simple: true }))
  const copy = `${path}.schema-${version}.bak`
  // Private from its first byte, and under its name only once it is whole: a kill leaves no half a copy there.
  const temporary = `${copy}.${crypto().randomBytes(4).toString('hex')}.tmp`
  closeSync(openSync(temporary, 'wx', 0o600))
  db.prepare('VACUUM INTO ?').run(temporary)
  renameSync(temporary, copy)
  return copy
}

/** A key of this file alone, for hashes that must not be guessable elsewhere (suppressions). */
const fileKey = (db: Database.Database): string => {
  const read = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'file_key'").pluck()
  const known = read.get()
  if (known !== undefined) return known
  db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('file_key', ?)").run(
    crypto().randomBytes(32).toString('hex'),
  )
  return read.get()!
}

const prepareSchema = (
  db: Database.Database,
  path: string,
  created: boolean,
  now: string,
  timeout: number,
): string | null => {
  checkSchema(db, path)
  configure(db, timeout)
  if (!hasPending(db)) return null
  const version = Number(db.pragma('user_version', { simple: true }))
  const copy = created || version === 0 || path === ':memory:' ? null : backUp(db, path)
  // A step may name an index that a killed load has left out.
  if (version > 0) db.transaction(() => buildLeftOut(db)).immediate()
  migrate(db, now)
  return copy
}

/**
 * Builds the indexes that a killed load left out. A load at work builds its own; and where nothing can be written now,
 * all is found without them, only more slowly.
 */
const mend = (db: Database.Database, isAlive: OpenOptions['isAlive']): void => {
  const owner = leftOutBy(db)
  if (owner === null) return
  const { pid, host } = owner
  if (pid !== null && host !== null && isAlive?.(pid, host)) return
  try {
    db.transaction(() => buildLeftOut(db)).immediate()
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
  }
}

/**
 * Opens a prospect file, bringing its schema up to date; the file is backed up before its first pending step.
 *
 * @param path a file, or `:memory:`
 * @throws PrmError of kind `store`: missing, not a database, not ours, from a newer prm, busy
 */
export const openProspectFile = (path: string, options: OpenOptions = {}): ProspectFile => {
  const where = path === ':memory:' ? path : resolve(path)
  const created = path === ':memory:' || checkPath(where, options.create ?? false)
  let db: Database.Database | undefined
  try {
    const timeout = options.timeout ?? 10_000
    db = new Database(where, { timeout })
    steadyStatements(db)
    const now = options.now ?? new Date().toISOString()
    const backup = prepareSchema(db, where, created, now, timeout)
    mend(db, options.isAlive)
    return assemble(db, where, created, backup, now)
  } catch (error) {
    db?.close()
    throw storeError(where, error)
  }
}

/** A rehearsal inside another one. */
const rehearseWithin = async <T>(db: Database.Database, fn: () => Promise<T>): Promise<T> => {
  db.exec('SAVEPOINT rehearsal')
  try {
    return await fn()
  } finally {
    db.exec('ROLLBACK TO rehearsal; RELEASE rehearsal')
  }
}

const assemble = (
  db: Database.Database,
  path: string,
  created: boolean,
  backup: string | null,
  now: string,
): ProspectFile => {
  const key = fileKey(db)
  setClock(db, now.slice(0, 10))
  const load = firstLoad(db)
  // Made when first used: preparing every statement would cost each command some milliseconds.
  const stores = {
    meta: once(() => meta(db)),
    runs: once(() => runs(db)),
    batches: once(() => batches(db)),
    records: once(() => records(db, load)),
    decisions: once(() => decisions(db)),
    matching: once(() => matching(db)),
    people: once(() => people(db, load)),
    companies: once(() => companies(db)),
    companyMatching: once(() => companyMatching(db)),
    verdicts: once(() => verdicts(db)),
    addresses: once(() => addresses(db)),
    dns: once(() => dns(db)),
    suppressions: once(() => suppressions(db, key)),
    facts: once(() => facts(db)),
    relationships: once(() => relationships(db)),
    activities: once(() => activities(db)),
    sources: once(() => sources(db)),
    segments: once(() => segments(db)),
    objectives: once(() => objectives(db)),
    standings: once(() => standings(db)),
    assignments: once(() => assignments(db)),
    leases: once(() => leases(db)),
    scores: once(() => scores(db)),
    market: once(() => market(db)),
    pulls: once(() => pulls(db)),
    pushes: once(() => pushes(db)),
    connections: once(() => connections(db)),
    changes: once(() => changes(db)),
    freshness: once(() => freshness(db)),
    leads: once(() => leads(db)),
    overviews: once(() => overviews(db)),
    learning: once(() => learning(db)),
    serviceAnswers: once(() => serviceAnswers(db)),
    serviceJobs: once(() => serviceJobs(db)),
    derived: once(() => derived(db)),
    digests: once(() => digests(db)),
    erasure: once(() => erasure(db, path)),
    news: once(() => news(db)),
  }
  const isOpen = (): boolean => db.inTransaction
  const begin = (): void => {
    try {
      db.exec('BEGIN IMMEDIATE')
      load.look()
    } catch (error) {
      if (isOpen()) db.exec('ROLLBACK')
      throw storeError(path, error)
    }
  }
  return {
    path,
    get id() {
      return crypto().createHash('sha256').update(key).digest('hex').slice(0, 16)
    },
    created,
    backup,
    get meta() {
      return stores.meta()
    },
    get runs() {
      return stores.runs()
    },
    get batches() {
      return stores.batches()
    },
    get records() {
      return stores.records()
    },
    get decisions() {
      return stores.decisions()
    },
    get matching() {
      return stores.matching()
    },
    get people() {
      return stores.people()
    },
    get companies() {
      return stores.companies()
    },
    get companyMatching() {
      return stores.companyMatching()
    },
    get verdicts() {
      return stores.verdicts()
    },
    get addresses() {
      return stores.addresses()
    },
    get dns() {
      return stores.dns()
    },
    get suppressions() {
      return stores.suppressions()
    },
    get facts() {
      return stores.facts()
    },
    get relationships() {
      return stores.relationships()
    },
    get activities() {
      return stores.activities()
    },
    get sources() {
      return stores.sources()
    },
    get segments() {
      return stores.segments()
    },
    get objectives() {
      return stores.objectives()
    },
    get standings() {
      return stores.standings()
    },
    get assignments() {
      return stores.assignments()
    },
    get leases() {
      return stores.leases()
    },
    get scores() {
      return stores.scores()
    },
    get market() {
      return stores.market()
    },
    get pulls() {
      return stores.pulls()
    },
    get pushes() {
      return stores.pushes()
    },
    get connections() {
      return stores.connections()
    },
    get changes() {
      return stores.changes()
    },
    get freshness() {
      return stores.freshness()
    },
    get leads() {
      return stores.leads()
    },
    get overviews() {
      return stores.overviews()
    },
    get learning() {
      return stores.learning()
    },
    get serviceAnswers() {
      return stores.serviceAnswers()
    },
    get serviceJobs() {
      return stores.serviceJobs()
    },
    get erasure() {
      return stores.erasure()
    },
    get derived() {
      return stores.derived()
    },
    get digests() {
      return stores.digests()
    },
    get news() {
      return stores.news()
    },
    firstLoad: load,
    get isWriting() {
      return db.inTransaction
    },
    write: (fn) => {
      if (db.inTransaction) return fn()
      try {
        return db
          .transaction(() => {
            load.look()
            return fn()
          })
          .immediate()
      } catch (error) {
        load.doubt()
        throw storeError(path, error)
      }
    },
    writeAcross: async (fn) => {
      if (db.inTransaction) return fn()
      begin()
      try {
        const result = await fn()
        db.exec('COMMIT')
        return result
      } catch (error) {
        load.doubt()
        // SQLite itself has taken back what it could not write.
        if (isOpen()) db.exec('ROLLBACK')
        throw storeError(path, error)
      }
    },
    rehearse: async (fn) => {
      if (db.inTransaction) return rehearseWithin(db, fn)
      begin()
      try {
        return await fn()
      } catch (error) {
        throw storeError(path, error)
      } finally {
        if (isOpen()) db.exec('ROLLBACK')
        load.forget()
      }
    },
    setCache: (megabytes = USUAL_CACHE) => setCache(db, megabytes),
    // As much as SQLite allows; what lies beyond is read as ever.
    map: once(() => void db.pragma('mmap_size = 2147418112')),
    // A transaction sees the file as it was at its first read.
    pin: () => void db.exec('BEGIN; SELECT 1 FROM meta LIMIT 1'),
    dataVersion: dataVersion(db),
    setClock: (day) => setClock(db, day),
    setAges: (ages) => setAges(db, ages),
    close: () => db.close(),
  }
}
