/** The words of the engine. */
import type {
  AddressAnswer,
  AddressKind,
  Connector,
  Evidence,
  Outcome,
  Use,
  Window,
} from '../../connectors/contract.ts'

import type { UnknownReason } from '../../model/service-reasons.ts'

export type { AddressKind, EntityKind, Evidence, Use } from '../../connectors/contract.ts'

/** A connector with all it needs to be asked. */
export interface Service {
  connector: Connector
  /** Empty where none is set and none is needed. */
  key: string
  /** By the variables that hold them, where the connector names several. */
  secrets: Readonly<Record<string, string>>
  hosts: Readonly<Record<string, string>>
  /** The address was given by the user's environment: answers from there prove nothing about the service itself. */
  isElsewhere: boolean
  /** Of one unit of each use; 0 where it is free; null where the config names no price. */
  prices: Readonly<Record<Use, number | null>>
  currency: string
  lanes: Readonly<Record<string, readonly Window[]>>
  concurrency: number
  /** Seconds. */
  timeout: number
  /** DNS servers, where it goes out by itself; none: those of the system. */
  resolver: readonly string[]
  /** Whether it may then go to this machine and to private networks. */
  allowPrivate: boolean
}

/** An address to be checked. One address is asked once, however often it stands in the list. */
export interface AddressTask {
  kind: AddressKind
  address: string
  /** Of a phone number: ISO 3166-1 alpha-2. */
  country?: string | null | undefined
}

/** Not asked, or not asked to the end. */
export interface NotAsked {
  kind: 'not_asked'
  /** No service here can be asked about it; the money ran out; the service was given up (see the summary). */
  because: 'no_service' | 'max_cost' | 'max_calls' | 'max_cost_each' | 'stopped'
}

export type AddressOutcome =
  | ({ kind: 'verdict' } & AddressAnswer)
  /** The service has nothing on it. */
  | { kind: 'none' }
  | { kind: 'unknown'; reason: UnknownReason; retry: boolean; evidence: Evidence | null }
  | { kind: 'failed'; error: { code: string; message: string } }
  | NotAsked

export type Answer<A> = Outcome<A> | NotAsked

/** What came of one task. */
export interface CheckedAddress {
  task: AddressTask
  outcome: AddressOutcome
  /** Who said it: the name of the service; null where none was asked. */
  by: string | null
  /** ISO time of the answer; an old one where it was cached. */
  asked_at: string
  /** Known from before: nothing was asked and nothing paid. */
  cached: boolean
}

export interface CheckOptions {
  /** At most so much money, in the currency of the prices. */
  max_cost?: number | undefined
  /** At most so many requests, those that are sent again included. */
  max_calls?: number | undefined
  /** Days for which an earlier answer serves. */
  max_age: { mailbox: number; line: number }
}

/** What one service did. */
export interface ServiceSummary {
  service: string
  title: string
  /** Inputs that it was asked about, and those known from before. */
  asked: number
  cached: number
  calls: number
  /** Of the answers; what may have been charged without one is counted. Null: no price is known. */
  cost: number | null
  /** Why it was asked nothing more. */
  stopped: {
    kind: 'credential' | 'quota' | 'outage' | 'rate' | 'fill_rate'
    message: string
    hint: string
  } | null
}

export interface CheckSummary {
  services: ServiceSummary[]
  /** Null: a service without a price was asked. */
  spent: number | null
  currency: string
  /** The limit that was reached. */
  cut: 'max_cost' | 'max_calls' | null
  /** Sentences worth showing: what may be charged twice, what was resumed. */
  notes: string[]
}

/** Who would be asked what. */
export interface PlannedService {
  service: string
  title: string
  kind: AddressKind
  /** Addresses that it would be asked about; of the second and later services at most. */
  addresses: number
  at_most: boolean
  cached: number
  calls: number
  cost: number | null
  price: number | null
  currency: string
}

export interface CheckPlan {
  services: PlannedService[]
  /** Addresses for which there is no service. */
  nobody: number
  /** At most. */
  cost: number | null
  cut: 'max_cost' | 'max_calls' | null
}
