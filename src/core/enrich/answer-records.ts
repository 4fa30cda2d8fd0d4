/**
 * Answers of services as records of theirs: read like a list's row, about the person or company that was asked about, and
 * written once, however often the answer is handed over.
 */
import type { EntityAnswer, FoundSignal } from '../../connectors/contract.ts'
import { sha256 } from '../../lib/hash.ts'
import { hash52 } from '../../lib/quick-hash.ts'
import { FIELDS, isField, type Field } from '../../model/fields.ts'
import { idTail } from '../../model/id.ts'
import type { BatchKind, OnMatch, RecordFields } from '../../model/record.ts'
import { Derivation } from '../derive/derive.ts'
import { readRecord } from '../derive/identity.ts'
import { nameOfKey } from '../derive/company-identity.ts'
import { suppress } from '../derive/opt-out.ts'
import type { Deps } from '../derive/run.ts'
import { signalHash } from '../derive/signal-hash.ts'
import type { EnrichedEntity } from '../engine/index.ts'
import { readTexts } from '../reading/read-texts.ts'
import type { Journal } from './journal.ts'
import type { Given } from './targets.ts'
import type { EnrichInput } from './types.ts'

interface Batch {
  id: number
  signature: string
  namespace: string
  lines: number
  source: string
  trust: number
}

/** What an answer is written down as. */
interface Written {
  record_id: number | null
  batch: Batch
  line: number
}

const isKnown = (name: string): boolean => isField(name) || /^custom\..+/.test(name)

const filled = (fields: EntityAnswer['fields']): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => isKnown(name) && value.trim() !== ''))

export class AnswerRecords {
  readonly #deps: Deps
  readonly #journal: Journal
  readonly #input: EnrichInput
  readonly #given: Given
  readonly #on_match: OnMatch
  readonly #batches = new Map<string, Batch>()
  #derivation: Derivation | null = null

  constructor(deps: Deps, journal: Journal, input: EnrichInput, given: Given) {
    this.#deps = deps
    this.#journal = journal
    this.#input = input
    this.#given = given
    this.#on_match = input.refresh === true ? 'refresh' : 'fill'
  }

