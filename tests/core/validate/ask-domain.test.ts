import { describe, expect, onTestFinished, test } from 'vitest'
import { createDomainCheck, type DomainCheck } from '../../../src/core/validate/ask-domain.ts'
import { createDnsClient } from '../../../src/lib/dns/client.ts'
import { parseServer } from '../../../src/lib/dns/server.ts'
import {
  DOMAIN_REASONS,
  judgeAddresses,
  judgeExchangers,
  type DomainFinding,
} from '../../../src/model/mail-domain.ts'
import { dnsServer, type DnsServer, type Zone } from '../../support/dns-server.ts'

const open = async (
  zones: Record<string, Zone>,
): Promise<{ server: DnsServer; check: DomainCheck; kept: Map<string, [DomainFinding, number]> }> => {
  const server = await dnsServer(zones)
  const client = createDnsClient({ servers: [parseServer(server.address)!], timeout: 100, tries: 1 })
  onTestFinished(async () => {
    client.close()
    await server.close()
  })
  const kept = new Map<string, [DomainFinding, number]>()
  const check = createDomainCheck(client, {
    get: (name) => kept.get(name)?.[0],
    put: (name, finding, seconds) => void kept.set(name, [finding, seconds]),
  })
  return { server, check, kept }
}

/** What a zone makes of a domain, what is asked for it, and for how many seconds it is remembered. */
const cases: [
  name: string,
  zone: Zone,
  verdict: string,
  reason: string | null,
  asked: string,
  seconds?: number,
][] = [
  ['has a mail server', { mx: ['10 mail.acme.example'], ttl: 500 }, 'plausible', null, 'MX', 500],
  ['has only an address', { a: ['192.0.2.7'], ttl: 500, negativeTtl: 90 }, 'plausible', null, 'MX A NS', 90],
  ['has only an IPv6 address', { aaaa: ['2001:db8::1'] }, 'plausible', null, 'MX A NS AAAA', 60],
  ['says "no mail"', { mx: ['0 .'], a: ['192.0.2.7'], ttl: 500 }, 'invalid', 'null_mx', 'MX', 500],
  ['has nothing', { negativeTtl: 45 }, 'invalid', 'no_mail_server', 'MX A NS AAAA', 45],
  ['has a private address only', { a: ['192.168.1.2'] }, 'invalid', 'no_mail_server', 'MX A NS', 60],
  ['names itself as localhost', { mx: ['10 localhost'] }, 'invalid', 'no_mail_server', 'MX', 300],
  ['is not registered', { code: 3, negativeTtl: 30 }, 'invalid', 'no_such_domain', 'MX', 30],
  [
    'is not registered, and nobody says for how long',
    { code: 3, negativeTtl: null },
    'invalid',
    'no_such_domain',
    'MX',
  ],
  ['is parked, by its mail server', { mx: ['10 mx.sedoparking.com'] }, 'risky', 'parked_domain', 'MX', 300],
  ['is parked, by its address', { a: ['91.195.240.12'] }, 'risky', 'parked_domain', 'MX A NS', 60],
  [
    'is parked, by its name servers',
    { a: ['192.0.2.7'], ns: ['ns1.bodis.com'] },
    'risky',
    'parked_domain',
    'MX A NS',
    60,
  ],
  ['does not answer', { how: 'silent' }, 'unknown', 'dns_timeout', 'MX'],
  ['answers rubbish', { how: 'garbage' }, 'unknown', 'dns_timeout', 'MX'],
  ['cannot be told', { code: 2 }, 'unknown', 'dns_failed', 'MX'],
  ['is refused', { code: 5 }, 'unknown', 'dns_failed', 'MX'],
]

describe('a domain that', () => {
  test.each(cases)('%s', async (_, zone, verdict, reason, asked, seconds) => {
    const { check, server, kept } = await open({ 'acme.example': zone })
    expect(await check('acme.example')).toMatchObject({ verdict, reason })
    expect(server.asked.map((line) => line.split(' ')[0]!).sort()).toEqual(asked.split(' ').sort())
    expect(kept.get('acme.example')?.[1]).toBe(seconds)
  })

  test('many share is asked about once', async () => {
    const { check, server } = await open({ 'acme.example': { mx: ['10 mail.acme.example'], ttl: 0 } })
    await Promise.all(Array.from({ length: 50 }, () => check('acme.example')))
    expect([server.asked, check.asked()]).toEqual([['MX acme.example'], 1])
  })

  test('is remembered is not asked about', async () => {
    const { check, server, kept } = await open({})
    kept.set('acme.example', [{ verdict: 'plausible', reason: null, evidence: 'MX mail.acme.example' }, 9])
    expect(await check('acme.example')).toMatchObject({ verdict: 'plausible' })
    expect([server.asked, check.asked()]).toEqual([[], 0])
  })
})

test('a question for addresses that fails leaves the domain unknown, not without mail', async () => {
  const server = await dnsServer((name) => ({ a: name === 'acme.example' ? [] : ['192.0.2.1'] }))
  onTestFinished(() => server.close())
  const check = createDomainCheck(
    {
      ask: (_, type) =>
        Promise.resolve(
          type === 'MX'
            ? {
                kind: 'reply',
                reply: { id: 1, code: 0, isTruncated: false, question: null, answers: [], negativeTtl: 60 },
              }
            : { kind: 'silent' },
        ),
      sent: () => 0,
      close: () => undefined,
    },
    { get: () => undefined, put: () => undefined },
  )
  expect(await check('acme.example')).toMatchObject({ verdict: 'unknown', reason: 'dns_timeout' })
})

test('the order of exchangers is that of their preference', () => {
  const evidence = judgeExchangers([
    { preference: 20, host: 'b.example' },
    { preference: 10, host: 'a.example' },
  ])?.evidence
  expect(evidence).toBe('MX a.example, b.example')
})

test('one real exchanger among parked ones is enough', () => {
  const all = ['mx.sedoparking.com', 'mail.acme.example'].map((host) => ({ preference: 10, host }))
  expect(judgeExchangers(all)).toMatchObject({ verdict: 'plausible' })
})

test('a name that only ends like a parking service is none', () => {
  expect(judgeExchangers([{ preference: 10, host: 'mail.notsedoparking.com' }])).toMatchObject({
    verdict: 'plausible',
  })
  expect(judgeAddresses(['192.0.2.7'], ['ns1.mydan.com'])).toMatchObject({ verdict: 'plausible' })
})

test('each reason has a sentence', () => {
  expect(cases.every(([, , , reason]) => reason === null || reason in DOMAIN_REASONS)).toBe(true)
})
