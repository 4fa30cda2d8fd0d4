import { describe, expect, test } from 'vitest'
import { EVENT_WORDS } from '../../src/model/data/event-kinds.ts'
import { SIGNAL_WORDS } from '../../src/model/data/signal-kinds.ts'
import { EVENT_KINDS, eventKind, SIGNAL_KINDS, signalKind } from '../../src/model/fact-kinds.ts'

describe('signalKind', () => {
  test.each([
    ['funding', 'funding'],
    ['Funding Round', 'funding'],
    ['Series B', 'funding'],
    ['Levée de fonds', 'funding'],
    ['JOB_CHANGE', 'job_change'],
    ['job change', 'job_change'],
    ['Promotion', 'job_change'],
    ['Stellenanzeige', 'job_posting'],
    ['Open positions', 'job_posting'],
    ['New CEO', 'leadership_change'],
    ['Press release', 'news'],
    ['Intent topic', 'research'],
    ['M&A', 'expansion'],
    ['Horoscope', null],
    ['fund', null],
    ['', null],
  ])('%j is %s', (cell, kind) => {
    expect(signalKind(cell)).toBe(kind)
  })
})

describe('eventKind', () => {
  test.each([
    ['open', 'open'],
    ['emailsOpened', 'open'],
    ['email_opened', 'open'],
    ['LINK_CLICKED', 'click'],
    ['Email Link Click', 'click'],
    ['EMAIL_REPLY', 'reply'],
    ['Antwort', 'reply'],
    ['page_view', 'visit'],
    ['Page viewed', 'visit'],
    ['spamreport', 'complaint'],
    ['group_unsubscribe', 'unsubscribe'],
    ['Opt-out', 'unsubscribe'],
    ['lead_meeting_booked', 'meeting'],
    ['Order completed', 'purchase'],
    ['Watched webinar', null],
  ])('%j is %s', (cell, kind) => {
    expect(eventKind(cell)).toBe(kind)
  })
})

describe.each([
  ['signals', SIGNAL_WORDS, SIGNAL_KINDS],
  ['events', EVENT_WORDS, EVENT_KINDS],
] as const)('the words of %s', (_, words, kinds) => {
  test('are folded, and each is of one kind', () => {
    const seen = new Map<string, string>()
    for (const kind of kinds) {
      for (const word of new Set([
        kind.replaceAll('_', ' '),
        ...(words as Record<string, string>)[kind]!.split('|'),
      ])) {
        expect(word).toMatch(/^[a-z0-9]+(?: [a-z0-9]+)*$/)
        const key = word.replaceAll(' ', '')
        expect({ word, kind: seen.get(key) ?? kind }).toEqual({ word, kind })
        seen.set(key, kind)
      }
    }
    expect(seen.size).toBeGreaterThan(kinds.length * 5)
  })
})
