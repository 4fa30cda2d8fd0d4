/**
 * The streams and facts of the terminal, in one object that tests can make for themselves. Nothing else in the cli
 * looks at `process`, except the prompts, which hand the real terminal to their library.
 */
import type { ChalkInstance } from 'chalk'

/** A stream to write on, with what must be known of it. */
export interface Out {
  stream: NodeJS.WritableStream
  isTTY: boolean
  /** Columns; 80 when unknown or zero. */
  width: number
  /** The reader has gone (EPIPE): what is still written is dropped in silence. */
  isClosed(): boolean
  /** Writes and waits for room. Drops the text when the reader has gone; throws on other faults (a full disk). */
  write(text: string): Promise<void>
}

export interface Io {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: Out
  stderr: Out
  env: Readonly<Record<string, string | undefined>>
  /** Absolute. */
  cwd: string
}

interface WritableTerminal extends NodeJS.WritableStream {
  isTTY?: boolean
  columns?: number
}

/** Wraps a stream. One error listener for its whole life: an EPIPE without one would end the process with a stack. */
export function makeOut(stream: WritableTerminal): Out {
  let closed = false
  let failure: Error | undefined
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') closed = true
    else failure = error
  })
  return {
    stream,
    isTTY: stream.isTTY === true,
    width: stream.columns !== undefined && stream.columns > 0 ? stream.columns : 80,
    isClosed: () => closed,
    write: async (text) => {
      if (!closed && text !== '') {
        // The callback comes with or without an error, after the listener above has seen it.
        await new Promise<void>((resolve) => stream.write(text, () => resolve()))
      }
      if (failure !== undefined) throw failure
    },
  }
}

/** The real process. Its streams are made by the first look at them, which costs time: stdin above all. */
export function processIo(): Io {
  let stdout: Out | undefined
  let stderr: Out | undefined
  return {
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return (stdout ??= makeOut(process.stdout))
    },
    get stderr() {
      return (stderr ??= makeOut(process.stderr))
    },
    env: process.env,
    cwd: process.cwd(),
  }
}

/**
 * Whether a stream gets colour: the flag, then NO_COLOR and PRM_NO_COLOR (non-empty), FORCE_COLOR, TERM=dumb, and then
 * whether it is a terminal. Decided here because chalk itself ignores NO_COLOR.
 */
export function hasColour(io: Io, out: Out, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag
  const { NO_COLOR, PRM_NO_COLOR, FORCE_COLOR, TERM } = io.env
  if (NO_COLOR || PRM_NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  if (TERM === 'dumb') return false
  return out.isTTY
}

/** What chalk does at level 0, for any chain of styles, without loading it: 4 ms of a command that scripts call often. */
const plain: ChalkInstance = new Proxy((...texts: unknown[]) => texts.join(' '), {
  // No `then`: an async function that returns it would wait for it for ever.
  get: (_target, name) => (name === 'then' ? undefined : plain),
}) as unknown as ChalkInstance

/** A chalk instance that always or never colours; chalk is loaded only where there is colour. */
export async function chalkFor(isColoured: boolean): Promise<ChalkInstance> {
  if (!isColoured) return plain
  const { Chalk } = await import('chalk')
  return new Chalk({ level: 1 })
}
