/**
 * Which encoding? Certain answers first (byte order mark, UTF-16 pattern, valid UTF-8), then jschardet, loaded only then
 * (its first call costs 110 ms) and shown only the lines that hold the evidence. Western text in Mac Roman is what every detector misses, so that
 * answer is checked by how the accents sit in their words.
 */
import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

export interface EncodingGuess {
  /** A label for iconv-lite. */
  encoding: string
  /** False: a statistical guess. */
  certain: boolean
  /** Nothing but ASCII so far: any ASCII-compatible encoding may follow. */
  ascii: boolean
}

const EVIDENCE = 1 << 16

/** @param sample bytes from the file's start, @param complete whether they are all of it */
export async function detectEncoding(sample: Buffer, complete = true): Promise<EncodingGuess> {
  const wide = markOf(sample) ?? wideWithoutMark(sample)
  if (wide !== null) return { encoding: wide, certain: true, ascii: false }
  const cut = sample.subarray(0, lastWhole(sample))
  // A file that ends within a character was cut off; all before it says what it is.
  const whole = complete && isAscii(cut) ? sample : cut
  if (isAscii(whole) && !whole.includes(0x1b)) return { encoding: 'utf-8', certain: true, ascii: true }
  if (isUtf8(whole) && !isAscii(whole)) return { encoding: 'utf-8', certain: true, ascii: false }
  const { detect } = await import('jschardet')
  const evidence = isAscii(whole) ? whole.subarray(0, EVIDENCE) : highLines(whole)
  const found = detect(evidence, { minimumThreshold: 0 }).encoding
  return { encoding: checked(found, evidence), certain: false, ascii: false }
}

function markOf(bytes: Buffer): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return null
}

/** Zeros on one side of the pairs only: the ASCII among UTF-16. Stray NUL bytes fall on both sides, or are few. */
export function wideWithoutMark(bytes: Buffer): string | null {
  const size = Math.min(bytes.length & ~3, 1 << 16)
  if (size < 4 || !bytes.subarray(0, size).includes(0)) return null
  const zeros = [0, 0, 0, 0]
  for (let i = 0; i < size; i++) if (bytes[i] === 0) zeros[i & 3]!++
  const [a, b, c, d] = zeros as [number, number, number, number]
  const quads = size / 4
  if (c > quads * 0.9 && d > quads * 0.9 && b > quads * 0.5 && a < quads * 0.1) return 'utf-32le'
  if (a > quads * 0.9 && b > quads * 0.9 && c > quads * 0.5 && d < quads * 0.1) return 'utf-32be'
  const enough = Math.max(2, quads * 2 * 0.05)
  if (b + d >= enough && a + c <= (b + d) / 50) return 'utf-16le'
  if (a + c >= enough && b + d <= (a + c) / 50) return 'utf-16be'
  return null
}

/** Length without a multi-byte character cut off at the end. */
export function lastWhole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return back < needs ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

/** The lines with bytes above 127, up to EVIDENCE bytes. */
function highLines(bytes: Buffer): Buffer {
  const lines: Buffer[] = []
  let size = 0
  for (let at = 0; at < bytes.length && size < EVIDENCE;) {
    let end = bytes.indexOf(10, at)
    if (end < 0) end = bytes.length - 1
    const line = bytes.subarray(at, end + 1)
    if (!isAscii(line)) {
      lines.push(line.subarray(0, EVIDENCE))
      size += line.length
    }
    at = end + 1
  }
  return Buffer.concat(lines)
}

const WESTERN = /^(windows-1252|iso-?8859-(1|2|3|4|9|10|14|15)|macroman|x-mac-roman|windows-1250)$/i

/** Code pages of DOS, which short lists are taken for. */
const DOS = /^(cp|ibm)8\d\d$/
/** The letters of French, German, Spanish and Italian, and the marks between words. */
const WESTERN_LETTERS = /^[\p{ASCII}\p{P}\p{Sc}éèêëàâçôîïùûüöäßñáíóúÉÈÀÇÔÖÄÜÑÁÍÓÚœŒ«»°ªº]*$/u

function isPlainWestern(evidence: Buffer): boolean {
  const text = iconv.decode(evidence, 'windows-1252')
  return WESTERN_LETTERS.test(text) && oddness(text) === 0
}

/** The detector's answer, as iconv-lite calls it; between the two Western habits the words decide. */
function checked(found: string | null, evidence: Buffer): string {
  // Korean that is not quite EUC-KR: what Korean Windows writes, rather than Johab, which nobody does.
  const label =
    found === null || /^(ascii|utf-8)$/i.test(found) ? 'windows-1252' : found === 'Johab' ? 'cp949' : found
  const name = canDecode(label) ? label.toLowerCase() : 'windows-1252'
  if (DOS.test(name) && isPlainWestern(evidence)) return 'windows-1252'
  if (!WESTERN.test(name)) return name
  const mac = oddness(iconv.decode(evidence, 'macroman'))
  const own = oddness(iconv.decode(evidence, name))
  if (mac < own / 2) return 'macroman'
  if (name.includes('mac') && oddness(iconv.decode(evidence, 'windows-1252')) <= mac) return 'windows-1252'
  const dos = oddness(iconv.decode(evidence, 'cp850'))
  if (dos < Math.min(own, mac) / 2) return 'cp850'
  // Central European lists have other letters, or the same bytes for the same letters.
  if (WESTERN_LETTERS.test(iconv.decode(evidence, 'windows-1252'))) return 'windows-1252'
  return /^iso-?8859-1$/.test(name) ? 'windows-1252' : name
}

/** iconv-lite, or, for what it lacks (ISO-2022-JP), the platform. */
export function canDecode(label: string): boolean {
  if (iconv.encodingExists(label)) return true
  try {
    return new TextDecoder(label).encoding !== 'replacement'
  } catch {
    return false
  }
}

/** A decoder for text that comes in pieces. */
export function createDecoder(label: string): { write(bytes: Buffer): string; end(): string } {
  if (iconv.encodingExists(label)) {
    const stream = iconv.getDecoder(label)
    return { write: (bytes) => stream.write(bytes), end: () => stream.end() ?? '' }
  }
  const decoder = new TextDecoder(label)
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

/** How many characters sit where no word has them: a capital or a symbol inside a word, the line of a box, an unassigned byte. */
function oddness(text: string): number {
  let odd = 0
  for (const { 0: run, index } of text.matchAll(/[^\u0000-\u007f]/g)) {
    const before = text[index - 1] ?? ' '
    const after = text[index + 1] ?? ' '
    if (/[\ufffd\u0080-\u009f\u2500-\u259f\p{Co}]/u.test(run)) odd += 3
    else if (/\p{Lu}/u.test(run)) odd += /\p{Ll}/u.test(before) ? 2 : 0
    else if (/\p{Ll}/u.test(run)) odd += /[A-Z]/.test(before) && /[A-Z]/.test(after) ? 1 : 0
    else if (/[a-z]/i.test(before) && /[a-z]/.test(after) && run !== '\u2019') odd += 2
    else if (/[\u2020\u2021\u02c6\u2030\u00ac\u2248\u221a\u2202\u02d8\u02d9]/.test(run)) odd += 1
  }
  return odd
}
