/** How near two different values are, by kind of column; the answers are numbers of the levels in `columns.ts`. */
import { isNickname } from '../../../model/name-clash.ts'
import type { Dictionary } from '../dictionary.ts'
import type { Distances } from '../distances.ts'
import type { CompareKind } from './compare-spec.ts'
import { sharedMass, type TokenIndex } from './tokens.ts'

type Nearness = (a: number, b: number) => number

export const nearness = (
  kind: CompareKind,
  of: Dictionary,
  tokens: TokenIndex | null,
  distances: Distances,
): Nearness => {
  switch (kind) {
    case 'exact':
      return codes(of, distances)
    case 'name':
      return names(of, distances)
    case 'text':
    case 'company':
      return texts(of, tokens!, distances)
    case 'address':
      return addresses(of, tokens!, distances)
    case 'date':
      return dates(of, distances)
    case 'email':
      return emails(of, distances)
    case 'phone':
      return phones(of, distances)
    case 'number':
      return (a, b) => numbers(Number(of.values[a]), Number(of.values[b]))
  }
}

/** Shorter codes have no slips and no beginnings: "nsw" and "nse" are two states. */
const LEAST_CODE = 4

const codes =
  (of: Dictionary, { edits }: Distances): Nearness =>
  (a, b) => {
    const [left, right] = [of.values[a]!, of.values[b]!]
    if (Math.min(left.length, right.length) < LEAST_CODE) return 1
    if (edits(of, a, b, 1) <= 1) return 3
    const half = Math.ceil(Math.max(left.length, right.length) / 2)
    return left.startsWith(right.slice(0, half)) ? 2 : 1
  }

const names =
  (of: Dictionary, { jaroWinkler }: Distances): Nearness =>
  (a, b) => {
    const [left, right] = [of.values[a]!, of.values[b]!]
    if (left.length === 1 || right.length === 1) return left.startsWith(right.charAt(0)) ? 4 : 1
    const alike = jaroWinkler(of, a, b)
    if (alike >= 0.92) return 6
    if (isNickname(left, right)) return 5
    if (alike >= 0.88) return 3
    return alike >= 0.7 ? 2 : 1
  }

const texts =
  (of: Dictionary, tokens: TokenIndex, distances: Distances): Nearness =>
  (a, b) => {
    const [left, right] = [tokens.mass[a]!, tokens.mass[b]!]
    const shared = sharedMass(tokens, distances, a, b)
    const dice = (2 * shared) / (left + right)
    // Without a word in common: one word with several slips, or words run together.
    const alike = shared === 0 ? distances.jaroWinkler(of, a, b) : 0
    if (dice >= 0.9) return 6
    if (dice >= 0.7 || alike >= 0.88) return 5
    if (shared >= 0.9 * Math.min(left, right)) return 4
    if (dice >= 0.5) return 3
    return dice >= 0.25 || alike >= 0.75 ? 2 : 1
  }

const NUMBER = /(?:^| )(\d+)/

const addresses = (of: Dictionary, tokens: TokenIndex, distances: Distances): Nearness => {
  const house = of.values.map((value) => NUMBER.exec(value)?.[1])
  return (a, b) => {
    const shared = sharedMass(tokens, distances, a, b)
    const [left, right] = [tokens.mass[a]!, tokens.mass[b]!]
    const dice = (2 * shared) / (left + right)
    if (house[a] === undefined || house[a] !== house[b]) return dice >= 0.6 ? 3 : 1
    if (dice >= 0.75 || shared >= 0.9 * Math.min(left, right)) return 5
    return dice >= 0.5 ? 4 : 2
  }
}

/** Of eight digits each, where they could be read as dates. */
const dates =
  (of: Dictionary, { edits }: Distances): Nearness =>
  (a, b) => {
    const [left, right] = [of.values[a]!, of.values[b]!]
    const isSameYear = left.slice(0, 4) === right.slice(0, 4)
    if (left.length !== 8 || right.length !== 8) return isSameYear ? 2 : 1
    const [month, day, otherMonth, otherDay] = [
      left.slice(4, 6),
      left.slice(6),
      right.slice(4, 6),
      right.slice(6),
    ]
    if (isSameYear && month === otherDay && day === otherMonth) return 6
    if (edits(of, a, b, 1) <= 1) return 5
    if (Number(isSameYear) + Number(month === otherMonth) + Number(day === otherDay) === 2) return 4
    if (edits(of, a, b, 2) <= 2) return 3
    return isSameYear ? 2 : 1
  }

const emails =
  (of: Dictionary, { edits }: Distances): Nearness =>
  (a, b) => {
    const [left, right] = [of.values[a]!, of.values[b]!]
    const [at, otherAt] = [left.lastIndexOf('@'), right.lastIndexOf('@')]
    const [name, otherName] = [left.slice(0, at), right.slice(0, otherAt)]
    const isOneDomain = left.slice(at) === right.slice(otherAt)
    if (name === otherName) return edits(of, a, b, 2) <= 2 ? 5 : 4
    // ada3@ and ada4@ at one domain are numbered because they are two people.
    if (isOneDomain && withoutDigits(name) === withoutDigits(otherName)) return 3
    if (edits(of, a, b, 2) <= 2) return 5
    return isOneDomain ? 2 : 1
  }

const withoutDigits = (text: string): string => text.replace(/\d+/g, '')

/** Cells may hold several numbers, parted by blanks: one in common is enough. */
const phones =
  (of: Dictionary, { edits }: Distances): Nearness =>
  (a, b) => {
    const [left, right] = [of.values[a]!, of.values[b]!]
    if (left.includes(' ') || right.includes(' ')) {
      const others = right.split(' ')
      return left.split(' ').some((one) => others.includes(one)) ? 3 : 1
    }
    return edits(of, a, b, 1) <= 1 ? 2 : 1
  }

const numbers = (a: number, b: number): number => {
  const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b))
  return apart <= 0.01 ? 3 : apart <= 0.1 ? 2 : 1
}
