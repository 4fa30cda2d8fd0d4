import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { EntityAnswer, Outcome, Web } from '../../../src/connectors/contract.ts'
import { openBrowser } from '../../../src/connectors/website/browse.ts'
import { homesOf } from '../../../src/connectors/website/client.ts'
import { website } from '../../../src/connectors/website/index.ts'
import { createDnsClient } from '../../../src/lib/dns/client.ts'
import { parseServer } from '../../../src/lib/dns/server.ts'
import { isPublicAddress } from '../../../src/lib/public-address.ts'
import type { Zone } from '../../support/dns-server.ts'
import { smallWeb, type Reply, type SmallWeb } from '../../support/web.ts'
import { company, webCall } from '../web-call.ts'

interface Visit {
  web: SmallWeb
  outcome: Outcome<EntityAnswer>
  fields: Readonly<Record<string, string>>
  took: number
}

type Sites = Readonly<Record<string, Reply>>

const open = async (sites: Sites, zones?: Readonly<Record<string, Zone>>): Promise<SmallWeb> => {
  const web = await smallWeb((address) => sites[address], zones)
  onTestFinished(() => web.close())
  return web
}

const visitIn = async (web: SmallWeb, host: string, more: Partial<Web> = {}): Promise<Visit> => {
  const began = performance.now()
  const question = company({ domain: host, website: web.url(host) })
  const [outcome] = await website.enriches!.company!.ask(
    [question],
    webCall({ resolver: web.resolver, ...more }),
  )
  const fields = outcome!.kind === 'answer' ? outcome!.answer.fields : {}
  return { web, outcome: outcome!, fields, took: performance.now() - began }
}

/** Goes to acme.example. */
const visit = async (sites: Sites, more: Partial<Web> = {}, zones?: Readonly<Record<string, Zone>>) =>
  visitIn(await open(sites, zones), 'acme.example', more)

const redirect =
  (to: string, status = 301): Reply =>
  (response) =>
    void response.writeHead(status, { location: to, 'content-length': '0' }).end()

const bytes =
  (body: Buffer, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body)

const HOME = `<!doctype html>
<html lang="de-AT"><head><meta charset=utf-8>
<title>Acme &ndash; Pumpen
  f&uuml;r alle</title>
<meta name="description" content="Pumpen, die halten.">
<meta property="og:site_name" content="ACME Shop">
<meta name="generator" content="WordPress 6.7">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
  {"@type":"WebSite","name":"Acme","publisher":{"@id":"#org"}},
  {"@type":["Organization","LocalBusiness"],"@id":"https://acme.example/#org","name":"Acme Pumpen GmbH","url":"https://www.acme.example",
   "telephone":"+44 20 7946 0123","numberOfEmployees":{"@type":"QuantitativeValue","minValue":51,"maxValue":200},
   "foundingDate":"1987-05-01","address":{"@type":"PostalAddress","streetAddress":"Ring 1","addressLocality":"Wien",
   "postalCode":"1010","addressCountry":{"@type":"Country","name":"AT"}},
   "sameAs":["https://www.linkedin.com/company/acme-pumpen/","https://x.com/acmepumpen"]}]}</script>
<script src="https://js.hs-scripts.com/1.js"></script></head>
<body><a href="mailto:Info@acme.example?subject=Hi">Mail</a> <a href="mailto:ann@elsewhere.example">Ann</a>
<a href="tel:+44%2020%207946%200999">Call</a> <a href="/karriere/">Karriere</a></body></html>`

const JOBS = `<title>Jobs</title><script type="application/ld+json">[
 {"@type":"JobPosting","title":"Sales Engineer","datePosted":"2026-11-03"},
 {"@type":"JobPosting","title":"Buyer; Steel","datePosted":"2026-11-10T08:00:00Z","validThrough":"2027-01-01"},
 {"@type":"JobPosting","title":"Old","datePosted":"2025-01-03","validThrough":"2025-03-01"}]</script>`

const SIGNAL = {
  ...{ of: 'company', kind: 'hiring', on: '2026-11-10' },
  detail: '2 open positions: Sales Engineer, Buyer, Steel',
}

