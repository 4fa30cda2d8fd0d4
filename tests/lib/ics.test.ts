import { expect, test } from 'vitest'
import { calendar } from '../../src/lib/ics.ts'

const day = {
  ...{ uid: 'step-1@abc', on: '2026-12-01', stamp: '2026-11-21T09:00:00.000Z' },
  ...{ summary: 'send quote; 40 seats, with a \\ and\na second line', description: '' },
}

test('a day, escaped', () => {
  expect(calendar('-//x//y//EN', [day]).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//x//y//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    'UID:step-1@abc',
    'DTSTAMP:20261121T090000Z',
    'DTSTART;VALUE=DATE:20261201',
    'SUMMARY:send quote\\; 40 seats\\, with a \\\\ and\\na second line',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test.each([
  ['letters', 'a'.repeat(300)],
  ['letters of two octets', 'ü'.repeat(200)],
  ['faces of four octets', '😀'.repeat(90)],
])('no line is longer than 75 octets, and unfolding gives the text back: %s', (_, summary) => {
  const text = calendar('p', [{ ...day, summary }])
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary}\r\n`)
})
