/** People and companies completed by the connectors themselves: what comes into the file, and what a second run asks. */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FakeService } from '../../../src/connectors/fake.ts'
import { enrichPeople, type EnrichResult } from '../../../src/core/enrich/enrich.ts'
import { fastClock, loadFake, serviceAt } from '../../contract/kit.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const LIST = `First name,Last name,Email,Company,Website
Ann,Lee,,Acme,acme.example
Bo,Ek,bo@birch.example,Birch,birch.example
Dora,Fox,,Acme,acme.example
Claimed,Orr,claimed@acme.example,Acme,acme.example
`

interface Play {
  w: World
  fake: FakeService
  run(): Promise<EnrichResult>
}

const play = async (name: string): Promise<Play> => {
  const w = world()
  onTestFinished(() => w.file.close())
  await importText(w, LIST)
  const fake = await (await loadFake(name)).start()
  onTestFinished(() => fake.close())
  const service = await serviceAt(name, fake)
  const { person, company } = service.connector.enriches!
  const services = { person: person ? [service] : [], company: company ? [service] : [] }
  return { w, fake, run: () => enrichPeople(w.deps, { services, clock: fastClock() }) }
}

const suppressed = ({ w }: Play): unknown[] =>
  w.file.leads.rows('SELECT full_name FROM lead WHERE suppressed = 1').map(({ full_name }) => full_name)

test('Apollo: work e-mail, title, company, its round of funding and the changed job', async () => {
  const p = await play('apollo')
  const { counts } = await p.run()
  expect(counts).toMatchObject({ questions: 6, found: 6, signals: 6 })
  expect(personOf(p.w, 'ann.lee@acme.example')).toMatchObject({
    ...{ full_name: 'Ann Lee', title: 'CEO', seniority: 'c_level', department: 'executive', country: 'US' },
    ...{ employees: 160, revenue: 12_500_000, technologies: 'Stripe; HubSpot', last_funding: '2026-09-01' },
    ...{
      last_job_change: '2026-06-01',
      company_phone: '+14155550132',
    },
  })
  // Own columns: those of the company, and of the person.
  expect(JSON.parse(String(personOf(p.w, 'ann.lee@acme.example').custom))).toMatchObject({
    ...{ headline: 'Makes things happen', funding_stage: 'Series B' },
  })
})

test('Dropcontact: by name and by address; who does not want to be written to is suppressed', async () => {
  const p = await play('dropcontact')
  expect((await p.run()).counts).toMatchObject({ questions: 4, opted_out: 1 })
  expect(personOf(p.w, 'ann.lee@acme.example')).toMatchObject({
    ...{
      title: 'Chief Executive',
      seniority: 'c_level',
      phone: '+33199001234',
      employees: 11,
      country: 'FR',
    },
  })
  expect(suppressed(p)).toEqual(['Dora Fox'])
})

test('Hunter: whoever asked not to be processed is suppressed, the others are completed', async () => {
  const p = await play('hunter')
  expect((await p.run()).counts).toMatchObject({ questions: 6, opted_out: 1, signals: 2 })
  expect(personOf(p.w, 'bo@birch.example')).toMatchObject({
    ...{ title: 'Sales Director', seniority: 'director', employees: 51, revenue: 10_000_000 },
    last_funding: '2026-08-15',
  })
  expect(suppressed(p)).toEqual(['Claimed Orr'])
})

test('Clearbit: whoever has an address, and their companies', async () => {
  const p = await play('clearbit')
  expect((await p.run()).counts).toMatchObject({ questions: 4, found: 4 })
  expect(personOf(p.w, 'bo@birch.example')).toMatchObject({
    ...{ title: 'Sales Director', linkedin_url: 'https://www.linkedin.com/in/ann-lee', employees: 120 },
  })
})

describe('a second run', () => {
  test.each(['apollo', 'clearbit', 'dropcontact', 'hunter'])(
    '%s: nothing is sent and nothing paid, though more is known by which to ask',
    async (name) => {
      const p = await play(name)
      await p.run()
      const { length } = p.fake.requests
      const { charged } = p.fake
      const again = await p.run()
      expect([p.fake.requests.length, p.fake.charged]).toEqual([length, charged])
      expect(again.counts).toMatchObject({ people: 0, companies: 0, signals: 0 })
    },
  )
})
