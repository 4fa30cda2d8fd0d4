/** What can go wrong with a request, by what is to be done about it. */
export type TroubleKind =
  /** Never sent: no connection. Sent again. */
  | 'unreachable'
  /** Sent, but no whole answer came. Sent again only where it costs nothing. */
  | 'lost'
  /** The service says that it failed. Sent again. */
  | 'down'
  /** Asked too often. Sent again after a pause of the whole service. */
  | 'rate'
  /** The key is wrong. The service is asked nothing more. */
  | 'credential'
  /** Nothing left to spend there. The service is asked nothing more. */
  | 'quota'
  /** The service will not take this request. Not sent again. */
  | 'refused'
  /** An answer that nobody can read. Not sent again. */
  | 'malformed'

export interface TroubleDetails {
  /** Milliseconds that the service asks to wait. */
  wait?: number | null
  /** The service's own code or status. */
  code?: string
  cause?: unknown
}

/** Thrown while reading a reply, or by the call itself. */
export class ServiceTrouble extends Error {
  readonly kind: TroubleKind
  readonly wait: number | null
  readonly code: string | null

  constructor(kind: TroubleKind, message: string, { wait = null, code, cause }: TroubleDetails = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'ServiceTrouble'
    this.kind = kind
    this.wait = wait
    this.code = code ?? null
  }
}
