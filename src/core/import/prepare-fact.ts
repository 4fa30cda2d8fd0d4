/** What a row says of signals, events and suppressions, before anybody is recognised: pure, so that a worker can do it. */
import { hash52 } from '../../lib/quick-hash.ts'
import { restore } from '../../lib/table/write.ts'
import { emailDomain, emailKey, extractEmails, isFreeMail } from '../../model/email.ts'
import {
  eventKind,
  PERSONAL_SIGNALS,
  signalKind,
  SIGNAL_KINDS,
  type EventKind,
  type SignalKind,
} from '../../model/fact-kinds.ts'
import { isField } from '../../model/fields.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import { isBlankValue, parseBoolean, parseDate, parseNumber } from '../../model/value.ts'
import { parseTime } from '../../model/value-time.ts'
import { companyHints, type CompanyHints } from '../derive/company-identity.ts'
import { identityKeys } from '../derive/identity.ts'
import type { FactField } from '../reading/fact-aliases.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import type { SignalColumns } from '../reading/signal-columns.ts'

export interface SignalFact {
  table: 'signal'
  about: string
  kind: SignalKind
  observed_on: string
  detail: string | null
  url: string | null
}

export interface EventFact {
  table: 'event'
  about: string
  kind: EventKind
  at: string
  detail: string | null
  url: string | null
  campaign: string | null
  external_id: string | null
  machine: 0 | 1
  /** The address that is not to be written to again; null where the event is no opt-out. */
  opt_out: string | null
}

export interface Suppressed {
  kind: 'email' | 'domain' | 'phone'
  /** As suppressions are compared. */
  key: string
}

export interface SuppressionFact {
  table: 'suppression'
  addresses: Suppressed[]
}

export type Fact = SignalFact | EventFact | SuppressionFact

/** A signal that a record tells of. */
export interface RecordSignal {
  kind: SignalKind
  /** Null: the record alone, for it has no key. */
  about: string | null
  /** Null: the day of the import. */
  observed_on: string | null
  detail: string | null
}

type Reading = { fact: Fact } | { reason: string }

/**
 * @param columns of the list, all of them
 * @param fields what `normaliseRow` made of those that it knows
 * @param namespace whose ids external ids are
 */
export const readFact = (
  kind: 'signals' | 'events' | 'suppressions',
  cells: readonly string[],
  columns: readonly ColumnMapping[],
  fields: RecordFields,
  namespace: string,
): Reading => {
  if (kind === 'suppressions') return readSuppression(cells, columns, fields)
  const own = ownCells(cells, columns)
  return kind === 'signals' ? readSignal(own, fields, namespace) : readEvent(own, fields, namespace)
}

type OwnCells = Partial<Record<FactField, { cell: string; order: ColumnMapping['date_order'] }>>

const ownCells = (cells: readonly string[], columns: readonly ColumnMapping[]): OwnCells => {
  const own: OwnCells = {}
  for (const { field, index, date_order: order } of columns) {
    if (field === null || isField(field) || field.startsWith('custom.')) continue
    const cell = restore(cells[index] ?? '').trim()
    if (!isBlankValue(cell)) own[field as FactField] = { cell, order }
  }
  return own
}

/** The most that is kept of one text: a mail's body is not what happened. */
const LONGEST = 1000

const textOf = (own: OwnCells, field: FactField): string | null => own[field]?.cell.slice(0, LONGEST) ?? null

/** Strongest first for telling people apart in the world: an address, a profile, an id of one source. */
const ORDER = ['e:', 'p:', 'x:']

const personKey = (fields: RecordFields, namespace: string): string | undefined =>
  identityKeys(fields, namespace).sort(
    (a, b) => ORDER.indexOf(a.slice(0, 2)) - ORDER.indexOf(b.slice(0, 2)),
  )[0]

const companyAbout = ({ domain, name_key }: CompanyHints): string | undefined =>
  domain !== null ? `d:${domain}` : name_key === null || name_key === '' ? undefined : `n:${name_key}`

const readSignal = (own: OwnCells, fields: RecordFields, namespace: string): Reading => {
  if (own.kind === undefined) return { reason: 'no_kind: the kind of signal is missing' }
  const kind = signalKind(own.kind.cell)
  if (kind === null) {
    return { reason: `unknown_kind: "${own.kind.cell.slice(0, 60)}" is none of ${SIGNAL_KINDS.join(', ')}` }
  }
  if (own.observed_on === undefined) return { reason: 'no_date: the date is missing' }
  const observed_on = parseDate(own.observed_on.cell, own.observed_on.order)
  if (observed_on === null) return { reason: unreadableDate(own.observed_on.cell) }
  const person = personKey(fields, namespace)
  const company = companyAbout(companyHints(fields, false))
  const about = PERSONAL_SIGNALS.has(kind) ? (person ?? company) : (company ?? person)
  if (about === undefined)
    return { reason: 'no_subject: neither a domain or company nor an e-mail or LinkedIn URL' }
  const word = own.kind.cell
  // "Series B" says more than the kind that it is of.
  const detail =
    textOf(own, 'detail') ?? (word.toLowerCase().replaceAll(/[\s-]+/g, '_') === kind ? null : word)
  return { fact: { table: 'signal', about, kind, observed_on, detail, url: textOf(own, 'url') } }
}

