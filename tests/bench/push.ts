/** PRM_BENCH_ROWS people (50 000) to HubSpot's fake at its real limits of rate, which it counts: everything from the plan to the ledger. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { hubspot } from '../../src/connectors/hubspot/index.ts'
import { pushToTarget } from '../../src/core/push/push-target.ts'
import { setupTarget } from '../../src/core/push/setup.ts'
import { crmService } from '../support/made-up-crm.ts'
import { OPEN_GATE, vouchFor } from '../support/vouched.ts'
import { importText, world } from '../support/world.ts'
import type { BenchResult } from './registry.ts'

const FAKE = fileURLToPath(new URL('../support/hubspot-work.ts', import.meta.url))

interface Seen {
  people: number
  companies: number
  turned_away: number
}

export async function measurePush(): Promise<BenchResult> {
  const people = Number(process.env.PRM_BENCH_ROWS ?? 50_000)
  const firms = Math.ceil(people / 25)
  const crm = fork(FAKE)
  const w = world()
  try {
    const [{ url, key }] = (await once(crm, 'message')) as [{ url: string; key: string }]
    const emails = Array.from({ length: people }, (_, i) => `p${i}@firm${i % firms}.example`)
    vouchFor(w.deps, emails)
    const rows = emails.map(
      (email, i) => `Ann,Lee${i},${email},CEO,Firm ${i % firms},firm${i % firms}.example`,
    )
    await importText(w, `First Name,Last Name,Email,Job Title,Company,Website\n${rows.join('\n')}\n`)
    const service = crmService(url, key, hubspot)
    await setupTarget(w.deps, { service, config: OPEN_GATE })
    const push = (on?: Parameters<typeof pushToTarget>[2]) =>
      pushToTarget(w.deps, { service, config: OPEN_GATE, gate: 'mvl' }, on)
    /** Resident megabytes, each time that some more of the people are confirmed. */
    const resident: number[] = []
    const [began, start] = [performance.now(), process.cpuUsage()]
    const first = await push((event) => {
      if (event.kind === 'progress' && event.unit === 'people') resident.push(process.memoryUsage().rss / 1e6)
    })
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(start)
    const again = await push()
    crm.send('seen')
    const [seen] = (await once(crm, 'message')) as [Seen]
    const tenth = resident[Math.floor(resident.length / 10)] ?? 0
    return {
      rows: [
        { name: `${people} people at ${firms} companies`, ours: seconds, unit: 's' },
        { name: 'processor time', ours: (user + system) / 1_000_000, unit: 's', note: 'the fake apart' },
        { name: 'people that exist there', ours: seen.people, of: people },
        { name: 'companies that exist there', ours: seen.companies, of: firms },
        { name: 'outcomes in the ledger', ours: first.counts.created, of: people },
        { name: 'requests', ours: first.calls },
        { name: 'requests turned away for their rate', ours: seen.turned_away, target: 'none' },
        {
          name: 'memory when a tenth was given, and the most after that',
          ours: Math.max(...resident),
          unit: 'MB',
          peer: { name: 'at a tenth', value: tenth },
        },
        { name: 'created by a second push', ours: again.counts.created, target: 'none' },
      ],
    }
  } finally {
    w.file.close()
    crm.kill()
  }
}
