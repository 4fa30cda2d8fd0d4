/** What a file is, by its content. A new format is a new name here and a reader beside csv.ts, entered in index.ts. */
import iconv from 'iconv-lite'
import { wideWithoutMark } from './encoding.ts'

/** A zip archive may be a workbook: archive.ts looks into it. */
export type Format = 'csv' | 'zip' | 'html' | 'json' | 'ndjson' | 'vcard'

export type Detected =
  | { format: Format }
  | { binary: string; hint: string } /* nothing we could read: what it looks like, and what to do */

const SAVE = 'open it in the program that made it and save it as CSV'
const SAVE_XLSX = 'open it and save it as CSV or .xlsx'

/** First bytes of what people take for lists. */
const SIGNATURES: readonly { bytes: readonly number[]; at?: number; name: string; hint: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG image', hint: 'name the list itself' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a JPEG image', hint: 'name the list itself' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'a GIF image', hint: 'name the list itself' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF', hint: 'ask for the list as CSV or as a workbook' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], name: 'an SQLite database', hint: SAVE },
  { bytes: [0x50, 0x41, 0x52, 0x31], name: 'a Parquet file', hint: SAVE },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], name: 'a rich text document (RTF)', hint: SAVE },
  { bytes: [0x42, 0x5a, 0x68], name: 'a bzip2 archive', hint: 'unpack it first' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'an xz archive', hint: 'unpack it first' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a zstd archive', hint: 'unpack it first' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'a 7z archive', hint: 'unpack it first' },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: 'a RAR archive', hint: 'unpack it first' },
  { bytes: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257, name: 'a tar archive', hint: 'unpack it first' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program', hint: 'name the list itself' },
]

/** @param head the first bytes of the file, unzipped */
export function detectFormat(head: Buffer): Detected {
  for (const { bytes, at = 0, name, hint } of SIGNATURES) {
    if (bytes.every((byte, i) => head[at + i] === byte)) return { binary: name, hint }
  }
  if (OLE.every((byte, i) => head[i] === byte)) return insideOle(head)
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return { format: 'zip' }
  return insideText(head)
}

/** The container of old Office files, and of new ones that are locked. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

function insideOle(head: Buffer): Detected {
  const has = (stream: string): boolean => head.includes(Buffer.from(stream, 'utf16le'))
  if (has('EncryptedPackage')) {
    return {
      binary: 'a workbook protected by a password',
      hint: 'open it and save it without a password',
    }
  }
  if (has('WordDocument')) return { binary: 'an old Word document (.doc)', hint: SAVE }
  if (has('Workbook') || has('Book')) return { binary: 'an old Excel workbook (.xls)', hint: SAVE_XLSX }
  return { binary: 'an old Excel workbook (.xls), or one protected by a password', hint: SAVE_XLSX }
}

function insideText(head: Buffer): Detected {
  const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  const start = head
    .subarray(bom)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^[\xff\xfe]{2}/, '')
    .trimStart()
  if (/^BEGIN:VCARD\b/i.test(start)) return { format: 'vcard' }
  if (/^\[\s*([{[\]]|("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|null|true|false)\s*[,\]])/.test(start))
    return { format: 'json' }
  if (/^\{\s*("(?:[^"\\]|\\.)*"\s*:|\})/.test(start)) return { format: isLines(start) ? 'ndjson' : 'json' }
  if (/^(<!doctype html|<!--|<html|<head|<body|<meta|<style|<table|<div)/i.test(start))
    return { format: 'html' }
  if (/^<(\?xml|\w+[ >])/i.test(start)) {
    const isSheet =
      start.includes('urn:schemas-microsoft-com:office:spreadsheet') || /<(html|table)[ >]/i.test(start)
    return isSheet ? { format: 'html' } : { binary: 'an XML document', hint: SAVE }
  }
  for (const { begins, name, hint } of TEXTS) if (begins.test(start)) return { binary: name, hint }
  return looksBinary(head) ? { binary: 'a binary file', hint: SAVE } : { format: 'csv' }
}

/** One object a line, and more than one of them; the first may be broken. */
function isLines(start: string): boolean {
  const lines = start.split(/[\r\n]+/, 5).filter((line) => line.trim() !== '')
  const whole = lines.map((line) => line.trimStart().startsWith('{') && isJson(line))
  return lines.length > 1 && (whole[0]! || whole.filter(Boolean).length > 1)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Texts that are no lists, though they have lines. */
const TEXTS: readonly { begins: RegExp; name: string; hint: string }[] = [
  {
    begins: /^(MIME-Version|Return-Path|Received|Delivered-To|From|Message-ID): .*[\r\n]+[A-Za-z-]+: /i,
    name: 'an e-mail or a saved web page',
    hint: 'save the list that it carries as a file of its own',
  },
  { begins: /^ID;P[^\r\n]*[\r\n]+[A-Z];/, name: 'a SYLK spreadsheet (.slk)', hint: SAVE_XLSX },
  {
    begins: /^(version: *1\s+)?dn: .*[\r\n]+[\w;-]+:/i,
    name: 'a directory export (LDIF)',
    hint: 'export it as CSV or vCard',
  },
]

/** Tab, line feed, form feed, return, end of file (DOS), escape (ISO 2022), and the four separators that ASCII made for lists. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 26, 27, 28, 29, 30, 31])

/** UTF-16 without a mark: Cyrillic has a control character in each pair. */
function isWideText(bytes: Buffer): boolean {
  const encoding = wideWithoutMark(bytes)
  if (encoding === null) return false
  const odd = iconv.decode(bytes, encoding).match(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]/gu)?.length ?? 0
  return odd <= bytes.length / 100
}

/** Control characters that no list has, other than NUL (UTF-16, and a sin we mend). */
function looksBinary(head: Buffer): boolean {
  const size = Math.min(head.length, 8192)
  let controls = 0
  let zeros = 0
  let pairs = 0
  for (let i = 0; i < size; i++) {
    const byte = head[i]!
    if (byte === 0) {
      zeros++
      if (head[i + 1] === 0) pairs++
    } else if (byte < 32 && !TEXT_CONTROLS.has(byte)) controls++
  }
  const wide = head[0] === 0xff || head[0] === 0xfe
  if (wide || isWideText(head.subarray(0, size))) return false
  return controls > size * 0.05 + 2 || (pairs > size * 0.2 && zeros > size * 0.9)
}
