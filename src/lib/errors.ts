/**
 * Errors that end an operation. Trouble with single rows is data, not an exception (see the results of operations).
 * A kind exists only where the top of the program treats it differently: each maps to one exit code in cli/exit.ts.
 */
export type ErrorKind =
  /** Wrong command line, config or file: the user can mend it; nothing was written. Exit 2. */
  | 'usage'
  | 'config'
  | 'input'
  /** A key is missing or was refused. Exit 4. */
  | 'credential'
  /** A service is down or limits us after retries; progress is kept. Exit 5. */
  | 'remote'
  /** The database is locked, is not ours, or is from a newer prm. Exit 6. */
  | 'store'
  /** Ctrl-C: the last batch is committed. Exit 130. */
  | 'interrupted'

export interface PrmErrorOptions {
  /** The next thing to type or to change, as one sentence. */
  hint?: string
  cause?: unknown
}

/**
 * An expected failure, told in one sentence for people.
 *
 * @param kind how the top of the program treats it
 * @param code stable, dotted, for scripts: `import.empty_file`
 */
export class PrmError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly hint: string | undefined

  constructor(kind: ErrorKind, code: string, message: string, options: PrmErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'PrmError'
    this.kind = kind
    this.code = code
    this.hint = options.hint
  }
}
