/** Visits to many companies' sites, all on a server of this machine that takes its time: everything from the question to the record. */
import { CONNECTORS } from '../../src/connectors/index.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { openService } from '../../src/core/engine/services.ts'
import { enrichPeople } from '../../src/core/enrich/enrich.ts'
import { smallWeb } from '../support/web.ts'
import { importText, world } from '../support/world.ts'
import type { BenchResult } from './registry.ts'

const COMPANIES = 2000
/** Milliseconds before each reply. */
const LATENCY = 200

const WORDS = 'It lasts for years, and longer than those of others. '
const FILLER = `<div class="card"><h3>A pump</h3><p>${WORDS.repeat(4)}</p><img src="/p.png"></div>\n`
const HEAD = `<!doctype html><html lang=en><head><meta charset=utf-8><title>Acme</title>
<meta name=description content="Pumps that last"><meta name=generator content="WordPress 6.7">
<script src="https://js.hs-scripts.com/1.js"></script><script src="https://js.stripe.com/v3/"></script>
<script type="application/ld+json">{"@type":"Organization","name":"Acme","numberOfEmployees":50}</script></head>`
/** About as long as home pages are: 100 kB, 1 500 elements. */
const HOME = `${HEAD}<body><a href="/careers">Careers</a>${FILLER.repeat(370)}</body></html>`
const JOBS = `<title>Jobs</title><script type="application/ld+json">{"@type":"JobPosting","title":"Engineer"}</script>`

export async function measureWebsite(): Promise<BenchResult> {
  const web = await smallWeb(
    (address) => (address.endsWith('/careers') ? JOBS : address.endsWith('/') ? HOME : undefined),
    {},
    LATENCY,
  )
  const w = world()
  try {
    const rows = Array.from(
      { length: COMPANIES },
      (_, i) => `Ann Lee,ann@c${i}.example,C${i},${web.url(`c${i}.example`)}`,
    )
    await importText(w, `Name,Email,Company,Website\n${rows.join('\n')}\n`)
    const service = openService(await CONNECTORS.website!(), {
      config: {
        ...{ path: null, services: {}, prices: DEFAULT_CONFIG.prices },
        validate: { ...DEFAULT_CONFIG.validate, resolver: web.resolver },
      },
      keys: {},
      env: { PRM_WEBSITE_ALLOW_PRIVATE: '1' },
    })
    const [began, start] = [performance.now(), process.cpuUsage()]
    const { counts } = await enrichPeople(w.deps, { services: { person: [], company: [service] } })
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(start)
    return {
      rows: [
        {
          name: `${COMPANIES} companies by website`,
          ours: seconds,
          unit: 's',
          target: 'under 15 s',
          note: `${LATENCY} ms before each reply; robots.txt, 100 kB of home page, careers page; the server runs in the same process`,
        },
        {
          name: 'processor time',
          ours: (user + system) / 1_000_000,
          unit: 's',
          note: 'the server’s share included',
        },
        { name: 'found', ours: counts.found, of: COMPANIES },
        { name: 'requests', ours: web.asked.length },
        { name: 'open positions seen', ours: counts.signals },
        { name: 'hosts with two requests at once', ours: web.crowded.size },
      ],
    }
  } finally {
    w.file.close()
    await web.close()
  }
}
