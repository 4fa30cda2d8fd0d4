/** Why two people are held to be one, or two: a line a comparison, in bits that add up to the weight. */
import { decode, likelihood } from './mixture.ts'
import type { PeopleModel } from './people-model.ts'
import { AT, WIDTH, type PeopleTable } from './people-table.ts'
import { COMPARISONS, K, LEVELS } from './person-levels.ts'
import type { EvidenceLine, PairEvidence } from './types.ts'
import { classesOf, type Weights } from './weights.ts'

const READINGS = ['strangers', 'namesakes', 'colleagues'] as const

/**
 * The evidence of a pair of rows. The bits of a line are log2(m / u) against the likeliest class of non-matches (the
 * runner-up), so that they add up; what the other classes take away in the sum goes into the prior.
 */
export const explainPair = (
  model: PeopleModel,
  table: PeopleTable,
  weights: Weights,
  pattern: number,
  a: number,
  b: number,
): PairEvidence => {
  const digits = decode(LEVELS, pattern, new Uint8Array(LEVELS.length))
  const [match, ...others] = classesOf(model)
  const chances = others.map((other) => likelihood(other, digits))
  const against = chances.reduce((x, y) => x + y, 0)
  const best = chances.indexOf(Math.max(...chances))
  const rival = others[best]!
  const frequency = weights.frequencyOf(pattern, a, b)
  const lines = COMPARISONS.map(({ field, words }, k): EvidenceLine => {
    const level = digits[k]!
    return {
      field,
      level: words[level]!,
      a: valueOf(table, a, k),
      b: valueOf(table, b, k),
      bits: level === 0 ? 0 : Math.log2(match!.tables[k]![level]! / rival.tables[k]![level]!),
      frequency_bits: k === K.name ? frequency.name : k === K.org ? frequency.org : 0,
    }
  })
  const prior = Math.log2(match!.share / rival.share) - Math.log2(against / chances[best]!)
  const total = lines.reduce((sum, line) => sum + line.bits + line.frequency_bits, prior)
  return {
    ...{ a: table.ids[a]!, b: table.ids[b]!, prior, lines, total },
    probability: 1 / (1 + 2 ** -total),
    runner_up: {
      reading: READINGS[best]!,
      bits: Math.log2(chances[best]!) - Math.log2(likelihood(match!, digits)),
    },
  }
}

/** The value that a comparison looked at, as it was compared; null where there is none. */
const valueOf = ({ rows, more, texts }: PeopleTable, unit: number, comparison: number): string | null => {
  const at = unit * WIDTH
  const rest = more.get(unit)
  const joined = (parts: (string | undefined)[], separator: string): string | null =>
    parts.filter((part) => part !== undefined && part !== '').join(separator) || null
  switch (comparison) {
    case K.name:
      return joined(
        [texts.names.values[rows[at + AT.given]!], texts.names.values[rows[at + AT.family]!]],
        ' ',
      )
    case K.mailbox: {
      const ids = [rows[at + AT.mailbox]!, ...(rest?.mailboxes.map(([id]) => id) ?? [])]
      return joined(
        ids.map((id) => texts.mailboxes.values[id]),
        ', ',
      )
    }
    case K.phone:
      return joined(
        [rows[at + AT.phone]!, ...(rest?.phones ?? [])].map((id) => texts.phones.values[id]),
        ', ',
      )
    case K.profile: {
      const ids = [rows[at + AT.profile]!, ...(rest?.profiles ?? [])]
      return joined(
        ids.map((id) => texts.profiles.values[id]),
        ', ',
      )
    }
    case K.title:
      return texts.words.values[rows[at + AT.title]!] || null
    default: {
      const company = texts.companies.values[rows[at + AT.company]!]
      const domain = texts.domains.values[rows[at + AT.domain]!]
      return joined([company === '' ? domain : company, texts.cities.values[rows[at + AT.city]!]], ', ')
    }
  }
}
