/**
 * The columns of the `lead` view: the one list that rules, filters, exports and `prm schema` use. The fields of the
 * vocabulary come first, then what is derived from them.
 */
import { FIELDS } from '../model/fields.ts'
import type { FieldType } from '../model/fields.ts'
import { SIGNAL_KINDS } from '../model/fact-kinds.ts'

export type LeadType = 'text' | 'integer' | 'real' | 'date' | 'boolean'

export interface LeadColumn {
  name: string
  type: LeadType
  doc: string
  /**
   * When the column says nothing about the whole file. Without it: when all its values are NULL.
   * `signals`, `events`: when the file has none at all. `always`: never, because prm itself finds the value and needs no
   * source for it.
   */
  measured?: 'signals' | 'events' | 'always'
}

const TYPES: Record<FieldType, LeadType> = {
  text: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  country: 'text',
  list: 'text',
  integer: 'integer',
  number: 'real',
  date: 'date',
  boolean: 'boolean',
}

const fieldColumns: LeadColumn[] = Object.entries(FIELDS).map(([name, spec]) => ({
  name,
  type: TYPES[spec.type],
  doc: spec.doc,
}))

const derived: LeadColumn[] = [
  { name: 'company_id', type: 'text', doc: 'the id of the company' },
  {
    name: 'guessed',
    type: 'text',
    doc: 'names of the fields whose values are weak guesses, separated by commas',
  },
  {
    name: 'email_status',
    type: 'text',
    doc: 'valid, plausible, risky, invalid, unknown; NULL: not checked, or too long ago',
    measured: 'always',
  },
  { name: 'email_level', type: 'text', doc: 'how deep the check went: syntax, domain, mailbox' },
  { name: 'email_reason', type: 'text', doc: 'why, from a closed list' },
  { name: 'email_checked', type: 'date', doc: 'when the e-mail address was checked' },
  { name: 'email_suggestion', type: 'text', doc: 'the address that was probably meant' },
  {
    name: 'phone_status',
    type: 'text',
    doc: 'valid, plausible, risky, invalid, unknown; NULL: not checked, or too long ago',
    measured: 'always',
  },
  { name: 'phone_level', type: 'text', doc: 'how deep the check went: number, line' },
  { name: 'phone_reason', type: 'text', doc: 'why, from a closed list' },
  { name: 'phone_checked', type: 'date', doc: 'when the phone number was checked' },
  {
    name: 'phone_type',
    type: 'text',
    doc: 'mobile, fixed, fixed_or_mobile, toll_free, premium, voip …: what the number to call is, by its digits',
  },
  { name: 'time_zone', type: 'text', doc: 'where the number to call is, as far as it tells: Europe/Berlin' },
  {
    name: 'stakeholders',
    type: 'integer',
    doc: 'how many different functions the people known at the company have; unknown ones count as one',
    measured: 'always',
  },
  {
    name: 'signals_90d',
    type: 'integer',
    doc: 'signals of intent in the last 90 days, of the person and the company',
    measured: 'signals',
  },
  ...SIGNAL_KINDS.map((kind): LeadColumn => ({
    name: `last_${kind}`,
    type: 'date',
    doc: `the last signal of the kind ${kind}, of the person or the company`,
  })),
  {
    name: 'events_30d',
    type: 'integer',
    doc: 'what the person did in the last 30 days: visits, opens, clicks, replies and so on',
    measured: 'events',
  },
  {
    name: 'events_90d',
    type: 'integer',
    doc: 'what the person did in the last 90 days',
    measured: 'events',
  },
  { name: 'last_event', type: 'date', doc: 'when the person last did something' },
  { name: 'last_reply', type: 'date', doc: 'when the person last replied' },
  {
    name: 'lifecycle',
    type: 'text',
    doc: 'suspect, prospect, customer, disqualified, former_customer',
    measured: 'always',
  },
  { name: 'buying_stage', type: 'text', doc: 'need, search, evaluation, purchase, post_purchase' },
  {
    name: 'last_touch',
    type: 'date',
    doc: 'when we were last in touch, either way: what was logged, sent or answered',
  },
  { name: 'next_step_on', type: 'date', doc: 'when the next step is due' },
  { name: 'suppressed', type: 'boolean', doc: 'must never leave the file', measured: 'always' },
  { name: 'fit', type: 'text', doc: 'A, the best, to C or further: how well the person and the company fit' },
  { name: 'heat', type: 'integer', doc: '1 to 3: how much points to a purchase now; 1 is hottest' },
  { name: 'score', type: 'integer', doc: 'the sum of the dimensions, 0 to 100' },
  { name: 'grade', type: 'text', doc: 'A to D, by the cut points of the model' },
  { name: 'route', type: 'text', doc: 'the first route whose condition holds' },
  { name: 'mvl', type: 'boolean', doc: 'passes the gate mvl: a Minimum Viable Lead; NULL: not judged yet' },
  {
    name: 'in_market',
    type: 'boolean',
    doc: 'the company is among the accounts most likely to buy now; NULL: never asked for (in_market in the config)',
  },
  { name: 'as_of', type: 'date', doc: 'the clock of the run; in conditions also: today', measured: 'always' },
]

/** All columns in the order in which they are shown; `custom` (the list's own columns) is reached as custom.<name>. */
export const LEAD_COLUMNS: readonly LeadColumn[] = [
  { name: 'id', type: 'text', doc: 'the stable id of the person', measured: 'always' },
  ...fieldColumns,
  ...derived,
]

/** The same columns by name. */
export const leadColumn: ReadonlyMap<string, LeadColumn> = new Map(
  LEAD_COLUMNS.map((column) => [column.name, column]),
)
