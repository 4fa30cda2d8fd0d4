/** A server on this machine that a connector takes for its service: real sockets, and the faults that real ones have. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../lib/clock.ts'
import type { AddressKind, AddressQuestion, EntityKind, EntityQuestion, Outcome } from './contract.ts'
import type { Lookup, RemoteChange, RemoteField, RemoteValues, TargetWrite } from './target.ts'

export interface FakeRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | undefined>>
  text: string
  form(): Promise<FormData>
}

export interface FakeReply {
  status?: number
  headers?: Readonly<Record<string, string>>
  /** A text as it is; anything else as JSON. */
  body?: unknown
}

/** What happens to a request instead of, or before, its proper answer. */
export type Fault =
  | { kind: 'slow'; milliseconds: number }
  /** The connection is closed before and in the middle of the answer. */
  | { kind: 'cut' }
  | { kind: 'half' }
  | { kind: 'reply'; reply: FakeReply }
  /** The proper answer under another content type. */
  | { kind: 'type'; type: string }
  | { kind: 'huge'; bytes: number }

/** Ways of a service, beside its good one, that contract tests ask it for. */
export type Manner =
  | 'good'
  | 'bad_key'
  | 'no_credit'
  /** Says that it is asked too often, once, in its own way. */
  | 'too_fast'
  /** Rows of a reply that are missing, there twice, in another order. */
  | 'missing_rows'
  | 'duplicate_rows'
  | 'reordered_rows'
  /** A word in its answers that nobody has seen before. */
  | 'new_status'
  /** It can say nothing of any address; it has nothing on any person or company. */
  | 'all_unknown'

export interface FakeService {
  url: string
  /** The only key it takes. */
  key: string
  requests: FakeRequest[]
  /** Answers that it has charged. */
  charged: number
  behave(manner: Manner): void
  /** The next requests meet these faults, one each. */
  fail(...faults: Fault[]): void
  /** No more faults. */
  calm(): void
  close(): Promise<void>
}

export type Question = AddressQuestion | EntityQuestion
export type QuestionKind = AddressKind | EntityKind

/** What a contract test knows of a connector's fake. */
export interface ConnectorFake {
  start(): Promise<FakeService>
  /** Beside `good`; by what it is asked about where that differs. */
  manners: readonly Manner[] | Partial<Record<QuestionKind, readonly Manner[]>>
  /** The status with which it complains of haste, where that is not 429. */
  hasteStatus?: number
  /** Its paid requests may be sent again: what was paid once is not paid twice. */
  isSafe?: boolean
  /** One of each kind of answer, and what is expected of it: of an answer about a person or company, at least that. */
  cases: readonly { question: Question; expected: Partial<Outcome<unknown>> & { answer?: unknown } }[]
  /** Any number of questions about this kind, each with a good answer. */
  many(count: number, kind: QuestionKind): Question[]
}

/** A record that the fake of a CRM really holds. */
export interface HeldRecord {
  id: string
  prm_id: string | null
  values: RemoteValues
  /** Of a person: the id of their company. */
  company: string | null
}

/** A CRM in memory: what is written there can be looked at, and humans change it. */
export interface FakeCrm extends FakeService {
  /** Keys and addresses beside `key` and `url`, by their variables. */
  keys?: Readonly<Record<string, string>>
  env?: Readonly<Record<string, string>>
  /** What it holds; what was archived is left out. */
  held(kind: EntityKind): readonly HeldRecord[]
  /** A human makes a record. @returns its id */
  add(kind: EntityKind, values: RemoteValues): string
  /** A human changes one. */
  change(kind: EntityKind, id: string, values: RemoteValues): void
  /** A human deletes one. */
  remove(kind: EntityKind, id: string): void
  /** The token, or the key, is taken no more. */
  expire(): void
  /** Requests that it turned away because its limits of rate were passed; those of a fault do not count. */
  turnedAway: number
}

