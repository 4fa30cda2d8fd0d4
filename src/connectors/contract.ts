/**
 * What a connector is. It declares what it can do and gets plain values; the engine (core/engine) owns batching, rates,
 * retries, money, the cache and the journal. A connector knows nothing of the store, and answers every input exactly once.
 */
import type { SignalKind } from '../model/fact-kinds.ts'
import type { UnknownReason } from '../model/service-reasons.ts'
import type { AddressCheck } from '../model/verdict.ts'
import type { Target } from './target.ts'

export type AddressKind = 'email' | 'phone'

/** One address to ask a service about. */
export interface AddressQuestion {
  kind: AddressKind
  /** An e-mail address; a phone number in E.164 where that is known. */
  address: string
  /** Of a phone number: ISO 3166-1 alpha-2. */
  country: string | null
}

/** The service's own words, those that we use. */
export type Evidence = Record<string, string | number | boolean | null>

export interface AddressAnswer extends AddressCheck {
  evidence: Evidence
}

export type EntityKind = 'person' | 'company'

/** What a service is asked for: the price may differ. */
export type Use = 'check' | EntityKind

/** Somebody, or a company, to be completed. */
export interface EntityQuestion {
  kind: EntityKind
  /**
   * What is known, by the names of the vocabulary (model/fields.ts), as in `lead`: of a person their company too
   * (`company`, `domain`). What is unknown is left out.
   */
  known: Readonly<Record<string, string>>
  /** Fields worth finding: some services charge by field. */
  wanted: readonly string[]
}

/** Evidence of intent that came with an answer. */
export interface FoundSignal {
  /** About whom: of a question about a person it may be their company. */
  of: EntityKind
  kind: SignalKind
  /** ISO date; null: not dated, then it counts from the day of the answer. */
  on: string | null
  detail: string | null
  url: string | null
}

/** What was found, as a cell of a list would have it: normalising is not the connector's. */
export interface EntityAnswer {
  /** Values by the names of the vocabulary, `custom.<name>` included; lists are separated by semicolons. */
  fields: Readonly<Record<string, string>>
  signals: readonly FoundSignal[]
  /** Asked the service not to be processed: they are suppressed here too. */
  opted_out: boolean
  evidence: Evidence
}

/** Completes people or companies. */
export interface Enricher extends Capability<EntityQuestion, EntityAnswer> {
  /** Fields that it can find. */
  gives: readonly string[]
  /**
   * It can be asked where all fields of one of these sets are known. The first such set is what the question is
   * remembered by: those that identify best come first.
   */
  needs: readonly (readonly string[])[]
  /** Those of `gives` that it looks for, and charges, only where they are wanted: they make it another question. */
  extras?: readonly string[]
  /** It costs nothing even where the service is paid for other things. */
  free?: boolean
  /** Asked by one set it looks elsewhere than by another: what one found does not answer the other. */
  looksElsewhere?: boolean
}

/** What a service said of one input. `charged`: it costs a unit. */
export type Outcome<A> =
  | { kind: 'answer'; answer: A; charged: boolean }
  /** The service looked, and has nothing. */
  | { kind: 'none'; charged: boolean }
  /** It could not finish. `retry`: asking later may help. */
  | { kind: 'unknown'; reason: UnknownReason; retry: boolean; charged: boolean; evidence?: Evidence }
  /** It would not take this input. */
  | { kind: 'failed'; code: string; message: string }

/** At most so many calls in any stretch of so many seconds. */
export interface Window {
  calls: number
  seconds: number
}

export interface ServiceRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the service's address. */
  path: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  json?: unknown
  form?: FormData | URLSearchParams
  /**
   * It costs, or creates what nothing unique would keep from being created twice: never sent again while nobody knows
   * whether it arrived.
   */
  paid: boolean
  /** How often it may be sent: one of the connector's lanes; `default` without it. */
  lane?: string
  /** Which of the connector's addresses; `default` without it. */
  host?: string
  /** Seconds; the connector's own without it. */
  timeout?: number
  /** Its answer may be a large file. */
  large?: boolean
  /** Its answer is a secret, which `read` must see as it is. */
  secret?: boolean
}

export interface ServiceReply {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  text: string
  /** When it came, in milliseconds since 1970. */
  at: number
}

/** The way to hosts that are nobody's service: for connectors that go out by themselves. */
export interface Web {
  /** Ends what is under way. */
  signal: AbortSignal
  /** Who asks, as servers are told: `prm/0.1.0`. */
  agent: string
  /** DNS servers, as `9.9.9.9` or `127.0.0.1:5353`; none: those of the system. */
  resolver: readonly string[]
  /** Addresses of private networks and of this machine, and any port, may be asked. Only the environment says so. */
  allowPrivate: boolean
  /** Seconds for one input. */
  timeout: number
  /** Milliseconds since 1970. */
  now(): number
  /** Says that so many requests are sent now. */
  count(requests: number): void
  /** One after the other for each key, whoever asks. */
  inTurn<T>(key: string, act: () => Promise<T>): Promise<T>
}

