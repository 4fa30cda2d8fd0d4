/** Kinds of signals and events: closed lists, and the words by which cells name them. */
import { fold } from '../lib/text.ts'
import { EVENT_WORDS, HARD_BOUNCE, MACHINE_WORDS } from './data/event-kinds.ts'
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

const byWord = <K extends string>(words: Readonly<Partial<Record<K, string>>>): ReadonlyMap<string, K> =>
  new Map(
    (Object.entries(words) as [K, string][]).flatMap(([kind, list]) =>
      list.split('|').map((word): [string, K] => [word.replaceAll(' ', ''), kind]),
    ),
  )

const itself = <K extends string>(kinds: readonly K[]): [string, K][] =>
  kinds.map((kind) => [kind.replaceAll('_', ''), kind])

const SIGNALS = new Map([...byWord<SignalKind>(SIGNAL_WORDS), ...itself(SIGNAL_KINDS)])
const EVENTS = new Map([...byWord<EventKind>(EVENT_WORDS), ...itself(EVENT_KINDS)])
const MACHINES = byWord<EventKind>(MACHINE_WORDS)
const HARD = new Set(HARD_BOUNCE.split('|').map((word) => word.replaceAll(' ', '')))

/** camelCase parted, accents and punctuation gone, and no blanks: "emailsOpened" and "Emails opened" are one word. */
const wordOf = (cell: string): string => fold(cell).replace(/[^\p{L}\p{N}]+/gu, '')

/** The kind of signal that a cell names; null for a word that is in no list. */
export const signalKind = (cell: string): SignalKind | null => SIGNALS.get(wordOf(cell)) ?? null

/** The kind of event that a cell names; null for a word that is in no list. */
export const eventKind = (cell: string): EventKind | null => {
  const word = wordOf(cell)
  return EVENTS.get(word) ?? MACHINES.get(word) ?? null
}

/** Whether the word is for what a tool does by itself. */
export const isDoneByTool = (cell: string): boolean => MACHINES.has(wordOf(cell))

/** Whether a word says that an address will never work. */
export const isHardBounce = (cell: string): boolean => HARD.has(wordOf(cell))
