/**
 * What a change of the CRM becomes here, in the words that the file has already: stages, events, verdicts, suppressions,
 * records. A CRM tells the state of a record again whenever anything about it changes, so a word counts once, until the CRM
 * says another. Inside a write.
 */
import type { RemoteChange } from '../../connectors/target.ts'
import type { EventKind } from '../../model/fact-kinds.ts'
import { emailKey } from '../../model/email.ts'
import type { StageValue } from '../../store/standings.ts'
import { suppressEmails } from '../derive/opt-out.ts'
import { recordOf } from '../derive/who.ts'
import type { Taking } from './taking.ts'
import type { Came, CameKind } from './types.ts'
import { writeEvent } from './write-event.ts'
import { writeCustomer, writeOwner } from './write-record.ts'

/** What a lost deal says of the lifecycle, beside what the CRM says of it. */
const LOST = 'lost'

/** That a deal was lost is what a CRM says of somebody, and no act of theirs. */
const EVENTS = {
  won: 'purchase',
  lost: 'other',
  meeting: 'meeting',
  replied: 'reply',
} as const satisfies Partial<Record<CameKind, EventKind>>

const dayOf = ({ deps }: Taking, { at }: RemoteChange): string => {
  const today = deps.asOf.toISOString().slice(0, 10)
  const day = at.slice(0, 10)
  // Clocks differ, and a stage is said of today or before.
  return day < today ? day : today
}

/** @returns what was news of this person, in the order in which it is told */
export const takePerson = (taking: Taking, change: RemoteChange, person: string): Came[] => {
  const on = dayOf(taking, change)
  const came = (is: boolean, kind: CameKind, detail: string | null = null): Came[] =>
    is ? [{ kind, on, detail }] : []
  const { lifecycle, outcome } = change
  // Nobody looks after them any more: that is said too.
  const owner = change.owner === undefined ? undefined : change.owner.trim() || null
  return [
    ...(outcome === undefined ? [] : came(ends(taking, change, person, outcome, on), outcome)),
    ...(lifecycle === undefined ? [] : came(stands(taking, change, person, lifecycle, on), lifecycle)),
    ...(owner === undefined ? [] : came(writeOwner(taking, change, person, owner), 'owner', owner)),
    ...(change.opted_out === true ? came(optsOut(taking, change, person), 'opted_out') : []),
    ...(change.bounced === true ? bounces(taking, change, person, on) : []),
    ...(change.deleted === true ? came(isGone(taking, change), 'deleted') : []),
  ]
}

/** @returns what was news of this company */
export const takeCompany = (taking: Taking, change: RemoteChange, company: string): Came[] => {
  const on = dayOf(taking, change)
  const isCustomer = change.lifecycle === 'customer' || change.outcome === 'won'
  return [
    ...(isCustomer && writeCustomer(taking, change, company)
      ? [{ kind: 'customer' as const, on, detail: null }]
      : []),
    ...(change.deleted === true && isGone(taking, change)
      ? [{ kind: 'deleted' as const, on, detail: null }]
      : []),
  ]
}

/**
 * Whoever opted out there must not be written to, should they come in with a list one day.
 *
 * @returns whether that is news
 */
export const takeStranger = (taking: Taking, change: RemoteChange): boolean =>
  change.opted_out === true && change.email !== null && suppressed(taking, [change.email])

const ends = (
  taking: Taking,
  change: RemoteChange,
  person: string,
  word: keyof typeof EVENTS,
  on: string,
): boolean => {
  if (!writeEvent(taking, change, person, { kind: EVENTS[word], word })) return false
  if (word === 'lost') lost(taking, change, person, on)
  return true
}

/** What this CRM has said of their lifecycle, the last word last. */
const wordsOf = ({ deps, journal }: Taking, person: string): StageValue[] =>
  deps.file.standings
    .stagesOf(person)
    .filter(({ decided_by }) => decided_by === journal.target)
    .map(({ value }) => JSON.parse(value) as StageValue)

