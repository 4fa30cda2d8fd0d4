/** Days of a calendar as iCalendar text (RFC 5545). */

export interface CalendarDay {
  /** The same for the same entry, for ever: a calendar that reads it again changes the entry it has. */
  uid: string
  /** ISO day. */
  on: string
  /** ISO time at which the entry was made. */
  stamp: string
  summary: string
  description: string
}

/** Lines may hold 75 octets; what follows stands on further lines that begin with a blank. */
const OCTETS = 75

/** §3.3.11: backslash, semicolon, comma and line breaks; other control characters are not allowed. */
const escape = (text: string): string =>
  text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')

/** §3.1, between characters, never within one. */
const fold = (line: string): string => {
  const lines: string[] = []
  let present = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > OCTETS) {
      lines.push(present)
      present = ' '
      octets = 1
    }
    present += character
    octets += size
  }
  return [...lines, present].join('\r\n')
}

const compact = (time: string): string => `${time.slice(0, 19).replace(/[-:]/g, '')}Z`

/** @returns lines that end in CR LF */
export const calendar = (product: string, days: readonly CalendarDay[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${escape(product)}`,
    'CALSCALE:GREGORIAN',
    ...days.flatMap(({ uid, on, stamp, summary, description }) => [
      'BEGIN:VEVENT',
      `UID:${escape(uid)}`,
      `DTSTAMP:${compact(stamp)}`,
      `DTSTART;VALUE=DATE:${on.replaceAll('-', '')}`,
      `SUMMARY:${escape(summary)}`,
      ...(description === '' ? [] : [`DESCRIPTION:${escape(description)}`]),
      // A step takes no time from the day.
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('')
