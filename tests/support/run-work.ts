/**
 * `node run-work.ts DB INBOX OUT [LINES]`: what a crontab starts, saying a line for each bit of progress. Made to be killed:
 * after so many lines it does so itself. Exits with 6 where another run is at work.
 */
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { isAlive } from '../../src/cli/is-alive.ts'
import { DEFAULT_CONFIG, PrmError } from '../../src/core/index.ts'
import { runRegularly } from '../../src/core/run/regular.ts'
import { openProspectFile } from '../../src/store/index.ts'

const [db = '', inbox = '', out = '', lines = 'Infinity'] = process.argv.slice(2)
const now = '2026-11-21T09:00:00.000Z'
const file = openProspectFile(db, { create: true, now })
let left = Number(lines)
const tell = (): void => {
  process.stdout.write('.\n')
  if (--left === 0) process.kill(process.pid, 'SIGKILL')
}
const config = {
  ...DEFAULT_CONFIG,
  validate: { ...DEFAULT_CONFIG.validate, extra_tlds: ['example'] },
  gates: { mvl: [] },
  routes: [{ route: 'personal', when: 'true' }],
  team: ['ana', 'bo'].map((name) => ({ name, weight: 1, away: [] })),
}
try {
  await runRegularly(
    {
      file,
      now: () => new Date(now),
      asOf: new Date('2026-11-21T00:00:00.000Z'),
      random: (size) => randomBytes(size),
      signal: new AbortController().signal,
      version: '0.0.0',
      pid: process.pid,
      host: hostname(),
      isAlive,
      parent: null,
    },
    {
      ...{ files: [], customers: null, config, target: { kind: 'csv', path: out }, inbox },
      import: { on_match: 'fill', country: 'US' },
    },
    tell,
  )
  process.stdout.write('done\n')
} catch (error) {
  if (!(error instanceof PrmError) || error.code !== 'run.busy') throw error
  process.stdout.write('busy\n')
  process.exitCode = 6
}
file.close()
