/** From Reacher's answer to an outcome. */
import type { MailboxReason, UnknownReason } from '../../model/service-reasons.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { AddressAnswer, Evidence, Outcome } from '../contract.ts'
import type { Answer } from './schema.ts'

type Reason = MailboxReason | 'disposable' | 'role_account'

const part = <T extends object>(value: T | null | undefined): Partial<Exclude<T, { error: unknown }>> =>
  value === null || value === undefined || 'error' in value ? {} : value

const whyInvalid = ({ mx, smtp }: Answer): Reason => {
  if (part(mx).accepts_mail === false) return 'no_mail_server'
  if (part(smtp).is_disabled === true) return 'mailbox_disabled'
  if (part(smtp).is_deliverable === false) return 'mailbox_not_found'
  return 'rejected'
}

const whyRisky = ({ misc, smtp }: Answer): Reason => {
  if (part(misc).is_disposable === true) return 'disposable'
  if (part(smtp).has_full_inbox === true) return 'mailbox_full'
  if (part(smtp).is_catch_all === true) return 'catch_all'
  if (part(misc).is_role_account === true) return 'role_account'
  return 'doubtful'
}

const whyUnknown = ({ smtp }: Answer): UnknownReason => {
  if (smtp === null || smtp === undefined || !('error' in smtp)) return 'server_error'
  if (smtp.description === 'IpBlacklisted' || smtp.description === 'NeedsRDNS') return 'server_refused'
  return smtp.error.type === 'Timeout' || smtp.error.type === 'IOError' ? 'server_silent' : 'server_error'
}

const evidenceOf = ({ is_reachable, smtp, mx }: Answer): Evidence => {
  const { can_connect_smtp, is_deliverable, is_catch_all } = part(smtp)
  const { accepts_mail } = part(mx)
  const error = smtp && 'error' in smtp ? (smtp.description ?? smtp.error.type ?? null) : null
  return Object.fromEntries(
    Object.entries({
      is_reachable,
      accepts_mail,
      can_connect_smtp,
      is_deliverable,
      is_catch_all,
      error,
    }).filter((entry): entry is [string, string | boolean] => entry[1] !== null && entry[1] !== undefined),
  )
}

const ANSWERS: Readonly<Record<string, (answer: Answer) => readonly [Verdict, Reason | null]>> = {
  safe: () => ['valid', null],
  risky: (answer) => ['risky', whyRisky(answer)],
  invalid: (answer) => ['invalid', whyInvalid(answer)],
}

/**
 * Where the machine on which Reacher runs cannot reach the mail server at all (most networks close port 25), it says
 * `invalid`; that proves nothing about the mailbox.
 */
const isCutOff = ({ is_reachable, mx, smtp, syntax }: Answer): boolean =>
  is_reachable === 'invalid' &&
  part(smtp).can_connect_smtp === false &&
  part(mx).accepts_mail !== false &&
  syntax?.is_valid_syntax !== false

export const answerOutcome = (answer: Answer): Outcome<AddressAnswer> => {
  const evidence = evidenceOf(answer)
  const unknown = (reason: UnknownReason, retry: boolean): Outcome<AddressAnswer> => ({
    ...{ kind: 'unknown', reason, retry, charged: false, evidence },
  })
  if (isCutOff(answer)) return unknown('server_silent', true)
  if (answer.is_reachable === 'unknown') return unknown(whyUnknown(answer), true)
  const judge = ANSWERS[answer.is_reachable]
  if (judge === undefined) return unknown('new_status', false)
  const [verdict, reason] = judge(answer)
  const suggestion = answer.syntax?.suggestion || null
  return {
    kind: 'answer',
    answer: { verdict, level: 'mailbox', reason, suggestion, evidence },
    charged: false,
  }
}
