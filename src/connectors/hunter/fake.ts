/** Behaves like Hunter's verifier: 403 for haste, 429 for a spent quota, 202 while it works, 222 and 451. */
import type { AddressQuestion } from '../contract.ts'
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

export const startHunter = async (): Promise<FakeService> => {
  const key = 'hu-0123456789abcdef'
  const asked = new Map<string, number>()
  let manner: Manner = 'good'
  let isWarned = false
  const server = await startServer(({ path, query, headers }): FakeReply => {
    if (headers['x-api-key'] !== key || manner === 'bad_key')
      return errors(401, 'authentication_failed', 'No user found for the API key supplied')
    const used = manner === 'no_credit' ? 50 : 10
    if (path === '/account') {
      const data = { plan_name: 'Free', requests: { verifications: { used, available: 50 } } }
      return { body: { data } }
    }
    if (path !== '/email-verifier') return errors(404, 'not_found', 'Not found')
    if (manner === 'no_credit') return errors(429, 'limit_reached', 'You have reached it')
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return errors(403, 'too_many_requests', 'You have reached the rate limit')
    }
    const email = query.get('email') ?? ''
    const [local = '', domain] = email.toLowerCase().split('@')
    if (domain === undefined) return errors(400, 'wrong_params', 'The email is invalid')
    const times = (asked.get(email) ?? 0) + 1
    asked.set(email, times)
    if ((local === 'patience' && times < 3) || local === 'forever') return { status: 202, body: { data: {} } }
    if (local === 'broken') return { status: 222, body: '' }
    if (local === 'claimed') return errors(451, 'claimed_email', 'The person asked us not to process')
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

export const fake: ConnectorFake = {
  start: startHunter,
  hasteStatus: 403,
  manners: ['bad_key', 'no_credit', 'too_fast', 'new_status', 'all_unknown'],
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
  ],
  many: (count) => Array.from({ length: count }, (_, i) => email(`person${i}@acme.example`)),
}
