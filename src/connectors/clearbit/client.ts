/** Clearbit's requests: one person or company each. 202 is "still looking", 404 "nobody", 402 a spent plan. */
import type { z } from 'zod'
import type { Call, EntityAnswer, EntityQuestion, Outcome, ServiceReply } from '../contract.ts'
import {
  Company,
  companyFields,
  companySignals,
  Person,
  personEvidence,
  personFields,
} from '../clearbit-form.ts'
import { foundOutcome, isSameCompany } from '../found.ts'
import { jsonOf, readJson, said, shaped, statusTrouble } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { Domain, Failure } from './schema.ts'

export const TITLE = 'Clearbit'

type Answered = Outcome<EntityAnswer>

/** How long to leave it to look before the same question is put again; it is billed once, with the answer. */
const LOOKING = 5000

const wordsOf = (reply: ServiceReply): string => {
  try {
    const { error } = shaped(TITLE, Failure, jsonOf(TITLE, reply))
    return error?.message ?? error?.type ?? ''
  } catch {
    return ''
  }
}

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const code = String(reply.status)
  if (reply.status === 202)
    return new ServiceTrouble('down', `${TITLE} is still looking`, { wait: LOOKING, code: 'working' })
  const words = said(wordsOf(reply))
  if (reply.status === 402)
    return new ServiceTrouble('quota', `${TITLE} says: ${words || 'the plan is used up'}`, { code })
  if ((reply.status === 422 || reply.status === 400) && words !== '')
    return new ServiceTrouble('refused', `${TITLE} says: ${words}`, { code })
  return statusTrouble(TITLE, reply)
}

interface Lookup {
  host?: string
  path: string
  query: Readonly<Record<string, string>>
}

const find = async <T>(
  call: Call,
  lookup: Lookup,
  schema: z.ZodType<T>,
  outcomeOf: (found: T, at: number) => Answered,
): Promise<Answered> => {
  const headers = { authorization: `Bearer ${call.key}` }
  try {
    return await call.send({ ...lookup, method: 'GET', headers, paid: true }, (reply) => {
      if (reply.status === 404) return { kind: 'none', charged: false }
      const trouble = troubleOf(reply)
      if (trouble !== null) throw trouble
      return outcomeOf(readJson(TITLE, schema, reply), reply.at)
    })
  } catch (error) {
    if (!(error instanceof ServiceTrouble) || error.code !== 'working') throw error
    return { kind: 'unknown', reason: 'still_working', retry: true, charged: false }
  }
}

/** Names and company help it to tell people with one address apart. */
const HINTS: Readonly<Record<string, string>> = {
  first_name: 'given_name',
  last_name: 'family_name',
  company: 'company',
  domain: 'company_domain',
  linkedin_url: 'linkedin',
}

export const askPerson = async ([question]: readonly EntityQuestion[], call: Call): Promise<Answered[]> => {
  const { known } = question!
  const query: Record<string, string> = { email: known.email! }
  for (const [ours, theirs] of Object.entries(HINTS)) {
    const value = known[ours]
    if (value !== undefined) query[theirs] = value
  }
  const outcome = await find(call, { path: '/v2/people/find', query }, Person, (person) =>
    foundOutcome({ fields: personFields(person), evidence: personEvidence(person), charged: true }),
  )
  return [outcome]
}

const byDomain = (domain: string, call: Call): Promise<Answered> =>
  find(call, { host: 'company', path: '/v2/companies/find', query: { domain } }, Company, (company, at) =>
    foundOutcome({
      fields: companyFields(company),
      signals: companySignals(company, at),
      charged: true,
    }),
  )

/** Only the domain, and only where it is no namesake's; the rest can be asked for by it. */
const byName = (name: string, call: Call): Promise<Answered> =>
  find(call, { host: 'names', path: '/v1/domains/find', query: { name } }, Domain, (found) =>
    isSameCompany(name, found.name)
      ? foundOutcome({ fields: { company: found.name, domain: found.domain }, charged: true })
      : { kind: 'none', charged: true },
  )

export const askCompany = async ([question]: readonly EntityQuestion[], call: Call): Promise<Answered[]> => {
  const { domain, company } = question!.known
  return [domain === undefined ? await byName(company!, call) : await byDomain(domain, call)]
}

/** Asked for nobody it says what is missing, and a wrong key before that. */
export const test = (call: Call): Promise<string> => {
  const headers = { authorization: `Bearer ${call.key}` }
  return call.send({ method: 'GET', path: '/v2/people/find', headers, paid: false }, (reply) => {
    const trouble = troubleOf(reply)
    if (trouble === null || trouble.kind === 'refused') return 'the key is good'
    throw trouble
  })
}
