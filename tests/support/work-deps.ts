import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Deps } from '../../src/core/derive/run.ts'
import { openProspectFile } from '../../src/store/index.ts'

/** The clock of the scripts that are made to be killed. */
const NOW = '2026-11-21T09:00:00.000Z'

/** What a script that is made to be killed works with: the file at a path, made where there is none, and a clock that stands. */
export const workDeps = (db: string): Deps => ({
  file: openProspectFile(db, { create: true, now: NOW }),
  now: () => new Date(NOW),
  asOf: new Date('2026-11-21T00:00:00.000Z'),
  random: (size) => randomBytes(size),
  signal: new AbortController().signal,
  version: '0.0.0',
  pid: process.pid,
  host: hostname(),
  parent: null,
})
