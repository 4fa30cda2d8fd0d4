/** Behaves like Hunter: 403 for haste, 429 for a spent quota, 202 while it works, 222 and 451, 404 for nobody. */
import type { AddressQuestion, EntityQuestion } from '../contract.ts'
import { startServer, type ConnectorFake, type FakeReply, type FakeService, type Manner } from '../fake.ts'

const errors = (status: number, id: string, details: string): FakeReply => ({
  status,
  body: { errors: [{ id, code: status, details }] },
})

/** By the part before the @. */
const DATA: Readonly<Record<string, Record<string, unknown>>> = {
  gone: { status: 'invalid', smtp_check: false, mx_records: true },
  nomail: { status: 'invalid', smtp_check: false, mx_records: false },
  catchall: { status: 'accept_all', accept_all: true },
  throwaway: { status: 'disposable', disposable: true },
  private: { status: 'webmail', webmail: true, smtp_check: true },
  closed: { status: 'webmail', webmail: true, smtp_check: false },
  unknown: { status: 'unknown', smtp_check: false },
}

const claimed = errors(451, 'claimed_email', 'The person asked us not to process')
const nobody = errors(404, 'not_found', 'This person was not found')

const PERSON = {
  ...{ id: 'd54c54ad-40be-4305-8a34-0ab44710b90d', timeZone: 'Europe/Paris', emailProvider: 'google' },
  name: { fullName: 'Ann Lee', givenName: 'Ann', familyName: 'Lee' },
  geo: { city: 'Paris', state: 'Île-de-France', country: 'France', countryCode: 'FR' },
  employment: {
    ...{ domain: 'acme.example', name: 'Acme', title: 'Sales Director', role: 'sales' },
    ...{ subRole: null, seniority: 'director' },
  },
  ...{ linkedin: { handle: 'ann-lee' }, twitter: { handle: 'annlee' }, phone: null, fuzzy: false },
}

const COMPANY = {
  ...{ id: '027b0d40-016c-40ea-8925-a076fa640992', name: 'Acme', legalName: 'Acme SAS', domainAliases: [] },
  site: { phoneNumbers: ['+44 20 7946 0123'], emailAddresses: [] },
  ...{ category: { sector: 'Industrials', industry: 'Machinery' }, tags: ['B2B'], foundedYear: 2011 },
  ...{ geo: { city: 'Paris', countryCode: 'FR' }, linkedin: { handle: 'company/acme' }, type: 'private' },
  metrics: { employees: '51-200', annualRevenue: null, estimatedAnnualRevenue: '$10M-$50M' },
  ...{
    tech: ['stripe', 'hubspot'],
    fundingRounds: [{ date: '2026-08-15', series: 'Series B', amount: 2e7 }],
  },
}

