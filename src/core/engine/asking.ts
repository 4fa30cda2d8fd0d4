/** What a service is asked about in one round. */
import type { AddressKind, Capability, EntityKind } from '../../connectors/contract.ts'
import { plural } from '../../lib/text.ts'
import type { ProgressUnit } from '../../model/progress.ts'
import { useOf, type MaxAge } from './answers.ts'
import type { ServiceState } from './session.ts'

export interface Asking<Q, A> {
  state: ServiceState
  question: AddressKind | EntityKind
  capability: Capability<Q, A>
  /** What it is asked about: two inputs of one subject are one question. */
  subjectOf: (input: Q) => string
  /** What the same question is known by once this answer is taken, where that is another subject: not asked again. */
  laterSubjectOf?: (input: Q, answer: A) => string | null
  max_age: MaxAge
  /** A service that brings too little is given up. */
  stop_if?: StopIf | undefined
  /** Whether an answer has what was asked for. */
  isFind?: (input: Q, answer: A) => boolean
}

/** Less than this share of answers that have what was asked for, after so many. */
export interface StopIf {
  fill_rate: number
  after: number
}

const UNITS = { email: 'addresses', phone: 'addresses', person: 'people', company: 'companies' } as const

/** What the inputs of a question are. */
export const unitOf = (question: AddressKind | EntityKind): ProgressUnit => UNITS[question]

const SINGULAR: Partial<Record<ProgressUnit, string>> = {
  addresses: 'address',
  people: 'person',
  companies: 'company',
}

/** `1 person`, `12 people` */
export const counted = (n: number, unit: ProgressUnit): string => plural(n, SINGULAR[unit] ?? unit, unit)

/** What one answer costs; null where no price is known. */
export const priceOf = ({
  state,
  question,
}: Pick<Asking<unknown, unknown>, 'state' | 'question'>): number | null =>
  state.service.prices[useOf(question)]
