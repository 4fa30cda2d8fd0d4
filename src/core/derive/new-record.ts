/** A record as it comes in. */
import type { ActiveRecord, BatchKind, OnMatch, RecordFields } from '../../model/record.ts'
import type { LonePerson } from '../../store/people.ts'
import type { RecordReading } from './identity.ts'

export interface AppendInput {
  batch_id: number
  line: number
  hash: number
  observed_at: string | null
  cells: string
  tail: string
  /** What `readRecord` says of the fields. */
  reading: RecordReading
  /** What `lonePerson` says of them, where somebody has asked already. */
  lone?: LonePerson | null
  on_match: OnMatch
  kind: BatchKind
  source: string
  trust: number
  /** For an edit: the records that are this person now. */
  about?: number[]
}

/** A record whose fields are read only when somebody asks: most new records join nobody, and nobody asks. */
export class NewRecord implements ActiveRecord {
  readonly id: number
  readonly on_match: OnMatch
  readonly batch_id: number
  readonly kind: BatchKind
  readonly source: string
  readonly trust: number
  readonly observed_at: string | null
  readonly read_on: string
  readonly enriched: boolean
  company_key: string | null
  readonly #json: string
  #fields: RecordFields | null = null

  constructor(
    id: number,
    input: AppendInput,
    { read_on, enriched, key }: { read_on: string; enriched: boolean; key: string | null },
  ) {
    this.id = id
    this.on_match = input.on_match
    this.batch_id = input.batch_id
    this.kind = input.kind
    this.source = input.source
    this.trust = input.trust
    this.observed_at = input.observed_at
    this.read_on = read_on
    this.enriched = enriched
    this.company_key = key
    this.#json = input.reading.json
  }

  get fields(): RecordFields {
    return (this.#fields ??= JSON.parse(this.#json) as RecordFields)
  }
}
