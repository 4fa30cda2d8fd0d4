/**
 * Answers of services as records of theirs: read like a list's row, about the person or company that was asked about, and
 * written once, however often the answer is handed over.
 */
import type { EntityAnswer, EntityKind, FoundSignal } from '../../connectors/contract.ts'
import { sha256 } from '../../lib/hash.ts'
import { hash52 } from '../../lib/quick-hash.ts'
import { FIELDS, isField } from '../../model/fields.ts'
import { idTail } from '../../model/id.ts'
import type { OnMatch, RecordFields } from '../../model/record.ts'
import { Derivation } from '../derive/derive.ts'
import { isErased } from '../derive/erased.ts'
import { readRecord } from '../derive/identity.ts'
import { nameOfKey } from '../derive/company-identity.ts'
import { suppress } from '../derive/opt-out.ts'
import type { Deps } from '../derive/run.ts'
import { signalHash } from '../derive/signal-hash.ts'
import { recordOf } from '../derive/who.ts'
import { COMPANY_VALUES } from '../../store/companies.ts'
import type { NewSignal } from '../../store/facts.ts'
import type { EnrichedEntity } from '../engine/index.ts'
import { readTexts } from '../reading/read-texts.ts'
import type { Journal } from './journal.ts'
import { techChanges } from './tech-changes.ts'
import type { Given } from './targets.ts'
import type { EnrichInput } from './types.ts'

interface Batch {
  id: number
  kind: 'people' | 'companies'
  namespace: string
  lines: number
  trust: number
}

/** What somebody says of a person or company of the file. */
export interface Said {
  kind: EntityKind
  id: string
  /** The name of the source. */
  by: string
  /** ISO date on which it was true; null: it does not say. */
  day: string | null
  fields: RecordFields
  signals: readonly FoundSignal[]
  opted_out: boolean
}

interface Fitted extends Said {
  /** The record or the key of the company by which it is kept. */
  about: number | string
  cells: string
  hash: number
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

  /** Writes what is new in the answers of services. Inside a write. */
  take(enriched: readonly EnrichedEntity[]): void {
    const news = enriched.flatMap(({ task, answer, by, asked_at }): Said[] => {
      if (answer.kind !== 'answer' || by === null) return []
      const { fields, signals, opted_out } = answer.answer
      const read = readTexts(filled(fields), this.#input.country).fields
      return [
        {
          ...{ kind: task.kind, id: task.id, by, day: asked_at.slice(0, 10), signals },
          ...{ opted_out, fields: opted_out ? { ...read, unsubscribed: true } : read },
        },
      ]
    })
    for (const { id, fields } of news)
      this.#given.set(id, new Set([...(this.#given.get(id) ?? []), ...Object.keys(fields)]))
    this.write(news, (fitted) => this.#techChanges(fitted))
  }

  /** What came and went since this source was last asked about this company. */
  #techChanges({ kind, by, about, fields }: Fitted): FoundSignal[] {
    const now = fields.technologies
    if (kind !== 'company' || typeof now !== 'string') return []
    const last = this.#deps.file.records
      .activeOfCompany(String(about))
      .filter((record) => record.kind === 'companies' && record.source === by)
      .reduce<string | null>((found, { fields: { technologies } }) => {
        return typeof technologies === 'string' ? technologies : found
      }, null)
    return last === null ? [] : techChanges(last, now)
  }

  /**
   * Writes what is new in this. Inside a write.
   *
   * @param follows signals that follow from something new, beside what is known
   */
  write(said: readonly Said[], follows: (fitted: Fitted) => FoundSignal[] = () => []): void {
    const work = said.flatMap((one) => {
      const fitted = this.#fit(one)
      return fitted !== null && !this.#isErased(fitted) && this.#isNew(fitted) ? [fitted] : []
    })
    if (work.length === 0) return
    const run_id = this.#journal.begin()
    if (this.#derivation === null)
      this.#derivation = new Derivation(this.#deps.file, { run_id, why: 'enrich' })
    else this.#derivation.refresh()
    for (const one of work)
      this.#write(this.#derivation, { ...one, signals: [...one.signals, ...follows(one)] })
    for (const batch of this.#batches.values()) this.#deps.file.batches.progress(batch.id, batch.lines, true)
    this.#journal.note(this.#derivation.flush())
  }

  /** As a record that belongs to whom it is about; null where they are gone. */
  #fit(said: Said): Fitted | null {
    const { file } = this.#deps
    const { kind, id, by, day } = said
    const company = kind === 'company' ? file.companies.get(id) : undefined
    if (company === undefined && file.people.get(id) === undefined) return null
    // A name for it that no merge changes: the oldest record, or the key of the company.
    const about = company === undefined ? recordOf(file, id) : String(company.key)
    const fields =
      company === undefined
        ? this.#personFields(said.fields)
        : companyFields(said.fields, String(company.key), company.company)
    // What was said, not what is left of it beside what is known by now: said again, it is the same.
    const cells = JSON.stringify({ about, on: day, ...said.fields })
    return { ...said, fields, about, cells, hash: hash52(cells, signatureOf(by)) }
  }

  /** An answer that names somebody who was erased brings them back no more than a list does. */
  #isErased({ by, fields }: Fitted): boolean {
    const { suppressions } = this.#deps.file
    return suppressions.anyErased() && isErased(suppressions, readRecord(fields, by))
  }

  /** Of a company that is known already, an answer about one of its people only fills what is blank. */
  #personFields(fields: RecordFields): RecordFields {
    const domain = typeof fields.domain === 'string' ? fields.domain : null
    const known = domain === null ? undefined : this.#deps.file.companies.byKey(`d:${domain}`)
    if (known === undefined) return fields
    const isBlank = (name: string): boolean =>
      COMPANY_VALUES.every((value) => value !== name || value === 'domain' || known[value] === null)
    const own = Object.fromEntries(Object.entries(fields).filter(([name]) => isBlank(name))) as RecordFields
    return known.company === null ? own : { ...own, company: known.company }
  }

