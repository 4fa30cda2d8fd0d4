/**
 * Reads lists into the file: every row ends as created, updated, unchanged, repeat or rejected.
 *
 * Rows are committed batch by batch, each batch with its place in the file, so that a killed import goes on where it
 * stopped, and the same list read a second time is recognised by its bytes and read no further. A dry run is the same
 * code inside a transaction that is rolled back.
 */
import { patient, type Patient } from '../../lib/patient.ts'
import type { TableOptions, TableSource } from '../../lib/table/index.ts'
import { idTail } from '../../model/id.ts'
import { PrmError } from '../../model/errors.ts'
import type { Field } from '../../model/fields.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { BatchKind, OnMatch, RecordFields } from '../../model/record.ts'
import type { Batch, RowOutcome } from '../../store/batches.ts'
import { Derivation } from '../derive/derive.ts'
import { suppress, touchSuppressed } from '../derive/opt-out.ts'
import {
  finishRun,
  startRun,
  SCHEMA_VERSION,
  breathe,
  isAtWork,
  type Deps,
  type Result,
} from '../derive/run.ts'
import type { Doubt } from '../reading/doubts.ts'
import { isNewCost, setCost, type Cost } from '../derive/source-cost.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import type { CellWarning } from '../reading/normalise.ts'
import { keepAnswers, recallAnswers } from './mapping-answers.ts'
import { unpackRows, type PackedRows } from './packed-rows.ts'
import type { PreparedRow } from './prepare.ts'
import { preparedRows } from './prepared-rows.ts'
import { NORMALISER, openLists, withAnswers, type Reading } from './open-lists.ts'
import type { Fact, Suppressed } from './prepare-fact.ts'
import type { RejectedRow } from './rejects.ts'
import { ERASED_ROW, isErased } from '../derive/erased.ts'
import { keepSignals, takeFact } from './take-fact.ts'

export interface ImportFile {
  source: TableSource
  /** As shown and kept: a path as the user wrote it, or `-`. */
  name: string
  /** Of a stream, where its bytes are known: it is recognised, and gone on with, as a file is. */
  sha256?: string
  /** The list as `openLists` opened it. */
  opened?: Reading
  /**
   * What somebody answered about its columns: column → field, `custom.<name>` or `ignore`. Kept for lists with the same
   * headers; without it, what was answered before is followed.
   */
  answers?: Record<string, string>
}

export interface ImportInput {
  files: ImportFile[]
  kind: BatchKind
  on_match: Exclude<OnMatch, 'hand'>
  /** Where the records come from; by default the name of each file. */
  source?: string | undefined
  /** What the source has cost in all, so that sources can be compared; only with lists of one source. */
  cost?: Cost | undefined
  /** Names of sources in the order of trust. */
  trusted?: string[]
  /** Default country for phone numbers, ISO alpha-2. */
  country?: string | undefined
  /** Of lists of suppressions: why, kept with each address. */
  reason?: string | undefined
  /** Country of whoever made the lists, ISO alpha-2, where it was told: decides dates that could be two days. */
  locale?: string | undefined
  /** Column → field, `custom.<name>` or `ignore`; every column must be in one of the lists. */
  map?: Record<string, string>
  /** Columns to leave out; every one must be in one of the lists. */
  ignore?: string[]
  /** The same as a standing order (the config's): followed where a list has such a column. */
  usual?: { map: Record<string, string>; ignore: string[] }
  /**
   * Texts by which a list clears a value on purpose; a blank cell only says that it is unknown. A clear counts where a
   * value of this list would outrank earlier ones (overwrite, refresh); a list that only fills gaps takes nothing away.
   */
  clear?: readonly string[]
  table?: TableOptions
  dry_run?: boolean
}

export type ImportCounts = Record<
  'read' | 'created' | 'updated' | 'unchanged' | 'repeats' | 'rejected',
  number
>

export interface ImportWarning {
  column: string
  code: string
  message: string
  count: number
  /** The first few. */
  examples: { line: number; value: string }[]
}

/** Signals or events that a list told of. */
export interface FactCounts {
  read: number
  /** About nobody who is in the file yet; tied as soon as they appear. */
  untied: number
}

