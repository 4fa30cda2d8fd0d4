/**
 * Ids of people and companies: the number of their oldest record, then ten random characters.
 * The first part makes a short prefix unique within the file (`prm show 340n`) and keeps ids in the order of creation,
 * so that indexes over them grow at their end; the second makes the id unique in the world, for the CRM.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford's base 32: no i, l, o, u

const TAIL = 10

const digits = (n: number): string => {
  let text = ''
  for (let rest = n; rest > 0; rest = Math.floor(rest / 32)) text = ALPHABET.charAt(rest % 32) + text
  return text
}

/** `1`–`9` (how many digits follow), the digits, the tail: sorts like the record numbers. */
export const personId = (record: number, tail: string): string => {
  const text = digits(record)
  return `${text.length}${text}${tail}`
}

/** As {@link personId}, with a `c` before it. */
export const companyId = (record: number, tail: string): string => `c${personId(record, tail)}`

/** The record number inside an id of a person or company; null when the text is no such id. */
export const recordOfId = (id: string): number | null => {
  const text = id.startsWith('c') ? id.slice(1) : id
  const length = Number(text.charAt(0))
  if (!Number.isInteger(length) || length < 1 || text.length !== 1 + length + TAIL) return null
  let n = 0
  for (const char of text.slice(1, 1 + length)) {
    const digit = ALPHABET.indexOf(char)
    if (digit < 0) return null
    n = n * 32 + digit
  }
  return n
}

/** Ten characters (50 bits) from ten random bytes. */
export const idTail = (random: Uint8Array): string => {
  let tail = ''
  for (let i = 0; i < TAIL; i++) tail += ALPHABET.charAt((random[i] ?? 0) & 31)
  return tail
}
