/**
 * Events as mail services, outreach tools and analytics write them, recognised by tell-tale columns. A preset says only
 * what the general names (fact-aliases.ts) would get wrong or cannot tell. Nested JSON arrives with its names joined:
 * `context.traits.email`. Of several columns for the kind, the time and the like the first that is not blank counts, in
 * the order in which they stand here.
 */
import type { Field } from '../../model/fields.ts'
import type { FactField } from './fact-aliases.ts'

export interface EventPreset {
  /** Also whose ids the events' own ids are. */
  name: string
  /** As people know it. */
  title: string
  /** All of these headers must be there, each in one of its spellings (`a|b`). */
  tells: readonly string[]
  without?: readonly string[]
  /** null: kept in the cells, and nothing else. */
  columns: Readonly<Record<string, Field | FactField | null>>
  /** Passwords that the tool sends along: nothing of them is kept. */
  secrets?: readonly string[]
}

const POSTHOG = { name: 'posthog', title: 'PostHog' }
const MAILCHIMP = { name: 'mailchimp', title: 'Mailchimp' }
const SMARTLEAD = { name: 'smartlead', title: 'Smartlead' }

/** The first that fits is taken. */
export const EVENT_PRESETS: readonly EventPreset[] = [
  {
    name: 'sendgrid',
    title: 'SendGrid',
    tells: ['sg event id', 'event', 'timestamp'],
    columns: {
      email: 'email',
      event: 'kind',
      timestamp: 'at',
      'sg event id': 'event_id',
      'sg message id': null,
      'smtp id': null,
      'marketing campaign name': 'campaign',
      'singlesend name': 'campaign',
      category: 'campaign',
      url: 'url',
      reason: 'detail',
      response: 'detail',
      status: null,
      type: 'bounce_type', // "bounce" or "blocked"
      useragent: 'user_agent',
      'sg machine open': 'machine',
    },
  },
  {
    ...MAILCHIMP, // webhook, as JSON or with the names of its form
    tells: ['fired at', 'type', 'data email|data merges email|data new email'],
    columns: {
      type: 'kind',
      'fired at': 'at',
      'data email': 'email',
      'data merges email': 'email2',
      'data new email': 'email3',
      'data old email': null,
      'data id': null,
      'data list id': null,
      'data campaign id': 'campaign',
      'data reason': 'bounce_type', // "hard", "abuse", "manual"
      'data action': null,
    },
  },
  {
    ...MAILCHIMP, // activity of a campaign, by person
    tells: ['email address', 'activity 0 action|opens 0 timestamp'],
    columns: {
      'email address': 'email',
      'campaign id': 'campaign',
      'email id': null,
      'list id': null,
      activity: null, // of those who did nothing, an empty list
      opens: null,
    },
  },
  {
    name: 'instantly',
    title: 'Instantly',
    tells: ['event type', 'lead email', 'workspace|email account|unibox url'],
    columns: {
      'event type': 'kind',
      timestamp: 'at',
      'lead email': 'email',
      'campaign name': 'campaign',
      'campaign id': 'campaign',
      'reply text snippet': 'detail',
      'reply subject': 'detail',
      'email subject': 'detail',
      'email id': null, // of the message: each of its openings has the same
      'email account': null,
      email: null,
      workspace: null,
    },
  },
  {
    name: 'lemlist',
    title: 'lemlist',
    tells: ['lead email|lead id', 'campaign id', 'type', 'created at'],
    without: ['event type'],
    columns: {
      id: 'event_id',
      type: 'kind',
      'created at': 'at',
      'lead email': 'email',
      'to 0 address': 'email2',
      'campaign name': 'campaign',
      'campaign id': 'campaign',
      'lead id': null,
    },
    secrets: ['secret'],
  },
  {
    ...SMARTLEAD,
    tells: ['event type', 'sl lead email|sl email lead id|sl email lead map id'],
    columns: {
      'event type': 'kind',
      'event timestamp': 'at',
      'time replied': 'at',
      'time clicked': 'at',
      'time opened': 'at',
      'time sent': 'at',
      'reply message time': 'at',
      'sent message time': 'at',
      'sl lead email': 'email',
      'to email': 'email2',
      'from email': null, // our own mailbox
      'campaign name': 'campaign',
      'campaign id': 'campaign',
      'preview text': 'detail',
      subject: 'detail',
      'app url': null,
    },
    secrets: ['secret key'],
  },
  {
    ...SMARTLEAD,
    tells: ['event', 'lead email', 'campaign id|campaign name'],
    columns: {
      event: 'kind',
      'lead email': 'email',
      timestamp: 'at',
      'event timestamp': 'at',
      'campaign name': 'campaign',
      'campaign id': 'campaign',
    },
    secrets: ['secret key'],
  },
  {
    ...POSTHOG, // webhook
    tells: ['event distinct id', 'event event|event name'],
    columns: {
      'event event': 'kind',
      'event name': 'kind',
      'event timestamp': 'at',
      'event uuid': 'event_id',
      'event distinct id': 'external_id',
      'person properties email': 'email',
      'event properties set email': 'email2',
      'event properties email': 'email3',
      'event properties current url': 'url',
      'event url': null, // a page of PostHog itself
    },
  },
  {
    ...POSTHOG, // export and API
    tells: ['distinct id', 'event', 'timestamp'],
    columns: {
      event: 'kind',
      timestamp: 'at',
      uuid: 'event_id',
      'distinct id': 'external_id',
      'person properties email': 'email',
      'set email': 'email2',
      'properties set email': 'email2',
      email: 'email3',
      'properties email': 'email3',
      'current url': 'url',
      'properties current url': 'url',
    },
  },
  {
    name: 'segment',
    title: 'Segment',
    tells: ['message id', 'type', 'user id|anonymous id'],
    columns: {
      event: 'kind', // of a track call; the others have a type alone
      type: 'kind',
      timestamp: 'at',
      'original timestamp': 'at',
      'received at': 'at',
      'sent at': 'at',
      'message id': 'event_id',
      'user id': 'external_id',
      'anonymous id': 'anonymous_id',
      'traits email': 'email',
      'context traits email': 'email2',
      email: 'email3',
      'properties email': 'email3',
      url: 'url',
      'context page url': 'url',
      'context campaign name': 'campaign',
      'context user agent': null, // a browser's, and no sign of a filter
      name: null,
    },
  },
]
