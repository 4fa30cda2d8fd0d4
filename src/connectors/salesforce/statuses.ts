/** What the statuses that Salesforce brings along for leads say of the lifecycle. An org may have others: those say nothing. */
import type { RemoteChange } from '../target.ts'

export const STATUSES: Readonly<Record<string, NonNullable<RemoteChange['lifecycle']>>> = {
  'working - contacted': 'prospect',
  contacted: 'prospect',
  working: 'prospect',
  nurturing: 'prospect',
  qualified: 'prospect',
  'closed - not converted': 'disqualified',
  unqualified: 'disqualified',
  disqualified: 'disqualified',
}