  /** Writes what is new in these answers. Inside a write. */
  take(enriched: readonly EnrichedEntity[]): void {
    const news = enriched.flatMap(({ task, answer, by, asked_at }) =>
      answer.kind === 'answer' && by !== null
        ? [{ task, answer: answer.answer, by, day: asked_at.slice(0, 10) }]
        : [],
    )
    for (const { task, answer } of news) {
      const given = this.#given.get(task.id) ?? []
      this.#given.set(task.id, new Set([...given, ...Object.keys(filled(answer.fields))]))
    }
    const work = news.filter((one) => this.#isNew(one.task, one.answer, one.by, one.day))
    if (work.length === 0) return
    const run_id = this.#journal.begin()
    if (this.#derivation === null)
      this.#derivation = new Derivation(this.#deps.file, { run_id, why: 'enrich' })
    else this.#derivation.refresh()
    for (const { task, answer, by, day } of work) this.#write(this.#derivation, task, answer, by, day)
    for (const batch of this.#batches.values()) this.#deps.file.batches.progress(batch.id, batch.lines, true)
    this.#journal.note(this.#derivation.flush())
  }

  #fieldsOf({ kind, id }: EnrichedEntity['task'], answer: EntityAnswer): RecordFields {
    const texts = filled(answer.fields)
    if (kind === 'person') {
      const { fields } = readTexts(texts, this.#input.country)
      return answer.opted_out ? { ...fields, unsubscribed: true } : fields
    }
    const company = this.#deps.file.companies.get(id)!
    const own = Object.entries(texts).filter(
      ([name]) => !isField(name) || FIELDS[name as Field].of === 'company' || name === 'country',
    )
    const { fields } = readTexts(Object.fromEntries(own), this.#input.country)
    const key = String(company.key)
    if (Object.keys(fields).length === 0) return fields
    // It stays the company that was asked about, whatever it calls itself now.
    if (key.startsWith('d:')) {
      const domain = key.slice(2)
      if (typeof fields.domain === 'string' && fields.domain !== domain)
        fields.website ??= `https://${fields.domain}`
      return { ...fields, domain }
    }
    const country = /@([A-Z]{2})$/.exec(key)?.[1]
    return {
      ...fields,
      company: company.company ?? nameOfKey(key),
      ...(country !== undefined && { country }),
    }
  }

  /** The cells of its record: who was asked about whom and when, and what was said. */
  #cells(task: EnrichedEntity['task'], answer: EntityAnswer, day: string): string {
    return JSON.stringify({ about: this.#about(task), on: day, ...this.#fieldsOf(task, answer) })
  }

  /** A name for it that no merge changes: the oldest record, or the key of the company. */
  #about({ kind, id }: EnrichedEntity['task']): string | number {
    const { records, companies } = this.#deps.file
    return kind === 'person' ? records.activeOfPerson(id)[0]!.id : String(companies.get(id)!.key)
  }

  #isNew(task: EnrichedEntity['task'], answer: EntityAnswer, by: string, day: string): boolean {
    const { file } = this.#deps
    const exists = task.kind === 'person' ? file.people.get(task.id) : file.companies.get(task.id)
    if (exists === undefined) return false
    const cells = this.#cells(task, answer, day)
    const signature = signatureOf(by)
    const isRecorded = file.records
      .byHash(hash52(cells, signature))
      .some((found) => found.cells === cells && found.signature === signature)
    if (isRecorded) return false
    const hasFields = Object.keys(this.#fieldsOf(task, answer)).length > 0
    return (
      hasFields || answer.opted_out || answer.signals.some((signal) => this.#isNewSignal(task, signal, day))
    )
  }

  #write(
    derivation: Derivation,
    task: EnrichedEntity['task'],
    answer: EntityAnswer,
    by: string,
    day: string,
  ): void {
    const { file } = this.#deps
    const batch = this.#batch(by, task.kind === 'person' ? 'people' : 'companies')
    const line = ++batch.lines
    const fields = this.#fieldsOf(task, answer)
    const cells = this.#cells(task, answer, day)
    const about = task.kind === 'person' ? [Number(this.#about(task))] : []
    let record_id: number | null = null
    if (Object.keys(fields).length > 0) {
      const appended = derivation.append({
        ...{ batch_id: batch.id, line, hash: hash52(cells, batch.signature), observed_at: day, cells },
        ...{ tail: idTail(this.#deps.random(10)), reading: readRecord(fields, batch.namespace) },
        ...{ on_match: this.#on_match, kind: task.kind === 'person' ? 'people' : 'companies' },
        ...{ source: batch.source, trust: batch.trust },
        ...(about.length > 0 && { about }),
      })
      ;({ record_id } = appended)
      for (const other_id of about)
        file.decisions.add({
          ...{
            run_id: this.#journal.begin(),
            kind: 'about',
            record_id,
            other_id,
            value: null,
            because: null,
          },
          ...{ decided_by: by, decided_at: this.#deps.now().toISOString() },
        })
    }
    file.batches.sight({
      ...{ batch_id: batch.id, line, record_id, outcome: 'updated', reason: null },
      ...{ changed: JSON.stringify(Object.keys(fields)), cells: record_id === null ? cells : null },
    })
    for (const signal of answer.signals)
      this.#keepSignal(derivation, task, signal, day, { record_id, batch, line })
    if (answer.opted_out) this.#suppress(derivation, task.id, fields)
  }

  #suppress(derivation: Derivation, person: string, fields: RecordFields): void {
    const { people } = this.#deps.file
    const emails = people.emailsOf(person).map(({ address }) => address)
    const phones = people.phonesOf(person).map(({ number }) => number)
    suppress(this.#deps, { emails: [...emails, fields.email], phones }, derivation)
    this.#journal.counts.opted_out++
  }

  #signalOf(task: EnrichedEntity['task'], { of, kind, on, detail, url }: FoundSignal, day: string) {
    const { file } = this.#deps
    const company =
      task.kind === 'company' ? task.id : of === 'company' ? file.people.get(task.id)?.company_id : null
    const key = company == null ? undefined : file.companies.get(String(company))?.key
    const about = key === undefined ? `r:${this.#about(task)}` : String(key)
    const signal = { about, kind, observed_on: on?.slice(0, 10) ?? day, detail, url }
    return { ...signal, hash: signalHash(signal) }
  }

  #isNewSignal(task: EnrichedEntity['task'], signal: FoundSignal, day: string): boolean {
    return !this.#deps.file.facts.hasSignal(this.#signalOf(task, signal, day))
  }

  #keepSignal(
    derivation: Derivation,
    task: EnrichedEntity['task'],
    signal: FoundSignal,
    day: string,
    { record_id, batch, line }: Written,
  ): void {
    const row = { ...this.#signalOf(task, signal, day), run_id: this.#journal.begin() }
    const { id, isNew } = this.#deps.file.facts.addSignal(row, { batch_id: batch.id, line, record_id })
    if (!isNew) return
    derivation.tie('signal', id)
    this.#journal.counts.signals++
  }

  /** The batch of this service in this run. */
  #batch(by: string, kind: BatchKind): Batch {
    const known = this.#batches.get(`${by} ${kind}`)
    if (known !== undefined) return known
    const { batches } = this.#deps.file
    const trust = (this.#input.trusted ?? []).indexOf(by)
    const source_id = batches.source(by, 'service', trust < 0 ? 1000 : trust, this.#deps.now().toISOString())
    const namespace = by
    const signature = signatureOf(by)
    const id = batches.create({
      ...{ run_id: this.#journal.begin(), source_id, kind, file: null, sha256: null },
      ...{ reading: JSON.stringify({ by: 'service', namespace }), signature, on_match: this.#on_match },
    })
    const batch = { id, signature, namespace, lines: 0, source: by, trust: batches.trust(source_id) }
    this.#batches.set(`${by} ${kind}`, batch)
    return batch
  }
}

const signatureOf = (service: string): string => sha256(`service ${service}`)
