/**
 * What happened in Salesforce since: to leads, to the deals that came of them, to contacts who opted out or bounce, and
 * what was deleted. Each of these is read by its own stamp and id, so that no page is lost or read twice.
 */
import { z } from 'zod'
import type { Call } from '../contract.ts'
import type { RemoteChange } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { TITLE } from './auth.ts'
import { cell, isMissing, partOf, query, userOf } from './client.ts'
import { ID_FIELD } from './fields.ts'
import { isoOf } from './find.ts'
import { ownerOf } from './owners.ts'
import type { Row } from './schema.ts'
import { literal } from './soql.ts'
import { STATUSES } from './statuses.ts'

/** Rows of one page. */
const PAGE = 1000

interface Stream {
  object: 'Lead' | 'Contact'
  fields: readonly string[]
  /** Those of them that a user may not see: the rest is read without them. */
  optional: readonly string[]
  stamp: string
  where: string | null
  deleted?: true
}

const OF_LEADS = [
  ...['Id', ID_FIELD, 'Email', 'Status', 'IsConverted', 'SystemModstamp', 'OwnerId', 'Owner.Email'],
  'Owner.Name',
]
const DEAL = [
  'ConvertedOpportunity.IsWon',
  'ConvertedOpportunity.IsClosed',
  'ConvertedOpportunity.SystemModstamp',
]
const MARKS = ['HasOptedOutOfEmail', 'EmailBouncedDate']

const STREAMS: Readonly<Record<string, Stream>> = {
  leads: {
    object: 'Lead',
    fields: [...OF_LEADS, ...DEAL, ...MARKS],
    optional: [...DEAL, ...MARKS],
    stamp: 'SystemModstamp',
    where: null,
  },
  // A deal that is won leaves the lead it came of as it was.
  deals: {
    object: 'Lead',
    fields: [...OF_LEADS, ...DEAL, ...MARKS],
    optional: MARKS,
    stamp: 'ConvertedOpportunity.SystemModstamp',
    where: 'IsConverted = TRUE AND ConvertedOpportunity.IsClosed = TRUE',
  },
  contacts: {
    object: 'Contact',
    fields: ['Id', 'Email', 'SystemModstamp', ...MARKS],
    optional: [],
    stamp: 'SystemModstamp',
    where: '(HasOptedOutOfEmail = TRUE OR EmailBouncedDate != NULL)',
  },
  deleted: {
    object: 'Lead',
    fields: ['Id', ID_FIELD, 'Email', 'SystemModstamp'],
    optional: [],
    stamp: 'SystemModstamp',
    where: 'IsDeleted = TRUE',
    deleted: true,
  },
}
const NAMES = Object.keys(STREAMS)

const Id = z.string().regex(/^\w{15,18}$/)
/** Up to which moment all is read, and what of that moment: stamps are whole seconds, and more may come in the same one. */
const At = z.object({ at: z.iso.datetime(), ids: z.array(Id).min(1) })
type At = z.infer<typeof At>
const Cursor = z.object({ stream: z.enum(NAMES), at: z.record(z.enum(NAMES), At.optional()) })
type Cursor = z.infer<typeof Cursor>

const parse = (since: string | null): Cursor => {
  if (since === null) return { stream: NAMES[0]!, at: {} }
  try {
    return Cursor.parse(JSON.parse(since))
  } catch {
    throw new ServiceTrouble('refused', `where the last pull from ${TITLE} ended cannot be read`)
  }
}

const pathOf = (row: Row, path: string): unknown => {
  const [first = '', second] = path.split('.')
  return second === undefined ? row[first] : partOf(row, first)[second]
}

/** More than these are not named one by one: of so many in one second, those that follow the last are read. */
const MOST_NAMED = 200

/** SOQL writes the time without quotes. */
const after = (stamp: string, { at, ids }: At): string => {
  const isOther =
    ids.length > MOST_NAMED ? `Id > ${literal(ids.at(-1)!)}` : `Id NOT IN (${ids.map(literal).join(', ')})`
  return `(${stamp} > ${at} OR (${stamp} = ${at} AND ${isOther}))`
}

const soqlOf = ({ object, fields, stamp, where }: Stream, from: At | undefined): string => {
  const conditions = [...(where === null ? [] : [where]), ...(from === undefined ? [] : [after(stamp, from)])]
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  return `SELECT ${fields.join(', ')} FROM ${object}${filter} ORDER BY ${stamp}, Id LIMIT ${PAGE}`
}

