/** The free enrichers through the whole of enrich: over real sockets, into records. */
import { expect, onTestFinished, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { loadConnector, openService } from '../../../src/core/engine/services.ts'
import type { Service } from '../../../src/core/engine/types.ts'
import { enrichPeople, type EnrichResult } from '../../../src/core/enrich/enrich.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { smallWeb } from '../../support/web.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const HOME = `<title>Acme</title><meta name="generator" content="WordPress 6.7">
<script type="application/ld+json">{"@type":"Organization","name":"Acme","numberOfEmployees":50}</script>`

type Web = Awaited<ReturnType<typeof smallWeb>>

const at = async (name: string, web: Web): Promise<Service> =>
  openService(await loadConnector(name), {
    config: {
      ...{ path: null, services: {}, prices: DEFAULT_CONFIG.prices },
      validate: { ...DEFAULT_CONFIG.validate, resolver: web.resolver },
    },
    ...{ keys: {}, env: { PRM_WEBSITE_ALLOW_PRIVATE: '1' } },
  })

const opened = async (web: Web): Promise<World> => {
  const w = world()
  onTestFinished(() => w.file.close())
  await importText(
    w,
    `Name,Email,Company,Website\nAnn Lee,ann@acme.example,Acme,${web.url('acme.example')}\n`,
  )
  return w
}

const HUBSPOT = '<script src="https://js.hs-scripts.com/1.js"></script>'
const SHOPIFY = '<script src="https://cdn.shopify.com/s/files/1/x.js"></script>'

const later = (w: World, day: string): void => {
  w.deps = { ...w.deps, now: () => new Date(`${day}T09:00:00.000Z`), asOf: new Date(`${day}T00:00:00.000Z`) }
  w.file.setClock(day)
}

test('what came and went on a site between two visits is a signal of the company', async () => {
  let home = `${HOME}${HUBSPOT}`
  const web = await smallWeb((address) => (address === 'acme.example/' ? home : undefined), {
    'acme.example': { a: ['127.0.0.1'] },
  })
  onTestFinished(() => web.close())
  const w = await opened(web)
  const services = { person: [], company: [await at('website', web)] }
  const visit = async (day: string): Promise<EnrichResult> => {
    later(w, day)
    return enrichPeople(w.deps, { services, refresh: true, older_than: 30 })
  }
  const changes = () =>
    w.file.leads.rows(
      "SELECT observed_on, detail FROM signal WHERE kind = 'tech_change' AND active = 1 ORDER BY id",
    )
  await visit('2027-01-10')
  expect(changes()).toEqual([])
  home = `${HOME}${SHOPIFY}`
  const second = await visit('2027-03-10')
  expect(changes()).toEqual([
    { observed_on: '2027-03-10', detail: 'now uses Shopify' },
    { observed_on: '2027-03-10', detail: 'no longer uses HubSpot' },
  ])
  expect(personOf(w, 'ann@acme.example').last_tech_change).toBe('2027-03-10')
  // The same again is no news, and neither is a site that shows nothing.
  await visit('2027-05-01')
  home = '<title>Acme</title>'
  await visit('2027-07-01')
  expect(changes()).toHaveLength(2)
  await undoRun(w.deps, { run: second.run! })
  expect(changes()).toEqual([])
})

test('dns and website complete a company, and a second run asks nothing', async () => {
  const zones = { 'acme.example': { a: ['127.0.0.1'], mx: ['10 aspmx.l.google.com'] } }
  const web = await smallWeb((address) => (address === 'acme.example/' ? HOME : undefined), zones)
  onTestFinished(() => web.close())
  const w = await opened(web)
  const services = { person: [], company: [await at('dns', web), await at('website', web)] }
  const first = await enrichPeople(w.deps, { services })
  expect(first.counts).toMatchObject({ questions: 2, found: 2, failed: 0, unknown: 0 })
  const [company] = w.file.leads.rows('SELECT * FROM company')
  expect(company).toMatchObject({
    domain: 'acme.example',
    employees: 50,
    technologies: 'Google Workspace; WordPress',
  })
  const asked = web.asked.length
  const second = await enrichPeople(w.deps, { services })
  expect(second).toMatchObject({ run: null })
  expect(web.asked).toHaveLength(asked)
})