/** What a contract test knows of the fake of a target. */
export interface TargetFake {
  /** @param clock its time; that of the machine without it */
  start(clock?: Clock): Promise<FakeCrm>
  kinds: readonly EntityKind[]
  /** Values of record number `i`, all different, by the CRM's own names; without the field that carries prm_id. */
  values(kind: EntityKind, i: number): RemoteValues
  /** What that record can be looked up by, beside its prm_id. */
  known(kind: EntityKind, i: number): Pick<Lookup, 'emails' | 'domain'>
  /** A plain field of those values, whose text a test may change. */
  text: Readonly<Record<EntityKind, string>>
  /** A field that `setup` can make; absent: it makes none. */
  field?: RemoteField
  /** Rows that it will not take, by what is wrong. `write`: what is different from a good one. */
  refused: readonly {
    title: string
    kind: EntityKind
    write: Partial<TargetWrite>
    code: string
    /** Refused for now only: a later push may try again. */
    retry?: true
  }[]
  /** Kinds of which it takes no second record with the same address: `failed` with `duplicate`, and the first is named. */
  unique: readonly EntityKind[]
  /** Its ways to say that it is asked too often. `wait`: milliseconds at least; `stop`: nothing more is asked. */
  haste: readonly { title: string; reply: FakeReply; then: { wait: number } | 'stop' }[]
  /** Another token is got where one has expired. */
  renews: boolean
  /** What a human does there, and how it is told by `pull`. `kind`: of the record that is pushed before. */
  moves?: readonly {
    title: string
    kind: EntityKind
    act(crm: FakeCrm, id: string): void
    expected: Partial<RemoteChange>
  }[]
}

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

const send = (response: ServerResponse, { status = 200, headers = {}, body = '' }: FakeReply): void => {
  const isText = typeof body === 'string'
  const text = isText ? body : JSON.stringify(body)
  response.writeHead(status, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    ...headers,
  })
  response.end(text)
}

const spoil = async (
  fault: Exclude<Fault, { kind: 'slow' }>,
  response: ServerResponse,
  proper: () => Promise<FakeReply>,
): Promise<void> => {
  switch (fault.kind) {
    case 'cut':
      response.destroy()
      return
    case 'half': {
      const { body = '' } = await proper()
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
      })
      response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy())
      return
    }
    case 'reply':
      send(response, fault.reply)
      return
    case 'type': {
      const reply = await proper()
      send(response, { ...reply, headers: { ...reply.headers, 'content-type': fault.type } })
      return
    }
    case 'huge':
      send(response, { body: ' '.repeat(fault.bytes), headers: { 'content-type': 'application/json' } })
  }
}

export interface FakeServer {
  url: string
  requests: FakeRequest[]
  fail(...faults: Fault[]): void
  calm(): void
  close(): Promise<void>
}

/**
 * Starts a server on a free port of this machine.
 *
 * @param isAside whether a request is no question, such as one for a token: it meets no fault and is not listed
 */
export const startServer = async (
  respond: (request: FakeRequest) => FakeReply | Promise<FakeReply>,
  isAside: (request: FakeRequest) => boolean = () => false,
): Promise<FakeServer> => {
  const requests: FakeRequest[] = []
  const faults: Fault[] = []
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(message)
    const url = new URL(message.url ?? '/', 'http://localhost')
    const headers = message.headers as Record<string, string | undefined>
    const request: FakeRequest = {
      ...{ method: message.method ?? '', path: url.pathname, query: url.searchParams, headers },
      text: body.toString(),
      form: () => {
        const type = headers['content-type'] ?? ''
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- small forms of our own making
        return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
      },
    }
    if (isAside(request)) {
      send(response, await respond(request))
      return
    }
    const aside = isAside(request)
    if (!aside) requests.push(request)
    const fault = aside ? undefined : faults.shift()
    const proper = async (): Promise<FakeReply> => respond(request)
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds))
    if (fault === undefined || fault.kind === 'slow') send(response, await proper())
    else await spoil(fault, response, proper)
  }
  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (...more) => void faults.push(...more),
    calm: () => void faults.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
