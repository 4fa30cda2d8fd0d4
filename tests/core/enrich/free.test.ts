/** The free enrichers through the whole of enrich: over real sockets, into records. */
import { expect, onTestFinished, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { loadConnector, openService } from '../../../src/core/engine/services.ts'
import type { Service } from '../../../src/core/engine/types.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { smallWeb } from '../../support/web.ts'
import { importText, world } from '../../support/world.ts'

const HOME = `<title>Acme</title><meta name="generator" content="WordPress 6.7">
<script type="application/ld+json">{"@type":"Organization","name":"Acme","numberOfEmployees":50}</script>`

test('dns and website complete a company, and a second run asks nothing', async () => {
  const zones = { 'acme.example': { a: ['127.0.0.1'], mx: ['10 aspmx.l.google.com'] } }
  const web = await smallWeb((address) => (address === 'acme.example/' ? HOME : undefined), zones)
  onTestFinished(() => web.close())
  const w = world()
  onTestFinished(() => w.file.close())
  await importText(
    w,
    `Name,Email,Company,Website\nAnn Lee,ann@acme.example,Acme,${web.url('acme.example')}\n`,
  )
  const at = async (name: string): Promise<Service> =>
    openService(await loadConnector(name), {
      config: {
        ...{ path: null, services: {}, prices: DEFAULT_CONFIG.prices },
        validate: { ...DEFAULT_CONFIG.validate, resolver: web.resolver },
      },
      ...{ keys: {}, env: { PRM_WEBSITE_ALLOW_PRIVATE: '1' } },
    })
  const services = { person: [], company: [await at('dns'), await at('website')] }
  const first = await enrichPeople(w.deps, { services })
  expect(first.counts).toMatchObject({ questions: 2, found: 2, failed: 0, unknown: 0 })
  const [company] = w.file.leads.rows('SELECT * FROM company')
  expect(company).toMatchObject({ domain: 'acme.example', employees: 50, technologies: 'Google Workspace' })
  const asked = web.asked.length
  const second = await enrichPeople(w.deps, { services })
  expect(second).toMatchObject({ run: null })
  expect(web.asked).toHaveLength(asked)
})
