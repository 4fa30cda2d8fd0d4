/**
 * A second thread that works ahead of the one that takes what it makes. The taker may wait for it without giving up its
 * turn, which a thread in the middle of a transaction cannot; the other waits where enough lies ready.
 */
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'

/** What the other thread is given, beside its task. */
export interface AheadLine {
  /** Over shared memory: sent, taken. */
  turns: Int32Array
  port: MessagePort
}

const SENT = 0
const TAKEN = 1

/** Milliseconds. One that says nothing for so long is not waited for. */
const PATIENCE = 30_000

/** The taker's side. */
export class Ahead<T> {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #turns = new Int32Array(new SharedArrayBuffer(8))
  #hasEnded = false

  /**
   * @param module what the thread runs
   * @param task its `workerData`, beside the line
   */
  constructor(module: URL, task: object) {
    const { port1, port2 } = new MessageChannel()
    const line: AheadLine = { turns: this.#turns, port: port2 }
    this.#worker = new Worker(module, {
      ...{ workerData: { ...task, ...line }, transferList: [port2] },
      resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 1024 },
    })
    // Whatever ails it, the taker does the work itself.
    this.#worker.on('error', () => undefined)
    this.#worker.unref()
    this.#port = port1
  }

  /** How many it has made so far. */
  get made(): number {
    return Atomics.load(this.#turns, SENT)
  }

  /** What lies ready; null where nothing does. */
  taken(): T | null {
    if (this.#hasEnded) return null
    const found = receiveMessageOnPort(this.#port)
    if (found === undefined) return null
    Atomics.add(this.#turns, TAKEN, 1)
    Atomics.notify(this.#turns, TAKEN)
    const made = found.message as T | null
    if (made === null) this.#hasEnded = true
    return made
  }

  /** The next that it makes; null where nothing comes any more. */
  take(): T | null {
    const end = performance.now() + PATIENCE
    while (!this.#hasEnded) {
      const sent = this.made
      const found = this.taken()
      if (found !== null) return found
      this.#wait(sent, end)
    }
    return null
  }

  #wait(sent: number, end: number): void {
    if (this.#hasEnded) return
    this.#hasEnded = Atomics.wait(this.#turns, SENT, sent, end - performance.now()) === 'timed-out'
  }

  stop(): void {
    this.#hasEnded = true
    this.#port.close()
    void this.#worker.terminate()
  }
}

/**
 * The maker's side: `work` sends what it makes; whatever becomes of it, the taker is told of the end.
 *
 * @param most so many may lie ready
 */
export const workAhead = (
  { turns, port }: AheadLine,
  most: number,
  work: (send: (made: unknown, memory?: ArrayBuffer[]) => void) => void,
): void => {
  const post = (made: unknown, memory: ArrayBuffer[] = []): void => {
    port.postMessage(made, memory)
    Atomics.add(turns, SENT, 1)
    Atomics.notify(turns, SENT)
  }
  try {
    work((made, memory) => {
      post(made, memory)
      const sent = Atomics.load(turns, SENT)
      for (let taken = Atomics.load(turns, TAKEN); sent - taken >= most; taken = Atomics.load(turns, TAKEN))
        Atomics.wait(turns, TAKEN, taken)
    })
  } catch {
    // The taker does the rest, and meets what is wrong with it where it can be told.
  }
  post(null)
}
