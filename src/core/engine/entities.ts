/** People and companies as services are asked about them: who can be asked what, and what a question is known by. */
import type { EntityAnswer, EntityKind, EntityQuestion, Enricher } from '../../connectors/contract.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import { readTexts } from '../reading/read-texts.ts'
import type { Service } from './types.ts'

export const ENTITY_KINDS = ['company', 'person'] as const satisfies EntityKind[]

/** Somebody, or a company, to be completed. */
export interface EntityTask {
  kind: EntityKind
  /** The asker's own name for it. */
  id: string
  /**
   * What is known and what is wanted at this moment, by the names of the vocabulary: looked at again before each
   * service, which may build on what the one before it found. Nothing wanted: it is complete.
   *
   * @param service null: whether anything is wanted of anybody
   */
  look(service: Service | null): Pick<EntityQuestion, 'known' | 'wanted'>
}

export const enricherOf = ({ connector }: Service, kind: EntityKind): Enricher | undefined =>
  connector.enriches?.[kind]

/** Those who can be asked about this kind, in their order. */
export const enrichersFor = <S extends { service: Service }>(kind: EntityKind, all: readonly S[]): S[] =>
  all.filter(({ service }) => enricherOf(service, kind) !== undefined)

/** Those of the wanted fields that it may give. */
const wantedOf = ({ gives }: Enricher, wanted: readonly string[]): string[] =>
  wanted.filter((field) => gives.includes(field))

const askedBy = ({ needs }: Enricher, known: EntityQuestion['known']): readonly string[] | undefined =>
  needs.find((fields) => fields.every((field) => (known[field] ?? '').trim() !== ''))

/**
 * What a question is known by: the fields that it is asked by, and the extras that are wanted.
 *
 * @example subjectOf(enricher, question) // "domain=acme.example"
 */
export const entitySubject = (enricher: Enricher, { known, wanted }: EntityQuestion): string => {
  const by = (askedBy(enricher, known) ?? []).map(
    (field) => `${field}=${known[field]!.trim().toLowerCase().replace(/\s+/g, ' ')}`,
  )
  const extras = (enricher.extras ?? []).filter((field) => wanted.includes(field))
  return [...by, ...(extras.length === 0 ? [] : [`+${extras.sort().join('+')}`])].join('; ')
}

/**
 * What the question is known by once the fields of its answer are known too; null where it stays the same. Somebody who
 * was asked about by name, and whose address was found, is not paid for a second time by address.
 */
export const laterSubject = (
  enricher: Enricher,
  question: EntityQuestion,
  { fields }: EntityAnswer,
): string | null => {
  if (enricher.looksElsewhere === true) return null
  const read: RecordFields = readTexts(fields, undefined).fields
  const found = Object.entries(read).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  )
  const known = { ...(Object.fromEntries(found) as Record<string, string>), ...question.known }
  const domain = companyDomain(known.website ?? '') ?? companyDomain(known.email ?? '')
  const later = entitySubject(enricher, {
    ...question,
    known: { ...(domain !== null && { domain }), ...known },
  })
  return later === entitySubject(enricher, question) ? null : later
}

export type Asked = { question: EntityQuestion } | { question: null; why: 'complete' | 'too_little_known' }

/** What a service would be asked about it now. */
export const questionFor = (service: Service, task: EntityTask): Asked => {
  const enricher = enricherOf(service, task.kind)!
  const { known, wanted } = task.look(service)
  const fields = wantedOf(enricher, wanted)
  if (fields.length === 0) return { question: null, why: 'complete' }
  if (askedBy(enricher, known) === undefined) return { question: null, why: 'too_little_known' }
  return { question: { kind: task.kind, known, wanted: fields } }
}
