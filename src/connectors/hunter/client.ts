/** Hunter's requests. Its 403 is a rate limit and its 429 a spent quota; 202, 222 and 451 mean something too. */
import type { MailboxReason } from '../../model/service-reasons.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { AddressAnswer, AddressQuestion, Call, Evidence, Outcome, ServiceReply } from '../contract.ts'
import { readJson, said, shaped, statusTrouble, jsonOf, waitOf } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { Account, Errors, Verification } from './schema.ts'

export const TITLE = 'Hunter'

type Answered = Outcome<AddressAnswer>

/** How long to leave it to work before it is asked for the same address again, which costs nothing more. */
const WORKING = 3000

/** What Hunter says went wrong; '' where it says nothing. */
const detailsOf = (reply: ServiceReply): string => {
  try {
    const [first] = shaped(TITLE, Errors, jsonOf(TITLE, reply)).errors
    return `${first?.id ?? ''} ${first?.details ?? ''}`.trim()
  } catch {
    return ''
  }
}

const RATE_WORDS = /too_many_requests|rate|per (second|minute)/i
const QUOTA_WORDS = /quota|usage|credits?|plan|month|billing|subscription/i

/** 403 and 429 by their words; a 429 without any is `ambiguous`: the account tells. */
const limitTrouble = (reply: ServiceReply): ServiceTrouble => {
  const [words, wait] = [detailsOf(reply), waitOf(reply)]
  const code = String(reply.status)
  const rate = new ServiceTrouble('rate', `${TITLE} is asked too often`, { wait, code })
  if (reply.status === 403 && /key|unauthor|forbidden/i.test(words) && !RATE_WORDS.test(words))
    return new ServiceTrouble('credential', `${TITLE} refuses the key: ${said(words)}`, { code })
  if (reply.status === 403 || wait !== null) return rate
  if (QUOTA_WORDS.test(words)) return new ServiceTrouble('quota', `${TITLE} says: ${said(words)}`, { code })
  if (RATE_WORDS.test(words)) return rate
  return new ServiceTrouble('quota', `${TITLE} says that a limit is reached`, { code: 'ambiguous' })
}

const reply =
  <T>(read: (reply: ServiceReply) => T) =>
  (given: ServiceReply): T => {
    if (given.status === 403 || given.status === 429) throw limitTrouble(given)
    return read(given)
  }

const get = <T>(
  path: string,
  query: Record<string, string>,
  paid: boolean,
  call: Call,
  read: (reply: ServiceReply) => T,
): Promise<T> =>
  call.send({ method: 'GET', path, query, headers: { 'x-api-key': call.key }, paid }, reply(read))

const account = (call: Call): Promise<{ plan: string; left: number | null }> =>
  get('/account', {}, false, call, (given) => {
    const { plan_name, requests } = readJson(TITLE, Account, given).data
    const units = requests?.verifications ?? requests?.credits
    return { plan: plan_name ?? '', left: units ? Math.max(0, units.available - units.used) : null }
  })

type Judgement = readonly [Verdict, MailboxReason | 'disposable' | null]
type Data = Verification

const STATUSES: Readonly<Record<string, (data: Data) => Judgement>> = {
  valid: () => ['valid', null],
  invalid: ({ mx_records, smtp_check }) => [
    'invalid',
    mx_records === false ? 'no_mail_server' : smtp_check === false ? 'mailbox_not_found' : 'rejected',
  ],
  accept_all: () => ['risky', 'catch_all'],
  disposable: () => ['risky', 'disposable'],
  // A free provider: fine where the mail server took the address.
  webmail: ({ smtp_check }) => (smtp_check === true ? ['valid', null] : ['risky', 'doubtful']),
}

const answerOf = (
  verdict: Judgement[0],
  reason: Judgement[1] | 'opted_out',
  evidence: Evidence,
): AddressAnswer => ({
  ...{ verdict, level: 'mailbox', reason, suggestion: null, evidence },
})

const outcomeOf = (data: Data): Answered => {
  const evidence: Evidence = {
    status: data.status,
    ...(typeof data.score === 'number' && { score: data.score }),
    ...(data.gibberish === true && { gibberish: true }),
  }
  if (data.status === 'unknown')
    return { kind: 'unknown', reason: 'server_error', retry: true, charged: true, evidence }
  const judge = STATUSES[data.status]
  if (judge === undefined)
    return { kind: 'unknown', reason: 'new_status', retry: false, charged: true, evidence }
  return { kind: 'answer', answer: answerOf(...judge(data), evidence), charged: true }
}

const readVerification = (given: ServiceReply): Answered => {
  if (given.status === 202)
    throw new ServiceTrouble('down', `${TITLE} is still working`, { wait: WORKING, code: 'working' })
  if (given.status === 222) return { kind: 'unknown', reason: 'server_error', retry: true, charged: false }
  // Somebody who asked Hunter not to be processed: an answer, and not one to ask for twice.
  if (given.status === 451)
    return { kind: 'answer', answer: answerOf('risky', 'opted_out', { status: '451' }), charged: false }
  const trouble = statusTrouble(TITLE, given)
  if (trouble?.kind === 'refused')
    throw new ServiceTrouble(
      'refused',
      `${TITLE} says: ${said(detailsOf(given) || `status ${given.status}`)}`,
      {
        code: String(given.status),
      },
    )
  return outcomeOf(readJson(TITLE, Verification, given).data)
}

export const ask = async (questions: readonly AddressQuestion[], call: Call): Promise<Answered[]> => {
  const { address } = questions[0]!
  try {
    return [await get('/email-verifier', { email: address }, true, call, readVerification)]
  } catch (error) {
    if (!(error instanceof ServiceTrouble)) throw error
    // Billed once, with the answer: a later run asks for the same address and gets it.
    if (error.code === 'working')
      return [{ kind: 'unknown', reason: 'still_working', retry: true, charged: false }]
    if (error.code !== 'ambiguous') throw error
    const { left } = await account(call)
    if (left === 0) throw error
    throw new ServiceTrouble('rate', `${TITLE} is asked too often`)
  }
}

export const test = async (call: Call): Promise<string> => {
  const { plan, left } = await account(call)
  const units = left === null ? 'the key is good' : `${left.toLocaleString('en-US')} verifications left`
  return plan === '' ? units : `${units} (plan ${plan})`
}
