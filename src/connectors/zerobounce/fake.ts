/** Behaves like ZeroBounce: its failures come at HTTP 200, rows get lost, files take their time. */
import type { AddressQuestion } from '../contract.ts'
import {
  startServer,
  type ConnectorFake,
  type FakeReply,
  type FakeRequest,
  type FakeService,
  type Manner,
} from '../fake.ts'

type Row = Record<string, string | boolean | null>

const NO_CREDIT = 'Invalid API key or your account ran out of credits'

/** By the part before the @, as in its sandbox. */
const WORDS: Readonly<Record<string, readonly [status: string, sub: string, meant?: string]>> = {
  invalid: ['invalid', 'mailbox_not_found'],
  typo: ['invalid', 'possible_typo', 'ann.lee@acme.example'],
  full: ['invalid', 'mailbox_quota_exceeded'],
  catch_all: ['catch-all', ''],
  spamtrap: ['spamtrap', ''],
  abuse: ['abuse', ''],
  disposable: ['do_not_mail', 'disposable'],
  role: ['do_not_mail', 'role_based'],
  toxic: ['do_not_mail', 'toxic'],
  stranger: ['do_not_mail', 'looked_at_us_funny'],
  unknown: ['unknown', 'mail_server_temporary_error'],
  greylisted: ['unknown', 'greylisted'],
}

export interface ZeroBounceFake extends FakeService {
  /** Files taken. */
  uploads: number
  /** The state of every file: `Processing`, `Complete`, `Failed`. */
  files: string
  /** Looks at a file in which its result is said to be there and is not. */
  lateResults: number
  /** Keeps the answer to an upload back until it is resolved. */
  holdUpload: Promise<void> | null
}

