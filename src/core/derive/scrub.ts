/** Strikes out of texts what means one person. */
import { escapeRegExp } from '../../lib/escape-reg-exp.ts'
import type { Scrub } from '../../store/erasure.ts'

const FORGOTTEN = '[forgotten]'

const escaped = (text: string): string => escapeRegExp(text).replace(/\s+/g, '\\s+')

/** @param needles texts that mean this person and nobody else */
export const scrubOf = (needles: readonly string[]): Scrub => {
  if (needles.length === 0) return { mentions: () => false, scrub: (text) => text }
  const any = [...needles]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')
  const loose = new RegExp(any, 'iu')
  // Not a part of another address or name.
  const exact = new RegExp(`(?<![\\p{L}\\p{N}._%+-])(?:${any})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, 'giu')
  const plain = (text: string): string => text.replace(exact, FORGOTTEN)
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return plain(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [plain(name), walk(one)]))
  }
  return {
    mentions: (text) => loose.test(text),
    scrub: (text) => {
      if (!/^[[{]/.test(text)) return plain(text)
      try {
        return JSON.stringify(walk(JSON.parse(text)))
      } catch {
        return plain(text)
      }
    },
  }
}
