/** Kinds of signals and events: closed lists, and the words by which cells name them. */
import { fold } from '../lib/text.ts'
import { EVENT_WORDS } from './data/event-kinds.ts'
import { SIGNAL_WORDS } from './data/signal-kinds.ts'

export type SignalKind = keyof typeof SIGNAL_WORDS
export type EventKind = keyof typeof EVENT_WORDS

/** The kinds of signals, in the order in which they are shown. */
export const SIGNAL_KINDS = Object.keys(SIGNAL_WORDS) as SignalKind[]

/** The kinds of events. */
export const EVENT_KINDS = Object.keys(EVENT_WORDS) as EventKind[]

/** What befalls a message rather than what a person does. */
export const NOT_DONE_BY_PERSON: readonly EventKind[] = ['sent', 'delivered', 'bounce']

/** Signals that happen to a person; the others happen to a company where the row names one. */
export const PERSONAL_SIGNALS: ReadonlySet<SignalKind> = new Set([
  'job_change',
  'research',
  'referral',
  'other',
])

const byWord = <K extends string>(words: Readonly<Record<K, string>>): ReadonlyMap<string, K> =>
  new Map(
    (Object.entries(words) as [K, string][]).flatMap(([kind, list]) =>
      [kind.replaceAll('_', ' '), ...list.split('|')].map((word): [string, K] => [
        word.replaceAll(' ', ''),
        kind,
      ]),
    ),
  )

const SIGNALS = byWord(SIGNAL_WORDS)
const EVENTS = byWord(EVENT_WORDS)

/** camelCase parted, accents and punctuation gone, and no blanks: "emailsOpened" and "Emails opened" are one word. */
const wordOf = (cell: string): string => fold(cell).replace(/[^\p{L}\p{N}]+/gu, '')

/** The kind of signal that a cell names; null for a word that is in no list. */
export const signalKind = (cell: string): SignalKind | null => SIGNALS.get(wordOf(cell)) ?? null

/** The kind of event that a cell names; null for a word that is in no list. */
export const eventKind = (cell: string): EventKind | null => EVENTS.get(wordOf(cell)) ?? null
