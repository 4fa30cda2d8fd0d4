/**
 * `node dropcontact-work.ts DB URL KEY COUNT`: asks a Dropcontact at that address about so many people, and says how many
 * answers came in. Made to be killed.
 */
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { dropcontact } from '../../src/connectors/dropcontact/index.ts'
import { fake } from '../../src/connectors/dropcontact/fake.ts'
import { enrichWithServices } from '../../src/core/engine/index.ts'
import { openService } from '../../src/core/engine/services.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { openProspectFile } from '../../src/store/index.ts'

const [db = '', url = '', key = '', count = '0'] = process.argv.slice(2)
const now = '2026-11-21T09:00:00.000Z'
const file = openProspectFile(db, { create: true, now })
const service = openService(dropcontact, {
  config: { path: null, services: {}, prices: DEFAULT_CONFIG.prices },
  keys: { PRM_DROPCONTACT_KEY: key },
  env: { PRM_DROPCONTACT_URL: url },
})
const deps = {
  file,
  now: () => new Date(now),
  asOf: new Date('2026-11-21T00:00:00.000Z'),
  random: (size: number) => randomBytes(size),
  signal: new AbortController().signal,
  version: '0.0.0',
  pid: process.pid,
  host: hostname(),
  parent: null,
}
const tasks = fake
  .many(Number(count), 'person')
  .flatMap((question, i) =>
    'known' in question ? [{ kind: question.kind, id: String(i), look: () => question }] : [],
  )
let answers = 0
const services = { person: [service], company: [] }
await enrichWithServices(deps, services, tasks, { max_age: { found: 90, none: 30 } }, (batch) => {
  answers += batch.filter(({ answer }) => answer.kind === 'answer').length
})
file.close()
process.stdout.write(`${answers} answers\n`)
