/** `node push-work.ts DB NAME URL KEY`: pushes everybody to the made-up CRM or to HubSpot at a URL. Made to be killed. */
import type { Connector } from '../../src/connectors/contract.ts'
import { hubspot } from '../../src/connectors/hubspot/index.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { pushToTarget } from '../../src/core/push/push-target.ts'
import { crmService, madeUpCrm } from './made-up-crm.ts'
import { workDeps } from './work-deps.ts'

const CONNECTORS: Record<string, Connector> = { crm: madeUpCrm, hubspot }
const [db = '', name = '', url = '', key = ''] = process.argv.slice(2)
const deps = workDeps(db)
process.stdout.write('begun\n')
const config = { ...DEFAULT_CONFIG, gates: { mvl: [] } }
const service = crmService(url, key, CONNECTORS[name])
const { counts, failures } = await pushToTarget(deps, { service, config, gate: 'mvl' }, () => {
  process.stdout.write('.\n')
})
deps.file.close()
process.stdout.write(`${JSON.stringify({ counts, failures })}\n`)
