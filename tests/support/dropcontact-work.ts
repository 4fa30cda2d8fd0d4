/**
 * `node dropcontact-work.ts DB URL KEY COUNT`: asks a Dropcontact at that address about so many people, and says how many
 * answers came in. Made to be killed.
 */
import { dropcontact } from '../../src/connectors/dropcontact/index.ts'
import { fake } from '../../src/connectors/dropcontact/fake.ts'
import { enrichWithServices } from '../../src/core/engine/index.ts'
import { openService } from '../../src/core/engine/services.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { workDeps } from './work-deps.ts'

const [db = '', url = '', key = '', count = '0'] = process.argv.slice(2)
const service = openService(dropcontact, {
  config: { path: null, services: {}, prices: DEFAULT_CONFIG.prices },
  keys: { PRM_DROPCONTACT_KEY: key },
  env: { PRM_DROPCONTACT_URL: url },
})
const deps = workDeps(db)
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
deps.file.close()
process.stdout.write(`${answers} answers\n`)
