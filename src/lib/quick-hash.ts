/** Hashes for indexes, not proofs: anybody can find two texts with one number. */

// The finaliser of MurmurHash3: every bit of the input reaches every bit of the output.
const mixed = (h: number): number => {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 32 bits of a text: FNV-1a, mixed. */
export const hash32 = (text: string, seed: number): number => {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mixed(h)
}

/**
 * 52 bits of a text as a number that JavaScript and SQLite both hold exactly. Two lanes with multipliers of their own
 * (the golden ratio's, and one of xxHash32's), or texts that meet in one would meet in the other.
 *
 * @param salt gives the same text another number
 */
export const hash52 = (text: string, salt = ''): number => {
  const seed = salt === '' ? 0 : hash32(salt, 0x811c9dc5)
  let a = 0x811c9dc5 ^ seed
  let b = 0x9747b28c ^ seed
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x85ebca77)
    b ^= b >>> 15
  }
  return mixed(a ^ (b >>> 7)) * 2 ** 20 + (mixed(b ^ (a >>> 11)) >>> 12)
}

/** 52 bits of two 52-bit numbers, in this order; for keys made of several values whose own hashes are at hand. */
export const joined52 = (a: number, b: number, salt = 0): number => {
  const highA = Math.floor(a / 2 ** 20)
  const highB = Math.floor(b / 2 ** 20)
  const lowA = a - highA * 2 ** 20
  const lowB = b - highB * 2 ** 20
  const x = Math.imul(highA ^ salt, 0x9e3779b1) ^ Math.imul(lowB, 0x85ebca77)
  const y = Math.imul(lowA ^ 0x165667b1, 0x27d4eb2f) ^ Math.imul(highB ^ salt, 0xc2b2ae3d)
  const high = mixed(x ^ (y >>> 13))
  return high * 2 ** 20 + (mixed(y ^ Math.imul(high, 0x9e3779b1)) >>> 12)
}