/** The way to a service, given by the engine. */
export interface Call {
  /** Empty where the service works without one and none is set. */
  key: string
  /** Keys by their variables, where the connector names several (`variables`). */
  secrets: Readonly<Record<string, string>>
  /**
   * What the key is exchanged for: asked for once, kept in memory for the run, struck out of whatever comes back.
   *
   * @param stale one that the service takes no more: another is asked for
   */
  token(get: () => Promise<string>, stale?: string): Promise<string>
  web: Web
  /**
   * Sends a request, again where that is allowed and may help. `read` turns the reply into a value, or throws
   * ServiceTrouble for what the reply says went wrong.
   */
  send<T>(request: ServiceRequest, read: (reply: ServiceReply) => T): Promise<T>
}

export type JobState =
  { state: 'running'; share: number | null } | { state: 'done' } | { state: 'failed'; message: string }

/** A job that the service works on by itself, for many inputs. Its id is written down before it is asked for. */
export interface Bulk<Q, A> {
  /** Worth it from so many inputs on; at most `most` in one job. */
  from: number
  most: number
  /** Seconds after which a job is overdue, where the service never says that it knows none of that id. */
  patience?: number
  submit(inputs: readonly Q[], call: Call): Promise<string>
  state(id: string, call: Call): Promise<JobState>
  collect(id: string, inputs: readonly Q[], call: Call): Promise<readonly Outcome<A>[]>
}

/** Something that a service can be asked, in requests of up to `batch` inputs. */
export interface Capability<Q, A> {
  batch: number
  /** One outcome for each input, in their order. */
  ask(inputs: readonly Q[], call: Call): Promise<readonly Outcome<A>[]>
  bulk?: Bulk<Q, A>
}

/** A row as a list would have it; what it holds is for the import to read. */
export type CollectedRow = Readonly<Record<string, unknown>>

export interface Page {
  rows: readonly CollectedRow[]
  /** Where the next page begins; null: that was all. */
  next: string | null
}

/** Work that an agent does at the service by itself, whose rows are fetched when it has ended. */
export interface AgentRuns {
  /** @returns the id of the run */
  launch(agent: string, call: Call): Promise<string>
  /** The last run, also one that is under way; `at`: when it began, in milliseconds since 1970; null: there was none. */
  latest(agent: string, call: Call): Promise<{ id: string; at: number } | null>
  state(run: string, call: Call): Promise<JobState>
}

/** Brings rows together: of an agent's run, or of a search that is paged through. */
export interface Collector {
  /** What an agent is there, as in `<agent>`: `the number of an agent`. */
  agent: string
  /** Without it there is nothing to launch or to wait for: collecting is the search itself. */
  runs?: AgentRuns
  /** @param of the run; the agent where there are no runs. @param from a page's `next`; null: the first */
  page(
    of: { agent: string; run: string | null; size: number },
    from: string | null,
    call: Call,
  ): Promise<Page>
  /** Rows of one page at most. */
  size: number
}

export interface Connector {
  /** As in `--with`, in the names of environment variables and in the config. */
  name: string
  title: string
  /** What it does, in half a sentence. */
  summary: string
  key: 'required' | 'optional'
  /** How a key of several parts is written: `client_id:client_secret`. */
  keyForm?: string
  /** The parts of such a key that are secrets by themselves. */
  partsOf?: (key: string) => readonly string[]
  /** Variables that hold its keys, in place of `PRM_<NAME>_KEY`. */
  variables?: readonly string[]
  /** Whether answers cost. */
  paid: boolean
  /** Of one answer, where the connector itself was told. */
  price?: number | undefined
  /** Runs on a machine of the user's own: `PRM_<NAME>_URL` says where. */
  selfHosted: boolean
  /**
   * Addresses of the service, one of them `default`; a key goes nowhere else unless the environment says so. None: it goes
   * out by itself (`call.web`).
   */
  hosts: Readonly<Record<string, string>>
  /** How often requests may be sent. */
  lanes: Readonly<Record<'default' | (string & {}), readonly Window[]>>
  /** Requests under way at once. */
  concurrency: number
  /** Seconds. */
  timeout: number
  /** Addresses that it checks; `{}`: none. */
  checks: {
    email?: Capability<AddressQuestion, AddressAnswer>
    phone?: Capability<AddressQuestion, AddressAnswer>
  }
  enriches?: { person?: Enricher; company?: Enricher }
  target?: Target
  collects?: Collector
  /**
   * Proves that the service answers and takes the key, at no cost.
   *
   * @returns what it says of the account, such as `1,200 credits left`; throws ServiceTrouble
   */
  test(call: Call): Promise<string>
}

/** Declares a connector. */
export const connector = (declaration: Connector): Connector => declaration