/** Of a path only its last part, or the object, is named where it is missing. */
const isAbout = (error: unknown, field: string): boolean =>
  field.split('.').some((part) => part !== 'SystemModstamp' && isMissing(error, part))

const rowsOf = async (call: Call, stream: Stream, from: At | undefined): Promise<Row[]> => {
  let now = stream
  for (;;) {
    try {
      return await query(call, soqlOf(now, from), stream.deleted === true)
    } catch (error) {
      const fields = now.fields.filter((name) => !(now.optional.includes(name) && isAbout(error, name)))
      // Deals and contacts that the user may not see tell nothing.
      if (fields.length === now.fields.length) {
        if (isMissing(error, now.object) || [...DEAL, ...MARKS].some((name) => isAbout(error, name)))
          return []
        throw error
      }
      now = { ...now, fields }
    }
  }
}

/** A converted lead is somebody whom sales took up; a customer once the deal is won. */
const stageOf = (row: Row): Pick<RemoteChange, 'lifecycle' | 'outcome'> => {
  const deal = partOf(row, 'ConvertedOpportunity')
  if (deal.IsWon === true) return { lifecycle: 'customer', outcome: 'won' }
  const isLost = deal.IsClosed === true
  const lifecycle = row.IsConverted === true ? 'prospect' : STATUSES[cell(row, 'Status').trim().toLowerCase()]
  return { ...(lifecycle !== undefined && { lifecycle }), ...(isLost && { outcome: 'lost' as const }) }
}

/** @param me the user whose key this is: it owns what it creates until somebody takes it over, which says nothing */
const changeOf = (stream: Stream, row: Row, at: string, me: string): RemoteChange => {
  const owner = cell(row, 'OwnerId') === me ? null : ownerOf(row)
  const bounced = cell(row, 'EmailBouncedDate') !== ''
  return {
    ...{ kind: 'person', id: cell(row, 'Id'), at },
    prm_id: cell(row, ID_FIELD) || null,
    email: cell(row, 'Email') || null,
    ...(stream.deleted === true ? { deleted: true as const } : stageOf(row)),
    ...(owner !== null && { owner }),
    ...(row.HasOptedOutOfEmail === true && { opted_out: true as const }),
    ...(bounced && { bounced: true as const }),
  }
}

const stampOf = ({ stamp }: Stream, row: Row): string => {
  const value = pathOf(row, stamp)
  const at = isoOf(typeof value === 'string' ? value : '')
  if (at !== null) return at
  throw new ServiceTrouble('malformed', `${TITLE} does not say when a record changed`)
}

/** What a lead that changed after its deal says of it is told already. */
const isTold = (stream: Stream, row: Row): boolean => {
  if (stream !== STREAMS.deals) return false
  return (isoOf(cell(row, 'SystemModstamp')) ?? '') >= stampOf(stream, row)
}

const moved = (from: At | undefined, stream: Stream, rows: readonly Row[]): At | undefined => {
  const last = rows.at(-1)
  if (last === undefined) return from
  const at = stampOf(stream, last)
  const ids = rows.filter((row) => stampOf(stream, row) === at).map((row) => cell(row, 'Id'))
  return { at, ids: from?.at === at ? [...from.ids, ...ids] : ids }
}

export const pull = async (
  since: string | null,
  call: Call,
): Promise<{ changes: readonly RemoteChange[]; next: string; isOver: boolean }> => {
  const cursor = parse(since)
  const stream = STREAMS[cursor.stream]!
  const from = cursor.at[cursor.stream]
  const me = await call.once('user', () => userOf(call))
  const rows = await rowsOf(call, stream, from)
  const next = rows.length < PAGE ? NAMES[NAMES.indexOf(cursor.stream) + 1] : cursor.stream
  const at = { ...cursor.at, [cursor.stream]: moved(from, stream, rows) }
  return {
    changes: rows
      .filter((row) => !isTold(stream, row))
      .map((row) => changeOf(stream, row, stampOf(stream, row), me)),
    next: JSON.stringify({ stream: next ?? NAMES[0]!, at } satisfies Cursor),
    isOver: next === undefined,
  }
}
