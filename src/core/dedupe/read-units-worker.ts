/** Reads units on the second core, some chunks ahead of the thread that asked for them. */
import { workerData } from 'node:worker_threads'
import { openProspectFile } from '../../store/index.ts'
import { createPersonReader } from './normalise-person.ts'
import { memoryOf, PeoplePacker } from './packed-people.ts'
import { AHEAD, nextChunk, SENT, TAKEN, type ReadChunk, type ReadTask } from './read-units.ts'
import { Units } from './unit-facts.ts'

const { path, chunks, turns, port } = workerData as ReadTask

/** Null: no more will come. */
const send = (read: ReadChunk | null): void => {
  port.postMessage(read, read === null ? [] : memoryOf(read.people))
  Atomics.add(turns, SENT, 1)
  Atomics.notify(turns, SENT)
}

const run = (): void => {
  const file = openProspectFile(path)
  try {
    const units = new Units(file)
    const read = createPersonReader()
    const packer = new PeoplePacker()
    for (let sent = 0; ; sent++) {
      for (let taken = Atomics.load(turns, TAKEN); sent - taken >= AHEAD; taken = Atomics.load(turns, TAKEN))
        Atomics.wait(turns, TAKEN, taken)
      const chunk = nextChunk({ chunks, turns })
      if (chunk === null) break
      for (const facts of units.in(chunks, chunk)) packer.add(facts.id, read(facts))
      send({ chunk, people: packer.pack() })
    }
    send(null)
  } finally {
    file.close()
  }
}

try {
  run()
} catch {
  // The other thread reads the rest, and meets what is wrong with it where it can be told.
  send(null)
}
