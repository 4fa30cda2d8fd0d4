/** Looks up leads and accounts, in as few questions as fit into their addresses. */
import type { Call, EntityKind, Outcome } from '../contract.ts'
import type { Lookup, RemoteRecord, RemoteValue } from '../target.ts'
import { cell, isMissing, pageOf, query } from './client.ts'
import { ID_FIELD, OBJECTS, PREFIX } from './fields.ts'
import { OWNER, ownerOf } from './owners.ts'
import type { Row } from './schema.ts'
import { anyOf, anywhere, fitting, isId, isOneOf, isSameId } from './soql.ts'

type Sought = Outcome<readonly RemoteRecord[]>

const own = ({ kind, id }: Lookup): string[] => (id !== undefined && isId(id, PREFIX[kind]) ? [id] : [])
const emailsOf = ({ emails = [] }: Lookup): string[] => emails.map((email) => email.trim().toLowerCase())

/** `https://www.acme.example/en` → `acme.example` */
export const hostOf = (website: string): string => {
  const text = website.trim().toLowerCase()
  const url = text.includes('://') ? text : `https://${text}`
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : ''
}

const fieldsOf = (kind: EntityKind, names: readonly string[]): string =>
  [
    ...new Set([
      ...['Id', ID_FIELD, 'SystemModstamp', ...(kind === 'person' ? ['Email', 'IsConverted'] : ['Website'])],
      ...names,
      ...(names.includes(OWNER) ? ['Owner.Email', 'Owner.Name'] : []),
    ]),
  ].join(', ')

const conditions = (kind: EntityKind, lookups: readonly Lookup[]): string =>
  anyOf(
    isOneOf('Id', lookups.flatMap(own)),
    isOneOf(
      ID_FIELD,
      lookups.map(({ prm_id }) => prm_id),
    ),
    ...(kind === 'person'
      ? [isOneOf('Email', lookups.flatMap(emailsOf))]
      : lookups.flatMap(({ domain }) => (domain ? [`Website LIKE ${anywhere(domain)}`] : []))),
  )

/** Those that fit by the surest key that fits any. */
const fit = (lookup: Lookup, rows: readonly Row[]): readonly Row[] => {
  const { kind, domain } = lookup
  const [id] = own(lookup)
  const emails = emailsOf(lookup)
  const keys: ((row: Row) => boolean)[] = [
    (row) => id !== undefined && isSameId(cell(row, 'Id'), id),
    (row) => cell(row, ID_FIELD) === lookup.prm_id,
    (row) =>
      kind === 'person'
        ? emails.includes(cell(row, 'Email').toLowerCase())
        : Boolean(domain) && hostOf(cell(row, 'Website')) === domain?.toLowerCase(),
  ]
  for (const key of keys) {
    const found = rows.filter(key)
    if (found.length > 0) return found
  }
  return []
}

const valueOf = (row: Row, name: string): RemoteValue => {
  if (name === OWNER) return ownerOf(row)
  const value = row[name]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

const recordOf = (call: Call, row: Row, names: readonly string[]): RemoteRecord => ({
  id: cell(row, 'Id'),
  prm_id: cell(row, ID_FIELD) || null,
  values: Object.fromEntries(names.map((name) => [name, valueOf(row, name)])),
  modified_at: isoOf(cell(row, 'SystemModstamp')),
  url: pageOf(call, cell(row, 'Id')),
})

/** `2026-11-20T09:00:00.000+0000`, as Salesforce writes times. */
export const isoOf = (time: string): string | null => {
  const at = Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** Addresses of contacts: people whom the CRM knows, and who become no leads. By address the contact's id. */
const contactsOf = async (call: Call, emails: readonly string[]): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  try {
    for (const part of fitting(emails, (email) => email))
      for (const row of await query(call, `SELECT Id, Email FROM Contact WHERE ${isOneOf('Email', part)}`))
        found.set(cell(row, 'Email').toLowerCase(), cell(row, 'Id'))
  } catch (error) {
    // A user who may not see contacts still pushes leads.
    if (!isMissing(error, 'Contact')) throw error
  }
  return found
}

const refused = (code: string, message: string): Sought => ({ kind: 'failed', code, message })

export const find = async (
  lookups: readonly Lookup[],
  names: readonly string[],
  call: Call,
): Promise<readonly Sought[]> => {
  const kind = lookups[0]?.kind ?? 'person'
  const fields = fieldsOf(kind, names)
  const text = (lookup: Lookup): string => conditions(kind, [lookup])
  const rowsOf = new Map<Lookup, readonly Row[]>()
  for (const part of fitting(lookups, text)) {
    const rows = await query(
      call,
      `SELECT ${fields} FROM ${OBJECTS[kind]} WHERE ${conditions(kind, part)} ORDER BY CreatedDate, Id`,
    )
    for (const lookup of part) rowsOf.set(lookup, fit(lookup, rows))
  }
  const unknown = lookups.filter((lookup) => rowsOf.get(lookup)!.length === 0)
  const contacts = kind === 'person' ? await contactsOf(call, unknown.flatMap(emailsOf)) : null
  return lookups.map((lookup): Sought => {
    const rows = rowsOf.get(lookup)!
    const converted = rows.find((row) => row.IsConverted === true)
    if (converted !== undefined)
      return refused(
        'converted',
        `is a lead there that was converted: ${pageOf(call, cell(converted, 'Id'))}`,
      )
    if (rows.length > 0)
      return { kind: 'answer', answer: rows.map((row) => recordOf(call, row, names)), charged: false }
    const contact = emailsOf(lookup).flatMap((email) => contacts?.get(email) ?? [])[0]
    if (contact !== undefined)
      return refused('contact', `is a contact there already, and no lead: ${pageOf(call, contact)}`)
    return { kind: 'none', charged: false }
  })
}