describe('a site that has much to say', () => {
  test('is read, its careers page too', async () => {
    const { web, outcome, fields } = await visit({ 'acme.example/': HOME, 'acme.example/karriere/': JOBS })
    expect(fields).toEqual({
      company: 'Acme Pumpen GmbH',
      website: `http://acme.example:${web.port}`,
      company_phone: '+44 20 7946 0123',
      company_linkedin_url: 'https://www.linkedin.com/company/acme-pumpen',
      ...{ employees: '51-200', founded_year: '1987' },
      ...{ street: 'Ring 1', city: 'Wien', postal_code: '1010', country: 'AT' },
      technologies: 'HubSpot; WordPress',
      'custom.site_title': 'Acme – Pumpen für alle',
      'custom.site_description': 'Pumpen, die halten.',
      'custom.site_language': 'de',
      'custom.contact_email': 'info@acme.example',
      'custom.company_twitter_url': 'https://x.com/acmepumpen',
      'custom.open_positions': '2',
    })
    expect(outcome).toMatchObject({
      answer: {
        signals: [{ ...SIGNAL, url: web.url('acme.example', '/karriere/') }],
        evidence: { whole: true },
      },
    })
    expect(web.asked).toEqual(['acme.example/robots.txt', 'acme.example/', 'acme.example/karriere/'])
    expect([...web.agents]).toEqual(['prm/0.0.0'])
    const gives = website.enriches!.company!.gives
    expect(Object.keys(fields).filter((name) => !gives.includes(name))).toEqual([])
  })
  test('says less where its data is broken, and nothing is lost but that', async () => {
    const { fields } = await visit({ 'acme.example/': HOME.replace('"@graph":[', '"@graph":[{') })
    expect(fields).toMatchObject({ company: 'ACME Shop', company_phone: '+44 20 7946 0999' })
    expect(fields.employees).toBeUndefined()
  })
  test('line ends and commas too many do not break its data', async () => {
    const { fields } = await visit({
      'acme.example/': HOME.replace('Ring 1"', 'Ring\n 1"').replace('"AT"}', '"AT",}'),
    })
    expect(fields).toMatchObject({ company: 'Acme Pumpen GmbH', street: 'Ring 1' })
  })
})

describe('redirects', () => {
  test('are followed, on the same domain and to another one', async () => {
    const { web, fields } = await visit({
      'acme.example/': (response, { headers }) => {
        const port = headers.host!.replace(/^.*:/, '')
        response.writeHead(302, { location: `http://www.acme-group.example:${port}/en` }).end()
      },
      'www.acme-group.example/en': redirect('/en/', 308),
      'www.acme-group.example/en/': '<title>Group</title>',
    })
    expect(web.asked).toEqual([
      ...['acme.example/robots.txt', 'acme.example/', 'www.acme-group.example/robots.txt'],
      ...['www.acme-group.example/en', 'www.acme-group.example/en/'],
    ])
    expect(fields).toEqual({ 'custom.site_title': 'Group', 'custom.redirects_to': 'acme-group.example' })
  })
  const bad: [what: string, sites: Sites, reason: string, code: string][] = [
    [
      'in a circle',
      { 'acme.example/': redirect('/a'), 'acme.example/a': redirect('/') },
      'site_error',
      'redirects in a circle',
    ],
    ['to themselves', { 'acme.example/': redirect('/#top') }, 'site_error', 'redirects in a circle'],
    [
      'without end',
      Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [`acme.example/${i || ''}`, redirect(`/${i + 1}`)]),
      ),
      'site_error',
      'too many redirects',
    ],
    ['to nowhere', { 'acme.example/': redirect('http://') }, 'site_error', 'a redirect to nowhere'],
    ['to a file', { 'acme.example/': redirect('file:///etc/passwd') }, 'no_page', 'file:'],
    [
      'to what robots may not see',
      { 'acme.example/': redirect('/x'), 'acme.example/robots.txt': 'User-agent: *\nDisallow: /x' },
      'site_closed',
      'acme.example',
    ],
  ]
  test.each(bad)('%s', async (_, sites, reason, code) => {
    const { outcome, web } = await visit(sites)
    expect(outcome).toMatchObject({ kind: 'unknown', reason })
    expect(outcome).toHaveProperty('evidence.code', expect.stringContaining(code))
    expect(web.asked.length).toBeLessThan(9)
  })
})