export interface FileResult {
  name: string
  kind: BatchKind
  source: string
  counts: ImportCounts
  /** Rows with nothing in them: not people, and not counted as read. */
  blank: number
  encoding: string
  delimiter: string | null
  /** 0: the names come with the values (JSON, vCards). */
  header_row: number | null
  /** Of a workbook. */
  sheet: string | null
  preset: string | null
  mapping: ColumnMapping[]
  /** Columns whose meaning is not certain, and nobody has said. */
  doubts: Doubt[]
  /** The day of the answers about its columns that were followed; null where there are none. */
  answered: string | null
  notes: string[]
  warnings: ImportWarning[]
  header: string[]
  /** For each column the first few different values. */
  samples: string[][]
  rejects: RejectedRow[]
  signals: FactCounts
  events: FactCounts
  /** Read before, byte for byte and in the same way: nothing to do. */
  known: boolean
  /** Rows that an interrupted import of this file had read before. */
  resumed: number
}

export interface ImportResult extends Result {
  counts: ImportCounts
  files: FileResult[]
  /** The cost of the source that was set now; null where none was given or nothing changed. */
  cost: (Cost & { source: string; was: Cost | null }) | null
  dry_run: boolean
}

const noCounts = (): ImportCounts => ({
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  repeats: 0,
  rejected: 0,
})

const COUNT_OF: Record<RowOutcome, keyof ImportCounts> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  repeat: 'repeats',
  rejected: 'rejected',
}

const ROWS_A_WRITE = 10_000
/** Megabytes of the file in memory: ten thousand events of as many people touch thirty thousand of its pages. */
const CACHE_OF_FACTS = 128
/** For the next rows, while a transaction is open; in milliseconds. */
const LONGEST_WAIT = 50
const TAIL_BYTES = 10

/**
 * Reads lists into the file, as one run.
 *
 * @throws PrmError as `openLists`; nothing is written then
 */
export const importLists = async (
  deps: Deps,
  input: ImportInput,
  on: OnProgress = () => undefined,
): Promise<ImportResult> => {
  const readings = (await openLists(input)).map((file) => settled(deps, file, input))
  const session = new ImportSession(deps, input, on)
  if (input.dry_run) return deps.file.rehearse(() => session.run(readings))
  return session.run(readings)
}

/** The list with the answers about its columns: of now, or those kept in the file. */
const settled = (deps: Deps, { opened, answers }: ImportFile, input: ImportInput): Reading => {
  const reading = opened!
  if (answers !== undefined) {
    const on = deps.now().toISOString().slice(0, 10)
    return { ...withAnswers(reading, { on, columns: answers }, input), areAnswersNew: true }
  }
  // Nobody is asked about lists of other kinds.
  const isAsked = input.kind === 'people' || input.kind === 'customers'
  const kept = isAsked ? recallAnswers(deps.file.meta, reading.header) : null
  if (kept === null) return reading
  const list = withAnswers(reading, kept, input)
  return { ...list, notes: [...list.notes, `columns were read as answered on ${kept.on}; --ask asks again`] }
}

class ImportSession {
  readonly #deps: Deps
  readonly #input: ImportInput
  readonly #on: OnProgress
  #run: number | null = null
  /** Whether anybody was ever erased; null: not looked up yet. */
  #anyErased: boolean | null = null
  #derivation: { batch: number; of: Derivation } | null = null
  /** Sightings still to be written: nobody asks for them before somebody asks for the rank of their records. */
  #plain: (number | string | null)[] = []

  constructor(deps: Deps, input: ImportInput, on: OnProgress) {
    this.#deps = deps
    this.#input = input
    this.#on = on
  }

  async run(readings: Reading[]): Promise<ImportResult> {
    const files: FileResult[] = []
    const counts = noCounts()
    let cost: ImportResult['cost'] = null
    try {
      for (const reading of readings) {
        const result = await this.#read(reading)
        files.push(result)
        for (const key of Object.keys(counts) as (keyof ImportCounts)[]) counts[key] += result.counts[key]
      }
      // Last, because setting it opens a run, and a list that a kill has cut short goes on with the run it was in.
      if (readings[0]) cost = this.#price(readings[0].source)
    } catch (error) {
      this.#finish(
        error instanceof PrmError && error.kind === 'interrupted' ? 'interrupted' : 'failed',
        counts,
      )
      throw error
    }
    this.#finish('done', counts)
    const run = this.#input.dry_run ? null : this.#run
    return { schemaVersion: SCHEMA_VERSION, run, counts, files, cost, dry_run: this.#input.dry_run ?? false }
  }

