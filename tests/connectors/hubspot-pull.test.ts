/** What HubSpot tells of changes: everything once, in pages that shift while they are read, beyond 10 000 results. */
import { describe, expect, test } from 'vitest'
import type { FakeHubSpot } from '../../src/connectors/hubspot/fake.ts'
import type { RemoteChange } from '../../src/connectors/target.ts'
import { targetStage, type TargetStage } from '../contract/target-kit.ts'
import { seeded } from '../support/random.ts'

interface HubStage extends TargetStage {
  crm: FakeHubSpot
}
const stage = async (): Promise<HubStage> => (await targetStage('hubspot')) as HubStage
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const customer = { lifecyclestage: 'customer' }
const addCustomer = (s: HubStage, i: number): string =>
  s.crm.add('person', { email: `p${i}@acme.example`, ...customer })
/** What was told of whom, and when. */
const keyOf = ({ id, at, outcome }: RemoteChange): string => `${id} ${at} ${outcome ?? ''}`

describe('each change is told once', () => {
  test('many of one time, between others', async () => {
    const s = await stage()
    const ids: string[] = []
    for (const i of range(150)) {
      ids.push(addCustomer(s, i))
      await s.clock.sleep(7)
    }
    for (const i of range(450)) ids.push(addCustomer(s, 1000 + i))
    await s.clock.sleep(5)
    for (const i of range(200)) ids.push(addCustomer(s, 2000 + i))
    const { changes } = await s.pull(null)
    expect(changes.map(({ id }) => id)).toEqual(ids)
    expect(s.crm.turnedAway).toBe(0)
  })

  test('12 000 of one time: more than a search ever gives', async () => {
    const s = await stage()
    const ids = range(12_000).map((i) => addCustomer(s, i))
    const { changes, next } = await s.pull(null)
    expect(changes.map(({ id }) => id)).toEqual(ids)
    expect(changes.every(({ lifecycle }) => lifecycle === 'customer')).toBe(true)
    // More than is remembered of the last minute: told once more, and never again.
    await s.clock.sleep(3_600_000)
    const again = await s.pull(next)
    expect(again.changes.length).toBe(10_000)
    expect((await s.pull(again.next)).changes).toEqual([])
  })

  test('12 000 of many times', async () => {
    const s = await stage()
    const ids: string[] = []
    for (const i of range(12_000)) {
      ids.push(addCustomer(s, i))
      if (i % 7 === 0) await s.clock.sleep(3)
    }
    const { changes } = await s.pull(null)
    expect(changes.map(({ id }) => id)).toEqual(ids)
  })

  const STAGES = ['customer', 'opportunity', 'lead']
  const WORDS = { customer: 'customer', opportunity: 'prospect' } as Record<string, string>

  test.each(range(8))(
    'whatever changes meanwhile, however late it is found, wherever it stops: %i',
    async (seed) => {
      const s = await stage()
      const chance = seeded(seed)
      const pick = (count: number): number => Math.floor(chance() * count)
      s.crm.lag = pick(3) * 25_000
      const ids = range(500).map((i) => s.crm.add('person', { email: `p${i}@acme.example` }))
      /** By contact, the stage of its last change. */
      const last = new Map<string, string>()
      const disturb = async (most: number): Promise<void> => {
        for (let left = pick(most); left > 0; left--) {
          const id = ids[pick(ids.length)]!
          const lifecyclestage = STAGES[pick(STAGES.length)]!
          s.crm.change('person', id, { lifecyclestage })
          last.set(id, lifecyclestage)
          if (pick(3) === 0) await s.clock.sleep(pick(4000))
        }
      }
      await disturb(900)
      const told: RemoteChange[] = []
      let next: string | null = null
      for (const round of range(4)) {
        for (let isOver = false; !isOver;) {
          const page = await s.target.pull!(next, s.call)
          // Ended in the middle: what was not kept is asked for again.
          if (pick(5) === 0) continue
          told.push(...page.changes)
          next = page.next
          isOver = page.isOver
          if (round < 3) await disturb(60)
        }
        await s.clock.sleep(round === 2 ? 120_000 : pick(90_000))
      }
      expect(new Set(told.map(keyOf)).size).toBe(told.length)
      const final = new Map(told.map(({ id, lifecycle }) => [id, lifecycle]))
      for (const [id, lifecyclestage] of last)
        if (WORDS[lifecyclestage] !== undefined)
          expect([id, final.get(id)]).toEqual([id, WORDS[lifecyclestage]])
      expect(last.size).toBeGreaterThan(50)
      expect((await s.pull(next)).changes).toEqual([])
    },
  )
})