describe('private networks', () => {
  const places: [what: string, place: string][] = [
    ['keys of cloud machines', 'http://169.254.169.254/latest/meta-data/'],
    ['the same, as a number', 'http://2852039166/'],
    ['the same, in disguise', 'http://[::ffff:169.254.169.254]/'],
    ['this machine', 'http://127.2/'],
    ['this machine, in IPv6', 'http://[::1]/'],
    ['a private network', 'http://10.0.0.1/'],
    ['a name of theirs', 'http://inside.example/'],
  ]
  test.each(places)('are not gone to by a redirect: %s', async (_, place) => {
    const web = await open({ 'acme.example/': redirect(place) }, { 'inside.example': { a: ['192.168.1.1'] } })
    const { web: way } = webCall()
    const client = createDnsClient({ servers: web.resolver.map((text) => parseServer(text)!) })
    // As if the server of this test were a public one, and nothing else of this machine.
    const isAllowed = (address: string): boolean => address === '127.0.0.1' || isPublicAddress(address)
    const browser = openBrowser(way, client, way.signal, { isAllowed, anyPort: true })
    onTestFinished(() => {
      browser.close()
      client.close()
    })
    await expect(browser.page(new URL(web.url('acme.example')))).rejects.toMatchObject({
      reason: 'site_not_public',
    })
    expect(web.asked).toEqual(['acme.example/robots.txt', 'acme.example/'])
  })
  test('other ports are not gone to', async () => {
    const { outcome, web } = await visit({}, { allowPrivate: false }, { 'acme.example': { a: ['8.8.8.8'] } })
    expect(outcome).toMatchObject({
      reason: 'site_not_public',
      retry: false,
      evidence: { code: `acme.example:${web.port}` },
    })
  })
  test('a name that leads there is refused where the connection is made', async () => {
    const names: Record<string, Zone> = {
      'acme.example': { a: ['169.254.169.254', '10.0.0.7'], aaaa: ['fd00::1'] },
    }
    const web = await open({}, names)
    const question = company({ domain: 'acme.example' })
    const call = webCall({ resolver: web.resolver, allowPrivate: false })
    const [outcome] = await website.enriches!.company!.ask([question], call)
    expect(outcome).toMatchObject({ reason: 'site_not_public', evidence: { code: 'acme.example' } })
  })
  test('this machine is gone to where that is allowed', async () => {
    expect((await visit({ 'acme.example/': '<title>A</title>' })).outcome.kind).toBe('answer')
  })
})

describe('robots.txt', () => {
  const robots: [what: string, reply: Reply | undefined, expected: unknown][] = [
    ['is not there', undefined, { kind: 'answer' }],
    ['is an error of ours', (response) => void response.writeHead(403).end(), { kind: 'answer' }],
    ['forbids nothing of this', 'User-agent: *\nDisallow: /private', { kind: 'answer' }],
    ['forbids all', 'User-agent: *\nDisallow: /', { kind: 'unknown', reason: 'site_closed', retry: false }],
    ['forbids us', 'User-agent: prm\nDisallow: /', { kind: 'unknown', reason: 'site_closed' }],
    ['leads in a circle', redirect('/robots.txt'), { kind: 'answer' }],
    [
      'cannot be had',
      (response) => void response.writeHead(503).end(),
      { kind: 'unknown', reason: 'site_error', retry: true },
    ],
  ]
  test.each(robots)('that %s', async (_, reply, expected) => {
    const sites = { 'acme.example/': '<title>A</title>', ...(reply && { 'acme.example/robots.txt': reply }) }
    const { web, outcome } = await visit(sites)
    expect(outcome).toMatchObject(expected as object)
    expect(web.asked.includes('acme.example/')).toBe(outcome.kind === 'answer')
  })
  test('a careers page that is closed takes nothing away from the home page', async () => {
    const { web, outcome } = await visit({
      ...{ 'acme.example/': HOME, 'acme.example/karriere/': JOBS },
      'acme.example/robots.txt': 'User-agent: *\nDisallow: /karriere',
    })
    expect(outcome).toMatchObject({ kind: 'answer', answer: { signals: [] } })
    expect(web.asked).not.toContain('acme.example/karriere/')
  })
})