  #finish(status: 'done' | 'failed' | 'interrupted', counts: ImportCounts): void {
    const run = this.#run
    if (run !== null) this.#deps.file.write(() => finishRun(this.#deps, run, status, counts))
  }

  async #read(reading: Reading): Promise<FileResult> {
    const { file } = this.#deps
    const source = file.write(() => {
      if (reading.areAnswersNew === true) keepAnswers(file.meta, reading.header, reading.answers!)
      return this.#source(reading.source)
    })
    const before = this.#known(reading, source)
    if (before) {
      const isOurs = file.write(() => this.#takeUp(before))
      return this.#describe(reading, before, !isOurs, isOurs ? before.rows : 0, new Map())
    }
    const batch = file.write(() => this.#openBatch(reading, source))
    const resumed = batch.rows
    const warnings = new Map<string, ImportWarning>()
    let position = 0
    const label = `reading ${reading.name === '-' ? 'standard input' : reading.name}`
    this.#on({ kind: 'start', label })
    let bytes = 0
    const parts = patient(this.#prepared(reading, (read) => (bytes = read)))
    const take = (part: PackedRows): void => {
      const skip = Math.max(0, resumed - position)
      position += part.count
      if (position > resumed) this.#takeIn(reading, batch, part, { skip, warnings })
    }
    if (this.#isOfFacts()) file.setCache(CACHE_OF_FACTS)
    try {
      for (let isOver = false; !isOver;) {
        await breathe(this.#deps, 'run the same command again to go on')
        isOver = await this.#takeSome(parts, take, () => {
          if (this.#isOfFacts()) this.#derivation?.of.flush()
          file.batches.progress(batch.id, position, false)
        })
        const share = this.#share(reading, bytes)
        this.#on({ kind: 'progress', label, done: position, ...(share && { share }), unit: 'rows' })
      }
    } finally {
      await parts.close()
      if (this.#isOfFacts()) file.setCache()
      this.#settle()
    }
    file.write(() => file.batches.progress(batch.id, position, true))
    this.#on({ kind: 'done', label, done: position, unit: 'rows' })
    return this.#describe(reading, batch, false, resumed, warnings)
  }

  /** A dry run is taken back with all that it left out. */
  #settle(): void {
    const { file } = this.#deps
    if (this.#input.dry_run || file.firstLoad.finder === null) return
    this.#on({ kind: 'start', label: 'indexing' })
    file.write(() => this.#derivation?.of.settle())
    this.#on({ kind: 'done', label: 'indexing' })
  }

  /** How far a list is read, where its rows come as its bytes do. */
  #share({ table: { info } }: Reading, read: number): number | undefined {
    const { format, bytes = 0 } = info
    const isStreamed = format === 'csv' || format === 'ndjson' || format === 'vcard'
    if (!isStreamed || bytes === 0 || read === 0 || this.#input.table?.maxRows !== undefined) return undefined
    return Math.min(1, read / bytes)
  }

  /** The rows of the list, prepared, part by part. */
  async *#prepared(reading: Reading, onBytes: (read: number) => void): AsyncGenerator<PackedRows> {
    const { kind, country, clear = [] } = this.#input
    const { columns, signature, namespace, source, optOut, signals, events, table } = reading
    const how = {
      ...{ columns, country, kind, signature, namespace, source, optOut },
      ...(clear.length === 0 ? {} : { clear: new Set(clear) }),
      ...(signals.length > 0 && { signals }),
      ...(kind === 'events' && { events: { shape: reading.preset, columns: events } }),
    }
    const list = {
      path: reading.path,
      bytes: table.info.bytes,
      options: this.#input.table ?? {},
      rows: reading.rows,
      close: () => reading.close(),
      onBytes,
    }
    yield* preparedRows(list, how, (info, stats) => {
      Object.assign(table.info, info)
      reading.stats = stats
    })
  }

  /**
   * Takes in some thousand rows in one transaction: one for each part would write pages again and again. It ends early
   * where the next part is to be waited for, since other processes wait meanwhile.
   *
   * @returns whether the list is over
   */
  async #takeSome(
    parts: Patient<PackedRows>,
    take: (part: PackedRows) => void,
    noteProgress: () => void,
  ): Promise<boolean> {
    let next: IteratorResult<PackedRows, unknown> | null = await parts.next()
    return this.#deps.file.writeAcross(async () => {
      let taken = 0
      while (next !== null && next.done !== true) {
        take(next.value)
        taken += next.value.count
        if (taken >= ROWS_A_WRITE || this.#deps.signal.aborted) break
        next = await parts.soon(LONGEST_WAIT)
      }
      noteProgress()
      return next?.done === true
    })
  }

  #price(name: string): ImportResult['cost'] {
    const { file } = this.#deps
    const { cost } = this.#input
    if (cost === undefined) return null
    return file.write(() => {
      const source = this.#source(name)
      if (!isNewCost(file, source, cost)) return null
      const was = file.batches.cost(source)
      this.#run ??= startRun(this.#deps, 'import', this.#journal())
      setCost(file, this.#run, source, cost)
      return { source: name, ...cost, was }
    })
  }

  #source(name: string): number {
    const trust = (this.#input.trusted ?? []).indexOf(name)
    return this.#deps.file.batches.source(
      name,
      'list',
      trust < 0 ? 1000 : trust,
      this.#deps.now().toISOString(),
    )
  }

  /** The same bytes read in the same way, and nothing since that reading them again could put right. */
  #known(reading: Reading, source: number): Batch | undefined {
    if (reading.sha256 === null) return undefined
    const { batches } = this.#deps.file
    const batch = batches.finished(reading.sha256, reading.signature, this.#input.on_match, source)
    if (!batch || !isReadAlike(batch, reading)) return undefined
    const wins = this.#input.on_match === 'overwrite' || this.#input.on_match === 'refresh'
    return wins && batches.hasLaterOverwrite(batch.id) ? undefined : batch
  }

  /** A kill between the last row and the end of the run: the list is read, the run is still to be closed. */
  #takeUp(batch: Batch): boolean {
    const { runs } = this.#deps.file
    const run = runs.get(batch.run_id)!
    if (this.#run !== null || run.status !== 'running' || isAtWork(this.#deps, run)) return false
    this.#run = run.id
    runs.reopen(run.id, this.#deps.pid, this.#deps.host)
    return true
  }

  #openBatch(reading: Reading, source: number): Batch {
    const { batches, runs } = this.#deps.file
    const { on_match, kind } = this.#input
    if (reading.sha256 !== null) {
      const left = batches.unfinished(reading.sha256, reading.signature, on_match, source)
      if (left && isReadAlike(left, reading) && (this.#run ?? left.run_id) === left.run_id) {
        const run = runs.get(left.run_id)!
        if (isAtWork(this.#deps, run)) throw readElsewhere(reading.name, run.pid)
        this.#run = left.run_id
        runs.reopen(left.run_id, this.#deps.pid, this.#deps.host)
        return left
      }
    }
    this.#run ??= startRun(this.#deps, 'import', this.#journal())
    const { encoding, delimiter, headerRow, sheet } = reading.table.info
    const id = batches.create({
      run_id: this.#run,
      source_id: source,
      kind,
      file: reading.name,
      sha256: reading.sha256,
      reading: JSON.stringify({
        normaliser: NORMALISER,
        encoding,
        delimiter,
        header_row: headerRow,
        sheet,
        header: reading.header,
        preset: reading.preset,
        namespace: reading.namespace,
        country: this.#input.country ?? null,
        columns: reading.columns,
      }),
      signature: reading.signature,
      on_match,
    })
    return batches.get(id)!
  }

  #journal(): unknown {
    const { files, kind, on_match, source, country, clear, cost } = this.#input
    return {
      files: files.map((file) => file.name),
      kind,
      on_match,
      source: source ?? null,
      country: country ?? null,
      clear: clear ?? null,
      cost: cost === undefined ? null : `${cost.amount} ${cost.currency}`,
    }
  }

  /** Takes in one batch of rows. Inside a write. */
  #takeIn(
    reading: Reading,
    batch: Batch,
    part: PackedRows,
    { skip, warnings }: { skip: number; warnings: Map<string, ImportWarning> },
  ): void {
    const derivation = this.#derivationOf(batch)
    const random = this.#deps.random((part.count - skip) * TAIL_BYTES)
    const trust = this.#deps.file.batches.trust(batch.source_id)
    const quiet: { row: PreparedRow; person: string | null }[] = []
    this.#plain = []
    const suppressed: Suppressed[] = []
    const sightings: (number | string | null)[] = []
    let i = -skip
    for (const row of unpackRows(part)) {
      if (i++ < 0) continue
      if (row.fact !== undefined && row.fact.table !== 'suppression' && this.#isErasedFact(row.fact)) {
        const blank = { batch_id: batch.id, line: row.line, record_id: null, changed: null, cells: '[]' }
        this.#deps.file.batches.sight({ ...blank, outcome: 'rejected', reason: ERASED_ROW })
        continue
      }
      for (const warning of row.warnings) note(warnings, warning, row.line)
      if (row.fact !== undefined) {
        const { reason = 'suppression_list' } = this.#input
        const taken = takeFact(this.#deps, batch, row, row.fact, derivation, reason)
        suppressed.push(...taken.suppressed)
        // Of those who opted out nothing stays in plain text.
        const cells = row.fact.table === 'suppression' ? null : row.cells
        sightings.push(batch.id, row.line, taken.outcome, cells)
        continue
      }
      const tail = idTail(random.subarray((i - 1) * TAIL_BYTES))
      const { outcome, person } = this.#takeRow(reading, batch, row, { tail, trust }, derivation)
      if (outcome === 'unchanged' || outcome === 'repeat') quiet.push({ row, person })
    }
    this.#sightPlainly()
    this.#deps.file.batches.sightFacts(sightings)
    if (suppressed.length > 0) touchSuppressed(this.#deps, suppressed, derivation)
    if (this.#isOfFacts()) return
    const { changed } = derivation.flush()
    if (changed.size === 0) return
    // A row can tell something new about its company, or be read again to outrank others, while it joins nobody anew.
    for (const { row, person } of quiet) {
      const { line, reading } = row
      const told = person === null ? undefined : changed.get(person)
      const changes = [...(told ?? []), ...companyNews(this.#deps, row, changed, derivation)]
      if (changes.length === 0) continue
      const fields = JSON.parse(reading.json) as RecordFields
      const news = changes.filter((name) => fields[name as Field] !== undefined)
      if (news.length > 0) this.#deps.file.batches.amend(batch.id, line, 'updated', JSON.stringify(news))
    }
  }

  /** What is tied to people who stay as they are: all of a transaction together, so that pages are come to once. */
  #isOfFacts(): boolean {
    const { kind } = this.#input
    return kind === 'events' || kind === 'signals'
  }

  #sightPlainly(): void {
    this.#deps.file.batches.sightPlainly(this.#plain)
    this.#plain = []
  }

  #why(): 'list' | 'newer' {
    return this.#input.on_match === 'refresh' ? 'newer' : 'list'
  }

  #takeRow(
    reading: Reading,
    batch: Batch,
    row: PreparedRow,
    { tail, trust }: { tail: string; trust: number },
    derivation: Derivation,
  ): { outcome: RowOutcome; person: string | null } {
    const { batches, records } = this.#deps.file
    const { cells, hash, reason, observed_at, opt_outs } = row
    let person: string | null = null
    const sight = (outcome: RowOutcome, record_id: number | null, changed: string[], why: string | null) => {
      if (record_id !== null && changed.length === 0) this.#plain.push(batch.id, row.line, record_id, outcome)
      else
        batches.sight({
          batch_id: batch.id,
          line: row.line,
          record_id,
          outcome,
          reason: why,
          changed: changed.length > 0 ? JSON.stringify(changed) : null,
          cells: record_id === null ? cells : null,
        })
      return { outcome, person }
    }
    if (this.#isErased(row)) {
      // Not even as a rejected row: the list has the cells, and the file must not.
      const blank = { batch_id: batch.id, line: row.line, record_id: null, changed: null, cells: '[]' }
      batches.sight({ ...blank, outcome: 'rejected', reason: ERASED_ROW })
      return { outcome: 'rejected', person }
    }
    if (reason !== null) return sight('rejected', null, [], reason)
    if (opt_outs !== null || this.#input.kind === 'companies') this.#sightPlainly()
    if (opt_outs !== null)
      for (const out of opt_outs) suppress(this.#deps, out, derivation, out.reason, batch.id)
    const again = derivation.repeatOf(hash, cells, reading.signature)
    if (again) {
      this.#sightPlainly()
      // An overwriting batch gives a known record a higher rank, and so does a filling one where it had been skipped.
      const { on_match } = batch
      const isLifted = on_match === 'fill' ? records.isSkipped(again.id) : on_match !== 'skip'
      if (isLifted) person = again.person_id
      const seen = sight('repeat', again.id, [], null)
      if (isLifted) {
        this.#sightPlainly()
        derivation.lift(again.id)
      }
      return seen
    }
    const { record_id, person_id, created, changed } = derivation.append({
      batch_id: batch.id,
      line: row.line,
      hash,
      observed_at,
      cells,
      tail,
      reading: row.reading,
      lone: row.lone,
      on_match: batch.on_match,
      kind: this.#input.kind,
      source: reading.source,
      trust,
    })
    person = person_id
    if (row.signals !== undefined) keepSignals(this.#deps, batch, row, record_id, derivation)
    if (created || (person_id === null && this.#input.kind !== 'companies'))
      return sight('created', record_id, [], null)
    return sight(changed.length > 0 ? 'updated' : 'unchanged', record_id, changed, null)
  }

  #isErasedFact(fact: Exclude<Fact, { table: 'suppression' }>): boolean {
    const { suppressions } = this.#deps.file
    if (!(this.#anyErased ??= suppressions.anyErased())) return false
    const all = fact.table === 'events' ? fact.events : [fact]
    return all.some(({ about }) => suppressions.isErased(about))
  }

  #isErased(row: PreparedRow): boolean {
    const { suppressions } = this.#deps.file
    return (this.#anyErased ??= suppressions.anyErased()) && isErased(suppressions, row.reading)
  }

  /** One for all batches of rows: it remembers the companies. */
  #derivationOf(batch: Batch): Derivation {
    if (this.#derivation?.batch === batch.id) this.#derivation.of.refresh()
    else {
      const { file, pid, host } = this.#deps
      const of = new Derivation(file, { run_id: batch.run_id, why: this.#why(), loader: { pid, host } })
      this.#derivation = { batch: batch.id, of }
    }
    return this.#derivation.of
  }

  #describe(
    reading: Reading,
    batch: Batch,
    known: boolean,
    resumed: number,
    warnings: Map<string, ImportWarning>,
  ): FileResult {
    const { batches } = this.#deps.file
    const counts = noCounts()
    for (const { outcome, n } of batches.outcomes(batch.id)) {
      counts.read += n
      counts[known && outcome !== 'rejected' ? 'repeats' : COUNT_OF[outcome]] += n
    }
    const { info } = reading.table
    const { signal, event } = this.#deps.file.facts
    return {
      name: reading.name,
      kind: this.#input.kind,
      source: reading.source,
      counts,
      blank: (reading.stats ?? reading.table.stats()).blank,
      encoding: info.encoding,
      delimiter: info.delimiter,
      header_row: info.headerRow,
      sheet: info.sheet ?? null,
      preset: reading.preset,
      mapping: reading.columns,
      doubts: reading.doubts,
      answered: reading.answers?.on ?? null,
      notes: [...info.notes.map((found) => found.message), ...reading.notes],
      warnings: [...warnings.values()],
      header: reading.header,
      samples: reading.samples,
      rejects: batches.rejects(batch.id).map(({ line, reason, cells }) => ({
        line,
        reason,
        cells: JSON.parse(cells) as string[],
      })),
      signals: signal.ofBatch(batch.id),
      events: event.ofBatch(batch.id),
      known,
      resumed,
    }
  }
}

const readElsewhere = (name: string, pid: number | null): PrmError =>
  new PrmError(
    'store',
    'import.busy',
    `another prm (process ${pid ?? '?'}) is reading ${name} into this file now`,
    {
      hint: 'let it finish; what it has read so far is kept',
    },
  )

/** Another encoding, delimiter or header row gives other cells from the same bytes. */
const isReadAlike = (batch: Batch, { table: { info } }: Reading): boolean => {
  const before = JSON.parse(batch.reading) as {
    encoding: string
    delimiter: string | null
    header_row: number | null
    sheet?: string
  }
  return (
    before.sheet === info.sheet &&
    before.encoding === info.encoding &&
    before.delimiter === info.delimiter &&
    before.header_row === info.headerRow
  )
}

const note = (warnings: Map<string, ImportWarning>, warning: CellWarning, line: number): void => {
  const key = `${warning.column}\n${warning.message}`
  const known = warnings.get(key)
  const example = { line, value: warning.value }
  if (!known) {
    const { column, code, message } = warning
    warnings.set(key, { column, code, message, count: 1, examples: [example] })
  } else {
    known.count++
    if (known.examples.length < 3) known.examples.push(example)
  }
}

/** Fields of the row's company that this batch of rows has changed. */
const companyNews = (
  deps: Deps,
  { reading }: PreparedRow,
  changed: Map<string, Set<string>>,
  derivation: Derivation,
): string[] => {
  const key = derivation.companyKeyOf(reading.company)
  const id = key === null ? undefined : deps.file.companies.byKey(key)?.id
  return [...((typeof id === 'string' ? changed.get(id) : undefined) ?? [])]
}
