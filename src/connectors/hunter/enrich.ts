/** People and companies, one a request, in the form that Clearbit gave them. What is not found costs nothing. */
import { normalizeProfileUrl } from '../../model/url.ts'
import {
  COMPANY_FIELDS,
  companyFields,
  companySignals,
  PERSON_FIELDS,
  personEvidence,
  personFields,
} from '../clearbit-form.ts'
import type { Call, EntityAnswer, EntityQuestion, Enricher, Outcome, ServiceReply } from '../contract.ts'
import { foundOutcome, isSameCompany, optedOut } from '../found.ts'
import { readJson } from '../reading.ts'
import { ask, TITLE, troubleOf } from './client.ts'
import { CompanyFound, Finding, PersonFound, Search } from './schema.ts'

type Answered = Outcome<EntityAnswer>
type Known = EntityQuestion['known']

const find = (
  path: string,
  query: Record<string, string>,
  call: Call,
  outcomeOf: (reply: ServiceReply) => Answered,
): Promise<Answered> =>
  ask(path, query, 'searches', call, (reply) => {
    if (reply.status === 404) return { kind: 'none', charged: false }
    if (reply.status === 451) return optedOut({ status: '451' }, false)
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
    return outcomeOf(reply)
  })

const byEmail = (email: string, call: Call): Promise<Answered> =>
  find('/people/find', { email }, call, (reply) => {
    const person = readJson(TITLE, PersonFound, reply).data
    return foundOutcome({ fields: personFields(person), evidence: personEvidence(person), charged: true })
  })

/** By what the finder looks for an address; a LinkedIn handle where there is no name and company. */
const finderQuery = (known: Known): Record<string, string> => {
  const { first_name, last_name, full_name, domain, company, linkedin_url = '' } = known
  const at: Record<string, string> =
    domain !== undefined ? { domain } : company !== undefined ? { company } : {}
  const hasCompany = Object.keys(at).length > 0
  if (hasCompany && first_name !== undefined && last_name !== undefined)
    return { ...at, first_name, last_name }
  if (hasCompany && full_name !== undefined) return { ...at, full_name }
  const handle = (normalizeProfileUrl(linkedin_url)?.key ?? linkedin_url).replace(/^in\//, '')
  return { linkedin_handle: handle }
}

const findEmail = (known: Known, call: Call): Promise<Answered> =>
  find('/email-finder', finderQuery(known), call, (reply) => {
    const { data } = readJson(TITLE, Finding, reply)
    if (data.email === null) return { kind: 'none', charged: false }
    return foundOutcome({
      fields: {
        email: data.email,
        first_name: data.first_name,
        last_name: data.last_name,
        title: data.position,
        phone: data.phone_number,
        linkedin_url: data.linkedin_url,
        twitter_url: data.twitter && `https://x.com/${data.twitter.replace(/^@/, '')}`,
        company: data.company,
        domain: data.domain,
      },
      evidence: { score: data.score, status: data.verification?.status, date: data.verification?.date },
      charged: true,
    })
  })

const byDomain = (domain: string, call: Call): Promise<Answered> =>
  find('/companies/find', { domain }, call, (reply) => {
    const company = readJson(TITLE, CompanyFound, reply).data
    const signals = companySignals(company, reply.at)
    return foundOutcome({ fields: companyFields(company), signals, charged: true })
  })

/** Only the domain and what comes with it, and only where it is no namesake's; the rest can be asked for by it. */
const byName = (company: string, call: Call): Promise<Answered> =>
  find('/domain-search', { company, limit: '1' }, call, (reply) => {
    const { data } = readJson(TITLE, Search, reply)
    const charged = data.emails.length > 0
    if (!isSameCompany(company, data.organization)) return { kind: 'none', charged }
    return foundOutcome({
      fields: { company: data.organization, domain: data.domain, country: data.country },
      evidence: { pattern: data.pattern },
      charged,
    })
  })

export const person: Enricher = {
  batch: 1,
  ask: async ([question], call) => {
    const { known } = question!
    return [known.email === undefined ? await findEmail(known, call) : await byEmail(known.email, call)]
  },
  gives: [...PERSON_FIELDS, 'email'],
  looksElsewhere: true,
  needs: [
    ['email'],
    ['first_name', 'last_name', 'domain'],
    ['full_name', 'domain'],
    ['first_name', 'last_name', 'company'],
    ['full_name', 'company'],
    ['linkedin_url'],
  ],
}

export const company: Enricher = {
  batch: 1,
  ask: async ([question], call) => {
    const { domain, company: name } = question!.known
    return [domain === undefined ? await byName(name!, call) : await byDomain(domain, call)]
  },
  gives: COMPANY_FIELDS,
  looksElsewhere: true,
  needs: [['domain'], ['company']],
}
