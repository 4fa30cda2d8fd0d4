import { expect, test } from 'vitest'
import { retryAfter } from '../../src/lib/retry-after.ts'

const NOW = Date.parse('2026-11-21T09:00:00Z')

test.each<[string, Record<string, string>, string, number | null]>([
  ['seconds', { 'retry-after': '120' }, '', 120_000],
  ['parts of a second', { 'retry-after': '1.5' }, '', 1500],
  ['nought', { 'retry-after': '0' }, '', 0],
  ['a date', { 'retry-after': 'Sat, 21 Nov 2026 09:00:30 GMT' }, '', 30_000],
  [
    'a date, by the clock of the service',
    { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT', date: 'Sat, 21 Nov 2026 10:00:00 GMT' },
    '',
    30_000,
  ],
  ['a date that has passed', { 'retry-after': 'Fri, 20 Nov 2026 09:00:00 GMT' }, '', 0],
  ['an older form of date', { 'retry-after': 'Saturday, 21-Nov-26 09:00:10 GMT' }, '', 10_000],
  ['words in the header', { 'retry-after': '30s' }, '', 30_000],
  ['seconds in words', {}, 'Rate limit per minute exceeded, please wait 41.532117s', 41_532.117],
  ['milliseconds', {}, '{"error":"please wait 812.4ms"}', 812.4],
  ['microseconds', {}, 'please wait 950µs', 0.95],
  ['minutes and seconds', {}, 'please wait 1m 30s', 90_000],
  ['plain English', {}, 'Try again in 2 minutes.', 120_000],
  ['the header before the words', { 'retry-after': '3' }, 'please wait 50s', 3000],
  ['nothing', {}, 'Too many requests', null],
  ['a number of something else', {}, 'after 3 failures', null],
  ['nonsense in the header', { 'retry-after': 'soon' }, '', null],
])('%s', (_, headers, text, expected) => {
  const found = retryAfter(headers, text, NOW)
  if (expected === null) expect(found).toBeNull()
  else expect(found).toBeCloseTo(expected, 5)
})
