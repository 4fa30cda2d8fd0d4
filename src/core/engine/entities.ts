/** People and companies as services are asked about them: who can be asked what, and what a question is known by. */
import type { EntityKind, EntityQuestion, Enricher } from '../../connectors/contract.ts'
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
