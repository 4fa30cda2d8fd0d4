/** 50,000 people to HubSpot at its real limits: at their speed, never over them, in flat memory. */
import { expect, onTestFinished, test } from 'vitest'
import { startHubSpot } from '../../src/connectors/hubspot/fake.ts'
import { hubspot } from '../../src/connectors/hubspot/index.ts'
import { pushToTarget } from '../../src/core/push/push-target.ts'
import { setupTarget } from '../../src/core/push/setup.ts'
import { crmService } from '../support/made-up-crm.ts'
import { OPEN_GATE, vouchFor } from '../support/push-world.ts'
import { importText, world } from '../support/world.ts'

const PEOPLE = 50_000
const MOST_MB = 600

test('50,000 people to HubSpot', async () => {
  const crm = await startHubSpot()
  onTestFinished(() => crm.close())
  const w = world()
  const emails = Array.from({ length: PEOPLE }, (_, i) => `p${i}@firm${i % 2000}.example`)
  vouchFor(w.deps, emails)
  const rows = emails.map((email, i) => `Ann,Lee${i},${email},CEO,Firm ${i % 2000},firm${i % 2000}.example`)
  await importText(w, `First Name,Last Name,Email,Job Title,Company,Website\n${rows.join('\n')}\n`)
  const service = crmService(crm.url, crm.key, hubspot)
  await setupTarget(w.deps, { service, config: OPEN_GATE })
  let most = 0
  const begun = Date.now()
  const before = process.memoryUsage().rss
  const { counts, companies, calls } = await pushToTarget(
    w.deps,
    { service, config: OPEN_GATE, gate: 'mvl' },
    () => {
      most = Math.max(most, process.memoryUsage().rss - before)
    },
  )
  const seconds = (Date.now() - begun) / 1000
  process.stderr.write(
    `${PEOPLE} people: ${seconds.toFixed(0)} s, ${calls} requests, ${Math.round(most / 1e6)} MB more\n`,
  )
  expect([counts.created, companies.created, crm.turnedAway]).toEqual([PEOPLE, 2000, 0])
  expect(crm.held('person')).toHaveLength(PEOPLE)
  expect(most / 1e6).toBeLessThan(MOST_MB)
}, 1_800_000)
