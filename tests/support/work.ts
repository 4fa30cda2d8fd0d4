/**
 * `node work.ts import|run DB LIST [OUT]`, `node work.ts dedupe DB [LINES]`: does the work and says a line for each bit of
 * progress, dedupe for each portion that it has merged. Made to be killed: dedupe does so itself after so many lines.
 */
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { MERGING } from '../../src/core/dedupe/apply-links.ts'
import { dedupePeople } from '../../src/core/dedupe/dedupe.ts'
import { importLists } from '../../src/core/import/import.ts'
import { runPipeline } from '../../src/core/run/run.ts'
import { workDeps } from './work-deps.ts'

const [what, db = '', path = '', out] = process.argv.slice(2)
const deps = workDeps(db)
const { file } = deps
const files = [{ name: 'list.csv', source: { path } }]
const how = { on_match: 'fill', country: 'US' } as const
const tell = (): void => void process.stdout.write('.\n')
process.stdout.write('begun\n')
if (what === 'import') await importLists(deps, { ...how, files, kind: 'people' }, tell)
else if (what === 'dedupe') {
  let lines = path === '' ? Infinity : Number(path)
  await dedupePeople(deps, { portion: 40 }, (event) => {
    // Comparing writes nothing: it is not what is killed here.
    if (event.kind === 'progress' && (event.label !== MERGING || event.done === 0)) return
    tell()
    if (--lines === 0) process.kill(process.pid, 'SIGKILL')
  })
} else {
  const config = {
    ...DEFAULT_CONFIG,
    validate: { ...DEFAULT_CONFIG.validate, extra_tlds: ['example'] },
    gates: { ...DEFAULT_CONFIG.gates, mvl: [{ name: 'score', when: 'score >= 30' }] },
  }
  const target = out === undefined ? null : ({ kind: 'csv', path: out } as const)
  await runPipeline(deps, { files, customers: null, import: how, config, target }, tell)
}
file.close()
process.stdout.write('done\n')
