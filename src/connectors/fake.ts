/** A server on this machine that a connector takes for its service: real sockets, and the faults that real ones have. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AddressKind, AddressQuestion, EntityKind, EntityQuestion, Outcome } from './contract.ts'

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
  /** One of each kind of answer, and what is expected of it: of an answer about a person or company, at least that. */
  cases: readonly { question: Question; expected: Partial<Outcome<unknown>> & { answer?: unknown } }[]
  /** Any number of questions about this kind, each with a good answer. */
  many(count: number, kind: QuestionKind): Question[]
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
    requests.push(request)
    const fault = faults.shift()
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