export const startZeroBounce = async (): Promise<ZeroBounceFake> => {
  const key = 'zb-0123456789abcdef'
  const stored = new Map<string, string[]>()
  let manner: Manner = 'good'
  let isWarned = false

  const rowOf = (address: string): Row => {
    const [status, sub, meant] =
      manner === 'new_status'
        ? ['quantum', 'superposed']
        : manner === 'all_unknown'
          ? ['unknown', 'antispam_system']
          : (WORDS[address.split('@')[0]!.toLowerCase()] ?? ['valid', ''])
    if (status !== 'unknown') state.charged++
    return {
      ...{ address, status: status, sub_status: sub, free_email: false, did_you_mean: meant ?? null },
      ...{ mx_found: 'true', mx_record: 'mx.acme.example', smtp_provider: '', catchall_domain: null },
    }
  }
  const arranged = (addresses: readonly string[]): Row[] => {
    const rows = addresses.map(rowOf)
    if (manner === 'missing_rows') return rows.slice(1)
    if (manner === 'duplicate_rows') return [...rows, { ...rows[0]! }]
    return manner === 'reordered_rows' ? rows.reverse() : rows
  }
  const isRefused = (given: string | null): boolean =>
    given !== key || manner === 'bad_key' || manner === 'no_credit'
  const isTooFast = (): boolean => {
    if (manner !== 'too_fast' || isWarned) return false
    isWarned = true
    return true
  }
  const tooFast = 'Too many requests, you have been temporarily blocked'

  const file = async (request: FakeRequest): Promise<FakeReply> => {
    if (request.path === '/sendfile') {
      const form = await request.form()
      if (isRefused(form.get('api_key') as string)) return { body: { success: false, message: [NO_CREDIT] } }
      const text = await (form.get('file') as File).text()
      const id = `file-${++state.uploads}`
      stored.set(
        id,
        text
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.replace(/^"|"$/g, '').replaceAll('""', '"')),
      )
      await state.holdUpload
      return { body: { success: true, message: 'File Accepted', file_name: 'addresses.csv', file_id: id } }
    }
    if (isRefused(request.query.get('api_key'))) return { body: { success: false, message: NO_CREDIT } }
    const id = request.query.get('file_id') ?? ''
    const addresses = stored.get(id)
    if (addresses === undefined) return { body: { success: 'False', message: 'File cannot be found.' } }
    if (request.path === '/filestatus') {
      const isDone = state.files === 'Complete'
      return {
        body: {
          ...{ success: true, file_id: id, file_status: state.files, error_reason: null },
          complete_percentage: isDone ? '100%' : '40% Complete',
        },
      }
    }
    if (state.lateResults > 0) {
      state.lateResults--
      return { body: { success: 'False', message: ['File is still being prepared'] } }
    }
    const cell = (value: Row[string] | undefined): string => `"${String(value ?? '').replaceAll('"', '""')}"`
    const lines = arranged(addresses).map((row) =>
      [row.address, row.status, row.sub_status, row.smtp_provider, row.did_you_mean].map(cell).join(','),
    )
    const header = '"email","ZB Status","ZB Sub Status","ZB SMTP Provider","ZB Did You Mean"'
    return {
      body: [header, ...lines, ''].join('\r\n'),
      headers: { 'content-type': 'application/octet-stream' },
    }
  }

  const respond = (request: FakeRequest): FakeReply | Promise<FakeReply> => {
    const { path, query } = request
    if (path === '/getcredits') {
      const isKnown = query.get('api_key') === key && manner !== 'bad_key'
      return { body: { Credits: isKnown ? (manner === 'no_credit' ? '0' : '12345') : '-1' } }
    }
    if (path === '/validate') {
      if (isRefused(query.get('api_key'))) return { body: { error: NO_CREDIT } }
      if (isTooFast()) return { body: { error: tooFast } }
      return { body: rowOf(query.get('email') ?? '') }
    }
    if (path === '/validatebatch') {
      const { api_key, email_batch } = JSON.parse(request.text) as {
        api_key: string
        email_batch: { email_address: string }[]
      }
      if (isRefused(api_key))
        return { body: { email_batch: [], errors: [{ error: NO_CREDIT, email_address: 'all' }] } }
      if (isTooFast())
        return { body: { email_batch: [], errors: [{ error: tooFast, email_address: 'all' }] } }
      const bad = email_batch.filter(({ email_address }) => !email_address.includes('@'))
      const good = email_batch.filter(({ email_address }) => email_address.includes('@'))
      return {
        body: {
          email_batch: arranged(good.map(({ email_address }) => email_address)),
          errors: bad.map(({ email_address }) => ({ error: 'Invalid e-mail', email_address })),
        },
      }
    }
    return /^\/(sendfile|filestatus|getfile)$/.test(path) ? file(request) : { status: 404, body: 'Not Found' }
  }

  const server = await startServer(respond)
  const state: ZeroBounceFake = {
    ...{ ...server, key, charged: 0, uploads: 0, files: 'Complete', lateResults: 0, holdUpload: null },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const email = (address: string): AddressQuestion => ({ kind: 'email', address, country: null })
const verdict = (word: string, reason: string | null, suggestion: string | null = null) => ({
  kind: 'answer' as const,
  answer: { verdict: word, level: 'mailbox', reason, suggestion },
})

export const fake: ConnectorFake = {
  start: startZeroBounce,
  manners: [
    ...(['bad_key', 'no_credit', 'too_fast', 'missing_rows'] as const),
    ...(['duplicate_rows', 'reordered_rows', 'new_status', 'all_unknown'] as const),
  ],
  cases: [
    { question: email('Ann.Lee@acme.example'), expected: verdict('valid', null) },
    { question: email('invalid@acme.example'), expected: verdict('invalid', 'mailbox_not_found') },
    { question: email('typo@acme.example'), expected: verdict('invalid', 'typo', 'ann.lee@acme.example') },
    { question: email('full@acme.example'), expected: verdict('invalid', 'mailbox_full') },
    { question: email('catch_all@acme.example'), expected: verdict('risky', 'catch_all') },
    { question: email('spamtrap@acme.example'), expected: verdict('invalid', 'spam_trap') },
    { question: email('abuse@acme.example'), expected: verdict('invalid', 'complainer') },
    { question: email('disposable@acme.example'), expected: verdict('risky', 'disposable') },
    { question: email('role@acme.example'), expected: verdict('risky', 'role_account') },
    { question: email('toxic@acme.example'), expected: verdict('invalid', 'toxic') },
    { question: email('stranger@acme.example'), expected: verdict('risky', 'doubtful') },
    {
      question: email('unknown@acme.example'),
      expected: { kind: 'unknown', reason: 'server_error', retry: true, charged: false },
    },
    {
      question: email('greylisted@acme.example'),
      expected: { kind: 'unknown', reason: 'greylisted', retry: true, charged: false },
    },
  ],
  many: (count) => Array.from({ length: count }, (_, i) => email(`person${i}@acme.example`)),
}
