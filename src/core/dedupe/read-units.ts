/**
 * Reads the units of a file as they are compared. Of a large file the second core reads along, and may begin before this
 * thread comes to it: each takes the next portion that nobody has begun. Nobody may write to the units meanwhile.
 */
import { Ahead } from '../../lib/ahead.ts'
import type { ProspectFile } from '../../store/index.ts'
import { PeopleUnpacker, type PackedPeople } from './packed-people.ts'
import type { PeopleTableBuilder } from './people-table.ts'
import { unitChunks, type UnitChunks } from './unit-chunks.ts'
import { Units } from './unit-facts.ts'

export interface ReadTask {
  path: string
  chunks: UnitChunks
  /** Over shared memory: how many chunks either has begun. */
  begun: Int32Array
}

/** What the helper has read of a chunk. */
export interface ReadChunk {
  chunk: number
  people: PackedPeople
}

/** A worker takes a tenth of a second to start. */
const WORTH_A_WORKER = 50_000

/** The next chunk that nobody has begun; null where there is none. */
export const nextChunk = ({ chunks, begun }: Pick<ReadTask, 'chunks' | 'begun'>): number | null => {
  const chunk = Atomics.add(begun, 0, 1)
  return chunk < chunks.count ? chunk : null
}

/**
 * Reads all units into a table, in steps; their order is left to chance.
 *
 * @returns steps that tell which share has been read
 */
export function* readUnits(
  file: ProspectFile,
  into: PeopleTableBuilder,
  ahead = readAhead(file, Infinity),
): Generator<number, void> {
  const { chunks, helper } = ahead
  const units = new Units(file)
  const unpacker = new PeopleUnpacker()
  const isRead = new Uint8Array(chunks.count)
  const readHere = (chunk: number): void => {
    for (const facts of units.in(chunks, chunk)) into.add(facts)
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
      yield Math.min(1, Atomics.load(ahead.begun, 0) / chunks.count)
    }
    for (let found = helper?.take(); found; found = helper?.take()) unpack(found)
    // What a helper began and never sent.
    for (let chunk = 0; chunk < chunks.count; chunk++) if (isRead[chunk] === 0) readHere(chunk)
  } finally {
    ahead.stop()
  }
}

/** Reading that the second core has begun; where it is not worth one, nothing has begun yet. */
export interface ReadingAhead extends Pick<ReadTask, 'chunks' | 'begun'> {
  helper: Ahead<ReadChunk> | null
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
  const begun = new Int32Array(new SharedArrayBuffer(4))
  const task: ReadTask = { path: file.path, chunks, begun }
  const helper = chunks.lastRecord >= worth ? new Ahead<ReadChunk>(moduleOf(), task) : null
  return { chunks, begun, helper, version: file.dataVersion(), stop: () => helper?.stop() }
}

const moduleOf = (): URL =>
  new URL(
    import.meta.url.endsWith('.ts') ? './read-units-worker.ts' : './read-units-worker.js',
    import.meta.url,
  )
