/** Why a service's answer about an address is what it is, beside the reasons of the free checks: a closed list. */

import { DOMAIN_REASONS } from './mail-domain.ts'

export const MAILBOX_REASONS = {
  mailbox_not_found: 'the mail server says that there is no such mailbox',
  mailbox_full: 'the mailbox takes no more mail',
  mailbox_disabled: 'the mailbox has been closed',
  no_mail_server: 'the domain has no server that takes mail',
  catch_all: 'the domain takes mail for any name, so that nothing is proved',
  spam_trap: 'kept to catch senders who mail without leave',
  complainer: 'known to report mail as spam',
  toxic: 'known for abuse, bots or spam',
  opted_out: 'asked the service, or a list it keeps, not to be processed',
  blocked_by_account: 'on the list of blocked addresses of the account at the service',
  forwarder: 'the mail server only passes mail on elsewhere',
  bounced: 'mail to it came back',
  rejected: 'the service calls it bad without saying why',
  doubtful: 'the service calls it risky without saying why',
} as const

export const LINE_REASONS = {
  no_such_number: 'the service says that there is no such number',
  not_a_line: 'a special service, a pager or the like: nobody in person',
} as const

/** Why a service could not tell. */
export const UNKNOWN_REASONS = {
  no_answer: 'the service left it out of its reply',
  contradictory: 'the service said two different things of it in one reply',
  new_status: 'the service used a word that prm does not know yet',
  greylisted: 'the mail server asks to come again later',
  server_silent: 'the mail server did not answer',
  server_error: 'the mail server had a fault of its own',
  server_refused: 'the mail server does not talk to the service',
  still_working: 'the service had not finished in time',
  not_tied: 'the record is written, but not tied to its company',
  maybe_charged: 'the connection broke off: it may have been answered, and charged',
  dns_timeout: DOMAIN_REASONS.dns_timeout,
  dns_failed: DOMAIN_REASONS.dns_failed,
  site_silent: 'the site cannot be reached, or did not answer in time',
  site_error: 'the site answers with an error',
  site_closed: 'the site asks programs to stay away (robots.txt)',
  site_not_public: 'the name leads to an address of a private network',
  no_page: 'the site shows no page that can be read',
  record_busy: 'somebody else was changing the record at that moment',
  service_failed: 'the service did not answer, or not understandably',
} as const

export type MailboxReason = keyof typeof MAILBOX_REASONS
export type LineReason = keyof typeof LINE_REASONS
export type UnknownReason = keyof typeof UNKNOWN_REASONS