describe('pages that mean harm, or were made by accident', () => {
  const START = '<title>Large</title>'
  test('200 MB are read up to the limit, and no further', async () => {
    let sent = 0
    const endless: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '200000000' })
      response.write(START)
      const piece = Buffer.alloc(64 * 1024, 'x ')
      const more = (): void => {
        while (sent < 200_000_000 && !response.destroyed) {
          sent += piece.length
          if (!response.write(piece)) {
            response.once('drain', more)
            return
          }
        }
      }
      more()
    }
    const { outcome, fields, took } = await visit({ 'acme.example/': endless })
    expect(fields['custom.site_title']).toBe('Large')
    expect(outcome).toMatchObject({ answer: { evidence: { bytes: 2 * 1024 * 1024, whole: false } } })
    expect(sent).toBeLessThan(20_000_000)
    expect(took).toBeLessThan(3000)
  })
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('a bomb in %s', async (encoding, pack) => {
    const body = pack(Buffer.concat([Buffer.from(START), Buffer.alloc(100_000_000, ' ')]))
    expect(body.length).toBeLessThan(1_000_000)
    const { outcome, fields } = await visit({
      'acme.example/': bytes(body, { 'content-encoding': encoding }),
    })
    expect(fields['custom.site_title']).toBe('Large')
    expect(outcome).toMatchObject({ answer: { evidence: { bytes: 2 * 1024 * 1024 } } })
  })
  const slow: [what: string, reply: Reply][] = [
    [
      'that drip',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        const timer = setInterval(() => response.write('<p>'), 20)
        response.on('close', () => clearInterval(timer))
      },
    ],
    ['that never begin', () => undefined],
  ]
  test.each(slow)('pages %s are left in time', async (_, reply) => {
    const { outcome, took } = await visit({ 'acme.example/': reply }, { timeout: 0.5 })
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'site_silent', retry: true })
    expect(took).toBeLessThan(1500)
  })
  test('ends at once when the program does', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 100)
    await expect(visit({ 'acme.example/': () => undefined }, { signal: stop.signal })).rejects.toThrow(
      'aborted',
    )
  })
  const others: [what: string, reply: Reply, expected: object][] = [
    [
      'a file',
      bytes(Buffer.from('%PDF'), { 'content-type': 'application/pdf' }),
      { reason: 'no_page', evidence: { code: 'application/pdf' } },
    ],
    [
      'an error',
      (response) => void response.writeHead(500).end(START),
      { reason: 'site_error', evidence: { code: '500' } },
    ],
    [
      'not there',
      (response) => void response.writeHead(404).end(START),
      { reason: 'site_error', retry: true },
    ],
    [
      'packed in rubbish',
      bytes(Buffer.from('rubbish'), { 'content-encoding': 'gzip' }),
      { reason: 'no_page' },
    ],
    [
      'broken off',
      (response) => void response.write('<p>', () => response.destroy()),
      { reason: 'site_silent' },
    ],
    ['no HTTP', (response) => void response.socket!.end('rubbish\r\n\r\n'), { reason: 'no_page' }],
    ['nothing', '', { kind: 'answer' }],
  ]
  test.each(others)('a home page that is %s', async (_, reply, expected) => {
    expect((await visit({ 'acme.example/': reply })).outcome).toMatchObject(expected)
  })
})

