/** How long a reply asks to wait: in seconds, as an HTTP date, or in words such as `please wait 812.4ms`. */

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  sec: 1000,
  secs: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  mins: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
}
/** A length of time that follows words of waiting; several may be added up: `1m 30s`. */
const WORDS = /(?:wait|retry|again|after)\D{0,40}?((?:\d+(?:\.\d+)?\s*[a-zµμ]+\s*)+)/i
const PART = /(\d+(?:\.\d+)?)\s*([a-zµμ]+)/gi
const MONTHS = /^(?:mon|tue|wed|thu|fri|sat|sun)/i

const inWords = (text: string): number | null => {
  let sum: number | null = null
  for (const [, amount, unit] of text.matchAll(PART)) {
    const length = UNITS[unit!.toLowerCase()]
    if (length === undefined) break
    sum = (sum ?? 0) + Number(amount) * length
  }
  return sum
}

/**
 * @param headers names in lower case
 * @param text the body: asked only where no header tells
 * @param wall now, in milliseconds since 1970; a date is measured from the reply's own clock where it tells it
 * @returns milliseconds, 0 or more; null where nothing is said
 */
export const retryAfter = (
  headers: Readonly<Record<string, string | undefined>>,
  text: string,
  wall: number,
): number | null => {
  const told = headers['retry-after']?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(told)) return Number(told) * 1000
  if (MONTHS.test(told)) {
    const until = Date.parse(told)
    const there = Date.parse(headers.date ?? '')
    if (!Number.isNaN(until)) return Math.max(0, until - (Number.isNaN(there) ? wall : there))
  }
  const spoken = inWords(told)
  if (spoken !== null) return spoken
  const words = WORDS.exec(text.slice(0, 2000))
  return words === null ? null : inWords(words[1]!)
}