const decide = (taking: Taking, person: string, value: StageValue, because: string): void => {
  const { deps, journal } = taking
  deps.file.decisions.add({
    ...{ run_id: journal.begin(), kind: 'stage', record_id: recordOf(deps.file, person), other_id: null },
    ...{ value: JSON.stringify(value), because, decided_by: journal.target },
    decided_at: deps.now().toISOString(),
  })
  journal.derivation().stand(person)
}

/**
 * A human's word, as if it were said here. Only that the CRM takes somebody new for a prospect is no word against a
 * customer or somebody disqualified: it calls everybody so who is put into it.
 */
const stands = (
  taking: Taking,
  change: RemoteChange,
  person: string,
  stage: NonNullable<RemoteChange['lifecycle']>,
  on: string,
): boolean => {
  const last = wordsOf(taking, person).findLast(({ rule }) => rule !== LOST)
  if (last?.stage === stage) return false
  const { target } = taking.journal
  const because = `${target}, ${change.at.slice(0, 10)}`
  const isFirst = last === undefined && stage === 'prospect'
  decide(
    taking,
    person,
    isFirst ? { by: 'rule', stage, on, rule: target } : { by: 'hand', stage, on },
    because,
  )
  return true
}

/** There was a deal: somebody has talked with them. */
const lost = (taking: Taking, change: RemoteChange, person: string, on: string): void => {
  if (wordsOf(taking, person).some(({ rule }) => rule === LOST)) return
  const because = `lost a deal (${taking.journal.target}, ${change.at.slice(0, 10)})`
  decide(taking, person, { by: 'rule', stage: 'prospect', on, rule: LOST }, because)
}

const suppressed = ({ deps, journal }: Taking, emails: readonly string[]): boolean => {
  const news = emails.filter((email) => deps.file.suppressions.reason('email', emailKey(email)) === undefined)
  if (news.length === 0) return false
  suppressEmails(deps, news, journal.derivation(), 'unsubscribed', journal.main().id)
  return true
}

const optsOut = (taking: Taking, { email }: RemoteChange, person: string): boolean => {
  const known = taking.deps.file.people.emailsOf(person).map(({ address }) => address)
  return suppressed(taking, [...new Set([...known, ...(email === null ? [] : [email])])])
}

/** Which of several addresses it was, the CRM has to say; else only that it happened is known. */
const bounces = (taking: Taking, change: RemoteChange, person: string, on: string): Came[] => {
  const { deps, journal } = taking
  const own = deps.file.people.emailsOf(person).map(({ address }) => address)
  const key = change.email === null ? null : emailKey(change.email)
  const address =
    key === null ? (own.length === 1 ? own[0]! : null) : own.find((one) => emailKey(one) === key)
  const isKnown =
    address != null &&
    deps.file.verdicts
      .history(address)
      .some(({ checked_by, verdict }) => checked_by === journal.target && verdict === 'invalid')
  const isOnce = address == null
  if (isKnown || !writeEvent(taking, change, person, { kind: 'bounce', word: 'bounced', isOnce })) return []
  if (address != null) {
    deps.file.verdicts.add({
      ...{ run_id: journal.begin(), kind: 'email', address, verdict: 'invalid', level: 'mailbox' },
      ...{ reason: 'bounced', suggestion: null, checked_by: journal.target, checked_at: change.at },
      evidence: null,
    })
    for (const owner of deps.file.people.idsByAddress(address)) journal.derivation().touch(owner)
  }
  return [{ kind: 'bounced', on, detail: address ?? null }]
}

/** The ledger must not send anything to a record that is no more. */
const isGone = ({ deps, journal, whom }: Taking, change: RemoteChange): boolean => {
  const entity_id = whom.pushed(change)
  if (entity_id === null) return false
  deps.file.pushes.of[change.kind].put({
    ...{ target: journal.target, entity_id, run_id: journal.begin(), outcome: 'removed' },
    ...{ remote_id: change.id, content: '{}', changes: null, pushed_at: deps.now().toISOString() },
  })
  whom.drop(change)
  return true
}
