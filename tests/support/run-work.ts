/**
 * `node run-work.ts DB INBOX OUT [LINES]`: what a crontab starts, saying a line for each bit of progress. Made to be killed:
 * after so many lines it does so itself. Exits with 6 where another run is at work.
 */
import { isAlive } from '../../src/cli/is-alive.ts'
import { DEFAULT_CONFIG, PrmError } from '../../src/core/index.ts'
import { runRegularly } from '../../src/core/run/regular.ts'
import { workDeps } from './work-deps.ts'

const [db = '', inbox = '', out = '', lines = 'Infinity'] = process.argv.slice(2)
const deps = workDeps(db)
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
    { ...deps, isAlive },
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
deps.file.close()
