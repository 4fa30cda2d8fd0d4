/** `node push-work.ts DB NAME URL KEY`: pushes everybody to the made-up CRM or to HubSpot at a URL. Made to be killed. */
import { randomBytes } from 'node:crypto'
import type { Connector } from '../../src/connectors/contract.ts'
import { hubspot } from '../../src/connectors/hubspot/index.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { pushToTarget } from '../../src/core/push/push-target.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { crmService, madeUpCrm } from './made-up-crm.ts'

const CONNECTORS: Record<string, Connector> = { crm: madeUpCrm, hubspot }
const [db = '', name = '', url = '', key = ''] = process.argv.slice(2)
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
process.stdout.write('begun\n')
const config = { ...DEFAULT_CONFIG, gates: { mvl: [] } }
const service = crmService(url, key, CONNECTORS[name])
const { counts, failures } = await pushToTarget(deps, { service, config, gate: 'mvl' }, () => {
  process.stdout.write('.\n')
})
file.close()
process.stdout.write(`${JSON.stringify({ counts, failures })}\n`)
