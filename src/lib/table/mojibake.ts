/**
 * Text that was encoded twice: UTF-8 bytes taken for Windows-1252 and written as UTF-8 again (`FranÃ§ois`).
 * Repaired only where it is certain: a whole run of non-ASCII characters turns back into valid UTF-8 of ordinary characters. Such a run
 * is no word in any language: a capital with a circumflex or tilde followed by a symbol.
 */

/** What Windows-1252 shows for the bytes 0x80–0x9F; the five gaps are passed through as control characters. */
const HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'
const BYTE_OF = new Map(Array.from(HIGH, (char, i) => [char, 0x80 + i] as const))
const CONTINUATION = `\u0080-\u00bf${HIGH.replace(/[\u0080-\u009f]/g, '')}`
const SUSPECT = new RegExp(`[\u00c2-\u00f4][${CONTINUATION}]`)
const RUN = /[^\u0000-\u007f]+/g
const ORDINARY = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Cf}]+$/u

/** The text with its certain cases repaired, and how many there were. */
export function repairMojibake(text: string): { text: string; repaired: number; example: string } {
  if (!SUSPECT.test(text)) return { text, repaired: 0, example: '' }
  let repaired = 0
  let example = ''
  const result = text.replace(RUN, (run: string, at: number) => {
    const better = decodeTwice(run)
    if (better === null) return run
    repaired++
    if (example === '') example = around(text, at, run.length)
    return better
  })
  return { text: result, repaired, example }
}

function decodeTwice(run: string): string | null {
  if (!SUSPECT.test(run)) return null
  const bytes: number[] = []
  for (const char of run) {
    const code = char.codePointAt(0)!
    const byte = BYTE_OF.get(char) ?? (code < 256 ? code : -1)
    if (byte < 0) return null
    bytes.push(byte)
  }
  const buffer = Buffer.from(bytes)
  const decoded = buffer.toString('utf8')
  if (decoded.includes('\ufffd') || !ORDINARY.test(decoded)) return null
  return decoded
}

/** The word around a run. */
function around(text: string, at: number, size: number): string {
  const before = /[\p{L}'-]{0,20}$/u.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? ''
  const after = /^[\p{L}'-]{0,20}/u.exec(text.slice(at + size, at + size + 20))?.[0] ?? ''
  return before + text.slice(at, at + size) + after
}
