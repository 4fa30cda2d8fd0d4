/** Behaves like the HTTP backend of Reacher: throttles in words, refuses secrets in plain text. */
import type { AddressQuestion } from '../contract.ts'
import { startServer, type ConnectorFake, type FakeReply, type FakeService, type Manner } from '../fake.ts'

const MISC = { is_disposable: false, is_role_account: false, is_b2c: false }
const SMTP = {
  ...{ can_connect_smtp: true, has_full_inbox: false, is_catch_all: false },
  ...{ is_deliverable: true, is_disabled: false },
}
const MX = { accepts_mail: true, records: ['mx.acme.example.'] }

type Parts = Record<string, unknown>

/** By the part before the @. */
const ANSWERS: Readonly<Record<string, Parts>> = {
  gone: { is_reachable: 'invalid', smtp: { ...SMTP, is_deliverable: false } },
  disabled: { is_reachable: 'invalid', smtp: { ...SMTP, is_disabled: true } },
  nomail: {
    is_reachable: 'invalid',
    mx: { accepts_mail: false, records: [] },
    smtp: { ...SMTP, can_connect_smtp: false },
  },
  silent: { is_reachable: 'invalid', smtp: { ...SMTP, can_connect_smtp: false, is_deliverable: false } },
  catchall: { is_reachable: 'risky', smtp: { ...SMTP, is_catch_all: true } },
  full: { is_reachable: 'risky', smtp: { ...SMTP, has_full_inbox: true } },
  team: { is_reachable: 'risky', misc: { ...MISC, is_role_account: true } },
  timeout: { is_reachable: 'unknown', smtp: { error: { type: 'Timeout', message: 'timed out' } } },
  blacklisted: {
    is_reachable: 'unknown',
    smtp: { error: { type: 'AsyncSmtpError', message: '554' }, description: 'IpBlacklisted' },
  },
}

export const startReacher = async (): Promise<FakeService> => {
  const key = 'reacher-0123456789'
  let manner: Manner = 'good'
  let warnings = 0
  const waits = ['1.25s', '812.4ms', '950µs']
  const server = await startServer((request): FakeReply => {
    const secret = request.headers['x-reacher-secret']
    if (secret === undefined) return { status: 400, body: 'Missing request header "x-reacher-secret"' }
    if (secret !== key || manner === 'bad_key')
      return { status: 400, body: 'Invalid request header "x-reacher-secret"' }
    if (request.path !== '/v1/check_email') return { status: 404, body: '' }
    const { to_email } = JSON.parse(request.text) as { to_email?: string }
    if (!to_email) return { status: 400, body: { error: 'to_email field is required.' } }
    if (manner === 'too_fast' && warnings < waits.length) {
      const wait = waits[warnings++]!
      return { status: 429, body: { error: `Rate limit per minute exceeded, please wait ${wait}` } }
    }
    const [local = '', domain] = to_email.split('@')
    const syntax = { address: to_email, domain, is_valid_syntax: domain !== undefined, suggestion: null }
    const parts: Parts =
      manner === 'new_status'
        ? { is_reachable: 'perhaps' }
        : manner === 'all_unknown'
          ? ANSWERS.timeout!
          : domain === undefined
            ? { is_reachable: 'invalid' }
            : (ANSWERS[local.toLowerCase()] ?? { is_reachable: 'safe' })
    return { body: { input: to_email, misc: MISC, mx: MX, smtp: SMTP, syntax, debug: {}, ...parts } }
  })
  return {
    ...{ ...server, key, charged: 0 },
    behave: (now) => {
      manner = now
      warnings = 0
    },
  }
}

const email = (address: string): AddressQuestion => ({ kind: 'email', address, country: null })
const verdict = (word: string, reason: string | null) => ({
  kind: 'answer' as const,
  answer: { verdict: word, level: 'mailbox', reason, suggestion: null },
  charged: false,
})
const unknown = (reason: 'server_silent' | 'server_refused') => ({
  ...{ kind: 'unknown' as const, reason, retry: true, charged: false },
})

export const fake: ConnectorFake = {
  start: startReacher,
  manners: ['bad_key', 'too_fast', 'new_status', 'all_unknown'],
  cases: [
    { question: email('ann.lee@acme.example'), expected: verdict('valid', null) },
    { question: email('gone@acme.example'), expected: verdict('invalid', 'mailbox_not_found') },
    { question: email('disabled@acme.example'), expected: verdict('invalid', 'mailbox_disabled') },
    { question: email('nomail@acme.example'), expected: verdict('invalid', 'no_mail_server') },
    { question: email('silent@acme.example'), expected: unknown('server_silent') },
    { question: email('catchall@acme.example'), expected: verdict('risky', 'catch_all') },
    { question: email('full@acme.example'), expected: verdict('risky', 'mailbox_full') },
    { question: email('team@acme.example'), expected: verdict('risky', 'role_account') },
    { question: email('timeout@acme.example'), expected: unknown('server_silent') },
    { question: email('blacklisted@acme.example'), expected: unknown('server_refused') },
  ],
  many: (count) => Array.from({ length: count }, (_, i) => email(`person${i}@acme.example`)),
}
