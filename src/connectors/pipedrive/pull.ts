/**
 * What happened since, by time of update: persons (owner, marketing consent), deals (won, lost), activities (meetings
 * held), one after the other. A later pull begins where each of them ended.
 */
import { z } from 'zod'
import { sha256 } from '../../lib/hash.ts'
import type { Call } from '../contract.ts'
import type { RemoteChange } from '../target.ts'
import { shaped } from '../reading.ts'
import { ask, TITLE, usersOf, V2 } from './client.ts'
import { ID_FIELD } from './fields.ts'
import { isoTime, ownValue, primary } from './records.ts'
import { Activity, Deal, HeldRecord, Page } from './schema.ts'

const Stream = z.object({
  /** The last time that was seen, and who had it: the service brings them again. */
  since: z.string().nullable(),
  seen: z.array(z.string()),
})
const Cursor = z.object({
  /** Which stream is being read, and from where; what it has seen so far counts when it is over. */
  at: z.number(),
  page: z.string().nullable(),
  ahead: Stream.nullable(),
  streams: z.array(Stream).length(3),
})
type Cursor = z.infer<typeof Cursor>

const START: Cursor = {
  ...{ at: 0, page: null, ahead: null },
  streams: [0, 1, 2].map(() => ({ since: null, seen: [] })),
}

const parseCursor = (since: string | null): Cursor => {
  if (since === null) return START
  try {
    return shaped(TITLE, Cursor, JSON.parse(since))
  } catch {
    return START
  }
}

const isUnsubscribed = (status: string | null | undefined): boolean => status === 'unsubscribed'

const aboutPerson = { kind: 'person', prm_id: null, email: null } as const

interface Item {
  /** Which item as it is now: one that changed within the same second is another. */
  version: string
  time: string
  changes: readonly RemoteChange[]
}

const versionOf = (item: { id: string | number }): string =>
  `${item.id} ${sha256(JSON.stringify(item)).slice(0, 12)}`

const PATHS = ['persons', 'deals', 'activities'] as const

const personItems = async (json: unknown, call: Call): Promise<Item[]> => {
  const users = await usersOf(call)
  return Promise.all(
    z
      .array(HeldRecord)
      .parse(json)
      .map(async (record): Promise<Item> => {
        const time = record.update_time ?? ''
        const prm_id = await ownValue('person', record, ID_FIELD, call)
        const owner = users.find(({ id }) => id === record.owner_id)?.email
        const change: RemoteChange = {
          ...{ kind: 'person', id: record.id, email: primary(record.emails), at: isoTime(time) ?? time },
          prm_id: prm_id === null ? null : String(prm_id),
          ...(owner !== undefined && owner !== '' && { owner }),
          ...(isUnsubscribed(record.marketing_status) && { opted_out: true }),
          ...(record.is_deleted === true && { deleted: true }),
        }
        return { version: versionOf(record), time, changes: [change] }
      }),
  )
}

const dealItems = (deals: readonly Deal[]): Item[] =>
  deals.map((deal) => {
    const { update_time, status, person_id, org_id, won_time, lost_time } = deal
    const item = { version: versionOf(deal), time: update_time ?? '' }
    const about = person_id ?? org_id
    if (about === null || about === undefined || (status !== 'won' && status !== 'lost'))
      return { ...item, changes: [] }
    const at = isoTime(status === 'won' ? won_time : lost_time) ?? isoTime(update_time) ?? ''
    const change: RemoteChange = {
      ...{ ...aboutPerson, kind: person_id === about ? 'person' : 'company', id: String(about), at },
      ...(status === 'won' ? { outcome: 'won', lifecycle: 'customer' } : { outcome: 'lost' }),
    }
    return { ...item, changes: [change] }
  })

const activityItems = (activities: readonly Activity[]): Item[] =>
  activities.map((activity) => {
    const { update_time, type, done, person_id, due_date, due_time } = activity
    const item = { version: versionOf(activity), time: update_time ?? '' }
    if (type !== 'meeting' || done !== true || person_id === null || person_id === undefined)
      return { ...item, changes: [] }
    const at = isoTime(due_date ? `${due_date} ${due_time || '00:00:00'}` : update_time) ?? ''
    return { ...item, changes: [{ ...aboutPerson, id: String(person_id), at, outcome: 'meeting' }] }
  })

const itemsOf = (stream: (typeof PATHS)[number], data: unknown, call: Call): Item[] | Promise<Item[]> => {
  if (stream === 'persons') return personItems(data, call)
  if (stream === 'deals') return dealItems(shaped(TITLE, z.array(Deal), data))
  return activityItems(shaped(TITLE, z.array(Activity), data))
}

/** What a stream has seen when these came. */
const seenWith = (before: z.infer<typeof Stream>, items: readonly Item[]): z.infer<typeof Stream> => {
  const last = items.at(-1)?.time ?? ''
  if (last === '' || (before.since !== null && last < before.since)) return before
  const now = items.filter(({ time }) => time === last).map(({ version }) => version)
  return { since: last, seen: last === before.since ? [...new Set([...before.seen, ...now])] : now }
}

export const pull = async (
  since: string | null,
  call: Call,
): Promise<{ changes: RemoteChange[]; next: string; isOver: boolean }> => {
  const cursor = parseCursor(since)
  const stream = PATHS[cursor.at] ?? 'persons'
  const begun = cursor.streams[cursor.at]!
  const query = {
    ...{ limit: '200', sort_by: 'update_time', sort_direction: 'asc' },
    ...(begun.since !== null && { updated_since: isoTime(begun.since)!.replace('.000', '') }),
    ...(cursor.page !== null && { cursor: cursor.page }),
    ...(stream === 'activities' && { done: 'true' }),
  }
  const { data, additional_data } = await ask(call, { method: 'GET', path: `${V2}/${stream}`, query }, Page)
  const items = await itemsOf(stream, data ?? [], call)
  const isOld = ({ time, version }: Item): boolean => time === begun.since && begun.seen.includes(version)
  const ahead = seenWith(cursor.ahead ?? begun, items)
  const page = additional_data?.next_cursor ?? null
  const streams = cursor.streams.map((each, i) => (page === null && i === cursor.at ? ahead : each))
  const isOver = page === null && cursor.at === PATHS.length - 1
  const next: Cursor =
    page === null
      ? { at: isOver ? 0 : cursor.at + 1, page: null, ahead: null, streams }
      : { ...cursor, page, ahead }
  const changes = items.filter((item) => !isOld(item)).flatMap((item) => item.changes)
  return { changes, next: JSON.stringify(next), isOver }
}
