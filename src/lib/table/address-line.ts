/** A line of addresses as mail programs copy it: `Anna Berg <anna@berg.example>; bo@chan.example`. */
import { csvRow } from './write.ts'

const LONGEST = 1 << 20
const PART = /(?:"[^"]*"|<[^<>]*>|[^,;"<>])+/g
const ADDRESS = /^(?:[^@<>]*<\s*)?[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}\s*>?$/

/** Such a line as a list with an address a row; null where the text is anything else. */
export function addressRows(text: string): string[] | null {
  const line = text.trim()
  if (line.length > LONGEST || /[\r\n]/.test(line) || !line.includes('@')) return null
  const parts = (line.match(PART) ?? []).map((part) => part.trim()).filter((part) => part !== '')
  if (parts.length < 2 || !parts.every((part) => ADDRESS.test(part))) return null
  return parts.map((part) => csvRow([part]))
}
