/** What HubSpot's properties say of somebody, in our words. */
import type { EntityKind } from '../contract.ts'
import type { RemoteChange } from '../target.ts'
import type { Row } from './schema.ts'

type State = Pick<RemoteChange, 'lifecycle' | 'opted_out' | 'bounced'>

/** Other stages of theirs say how good a lead is, not that there was contact. */
const STAGES: Readonly<Record<string, RemoteChange['lifecycle']>> = {
  ...{ opportunity: 'prospect', customer: 'customer', evangelist: 'customer' },
}
const STATUSES: Readonly<Record<string, RemoteChange['lifecycle']>> = {
  ...{ CONNECTED: 'prospect', OPEN_DEAL: 'prospect', UNQUALIFIED: 'disqualified' },
}

/** Properties that are read, of each kind. */
export const WATCHED: Readonly<Record<EntityKind, readonly string[]>> = {
  person: [
    ...['lifecyclestage', 'hs_lead_status', 'hubspot_owner_id', 'hs_email_optout'],
    ...['hs_email_hard_bounce_reason_enum', 'hs_email_bad_address'],
    ...['hs_sales_email_last_replied', 'hs_email_last_reply_date', 'engagements_last_meeting_booked'],
  ],
  company: ['lifecyclestage', 'hs_lead_status', 'hubspot_owner_id'],
}

const stateOf = (values: Readonly<Record<string, string | null | undefined>>): State => {
  const status = STATUSES[values.hs_lead_status?.toUpperCase() ?? '']
  const stage = STAGES[values.lifecyclestage?.toLowerCase() ?? '']
  // A customer stays one, whatever a salesperson once noted.
  const lifecycle = stage === 'customer' ? stage : (status ?? stage)
  const bounced = Boolean(values.hs_email_hard_bounce_reason_enum) || values.hs_email_bad_address === 'true'
  return {
    ...(lifecycle !== undefined && { lifecycle }),
    ...(values.hs_email_optout === 'true' && { opted_out: true }),
    ...(bounced && { bounced }),
  }
}

/** Times come as ISO texts or as milliseconds since 1970. */
export const timeOf = (text: string | null | undefined): number | null => {
  if (!text) return null
  const time = /^\d{9,}$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(time) ? null : time
}

export const iso = (time: number): string => new Date(time).toISOString()

const MOMENTS = [
  ['hs_sales_email_last_replied', 'replied'],
  ['hs_email_last_reply_date', 'replied'],
  ['engagements_last_meeting_booked', 'meeting'],
] as const

/**
 * @param at when the record was changed, in milliseconds since 1970
 * @param owner their e-mail address
 * @param since replies and meetings before were told by an earlier pull
 */
export const changesOf = (
  kind: EntityKind,
  { id, properties }: Row,
  { at, owner, since }: { at: number; owner: string | null; since: number },
): RemoteChange[] => {
  const values = properties ?? {}
  const who = { kind, id, prm_id: values.prm_id || null, email: values.email || null }
  const state: Partial<RemoteChange> = { ...stateOf(values), ...(owner !== null && { owner }) }
  const now = Object.keys(state).length === 0 ? [] : [{ ...who, at: iso(at), ...state }]
  const moments = MOMENTS.flatMap(([name, outcome]): RemoteChange[] => {
    const time = timeOf(values[name])
    return time === null || time < since ? [] : [{ ...who, at: iso(time), outcome }]
  })
  return [...moments, ...now].sort((a, b) => a.at.localeCompare(b.at))
}