describe('what is told', () => {
  const states: [string, Record<string, string>, Partial<RemoteChange> | null][] = [
    ['a new lead says nothing', { lifecyclestage: 'lead', hs_lead_status: 'NEW' }, null],
    ['an opportunity', { lifecyclestage: 'opportunity' }, { lifecycle: 'prospect' }],
    ['an evangelist', { lifecyclestage: 'evangelist' }, { lifecycle: 'customer' }],
    ['unqualified', { lifecyclestage: 'lead', hs_lead_status: 'UNQUALIFIED' }, { lifecycle: 'disqualified' }],
    ['connected', { hs_lead_status: 'CONNECTED' }, { lifecycle: 'prospect' }],
    [
      'a customer with an old status',
      { lifecyclestage: 'customer', hs_lead_status: 'UNQUALIFIED' },
      { lifecycle: 'customer' },
    ],
    ['no opt-out', { hs_email_optout: 'false' }, null],
    ['a bad address', { hs_email_bad_address: 'true' }, { bounced: true }],
    [
      'several at once',
      { lifecyclestage: 'customer', hs_email_optout: 'true', hubspot_owner_id: '71' },
      { lifecycle: 'customer', opted_out: true, owner: 'ann.lee@ours.example' },
    ],
    [
      'a reply, when it came',
      { hs_sales_email_last_replied: '2026-11-20T08:00:00Z' },
      { outcome: 'replied', at: '2026-11-20T08:00:00.000Z' },
    ],
    [
      'a meeting, in milliseconds',
      { engagements_last_meeting_booked: String(Date.parse('2026-11-19T08:00:00Z')) },
      { outcome: 'meeting', at: '2026-11-19T08:00:00.000Z' },
    ],
  ]
  test.each(states)('%s', async (_, values, expected) => {
    const s = await stage()
    const id = s.crm.add('person', { email: 'ann.lee@acme.example', ...values })
    const { changes } = await s.pull(null)
    const who = { kind: 'person', id, prm_id: null, email: 'ann.lee@acme.example' }
    // Changed when the fake's clock began; a reply and a meeting have their own day.
    const whole = { ...who, at: '2026-11-21T09:00:00.000Z', ...expected }
    expect(changes).toEqual(expected === null ? [] : [whole])
  })

  test('an old reply is told once, though the contact changes later', async () => {
    const s = await stage()
    const replied = { hs_sales_email_last_replied: '2026-11-20T08:00:00Z' }
    const id = s.crm.add('person', { email: 'ann.lee@acme.example', ...replied })
    const { next } = await s.pull(null)
    await s.clock.sleep(600_000)
    s.crm.change('person', id, customer)
    const { changes } = await s.pull(next)
    expect(changes).toMatchObject([{ lifecycle: 'customer' }])
  })

  test('a deal is won with each of its people, and not with their company', async () => {
    const s = await stage()
    const company = s.crm.add('company', { name: 'Acme' })
    const ids = range(2).map((i) => s.crm.add('person', { email: `p${i}@acme.example` }))
    s.crm.closeDeal({ won: true, on: '2026-11-20T10:00:00Z', contacts: ids, companies: [company] })
    s.crm.closeDeal({ won: false, on: '2026-11-19T10:00:00Z', companies: [company] })
    s.crm.closeDeal({ won: false, on: '2026-11-18T10:00:00Z' })
    const { changes } = await s.pull(null)
    expect(changes.map(({ kind, id, outcome }) => [kind, id, outcome])).toEqual([
      ['person', ids[0], 'won'],
      ['person', ids[1], 'won'],
      ['company', company, 'lost'],
    ])
  })

  test('records that were deleted, on several pages; later only those deleted since', async () => {
    const s = await stage()
    const ids = range(250).map((i) => s.crm.add('person', { email: `p${i}@acme.example` }))
    for (const id of ids.slice(10)) s.crm.remove('person', id)
    const { changes, next } = await s.pull(null)
    expect(changes.map(({ id, deleted }) => [id, deleted])).toEqual(ids.slice(10).map((id) => [id, true]))
    await s.clock.sleep(5000)
    for (const id of ids.slice(0, 3)) s.crm.remove('person', id)
    const later = await s.pull(next)
    expect(later.changes.map(({ id }) => id)).toEqual(ids.slice(0, 3))
    expect((await s.pull(later.next)).changes).toEqual([])
  })

  test('one that changes for the worse while others are paged: the page after tells it', async () => {
    const s = await stage()
    const ids: string[] = []
    for (const i of range(500)) {
      ids.push(addCustomer(s, i))
      await s.clock.sleep(10)
    }
    const first = await s.target.pull!(null, s.call)
    // By its number the second page would now begin one too late.
    s.crm.change('person', ids[0]!, { hs_email_optout: 'true' })
    const { changes } = await s.pull(first.next)
    const told = [...first.changes, ...changes]
    expect(new Set(told.map(({ id }) => id)).size).toBe(500)
    expect(told.filter(({ id }) => id === ids[0])).toMatchObject([{}, { opted_out: true }])
    expect(told.length).toBe(501)
  })

  test('a place that is none is refused before anything is asked', async () => {
    const s = await stage()
    await expect(s.target.pull!('yesterday', s.call)).rejects.toThrow(/no place in HubSpot/)
    expect(s.crm.requests.length).toBe(0)
  })
})
