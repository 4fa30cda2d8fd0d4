/** One line of a vCard: `item1.TEL;TYPE=work,voice:+1 415 555 0132`. */
import { canDecode, createDecoder } from './encoding.ts'

export interface Property {
  name: string
  /** Lower case: `work`, `cell`; also the service of a profile. */
  types: Set<string>
  /** 1 = preferred to all others of its kind, 101 = nothing said. */
  preference: number
  /** As it stands, escapes included. */
  raw: string
}

const NO_PREFERENCE = 101

/** The group before the name (`item1.`) says nothing that we need. */
const LINE = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):([\s\S]*)$/
const QUOTED = /;(?:ENCODING=)?QUOTED-PRINTABLE\b/i

/** Does a quoted-printable line go on in the next? */
export const isOpenEnded = (text: string): boolean =>
  text.endsWith('=') && QUOTED.test(text.slice(0, text.indexOf(':')))

/** Null: not a property, or a picture, a sound, a key. */
export function readProperty(text: string): Property | null {
  const found = LINE.exec(text)
  if (found === null) return null
  const [, name = '', options = '', value = ''] = found
  if (/^(PHOTO|LOGO|SOUND|KEY)$/i.test(name) || /;(?:ENCODING=)?(?:B|BASE64)(?:;|$)/i.test(options))
    return null
  const raw = QUOTED.test(options)
    ? fromQuotedPrintable(value, /CHARSET="?([\w-]+)/i.exec(options)?.[1])
    : value
  const types = typesOf(options)
  const preference = types.delete('pref') ? 1 : Number(/;PREF="?(\d+)/i.exec(options)?.[1] ?? NO_PREFERENCE)
  return { name: name.toUpperCase(), types, preference, raw }
}

/** `TYPE=work,cell`, `TYPE="work,cell"`, and 2.1's bare `;WORK;CELL`. */
function typesOf(options: string): Set<string> {
  const types = new Set<string>()
  for (const [, key = '', quoted, plain = ''] of options.matchAll(/;(?:([\w-]+)=)?(?:"([^"]*)"|([^;]*))/g)) {
    const names = (quoted ?? plain).toLowerCase().replaceAll('"', '').split(',')
    if (key === '' || /^(type|service-type)$/i.test(key)) names.forEach((name) => types.add(name.trim()))
  }
  return types
}

function fromQuotedPrintable(text: string, charset = 'utf-8'): string {
  const bytes: number[] = []
  const plain = text.replace(/=$/, '').replace(/=(?=[^0-9A-Fa-f])/g, '')
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === '=' && /^[0-9A-Fa-f]{2}$/.test(plain.slice(at + 1, at + 3))) {
      bytes.push(parseInt(plain.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(...Buffer.from(plain[at]!))
  }
  const decoder = createDecoder(canDecode(charset) ? charset : 'utf-8')
  return decoder.write(Buffer.from(bytes)) + decoder.end()
}

/** The parts of a value, unescaped: `Berg;Anna` at `;`. */
export function partsOf(raw: string, separator: ';' | ','): string[] {
  const parts: string[] = []
  let part = ''
  for (const [token] of raw.matchAll(/\\[\s\S]|[\s\S]/g)) {
    if (token === separator) {
      parts.push(part)
      part = ''
    } else part += token.length === 2 && token.startsWith('\\') ? unescaped(token[1]!) : token
  }
  return [...parts, part].map((one) => one.trim())
}

/** The whole value, unescaped. */
export const textOf = (raw: string): string =>
  raw.replace(/\\([\s\S])/g, (_, letter: string) => unescaped(letter)).trim()

const unescaped = (letter: string): string => (letter === 'n' || letter === 'N' ? '\n' : letter)
