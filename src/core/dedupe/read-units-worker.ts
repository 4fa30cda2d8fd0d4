/** Reads units on the second core, some chunks ahead of the thread that asked for them. */
import { workerData } from 'node:worker_threads'
import { workAhead, type AheadLine } from '../../lib/ahead.ts'
import { openProspectFile } from '../../store/index.ts'
import { memoryOf, PeoplePacker } from './packed-people.ts'
import { nextChunk, type ReadChunk, type ReadTask } from './read-units.ts'
import { Units } from './unit-facts.ts'

/** Chunks that may wait to be taken. */
const AHEAD = 48

const task = workerData as ReadTask & AheadLine

workAhead(task, AHEAD, (send) => {
  const file = openProspectFile(task.path)
  try {
    const units = new Units(file)
    const packer = new PeoplePacker()
    for (let chunk = nextChunk(task); chunk !== null; chunk = nextChunk(task)) {
      for (const facts of units.in(task.chunks, chunk)) packer.add(facts)
      const people = packer.pack()
      send({ chunk, people } satisfies ReadChunk, memoryOf(people))
    }
  } finally {
    file.close()
  }
})
