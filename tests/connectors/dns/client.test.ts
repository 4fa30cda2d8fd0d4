import { expect, onTestFinished, test } from 'vitest'
import { dns } from '../../../src/connectors/dns/index.ts'
import type { EntityAnswer, Outcome } from '../../../src/connectors/contract.ts'
import { dnsServer, type DnsServer, type Zone } from '../../support/dns-server.ts'
import { company, webCall } from '../web-call.ts'

const ZONES: Readonly<Record<string, Zone>> = {
  'acme.example': {
    mx: ['20 alt.aspmx.l.google.com', '10 mx0a-1.pphosted.com', '5 .'],
    ns: ['ada.ns.cloudflare.com'],
    txt: ['v=spf1 include:_spf.google.com include:1234.spf04.hubspotemail.net ~all', 'stripe-verification=1'],
  },
  '_dmarc.acme.example': { txt: ['v=DMARC1; p=none; rua=mailto:a@ag.dmarcian.com'] },
  'help.acme.example': { cname: 'acme.zendesk.com' },
  'k1._domainkey.acme.example': { cname: 'dkim.mcsv.net' },
  'google._domainkey.acme.example': { txt: ['v=DKIM1; k=rsa; p=MIIB'] },
  'mandrill._domainkey.acme.example': { txt: ['v=DKIM1; nothing'] },
  'long.example': { mx: ['10 mail.long.example'], how: 'cut' },
  'bare.example': { a: ['192.0.2.1'] },
  'null.example': { mx: ['0 .'] },
  'failing.example': { code: 2 },
  'silent.example': { how: 'silent' },
}

const open = async (): Promise<DnsServer> => {
  const server = await dnsServer(ZONES)
  onTestFinished(() => server.close())
  return server
}

const ask = async (...domains: string[]): Promise<readonly Outcome<EntityAnswer>[]> => {
  const call = webCall({ resolver: [(await open()).address] })
  return dns.enriches!.company!.ask(
    domains.map((domain) => company(domain === '' ? {} : { domain })),
    call,
  )
}

test('a domain with much to tell', async () => {
  expect(await ask('acme.example')).toEqual([
    {
      kind: 'answer',
      answer: {
        fields: {
          technologies:
            'Cloudflare; dmarcian; Google Workspace; HubSpot; Mailchimp; Proofpoint; Stripe; Zendesk',
          'custom.mail_provider': 'Proofpoint',
        },
        ...{ signals: [], opted_out: false },
        evidence: { mx: 'mx0a-1.pphosted.com', ns: 'ada.ns.cloudflare.com' },
      },
      charged: false,
    },
  ])
})

const none = { kind: 'none', charged: false }
const unknown = (reason: string) => ({ kind: 'unknown', reason, retry: true, charged: false })
const cases: [domain: string, outcome: unknown][] = [
  ['long.example', { answer: { fields: { 'custom.mail_provider': 'own' } } }],
  ['bare.example', none],
  ['null.example', none],
  ['gone.example', none],
  ['', none],
  ['gmail.com', none],
  ['failing.example', unknown('dns_failed')],
  ['silent.example', unknown('dns_timeout')],
]
test.each(cases)(
  '%s',
  async (domain, outcome) => {
    expect(await ask(domain)).toMatchObject([outcome])
  },
  20_000,
)

test('each of a batch has its own answer, in their order', async () => {
  const kinds = (await ask('gone.example', 'acme.example', '', 'failing.example')).map(({ kind }) => kind)
  expect(kinds).toEqual(['none', 'answer', 'none', 'unknown'])
})

test('whether a DNS server replies', async () => {
  expect(await dns.test(webCall({ resolver: [(await open()).address] }))).toBe('a DNS server replies')
  await expect(dns.test(webCall({ resolver: ['127.0.0.1:1'] }))).rejects.toThrow('no DNS server replies')
})