describe('encodings', () => {
  const page = (title: string, meta = ''): Buffer => Buffer.from(`${meta}<title>${title}</title>`, 'latin1')
  const utf16 = Buffer.from(`\ufeff<title>Zoë Größe</title>`, 'utf16le')
  const cases: [what: string, body: Buffer, type: string][] = [
    ['UTF-8 that says so', Buffer.from('<title>Zoë Größe</title>'), 'text/html; charset=utf-8'],
    ['UTF-8 that says otherwise', Buffer.from('<title>Zoë Größe</title>'), 'text/html; charset=iso-8859-1'],
    ['Latin 1 in the header', page('Zoë Größe'), 'text/html; charset="ISO-8859-1"'],
    ['Latin 1 that claims to be UTF-8', page('Zoë Größe'), 'text/html; charset=utf-8'],
    ['Latin 1 in the page', page('Zoë Größe', '<meta charset=latin1>'), 'text/html'],
    [
      'Latin 1, by an old tag',
      page('Zoë Größe', '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">'),
      '',
    ],
    ['no word at all', page('Zoë Größe'), 'text/html'],
    ['a word that nobody knows', page('Zoë Größe'), 'text/html; charset=klingon'],
    [
      'UTF-8 with a few spoiled bytes',
      Buffer.concat([Buffer.from('<title>Zoë Größe</title>\n'), page('é')]),
      'text/html',
    ],
    ['UTF-16 with its mark', utf16, 'text/html'],
  ]
  test.each(cases)('%s', async (_, body, type) => {
    const { fields } = await visit({ 'acme.example/': bytes(body, { 'content-type': type }) })
    expect(fields['custom.site_title']).toBe('Zoë Größe')
  })
})

describe('who is at home', () => {
  test('no such name', async () => {
    const { outcome } = await visit({}, {}, { 'acme.example': { code: 3 }, 'www.acme.example': { code: 3 } })
    expect(outcome).toEqual({ kind: 'none', charged: false })
  })
  test('a name that the DNS cannot tell', async () => {
    const { outcome } = await visit({}, {}, { 'acme.example': { code: 2 } })
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'dns_failed', retry: true })
  })
  test('nobody', async () => {
    const web = await open({})
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const question = company({ domain: 'acme.example', website: `http://acme.example:${port}` })
    const names = { resolver: web.resolver, timeout: 5 }
    const [outcome] = await website.enriches!.company!.ask([question], webCall(names))
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'site_silent', retry: true })
  })
  test('somebody who gives room to many', async () => {
    const { outcome } = await visit({
      'acme.example/': (response, { headers }) => {
        const port = headers.host!.replace(/^.*:/, '')
        response.writeHead(302, { location: `http://facebook.com:${port}/acme` }).end()
      },
      'facebook.com/acme': '<title>Acme | Facebook</title>',
    })
    expect(outcome).toEqual({ kind: 'none', charged: false })
  })
  test.each<[known: Record<string, string>, expected: string[]]>([
    [
      { domain: 'acme.example' },
      ['https://acme.example/', 'https://www.acme.example/', 'http://acme.example/'],
    ],
    [
      { website: 'shop.acme.example/a?b' },
      [
        'https://shop.acme.example/',
        'https://acme.example/',
        'https://www.acme.example/',
        'http://acme.example/',
      ],
    ],
    [
      { domain: 'acme.example', website: 'https://facebook.com/acme' },
      ['https://acme.example/', 'https://www.acme.example/', 'http://acme.example/'],
    ],
    [{ website: 'https://facebook.com/acme' }, []],
    [{ domain: 'gmail.com' }, []],
    [{}, []],
  ])('%j', (known, expected) => {
    expect(homesOf(company(known)).map(({ href }) => href)).toEqual(expected)
  })
})

test('one host gets one request at a time, several hosts many', async () => {
  const web = await smallWeb(() => '<title>A</title>', {}, 20)
  onTestFinished(() => web.close())
  const hosts = ['a.acme.example', 'a.acme.example', 'b.acme.example', 'b.acme.example']
  const call = webCall({ resolver: web.resolver })
  const questions = hosts.map((host) => company({ website: web.url(host) }))
  const outcomes = await Promise.all(questions.map((one) => website.enriches!.company!.ask([one], call)))
  expect(outcomes.flat().map(({ kind }) => kind)).toEqual(['answer', 'answer', 'answer', 'answer'])
  expect([...web.crowded]).toEqual([])
  expect(call.counted()).toBe(web.asked.length)
})