const unreadableDate = (cell: string): string =>
  /^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}/.test(cell)
    ? `two_days: "${cell.slice(0, 30)}" could be two days; write 2026-11-30`
    : `no_date: "${cell.slice(0, 30)}" is not readable as a date`

const readEvent = (own: OwnCells, fields: RecordFields, namespace: string): Reading => {
  if (own.kind === undefined) return { reason: 'no_kind: the kind of event is missing' }
  const known = eventKind(own.kind.cell)
  if (own.at === undefined) return { reason: 'no_time: the time is missing' }
  const at = parseTime(own.at.cell, own.at.order)
  if (at === null) return { reason: unreadableDate(own.at.cell) }
  const about = personKey(fields, namespace)
  if (about === undefined) return { reason: 'no_person: no e-mail, profile URL or external id' }
  const kind = known ?? 'other'
  const told = textOf(own, 'detail')
  const detail = known !== null ? told : [own.kind.cell, told].filter((text) => text !== null).join(': ')
  const isOptOut = kind === 'unsubscribe' || kind === 'complaint'
  const id = own.event_id?.cell
  return {
    fact: {
      table: 'event',
      about,
      kind,
      at,
      detail: detail?.slice(0, LONGEST) ?? null,
      url: textOf(own, 'url'),
      campaign: textOf(own, 'campaign'),
      external_id: id === undefined ? null : `${namespace}:${id}`,
      machine: own.machine !== undefined && parseBoolean(own.machine.cell) === true ? 1 : 0,
      opt_out: isOptOut && typeof fields.email === 'string' ? fields.email : null,
    },
  }
}

/** A signal or event by what it says: for finding the same one again. */
export const factHash = (fact: SignalFact | EventFact): number => {
  if (fact.table === 'signal') {
    return hash52(['signal', fact.about, fact.kind, fact.observed_on, fact.detail ?? ''].join('\n'))
  }
  if (fact.external_id !== null) return hash52(`event\n${fact.external_id}`)
  const { about, kind, at, detail, url, campaign } = fact
  return hash52(['event', about, kind, at, detail ?? '', url ?? '', campaign ?? ''].join('\n'))
}

const DOMAIN = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u

/** `@acme.example`, `*.acme.example`, `https://www.acme.example/`: the domain of mail addresses that is meant. */
const domainIn = (cell: string): string | null => {
  const text = cell
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^(?:\*?@|\*\.|www\.)/, '')
    .replace(/\/.*$/, '')
  return DOMAIN.test(text) && !text.includes('@') ? emailDomain(`x@${text}`) : null
}

const EMAILS = new Set(['email', 'email2', 'email3'])
const PHONES = ['phone', 'mobile', 'phone_home', 'phone_other', 'company_phone'] as const

const readSuppression = (
  cells: readonly string[],
  columns: readonly ColumnMapping[],
  fields: RecordFields,
): Reading => {
  const found = new Map<string, Suppressed>()
  const add = (kind: Suppressed['kind'], key: string): void => void found.set(`${kind}:${key}`, { kind, key })
  for (const { field, index } of columns) {
    const cell = restore(cells[index] ?? '').trim()
    if (field === null || isBlankValue(cell)) continue
    if (EMAILS.has(field)) for (const address of extractEmails(cell)) add('email', emailKey(address))
    const isDomain =
      field === 'domain' || field === 'website' || (EMAILS.has(field) && extractEmails(cell).length === 0)
    const domain = isDomain ? domainIn(cell) : null
    if (domain === null) continue
    if (isFreeMail(domain))
      return { reason: `too_broad: ${domain} gives addresses to everybody; name the address` }
    add('domain', domain)
    // Mail of a company whose site is www.shop.acme.example comes from acme.example.
    const company = field === 'website' ? companyDomain(cell) : null
    if (company !== null) add('domain', company)
  }
  for (const field of PHONES) {
    const number = fields[field]
    if (typeof number === 'string' && /\d{5}/.test(number)) add('phone', number)
  }
  if (found.size === 0)
    return { reason: 'no_address: neither an e-mail address, nor a domain, nor a phone number' }
  return { fact: { table: 'suppression', addresses: [...found.values()] } }
}

/**
 * The signals that a row of people or companies tells of.
 *
 * @param keys the identity keys of its record
 */
export const readSignals = (
  cells: readonly string[],
  columns: readonly SignalColumns[],
  keys: readonly string[],
  company: CompanyHints,
): RecordSignal[] =>
  columns.flatMap(({ kind, about, date, order, detail }): RecordSignal[] => {
    const told = detail.flatMap(({ index, scale }) => {
      const cell = restore(cells[index] ?? '').trim()
      if (isBlankValue(cell)) return []
      const amount = scale === 1 ? null : parseNumber(cell)
      return [amount === null ? cell : String(amount * scale)]
    })
    const cell = date === null ? '' : restore(cells[date] ?? '').trim()
    const observed_on = date === null ? null : parseDate(cell, order)
    if (date === null ? told.length === 0 : observed_on === null) return []
    const whom = about === 'company' ? companyAbout(company) : steadyKey(keys)
    if (whom === undefined) return []
    return [{ kind, about: whom, observed_on, detail: told.join(', ').slice(0, LONGEST) || null }]
  })

/** A profile and an id are one person's alone; an address may be shared. Null where the record has no key. */
const steadyKey = (keys: readonly string[]): string | null =>
  keys.find((key) => key.startsWith('p:')) ?? keys[0] ?? null
