/** `node validate-work.ts DB URL KEY`: checks the addresses of a file with ZeroBounce at a URL. Made to be killed. */
import { openServices } from '../../src/core/engine/index.ts'
import { validateAddresses } from '../../src/core/validate/validate.ts'
import { workDeps } from './work-deps.ts'

const [db = '', url = '', key = ''] = process.argv.slice(2)
const deps = workDeps(db)
const services = await openServices(['zerobounce'], {
  config: { path: null, services: {}, prices: { currency: 'USD', of: {} } },
  keys: { PRM_ZEROBOUNCE_KEY: key },
  env: { PRM_ZEROBOUNCE_URL: url },
})
await validateAddresses(deps, { extra_tlds: ['example'], services })
deps.file.close()
