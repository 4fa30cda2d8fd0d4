/** Whether mailboxes exist: one a request. 202, 222 and 451 mean something too. */
import type { MailboxReason } from '../../model/service-reasons.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { AddressAnswer, AddressQuestion, Call, Evidence, Outcome, ServiceReply } from '../contract.ts'
import { readJson } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { ask, TITLE, troubleOf } from './client.ts'
import { Verification } from './schema.ts'

type Answered = Outcome<AddressAnswer>

/** How long to leave it to work before it is asked for the same address again, which costs nothing more. */
const WORKING = 3000

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
  const trouble = troubleOf(given)
  if (trouble !== null) throw trouble
  return outcomeOf(readJson(TITLE, Verification, given).data)
}

export const verify = async (questions: readonly AddressQuestion[], call: Call): Promise<Answered[]> => {
  const { address } = questions[0]!
  try {
    return [await ask('/email-verifier', { email: address }, 'verifications', call, readVerification)]
  } catch (error) {
    // Billed once, with the answer: a later run asks for the same address and gets it.
    if (!(error instanceof ServiceTrouble) || error.code !== 'working') throw error
    return [{ kind: 'unknown', reason: 'still_working', retry: true, charged: false }]
  }
}
