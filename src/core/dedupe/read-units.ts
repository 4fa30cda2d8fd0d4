/**
 * Reads the units of a file as they are compared. Of a large file the second core reads half: this thread
 * waits for it between its own chunks, since nobody may write to the file meanwhile.
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
  /** Over shared memory: chunks sent, chunks taken. */
  turns: Int32Array
  port: MessagePort
}

export const SENT = 0
export const TAKEN = 1
/** Chunks that may wait to be taken. */
export const AHEAD = 8

/** A worker takes a tenth of a second to start. */
const WORTH_A_WORKER = 50_000
/** Milliseconds. One that says nothing for so long is not waited for: its chunks are read here. */
const PATIENCE = 30_000

/** Every other one. */
export const isHelpers = (chunk: number): boolean => chunk % 2 === 0

/**
 * Reads all units into a table.
 *
 * @param isCommitted all that this connection wrote is committed, and seen by others
 * @param worth so many records are worth the second core
 */
export const readUnits = (
  file: ProspectFile,
  into: PeopleTableBuilder,
  isCommitted: boolean,
  worth = WORTH_A_WORKER,
): void => {
  const units = new Units(file)
  const chunks = unitChunks(file)
  const read = createPersonReader()
  const unpacker = new PeopleUnpacker()
  const helper = isCommitted && chunks.lastRecord >= worth ? new Helper(file.path, chunks) : null
  try {
    for (let chunk = 0; chunk < chunks.count; chunk++) {
      const found = isHelpers(chunk) ? helper?.take() : null
      if (found) unpacker.unpack(found, into)
      else for (const facts of units.in(chunks, chunk)) into.add(facts.id, read(facts))
    }
  } finally {
    helper?.stop()
  }
}

class Helper {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #turns = new Int32Array(new SharedArrayBuffer(8))
  #isGone = false

  constructor(path: string, chunks: UnitChunks) {
    const { port1, port2 } = new MessageChannel()
    const task: ReadTask = { path, chunks, turns: this.#turns, port: port2 }
    const file = import.meta.url.endsWith('.ts') ? './read-units-worker.ts' : './read-units-worker.js'
    this.#worker = new Worker(new URL(file, import.meta.url), {
      ...{ workerData: task, transferList: [port2] },
      resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 1024 },
    })
    // Whatever ails it, its chunks are read here.
    this.#worker.on('error', () => undefined)
    this.#port = port1
  }

  /** The next of its chunks; null where nothing comes. */
  take(): PackedPeople | null {
    for (const end = performance.now() + PATIENCE; !this.#isGone;) {
      const sent = Atomics.load(this.#turns, SENT)
      const found = receiveMessageOnPort(this.#port)
      if (found !== undefined) {
        Atomics.add(this.#turns, TAKEN, 1)
        Atomics.notify(this.#turns, TAKEN)
        const people = found.message as PackedPeople | null
        if (people !== null) return people
        this.#isGone = true
        return null
      }
      this.#isGone = Atomics.wait(this.#turns, SENT, sent, end - performance.now()) === 'timed-out'
    }
    return null
  }

  stop(): void {
    this.#port.close()
    void this.#worker.terminate()
  }
}
