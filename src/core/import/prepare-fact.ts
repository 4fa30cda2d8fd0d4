/** What a row says of signals, events and suppressions, before anybody is recognised: pure, so that a worker can do it. */
import { hash52 } from '../../lib/quick-hash.ts'
import { restore } from '../../lib/table/write.ts'
import { emailKey, extractEmails, isFreeMail } from '../../model/email.ts'
import { PERSONAL_SIGNALS, signalKind, SIGNAL_KINDS, type SignalKind } from '../../model/fact-kinds.ts'
import { signalHash } from '../derive/signal-hash.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import { isBlankValue, parseDate, parseNumber } from '../../model/value.ts'
import type { NewSignal } from '../../store/facts.ts'
import { companyHints, type CompanyHints } from '../derive/company-identity.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import type { SignalColumns } from '../reading/signal-columns.ts'
import { domainIn } from '../reading/domain-in.ts'
import { LONGEST, ownCells, personKey, textOf, unreadableDate, type OwnCells } from './fact-cells.ts'
import { readEvents, type EventFact, type EventReading, type EventsFact } from './prepare-event.ts'

export interface SignalFact extends Omit<NewSignal, 'run_id' | 'hash'> {
  table: 'signal'
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

export type Fact = SignalFact | EventFact | EventsFact | SuppressionFact

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

const NO_SHAPE: EventReading = { shape: null, columns: [] }

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
  { namespace, events }: { namespace: string; events?: EventReading },
): { fact: Fact } | { reason: string } => {
  if (kind === 'suppressions') return readSuppression(cells, columns, fields)
  const own = ownCells(cells, columns)
  return kind === 'signals'
    ? readSignal(own, fields, namespace)
    : readEvents(cells, own, fields, namespace, events ?? NO_SHAPE)
}

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

/** A signal or event by what it says: for finding the same one again. */
export const factHash = (fact: SignalFact | EventFact): number => {
  if (fact.table === 'signal') return signalHash(fact)
  if (fact.external_id !== null) return hash52(`event\n${fact.external_id}`)
  const { about, kind, at, detail, url, campaign } = fact
  return hash52(['event', about, kind, at, detail ?? '', url ?? '', campaign ?? ''].join('\n'))
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