export const startHunter = async (): Promise<FakeService> => {
  const key = 'hu-0123456789abcdef'
  const asked = new Map<string, number>()
  let manner: Manner = 'good'
  let isWarned = false
  const charge = (data: Record<string, unknown>): FakeReply => {
    state.charged++
    return { body: { data, meta: {} } }
  }
  const nothing: FakeReply = { body: { data: { email: null, score: null, domain: null }, meta: {} } }

  const onPerson = (email: string): FakeReply => {
    const [local = '', domain] = email.toLowerCase().split('@')
    if (domain === undefined) return errors(400, 'wrong_params', 'The email is invalid')
    if (local === 'claimed') return claimed
    if (local.startsWith('nobody') || manner === 'all_unknown') return nobody
    const employment = { name: 'Acme', domain, title: 'Sorcerer', role: 'haunted', seniority: 'quantum' }
    return charge({
      ...{ ...PERSON, email },
      employment: manner === 'new_status' ? employment : { ...PERSON.employment, domain },
    })
  }
  const onFinder = (query: URLSearchParams): FakeReply => {
    const handle = query.get('linkedin_handle')
    const first = query.get('first_name') ?? query.get('full_name')?.split(' ')[0] ?? handle
    const domain = query.get('domain') ?? (query.has('company') || handle !== null ? 'acme.example' : null)
    if (first === null || domain === null) return errors(400, 'wrong_params', 'You are missing a parameter')
    if (first === 'Claimed') return claimed
    if (first.startsWith('Nobody') || manner === 'all_unknown') return nothing
    const status = manner === 'new_status' ? 'haunted' : 'accept_all'
    return charge({
      ...{ first_name: 'Ann', last_name: 'Lee', email: `ann.lee@${domain}`, score: 96, domain },
      ...{ accept_all: true, position: 'Sales Director', twitter: null, phone_number: null, company: 'Acme' },
      ...{ linkedin_url: 'https://www.linkedin.com/in/ann-lee', sources: [] },
      verification: { date: '2026-10-01', status },
    })
  }
  const onSearch = (company: string): FakeReply => {
    const isKnown = !company.startsWith('Nobody')
    // It takes a famous one for nearly every name.
    const organization = company.startsWith('Namesake') ? 'Namesake Mining' : 'Acme'
    const data = {
      ...{ domain: isKnown ? 'acme.example' : null, organization: isKnown ? organization : null },
      ...{ accept_all: true, pattern: isKnown ? '{first}.{last}' : null, country: isKnown ? 'FR' : null },
      emails: isKnown ? [{ value: 'ann.lee@acme.example', type: 'personal', confidence: 92 }] : [],
    }
    return isKnown ? charge(data) : { body: { data, meta: {} } }
  }
  const onCompany = (domain: string): FakeReply => {
    if (!domain.includes('.')) return errors(400, 'wrong_params', 'The domain is invalid')
    return domain.startsWith('nobody') || manner === 'all_unknown' ? nobody : charge({ ...COMPANY, domain })
  }

  const server = await startServer(({ path, query, headers }): FakeReply => {
    if (headers['x-api-key'] !== key || manner === 'bad_key')
      return errors(401, 'authentication_failed', 'No user found for the API key supplied')
    const used = manner === 'no_credit' ? 50 : 10
    if (path === '/account') {
      const units = { used, available: 50 }
      const data = { plan_name: 'Free', requests: { verifications: units, searches: units } }
      return { body: { data } }
    }
    if (manner === 'no_credit') return errors(429, 'limit_reached', 'You have reached it')
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return errors(403, 'too_many_requests', 'You have reached the rate limit')
    }
    const email = query.get('email') ?? ''
    if (path === '/people/find') return onPerson(email)
    if (path === '/email-finder') return onFinder(query)
    if (path === '/companies/find') return onCompany(query.get('domain') ?? '')
    if (path === '/domain-search') return onSearch(query.get('company') ?? '')
    if (path !== '/email-verifier') return errors(404, 'not_found', 'Not found')
    const [local = '', domain] = email.toLowerCase().split('@')
    if (domain === undefined) return errors(400, 'wrong_params', 'The email is invalid')
    const times = (asked.get(email) ?? 0) + 1
    asked.set(email, times)
    if ((local === 'patience' && times < 3) || local === 'forever') return { status: 202, body: { data: {} } }
    if (local === 'broken') return { status: 222, body: '' }
    if (local === 'claimed') return claimed
    state.charged++
    const data =
      manner === 'new_status'
        ? { status: 'haunted' }
        : manner === 'all_unknown'
          ? DATA.unknown
          : (DATA[local] ?? { status: 'valid', smtp_check: true })
    return { body: { data: { score: 50, regexp: true, mx_records: true, email, ...data }, meta: {} } }
  })
  const state: FakeService = {
    ...{ ...server, key, charged: 0 },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const email = (address: string): AddressQuestion => ({ kind: 'email', address, country: null })
const verdict = (word: string, reason: string | null, charged = true) => ({
  ...{ kind: 'answer' as const, charged },
  answer: { verdict: word, level: 'mailbox', reason, suggestion: null },
})

const about = (known: EntityQuestion['known']): EntityQuestion => ({
  ...{ kind: 'person', known, wanted: ['email', 'title'] },
})
const named = (
  first_name: string,
  more: Record<string, string> = { domain: 'acme.example' },
): EntityQuestion => about({ first_name, last_name: 'Lee', ...more })
const of = (known: EntityQuestion['known']): EntityQuestion => ({
  ...{ kind: 'company', known, wanted: ['employees'] },
})
const found = (fields: Record<string, string>, more: Record<string, unknown> = {}) => ({
  ...{ kind: 'answer' as const, charged: true },
  answer: { fields, opted_out: false, ...more },
})
const NONE = { kind: 'none', charged: false } as const
const OPTED_OUT = {
  ...{ kind: 'answer' as const, charged: false },
  answer: { fields: {}, signals: [], opted_out: true },
}

export const fake: ConnectorFake = {
  start: startHunter,
  hasteStatus: 403,
  manners: {
    email: ['bad_key', 'no_credit', 'too_fast', 'new_status', 'all_unknown'],
    person: ['bad_key', 'no_credit', 'too_fast', 'all_unknown'],
    company: ['bad_key', 'no_credit', 'too_fast', 'all_unknown'],
  },
  cases: [
    { question: email('ann.lee@acme.example'), expected: verdict('valid', null) },
    { question: email('gone@acme.example'), expected: verdict('invalid', 'mailbox_not_found') },
    { question: email('nomail@acme.example'), expected: verdict('invalid', 'no_mail_server') },
    { question: email('catchall@acme.example'), expected: verdict('risky', 'catch_all') },
    { question: email('throwaway@acme.example'), expected: verdict('risky', 'disposable') },
    { question: email('private@acme.example'), expected: verdict('valid', null) },
    { question: email('closed@acme.example'), expected: verdict('risky', 'doubtful') },
    { question: email('patience@acme.example'), expected: verdict('valid', null) },
    { question: email('claimed@acme.example'), expected: verdict('risky', 'opted_out', false) },
    { question: email('nobody'), expected: { kind: 'failed', code: '400' } },
    {
      question: email('unknown@acme.example'),
      expected: { kind: 'unknown', reason: 'server_error', retry: true },
    },
    {
      question: email('broken@acme.example'),
      expected: { kind: 'unknown', reason: 'server_error', retry: true, charged: false },
    },
    {
      question: email('forever@acme.example'),
      expected: { kind: 'unknown', reason: 'still_working', retry: true, charged: false },
    },
    {
      question: about({ email: 'ann.lee@acme.example' }),
      expected: found({
        ...{
          first_name: 'Ann',
          last_name: 'Lee',
          title: 'Sales Director',
          seniority: 'director',
          department: 'sales',
        },
        ...{ linkedin_url: 'https://www.linkedin.com/in/ann-lee', twitter_url: 'https://x.com/annlee' },
        ...{ city: 'Paris', country: 'FR', company: 'Acme', domain: 'acme.example' },
      }),
    },
    { question: about({ email: 'nobody@acme.example' }), expected: NONE },
    { question: about({ email: 'claimed@acme.example' }), expected: OPTED_OUT },
    { question: about({ email: 'no-address' }), expected: { kind: 'failed', code: '400' } },
    {
      question: named('Ann'),
      expected: found(
        { email: 'ann.lee@acme.example', title: 'Sales Director', company: 'Acme', domain: 'acme.example' },
        { evidence: { score: 96, status: 'accept_all', date: '2026-10-01' } },
      ),
    },
    { question: named('Bea', { company: 'Acme' }), expected: found({ email: 'ann.lee@acme.example' }) },
    {
      question: about({ full_name: 'Cat Lee', domain: 'globex.example' }),
      expected: found({ email: 'ann.lee@globex.example' }),
    },
    {
      question: about({ linkedin_url: 'https://www.linkedin.com/in/ann-lee' }),
      expected: found({ email: 'ann.lee@acme.example' }),
    },
    { question: named('Nobody'), expected: NONE },
    { question: named('Claimed'), expected: OPTED_OUT },
    {
      question: of({ domain: 'acme.example' }),
      expected: found(
        {
          ...{ company: 'Acme', domain: 'acme.example', employees: '51-200', industry: 'Machinery' },
          ...{ technologies: 'stripe; hubspot', company_phone: '+44 20 7946 0123', country: 'FR' },
        },
        {
          signals: [
            { of: 'company', kind: 'funding', on: '2026-08-15', detail: 'Series B, 20,000,000', url: null },
          ],
        },
      ),
    },
    { question: of({ domain: 'nobody.example' }), expected: NONE },
    { question: of({ domain: 'nonsense' }), expected: { kind: 'failed', code: '400' } },
    {
      question: of({ company: 'Acme GmbH' }),
      expected: found({ domain: 'acme.example' }, { evidence: { pattern: '{first}.{last}' } }),
    },
    { question: of({ company: 'Namesake Bakery' }), expected: { kind: 'none', charged: true } },
    { question: of({ company: 'Nobody & Sons' }), expected: NONE },
  ],
  many: (count, kind) =>
    Array.from({ length: count }, (_, i) => {
      if (kind === 'company') return of({ domain: `company${i}.example` })
      const address = `person${i}@acme.example`
      return kind === 'person' ? about({ email: address }) : email(address)
    }),
}
