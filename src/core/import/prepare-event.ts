/** What a row says of events: one, or with a column for each kind several. Pure, so that a worker can do it. */
import { restore } from '../../lib/table/write.ts'
import { emailKey, extractEmails } from '../../model/email.ts'
import { eventKind, isDoneByTool, isHardBounce, type EventKind } from '../../model/fact-kinds.ts'
import { isMachineAgent } from '../../model/machine-agent.ts'
import type { RecordFields } from '../../model/record.ts'
import { isBlankValue, parseBoolean } from '../../model/value.ts'
import { parseTime } from '../../model/value-time.ts'
import type { NewEvent } from '../../store/facts.ts'
import type { EventColumns } from '../reading/event-columns.ts'
import { LONGEST, personKey, textOf, unreadableDate, type OwnCells } from './fact-cells.ts'

export interface EventFact extends Omit<NewEvent, 'run_id' | 'hash' | 'person_id'> {
  table: 'event'
  /** The address that is not to be written to again, and why; null where the event forbids nothing. */
  opt_out: { email: string; reason: 'unsubscribed' | 'complaint' | 'bounced' } | null
}

/** A row of a list with a column for each kind; none where nothing has happened yet. */
export interface EventsFact {
  table: 'events'
  events: EventFact[]
}

/** How rows of events are read; plain data. */
export interface EventReading {
  /** The recognised shape, whose ids the ids of the events are. */
  shape: string | null
  /** Of a list with a column for each kind; empty where each row is one event. */
  columns: EventColumns[]
}

interface Who {
  about: string
  email: string | null
}

type Read<F> = { fact: F } | { reason: string }

/** @param namespace whose ids the external ids of people are */
export const readEvents = (
  cells: readonly string[],
  own: OwnCells,
  fields: RecordFields,
  namespace: string,
  { shape, columns }: EventReading,
): Read<EventFact | EventsFact> => {
  const who = whoOf(own, fields, namespace)
  if (columns.length === 0) return readEvent(own, who, shape ?? namespace)
  if (who === null) return { reason: NOBODY }
  return readSeveral(cells, own, who, columns)
}

const NOBODY = 'no_person: no e-mail, profile URL or external id'

/** Analytics tools number visitors, and many of their users take the address for that number. */
const whoOf = (own: OwnCells, fields: RecordFields, namespace: string): Who | null => {
  const id = typeof fields.external_id === 'string' ? fields.external_id : null
  const [inId] = !id?.includes('@') ? [] : extractEmails(id)
  const found = [fields.email, fields.email2, fields.email3, inId].find((value) => typeof value === 'string')
  const email = typeof found === 'string' ? found : null
  if (email !== null) return { about: `e:${emailKey(email)}`, email }
  const about =
    personKey(fields, namespace) ??
    (own.anonymous_id === undefined ? undefined : `x:${namespace}:${own.anonymous_id.cell}`)
  return about === undefined ? null : { about, email: null }
}

const readEvent = (own: OwnCells, who: Who | null, ids: string): Read<EventFact> => {
  if (own.kind === undefined) return { reason: 'no_kind: the kind of event is missing' }
  if (own.at === undefined) return { reason: 'no_time: the time is missing' }
  const at = parseTime(own.at.cell, own.at.order)
  if (at === null) return { reason: unreadableDate(own.at.cell) }
  if (who === null) return { reason: NOBODY }
  const word = own.kind.cell
  const told = textOf(own, 'detail')
  const type = own.bounce_type?.cell ?? ''
  const kind = refined(eventKind(word), type)
  const detail = kind !== null ? told : [word, told].filter((text) => text !== null).join(': ')
  // Of what tools do by themselves the kind alone would say nothing.
  const byTool = isDoneByTool(word)
  const said = byTool && told === null ? word : detail
  const id = own.event_id?.cell
  return {
    fact: {
      table: 'event',
      about: who.about,
      kind: kind ?? 'other',
      at,
      detail: said?.slice(0, LONGEST) ?? null,
      url: textOf(own, 'url'),
      campaign: textOf(own, 'campaign'),
      external_id: id === undefined ? null : `${ids}:${id}`,
      machine: byTool || isMachine(own) ? 1 : 0,
      opt_out: optOut(who, kind, [word, type, told ?? '']),
    },
  }
}

/** Mailchimp unsubscribes and cleans for several reasons, of which abuse is a complaint. */
const refined = (kind: EventKind | null, type: string): EventKind | null =>
  (kind === 'unsubscribe' || kind === 'bounce') && /^(?:abuse|complaint|spam)/i.test(type)
    ? 'complaint'
    : kind

const isMachine = ({ machine, user_agent: agent }: OwnCells): boolean =>
  (machine !== undefined && parseBoolean(machine.cell) === true) ||
  (agent !== undefined && isMachineAgent(agent.cell))

/**
 * An address that bounced once may work tomorrow; it is given up only where the service calls the bounce a hard one.
 * SendGrid says `bounce` for that and `blocked` for the other.
 */
const optOut = ({ email }: Who, kind: EventKind | null, words: readonly string[]): EventFact['opt_out'] => {
  if (email === null) return null
  if (kind === 'unsubscribe') return { email, reason: 'unsubscribed' }
  if (kind === 'complaint') return { email, reason: 'complaint' }
  if (kind !== 'bounce') return null
  const [, type = ''] = words
  return type === 'bounce' || words.some(isHardBounce) ? { email, reason: 'bounced' } : null
}

const readSeveral = (
  cells: readonly string[],
  own: OwnCells,
  who: Who,
  columns: readonly EventColumns[],
): Read<EventsFact> => {
  const cellAt = (index: number): string | null => {
    const cell = restore(cells[index] ?? '').trim()
    return isBlankValue(cell) ? null : cell
  }
  const events: EventFact[] = []
  for (const { kind: named, at: index, url, order } of columns) {
    const time = cellAt(index)
    if (time === null) continue
    const word = typeof named === 'string' ? named : cellAt(named.index)
    if (word === null) continue
    const at = parseTime(time, order)
    if (at === null) return { reason: unreadableDate(time) }
    const kind = eventKind(word)
    events.push({
      table: 'event',
      about: who.about,
      kind: kind ?? 'other',
      at,
      detail: kind === null ? word.slice(0, LONGEST) : null,
      url: url === null ? null : (cellAt(url)?.slice(0, LONGEST) ?? null),
      campaign: textOf(own, 'campaign'),
      external_id: null,
      machine: isDoneByTool(word) ? 1 : 0,
      opt_out: optOut(who, kind, [word]),
    })
  }
  return { fact: { table: 'events', events } }
}
