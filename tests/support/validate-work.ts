/** `node validate-work.ts DB URL KEY`: checks the addresses of a file with ZeroBounce at a URL. Made to be killed. */
import { randomBytes } from 'node:crypto'
import { openServices } from '../../src/core/engine/index.ts'
import { validateAddresses } from '../../src/core/validate/validate.ts'
import { openProspectFile } from '../../src/store/index.ts'

const [db = '', url = '', key = ''] = process.argv.slice(2)
const now = '2026-11-21T09:00:00.000Z'
const file = openProspectFile(db, { now })
const deps = {
  file,
  now: () => new Date(now),
  asOf: new Date('2026-11-21T00:00:00.000Z'),
  random: (size: number) => randomBytes(size),
  signal: new AbortController().signal,
  version: '0.0.0',
  pid: process.pid,
  host: null,
  parent: null,
}
const services = await openServices(['zerobounce'], {
  config: { path: null, services: {}, prices: { currency: 'USD', of: {} } },
  keys: { PRM_ZEROBOUNCE_KEY: key },
  env: { PRM_ZEROBOUNCE_URL: url },
})
await validateAddresses(deps, { extra_tlds: ['example'], services })
file.close()
