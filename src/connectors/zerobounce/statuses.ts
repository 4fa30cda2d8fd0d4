/** ZeroBounce's words and ours. New ones come up over time: those are kept as evidence and judged carefully. */
import type { MailboxReason, UnknownReason } from '../../model/service-reasons.ts'
import type { Verdict } from '../../model/verdict.ts'

type Judgement = readonly [
  verdict: Verdict,
  reason: MailboxReason | 'disposable' | 'role_account' | 'typo' | null,
]

/** By status, where the sub-status says nothing else. */
export const STATUSES: Readonly<Record<string, Judgement>> = {
  valid: ['valid', null],
  invalid: ['invalid', 'rejected'],
  'catch-all': ['risky', 'catch_all'],
  spamtrap: ['invalid', 'spam_trap'],
  abuse: ['invalid', 'complainer'],
  do_not_mail: ['risky', 'doubtful'],
}

/** By status and sub-status. */
export const SUB_STATUSES: Readonly<Record<string, Judgement>> = {
  'invalid does_not_accept_mail': ['invalid', 'no_mail_server'],
  'invalid no_dns_entries': ['invalid', 'no_mail_server'],
  'invalid unroutable_ip_address': ['invalid', 'no_mail_server'],
  'invalid mailbox_not_found': ['invalid', 'mailbox_not_found'],
  'invalid mailbox_quota_exceeded': ['invalid', 'mailbox_full'],
  'invalid possible_typo': ['invalid', 'typo'],
  'do_not_mail disposable': ['risky', 'disposable'],
  'do_not_mail role_based': ['risky', 'role_account'],
  'do_not_mail role_based_catch_all': ['risky', 'catch_all'],
  'do_not_mail toxic': ['invalid', 'toxic'],
  'do_not_mail global_suppression': ['invalid', 'opted_out'],
  'do_not_mail possible_trap': ['risky', 'spam_trap'],
  'do_not_mail mx_forward': ['risky', 'forwarder'],
  'do_not_mail blocked': ['risky', 'blocked_by_account'],
}

/** Why it could not tell, by sub-status. */
export const UNKNOWNS: Readonly<Record<string, UnknownReason>> = {
  greylisted: 'greylisted',
  antispam_system: 'server_refused',
  failed_smtp_connection: 'server_refused',
  forcible_disconnect: 'server_refused',
  mail_server_did_not_respond: 'server_silent',
  timeout_exceeded: 'server_silent',
  mail_server_temporary_error: 'server_error',
  exception_occurred: 'server_error',
}
