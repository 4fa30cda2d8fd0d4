/**
 * Killed is resumed, at a CRM too: 30 kills during a push of 5,000 people, and then everybody is there exactly once, and
 * the file agrees with the CRM about each of them.
 */
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Connector, EntityKind } from '../../src/connectors/contract.ts'
import { hubspot } from '../../src/connectors/hubspot/index.ts'
import { startHubSpot } from '../../src/connectors/hubspot/fake.ts'
import { setupTarget } from '../../src/core/push/setup.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { startScript } from '../support/child.ts'
import { folder } from '../support/folder.ts'
import { crmService, madeUpCrm, startCrm } from '../support/made-up-crm.ts'
import { OPEN_GATE, vouchFor } from '../support/vouched.ts'
import { seeded } from '../support/random.ts'
import { importText, world } from '../support/world.ts'

const [PEOPLE, KILLS] = [5000, 30]

interface Held {
  id: string
  prm_id: string | null
}

interface Place {
  url: string
  key: string
  connector: Connector
  /** What stands there now. */
  held(kind: EntityKind): Held[]
}

const PLACES: Record<string, () => Promise<Place>> = {
  crm: async () => {
    const crm = await startCrm({ latency: 20, blind: true })
    onTestFinished(() => crm.server.close())
    // Some are there already, made by humans.
    for (let i = 0; i < PEOPLE; i += 7) crm.add('person', { mail: `p${i}@firm${i % 400}.example` })
    const held = (kind: EntityKind): Held[] => [...crm.records[kind].values()]
    return { url: crm.server.url, key: 'key', connector: madeUpCrm, held }
  },
  hubspot: async () => {
    const crm = await startHubSpot()
    onTestFinished(() => crm.close())
    for (let i = 0; i < PEOPLE; i += 7) crm.add('person', { email: `p${i}@firm${i % 400}.example` })
    return { url: crm.url, key: crm.key, connector: hubspot, held: (kind) => [...crm.held(kind)] }
  },
}

const listOf = (people: number): string =>
  [
    'First Name,Last Name,Email,Job Title,Company,Website',
    ...Array.from({ length: people }, (_, i) => {
      const firm = i % 400
      return `Ann,Lee${i},p${i}@firm${firm}.example,CEO,Firm ${firm},firm${firm}.example`
    }),
    '',
  ].join('\n')

const makeFile = async (db: string, { connector, url, key }: Place): Promise<void> => {
  const w = world(db)
  vouchFor(
    w.deps,
    Array.from({ length: PEOPLE }, (_, i) => `p${i}@firm${i % 400}.example`),
  )
  await importText(w, listOf(PEOPLE))
  await setupTarget(w.deps, { service: crmService(url, key, connector), config: OPEN_GATE })
  w.file.close()
}

describe('a push that is killed', () => {
  test.each(Object.keys(PLACES))(
    '30 times during 5,000 people to %s creates nobody twice, and the file agrees',
    async (name) => {
      const place = await PLACES[name]!()
      const db = join(folder(), 'prospects.db')
      await makeFile(db, place)
      const args = [db, name, place.url, place.key]
      const random = seeded(11)
      const before = place.held('person').length
      let killed = 0
      for (let i = 0; i < KILLS; i++) {
        const child = startScript('push-work.ts', args)
        const isBegun = new Promise<void>((resolve) => {
          let dots = 0
          // At a moment of its own in each turn, from the first look-up to the last write.
          const wait = 1 + Math.floor(random() * (4 + i * 2))
          child.process.stdout!.on('data', (data: Buffer) => {
            dots += data.toString().split('.').length - 1
            if (dots >= wait) setTimeout(resolve, random() * 40)
          })
          void child.ended.then(() => resolve())
        })
        await isBegun
        child.process.kill('SIGKILL')
        if ((await child.ended).signal === 'SIGKILL') killed++
      }
      expect(killed).toBe(KILLS)
      const last = await startScript('push-work.ts', args).ended
      expect([last.code, last.stderr]).toEqual([0, ''])
      const { counts, failures } = JSON.parse(last.stdout.trim().split('\n').at(-1)!) as {
        counts: Record<string, number>
        failures: unknown[]
      }
      expect(failures).toEqual([])
      expect(counts.created! + counts.updated! + counts.unchanged!).toBe(PEOPLE)

      const file = openProspectFile(db)
      expect(file.leads.integrity()).toBe('ok')
      for (const kind of ['person', 'company'] as const) {
        const there = place.held(kind)
        const ours = there.filter(({ prm_id }) => prm_id !== null)
        const ledger = file.pushes.of[kind].held(name)
        expect(there).toHaveLength(kind === 'person' ? PEOPLE : 400)
        expect(new Set(ours.map(({ prm_id }) => prm_id)).size).toBe(there.length)
        const told = ours.map(({ id, prm_id }) => [prm_id, id]).sort()
        expect([...ledger].map(([id, { remote_id }]) => [id, remote_id]).sort()).toEqual(told)
      }
      const outcomes = [...file.pushes.of.person.held(name).values()].filter(
        ({ outcome }) => outcome === 'created',
      )
      expect(outcomes).toHaveLength(PEOPLE - before)
      expect(file.pushes.open(name)).toEqual([])
      file.close()
      const again = await startScript('push-work.ts', args).ended
      expect(again.stdout).toContain(`"unchanged":${PEOPLE}`)
    },
    900_000,
  )
})
