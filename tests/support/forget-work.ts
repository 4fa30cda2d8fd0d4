/** `node forget-work.ts DB WHO`: erases somebody. Made to be killed. */
import { randomBytes } from 'node:crypto'
import { forgetPerson } from '../../src/core/forget/forget.ts'
import { openProspectFile } from '../../src/store/index.ts'

const [db = '', who] = process.argv.slice(2)
const now = '2026-11-21T09:00:00.000Z'
const file = openProspectFile(db, { now })
process.stdout.write('begun\n')
await forgetPerson(
  {
    file,
    now: () => new Date(now),
    asOf: new Date('2026-11-21T00:00:00.000Z'),
    random: (size) => randomBytes(size),
    signal: new AbortController().signal,
    version: '0.0.0',
    pid: process.pid,
    host: null,
    parent: null,
  },
  { who },
)
file.close()
