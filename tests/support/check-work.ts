/**
 * `node check-work.ts DB URL KEY COUNT`: asks a ZeroBounce at that address about so many addresses. Says a line for each
 * bit of progress. Made to be killed.
 */
import { zerobounce } from '../../src/connectors/zerobounce/index.ts'
import { checkWithServices } from '../../src/core/engine/index.ts'
import { openService } from '../../src/core/engine/services.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { workDeps } from './work-deps.ts'

const [db = '', url = '', key = '', count = '0'] = process.argv.slice(2)
const service = openService(zerobounce, {
  config: { path: null, services: {}, prices: DEFAULT_CONFIG.prices },
  keys: { PRM_ZEROBOUNCE_KEY: key },
  env: { PRM_ZEROBOUNCE_URL: url },
})
const deps = workDeps(db)
const tasks = Array.from({ length: Number(count) }, (_, i) => ({
  kind: 'email' as const,
  address: `person${i}@acme.example`,
}))
const tell = (): void => void process.stdout.write('.\n')
process.stdout.write('begun\n')
const max_age = { mailbox: 90, line: 180 }
await checkWithServices(deps, [service], tasks, { max_age }, tell, tell)
deps.file.close()
process.stdout.write('done\n')
