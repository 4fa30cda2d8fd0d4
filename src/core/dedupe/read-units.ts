/**
 * Reads the units of a file as they are compared. Of a large file the second core reads along, and may begin before this
 * thread comes to it: each takes the next portion that nobody has begun. Nobody may write to the units meanwhile.
 */
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import type { ProspectFile } from '../../store/index.ts'
import { createPersonReader } from './normalise-person.ts'
import { PeopleUnpacker, type PackedPeople } from './packed-people.ts'
import type { PeopleTableBuilder } from './people-table.ts'
import { unitChunks, type UnitChunks } from './unit-chunks.ts'
import { Units } from './unit-facts.ts'

export interface ReadTask {
  path: string
  chunks: UnitChunks
  /** Over shared memory: chunks begun by either, sent, taken. */
  turns: Int32Array
  port: MessagePort
}

/** What the helper has read of a chunk. */
export interface ReadChunk {
  chunk: number
  people: PackedPeople
}

const BEGUN = 0
export const SENT = 1
export const TAKEN = 2
/** Chunks that may wait to be taken. */
export const AHEAD = 48

/** A worker takes a tenth of a second to start. */
const WORTH_A_WORKER = 50_000
/** Milliseconds. One that says nothing for so long is not waited for: its chunks are read here. */
const PATIENCE = 30_000

/** The next chunk that nobody has begun; null where there is none. */
export const nextChunk = ({ chunks, turns }: Pick<ReadTask, 'chunks' | 'turns'>): number | null => {
  const chunk = Atomics.add(turns, BEGUN, 1)
  return chunk < chunks.count ? chunk : null
}

/** Reads all units into a table; their order is left to chance. */
export const readUnits = (
  file: ProspectFile,
  into: PeopleTableBuilder,
  ahead = readAhead(file, Infinity),
): void => {
  const { chunks, helper } = ahead
  const units = new Units(file)
  const read = createPersonReader()
  const unpacker = new PeopleUnpacker()
  const isRead = new Uint8Array(chunks.count)
  const readHere = (chunk: number): void => {
    for (const facts of units.in(chunks, chunk)) into.add(facts.id, read(facts))
    isRead[chunk] = 1
  }
  const unpack = ({ chunk, people }: ReadChunk): void => {
    unpacker.unpack(people, into)
    isRead[chunk] = 1
  }
  try {
    for (;;) {
      for (let found = helper?.taken(); found; found = helper?.taken()) unpack(found)
      const chunk = nextChunk(ahead)
      if (chunk === null) break
      readHere(chunk)
    }
    for (let found = helper?.take(); found; found = helper?.take()) unpack(found)
    // What a helper began and never sent.
    for (let chunk = 0; chunk < chunks.count; chunk++) if (isRead[chunk] === 0) readHere(chunk)
  } finally {
    ahead.stop()
  }
}

/** Reading that the second core has begun; where it is not worth one, nothing has begun yet. */
export interface ReadingAhead extends Pick<ReadTask, 'chunks' | 'turns'> {
  helper: Helper | null
  /** Of the file, when it began. */
  version: number
  stop: () => void
}

/**
 * Lets the second core begin to read. All that this connection wrote has to be committed, or the other would not see it.
 *
 * @param worth so many records are worth the second core
 */
export const readAhead = (file: ProspectFile, worth = WORTH_A_WORKER): ReadingAhead => {
  const chunks = unitChunks(file)
  const turns = new Int32Array(new SharedArrayBuffer(12))
  const helper = chunks.lastRecord >= worth ? new Helper(file.path, chunks, turns) : null
  return { chunks, turns, helper, version: file.dataVersion(), stop: () => helper?.stop() }
}

export class Helper {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #turns: Int32Array
  #isGone = false

  constructor(path: string, chunks: UnitChunks, turns: Int32Array) {
    const { port1, port2 } = new MessageChannel()
    const task: ReadTask = { path, chunks, turns, port: port2 }
    const file = import.meta.url.endsWith('.ts') ? './read-units-worker.ts' : './read-units-worker.js'
    this.#worker = new Worker(new URL(file, import.meta.url), {
      ...{ workerData: task, transferList: [port2] },
      resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 1024 },
    })
    // Whatever ails it, its chunks are read here.
    this.#worker.on('error', () => undefined)
    this.#worker.unref()
    this.#port = port1
    this.#turns = turns
  }

  /** What it has read, where something lies ready. */
  taken(): ReadChunk | null {
    if (this.#isGone) return null
    const found = receiveMessageOnPort(this.#port)
    if (found === undefined) return null
    Atomics.add(this.#turns, TAKEN, 1)
    Atomics.notify(this.#turns, TAKEN)
    const read = found.message as ReadChunk | null
    if (read === null) this.#isGone = true
    return read
  }

  /** The next that it reads; null where nothing comes any more. */
  take(): ReadChunk | null {
    const end = performance.now() + PATIENCE
    while (!this.#isGone) {
      const sent = Atomics.load(this.#turns, SENT)
      const found = this.taken()
      if (found !== null) return found
      this.#wait(sent, end)
    }
    return null
  }

  #wait(sent: number, end: number): void {
    if (this.#isGone) return
    this.#isGone = Atomics.wait(this.#turns, SENT, sent, end - performance.now()) === 'timed-out'
  }

  stop(): void {
    this.#port.close()
    void this.#worker.terminate()
  }
}
