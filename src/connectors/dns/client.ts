/** Asks the DNS about a domain: some forty small questions, most of which have the answer "there is none". */
import { createDnsClient, type DnsAnswer, type DnsClient } from '../../lib/dns/client.ts'
import { TYPES } from '../../lib/dns/packet.ts'
import { parseServer } from '../../lib/dns/server.ts'
import type { UnknownReason } from '../../model/service-reasons.ts'
import { companyDomain } from '../../model/url.ts'
import type { Call, EntityAnswer, EntityQuestion, Outcome } from '../contract.ts'
import { ServiceTrouble } from '../trouble.ts'
import { LABELS, SELECTORS } from './marks.ts'
import { mailProvider, technologiesOf, type DomainRecords } from './technologies.ts'

/** Questions under way at once, of one batch. */
const PARALLEL = 200

const dataOf = (answer: DnsAnswer, type: keyof typeof TYPES): string[] =>
  answer.kind === 'reply'
    ? answer.reply.answers.filter((one) => one.type === TYPES[type]).map(({ data }) => data)
    : []

const exchangers = (answer: DnsAnswer): string[] =>
  answer.kind !== 'reply'
    ? []
    : answer.reply.answers
        .filter(({ type, data }) => type === TYPES.MX && data !== '')
        .sort((a, b) => a.preference - b.preference)
        .map(({ data }) => data)

/** Asked by MX; null: there is no such domain. */
const readDomain = async (
  client: DnsClient,
  domain: string,
): Promise<DomainRecords | { unknown: UnknownReason } | null> => {
  // The first answer tells whether the others are worth asking for.
  const mail = await client.ask(domain, 'MX')
  if (mail.kind === 'silent') return { unknown: 'dns_timeout' }
  if (mail.kind === 'failed') return { unknown: 'dns_failed' }
  if (mail.reply.code === 3) return null
  const [txt, ns, dmarc, aliases, keys] = await Promise.all([
    client.ask(domain, 'TXT'),
    client.ask(domain, 'NS'),
    client.ask(`_dmarc.${domain}`, 'TXT'),
    Promise.all(LABELS.map((label) => client.ask(`${label}.${domain}`, 'CNAME'))),
    Promise.all(SELECTORS.map((selector) => client.ask(`${selector}._domainkey.${domain}`, 'TXT'))),
  ])
  return {
    mx: exchangers(mail),
    ns: dataOf(ns, 'NS'),
    txt: dataOf(txt, 'TXT'),
    dmarc: dataOf(dmarc, 'TXT'),
    aliases: [...aliases, ...keys].flatMap((answer) => dataOf(answer, 'CNAME')),
    keys: SELECTORS.filter((_, i) => dataOf(keys[i]!, 'TXT').some((text) => /(?:^|[;\s])p=/.test(text))),
  }
}

const outcomeOf = (domain: string, found: Awaited<ReturnType<typeof readDomain>>): Outcome<EntityAnswer> => {
  if (found !== null && 'unknown' in found)
    return { kind: 'unknown', reason: found.unknown, retry: true, charged: false }
  if (found === null) return { kind: 'none', charged: false }
  const technologies = technologiesOf(found)
  const provider = mailProvider(domain, found.mx)
  const fields = {
    ...(technologies.length > 0 && { technologies: technologies.join('; ') }),
    ...(provider !== null && { 'custom.mail_provider': provider }),
  }
  if (Object.keys(fields).length === 0) return { kind: 'none', charged: false }
  const evidence = { mx: found.mx[0] ?? null, ns: found.ns[0] ?? null }
  return { kind: 'answer', answer: { fields, signals: [], opted_out: false, evidence }, charged: false }
}

/** The name to ask about; null where the company is known by none of its own. */
export const domainOf = ({ known }: EntityQuestion): string | null =>
  companyDomain(known.domain ?? '') ?? companyDomain(known.website ?? '')

const askOne = async (client: DnsClient, question: EntityQuestion): Promise<Outcome<EntityAnswer>> => {
  const domain = domainOf(question)
  if (domain === null) return { kind: 'none', charged: false }
  return outcomeOf(domain, await readDomain(client, domain))
}

const withClient = async <T>({ web }: Call, act: (client: DnsClient) => Promise<T>): Promise<T> => {
  const servers = web.resolver.flatMap((text) => parseServer(text) ?? [])
  const client = createDnsClient({
    ...(servers.length > 0 && { servers }),
    ...{ parallel: PARALLEL, signal: web.signal },
  })
  try {
    return await act(client)
  } finally {
    client.close()
  }
}

export const ask = (
  questions: readonly EntityQuestion[],
  call: Call,
): Promise<readonly Outcome<EntityAnswer>[]> =>
  withClient(call, (client) => {
    call.web.count(questions.length)
    return Promise.all(questions.map((question) => askOne(client, question)))
  })

/** The root always has name servers: it is the one name that says nothing about whom one is looking for. */
export const test = (call: Call): Promise<string> =>
  withClient(call, async (client) => {
    const answer = await client.ask('com', 'NS')
    if (answer.kind === 'reply') return 'a DNS server replies'
    throw new ServiceTrouble('unreachable', 'no DNS server replies')
  })
