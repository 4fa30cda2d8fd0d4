/** Escapes and line ends, as tokenizer and repair both read them. */
import type { Dialect } from './types.ts'

const SPACE = 32
const LF = 10
const CR = 13

/** Is the quote at `at` preceded by an odd number of backslashes (not counting before `open`)? */
export function isEscaped(text: string, open: number, at: number): boolean {
  let n = 0
  for (let i = at - 1; i > open && text.charCodeAt(i) === 92; i--) n++
  return n % 2 === 1
}

export function unescape(raw: string, dialect: Dialect): string {
  const quote = dialect.quote!
  if (dialect.escape !== '\\') return raw.replaceAll(quote + quote, quote)
  return raw.replace(quote === '"' ? /\\(["\\])/g : /\\(['\\])/g, '$1')
}

/** An unquoted cell as it was meant. */
export function plainCell(raw: string, { escapesPlain, delimiter }: Dialect): string {
  if (escapesPlain !== true || !raw.includes('\\')) return raw
  return raw.replaceAll(`\\${delimiter}`, delimiter).replaceAll('\\\\', '\\')
}

/** Where a cell begins behind its delimiter: past the spaces before its quote, else past one space. */
export function skipSpaceBefore(text: string, at: number, isFirst: boolean, dialect: Dialect): number {
  let i = at
  while (text.charCodeAt(i) === SPACE) i++
  if (dialect.quote !== null && text[i] === dialect.quote) return i
  return isFirst || i === at ? at : at + 1
}

export function skipReturns(text: string, at: number): number {
  let i = at
  while (text.charCodeAt(i) === CR) i++
  return i
}

/** Past LF, CR, CR LF or CR CR LF (text written twice through a Windows text mode). */
export function skipLineEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === LF) return at + 1
  const past = skipReturns(text, at)
  return text.charCodeAt(past) === LF ? past + 1 : at + 1
}