  #isNew({ cells, hash, by, fields, signals, opted_out, ...said }: Fitted): boolean {
    const { file } = this.#deps
    const signature = signatureOf(by)
    const isRecorded = file.records
      .byHash(hash)
      .some((found) => found.cells === cells && found.signature === signature)
    if (isRecorded) return false
    if (Object.keys(fields).length > 0 || opted_out) return true
    return signals.some((signal) => !file.facts.hasSignal(this.#signalOf(said, signal)))
  }

  #write(derivation: Derivation, said: Fitted): void {
    const { file } = this.#deps
    const { kind, id, by, day, fields, about, cells, hash } = said
    const batch = this.#batch(by, kind === 'person' ? 'people' : 'companies')
    const line = ++batch.lines
    let record_id: number | null = null
    if (Object.keys(fields).length > 0) {
      ;({ record_id } = derivation.append({
        ...{ batch_id: batch.id, line, hash, observed_at: day, cells, on_match: this.#on_match },
        ...{ tail: idTail(this.#deps.random(10)), reading: readRecord(fields, batch.namespace) },
        ...{ kind: batch.kind, source: by, trust: batch.trust },
        ...(typeof about === 'number' && { about: [about] }),
      }))
      if (typeof about === 'number')
        file.decisions.add({
          ...{ run_id: this.#journal.begin(), kind: 'about', record_id, other_id: about, value: null },
          ...{ because: null, decided_by: by, decided_at: this.#deps.now().toISOString() },
        })
    }
    file.batches.sight({
      ...{ batch_id: batch.id, line, record_id, outcome: 'updated', reason: null },
      ...{ changed: JSON.stringify(Object.keys(fields)), cells: record_id === null ? cells : null },
    })
    for (const signal of said.signals)
      this.#keepSignal(derivation, said, signal, { batch_id: batch.id, line, record_id })
    if (said.opted_out) this.#suppress(derivation, id, fields)
  }

  #suppress(derivation: Derivation, person: string, fields: RecordFields): void {
    const { people } = this.#deps.file
    const emails = people.emailsOf(person).map(({ address }) => address)
    const phones = people.phonesOf(person).map(({ number }) => number)
    suppress(this.#deps, { emails: [...emails, fields.email], phones }, derivation)
    this.#journal.counts.opted_out++
  }

  #signalOf(
    { kind, id, about, day }: Pick<Fitted, 'kind' | 'id' | 'about' | 'day'>,
    signal: FoundSignal,
  ): Omit<NewSignal, 'run_id'> {
    const { file } = this.#deps
    const company = kind === 'person' && signal.of === 'company' ? file.people.get(id)?.company_id : null
    const key = company == null ? undefined : file.companies.get(String(company))?.key
    const row = {
      ...{ about: String(key ?? (typeof about === 'number' ? `r:${about}` : about)), kind: signal.kind },
      observed_on: signal.on?.slice(0, 10) ?? day ?? this.#deps.asOf.toISOString().slice(0, 10),
      ...{ detail: signal.detail, url: signal.url },
    }
    return { ...row, hash: signalHash(row) }
  }

  #keepSignal(
    derivation: Derivation,
    said: Fitted,
    signal: FoundSignal,
    evidence: { batch_id: number; line: number; record_id: number | null },
  ): void {
    const row = { ...this.#signalOf(said, signal), run_id: this.#journal.begin() }
    const { id, isNew } = this.#deps.file.facts.addSignal(row, evidence)
    if (!isNew) return
    derivation.tie('signal', id)
    this.#journal.counts.signals++
  }

  /** The batch of this source in this run. */
  #batch(by: string, kind: 'people' | 'companies'): Batch {
    const known = this.#batches.get(`${by} ${kind}`)
    if (known !== undefined) return known
    const { batches } = this.#deps.file
    const { list } = this.#input
    const trust = (this.#input.trusted ?? []).indexOf(by)
    const source_id = batches.source(
      ...([by, list === undefined ? 'service' : 'list'] as const),
      ...([trust < 0 ? 1000 : trust, this.#deps.now().toISOString()] as const),
    )
    const id = batches.create({
      ...{ run_id: this.#journal.begin(), source_id, kind, file: list ?? null, sha256: null },
      ...{ reading: JSON.stringify({ by: 'enrich', namespace: by }), on_match: this.#on_match },
      signature: signatureOf(by),
    })
    const batch = { id, kind, namespace: by, lines: 0, trust: batches.trust(source_id) }
    this.#batches.set(`${by} ${kind}`, batch)
    return batch
  }
}

/** What a record about this company says: it stays the company that was meant, whatever it calls itself now. */
const companyFields = (
  { domain: told, ...said }: RecordFields,
  key: string,
  name: string | number | null,
): RecordFields => {
  const fields = Object.fromEntries(
    Object.entries(said).filter(
      ([field]) => !isField(field) || FIELDS[field].of === 'company' || field === 'country',
    ),
  ) as RecordFields
  if (Object.keys(fields).length === 0 && told === undefined) return fields
  if (key.startsWith('d:')) {
    const domain = key.slice(2)
    if (typeof told === 'string' && told !== domain) fields.website ??= `https://${told}`
    return { ...fields, domain }
  }
  const country = /@([A-Z]{2})$/.exec(key)?.[1]
  const named = { ...fields, company: name ?? nameOfKey(key), ...(country !== undefined && { country }) }
  return told === undefined ? named : { ...named, domain: told }
}

const signatureOf = (source: string): string => sha256(`enrich ${source}`)
