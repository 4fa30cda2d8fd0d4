/**
 * One HTTP request and its whole answer as text. Redirects are not followed: a key in a header or query would go to
 * another host. What fails is told apart by whether the request can have arrived, since that decides about asking again.
 */

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: URL
  headers: Readonly<Record<string, string>>
  body?: string | FormData | undefined
  /** Milliseconds for the whole exchange. */
  timeout: number
  /** Bytes of an answer that are read at most. */
  most: number
}

export interface HttpReply {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  text: string
}

/** No whole answer. */
export class HttpFault extends Error {
  /** False: the request was certainly never sent. */
  readonly sent: boolean
  readonly code: string

  constructor(sent: boolean, code: string, message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'HttpFault'
    this.sent = sent
    this.code = code
  }
}

/** What the system says where no connection came about. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EADDRNOTAVAIL: 'the host cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
}

const codeOf = (error: unknown): string => {
  for (let at = error; at instanceof Error; at = at.cause) {
    // Several addresses were tried: what the first one says stands for all.
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0])
    const { code } = at as NodeJS.ErrnoException
    if (typeof code === 'string') return code
  }
  return ''
}

const isCertificate = (code: string): boolean =>
  /CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)

const faultOf = (error: unknown, isAnswering: boolean, timeout: AbortSignal): HttpFault => {
  const code = codeOf(error)
  const never = NEVER_SENT[code]
  if (!isAnswering && never !== undefined) return new HttpFault(false, code, never, error)
  if (!isAnswering && isCertificate(code))
    return new HttpFault(false, code, 'its certificate is not to be trusted', error)
  if (timeout.aborted) return new HttpFault(true, 'TIMEOUT', 'no answer in time', error)
  const what = isAnswering ? 'the answer broke off' : 'the connection broke off'
  return new HttpFault(true, code || 'BROKEN', what, error)
}

const tooLarge = (most: number): HttpFault =>
  new HttpFault(true, 'TOO_LARGE', `the answer is longer than ${most} bytes`, undefined)

const readText = async (response: Response, most: number): Promise<string> => {
  const told = response.headers.get('content-length')
  // No more than was told will be read; reading it in pieces costs a tenth of a millisecond.
  if (told !== null && !response.headers.has('content-encoding')) {
    if (Number(told) > most) {
      await response.body?.cancel()
      throw tooLarge(most)
    }
    return response.text()
  }
  const decoder = new TextDecoder()
  let [text, size] = ['', 0]
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array
    size += bytes.length
    if (size > most) throw tooLarge(most)
    text += decoder.decode(bytes, { stream: true })
  }
  return text + decoder.decode()
}

/**
 * @throws HttpFault no connection, no answer in time, an answer that broke off or is too long
 */
export const sendHttp = async (request: HttpRequest): Promise<HttpReply> => {
  const { method, url, headers, body, most } = request
  // Not AbortSignal.timeout: its timers outlive their requests, and many of them keep the collector busy.
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), request.timeout)
  let response: Response | undefined
  try {
    response = await fetch(url, {
      ...{ method, headers, redirect: 'manual', signal: stop.signal },
      ...(body === undefined ? {} : { body }),
    })
    const text = await readText(response, most)
    return { status: response.status, headers: Object.fromEntries(response.headers), text }
  } catch (error) {
    throw error instanceof HttpFault ? error : faultOf(error, response !== undefined, stop.signal)
  } finally {
    clearTimeout(timer)
  }
}
