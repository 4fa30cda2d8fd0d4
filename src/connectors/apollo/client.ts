/** Apollo's requests: ten people at once, answered in their order; one company at a time. */
import type {
  Call,
  EntityAnswer,
  EntityQuestion,
  Outcome,
  ServiceReply,
  ServiceRequest,
} from '../contract.ts'
import { isSameCompany } from '../found.ts'
import { jsonOf, readJson, said, shaped, statusTrouble, waitOf } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { companyOutcome, personOutcome } from './outcome.ts'
import { Enriched, Failure, Health, Matches } from './schema.ts'

export const TITLE = 'Apollo'

type Answered = Outcome<EntityAnswer>

/** Its own words; a refused key is told in plain text. */
const wordsOf = (reply: ServiceReply): { words: string; code: string } => {
  try {
    const { error, error_message, message, error_code } = shaped(TITLE, Failure, jsonOf(TITLE, reply))
    return { words: said(error_message ?? error ?? message ?? ''), code: error_code ?? '' }
  } catch {
    return { words: reply.text.trimStart().startsWith('<') ? '' : said(reply.text), code: '' }
  }
}

/** How long the window lasts whose end a 429 does not tell: it names the window. */
const windowOf = (words: string): number | null => {
  if (/per day|24.?hour|daily/i.test(words)) return 86_400_000
  return /per hour|hourly/i.test(words) ? 3_600_000 : /per minute/i.test(words) ? 60_000 : null
}

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const { status } = reply
  if (status < 300) return statusTrouble(TITLE, reply)
  const { words, code } = wordsOf(reply)
  const says = `${TITLE} says: ${words}`
  if (status === 429) {
    const wait = waitOf({ ...reply, text: '' }) ?? waitOf(reply) ?? windowOf(words)
    return new ServiceTrouble('rate', words === '' ? `${TITLE} is asked too often` : says, {
      wait,
      code: '429',
    })
  }
  if (status >= 400 && status < 500 && /insufficient|credit|quota/i.test(words))
    return new ServiceTrouble('quota', says, { code: code || String(status) })
  if (status === 403 && code === 'API_INACCESSIBLE')
    return new ServiceTrouble('credential', `${TITLE} does not give this to the key or its plan: ${words}`, {
      code,
    })
  if ((status === 400 || status === 422) && words !== '')
    return new ServiceTrouble('refused', says, { code: code || String(status) })
  return statusTrouble(TITLE, reply)
}

const send = <T>(
  call: Call,
  request: Omit<ServiceRequest, 'headers'>,
  read: (reply: ServiceReply) => T,
): Promise<T> =>
  call.send({ ...request, headers: { 'x-api-key': call.key, 'cache-control': 'no-cache' } }, (reply) => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
    return read(reply)
  })

/** Their names for what is known. */
const PERSON_INPUTS: Readonly<Record<string, string>> = {
  first_name: 'first_name',
  last_name: 'last_name',
  full_name: 'name',
  email: 'email',
  company: 'organization_name',
  domain: 'domain',
  linkedin_url: 'linkedin_url',
}

const detailsOf = ({ known }: EntityQuestion): Record<string, string> =>
  Object.fromEntries(
    Object.entries(PERSON_INPUTS).flatMap(([ours, theirs]) => {
      const value = known[ours]
      return value === undefined ? [] : [[theirs, value]]
    }),
  )

export const askPeople = (questions: readonly EntityQuestion[], call: Call): Promise<Answered[]> =>
  send(
    call,
    {
      ...{ method: 'POST', path: '/people/bulk_match', paid: true },
      // Private addresses and numbers cost more, and numbers only come to a server of one's own.
      query: { reveal_personal_emails: 'false', reveal_phone_number: 'false' },
      json: { details: questions.map(detailsOf) },
    },
    (reply) => {
      const { matches, credits_consumed } = readJson(TITLE, Matches, reply)
      // Told apart by their places alone.
      if (matches.length !== questions.length)
        throw new ServiceTrouble(
          'malformed',
          `${TITLE} gave ${matches.length} answers for ${questions.length} people`,
        )
      let left = credits_consumed ?? Infinity
      return matches.map((person, i) =>
        person === null
          ? { kind: 'none', charged: false }
          : personOutcome(person, questions[i]!, left-- > 0, reply.at),
      )
    },
  )

/** Their names for what a company is known by, the surest first. */
const COMPANY_INPUTS = [
  ['domain', 'domain'],
  ['website', 'website'],
  ['company_linkedin_url', 'linkedin_url'],
  ['company', 'name'],
] as const

export const askCompany = async ([question]: readonly EntityQuestion[], call: Call): Promise<Answered[]> => {
  const { known } = question!
  const [ours, theirs] = COMPANY_INPUTS.find(([field]) => known[field] !== undefined)!
  const query = { [theirs]: known[ours]! }
  const outcome = await send<Answered>(
    call,
    { method: 'GET', path: '/organizations/enrich', query, paid: true },
    (reply) => {
      const { organization } = readJson(TITLE, Enriched, reply)
      if (!organization) return { kind: 'none', charged: false }
      // By its name alone it may be another one of that name.
      const isIt = ours !== 'company' || isSameCompany(known.company, organization.name)
      return isIt ? companyOutcome(organization, reply.at) : { kind: 'none', charged: true }
    },
  )
  return [outcome]
}

/** A wrong key is told with status 200 here. */
export const test = (call: Call): Promise<string> =>
  send(call, { method: 'GET', path: '/auth/health', paid: false }, (reply) => {
    const { is_logged_in } = readJson(TITLE, Health, reply)
    if (is_logged_in === true) return 'the key is good'
    throw new ServiceTrouble('credential', `${TITLE} does not know the key`)
  })
