/** Bins as conditions over `lead`, with words for people. Neighbours with the same points become one rule. */
import { quoteText } from '../../store/condition.ts'
import type { Candidate } from './candidates.ts'
import type { CardFeature } from './scorecard.ts'

export interface BinRule {
  when: string
  points: number
  /** "employees 50 to 200". */
  words: string
  rows: number
  positives: number
}

interface Piece {
  bins: number[]
  points: number
}

/** One rule for all bins that are worth the same; none for what is worth nothing. */
export const binRules = (candidate: Candidate, card: CardFeature): BinRule[] => {
  const { feature, points, rows, positives } = card
  const sum = (of: readonly number[], bins: readonly number[]): number =>
    bins.reduce((total, bin) => total + of[bin]!, 0)
  const rule = (when: string, words: string, { bins, points: worth }: Piece): BinRule => ({
    when,
    points: worth,
    words,
    rows: sum(rows, bins),
    positives: sum(positives, bins),
  })
  const unknown = points[0] === 0 ? [] : [unknownRule(candidate, { bins: [0], points: points[0]! }, rule)]
  if (feature.kind === 'number') {
    const pieces = neighbours(points.slice(1)).map(({ bins, points: worth }) => ({
      bins: bins.map((bin) => bin + 1),
      points: worth,
    }))
    const ranges = pieces.flatMap((piece) => {
      if (piece.points === 0) return []
      const from = feature.cuts[piece.bins[0]! - 2]
      const to = feature.cuts[piece.bins.at(-1)! - 1]
      return [rule(rangeCondition(candidate.name, from, to), rangeWords(candidate.words, from, to), piece)]
    })
    return [...ranges, ...unknown]
  }
  if (candidate.kind === 'flag') {
    const flags = feature.values.flatMap((value, i) => {
      const piece = { bins: [i + 1], points: points[i + 1]! }
      if (piece.points === 0) return []
      const isYes = value === 'yes'
      return [
        rule(
          isYes ? candidate.name : `not (${candidate.name})`,
          isYes ? candidate.words : `not: ${candidate.words}`,
          piece,
        ),
      ]
    })
    return [...flags, ...unknown]
  }
  const { values } = feature
  const grouped = Map.groupBy(
    values.map((value, i) => ({ value, bin: i + 1 })),
    ({ bin }) => points[bin]!,
  )
  const groups = [...grouped].flatMap(([worth, members]) => {
    if (worth === 0) return []
    const names = members.map(({ value }) => value)
    const list = names.map(quoteText)
    const when =
      list.length === 1 ? `${candidate.name} = ${list[0]!}` : `${candidate.name} in (${list.join(', ')})`
    return [
      rule(when, `${candidate.words} ${names.join(', ')}`, {
        bins: members.map(({ bin }) => bin),
        points: worth,
      }),
    ]
  })
  const other = { bins: [values.length + 1], points: points[values.length + 1]! }
  const others =
    other.points === 0
      ? []
      : [
          rule(
            values.length === 0
              ? `${candidate.name} is not null`
              : `${candidate.name} not in (${values.map(quoteText).join(', ')})`,
            values.length === 0 ? `${candidate.words} is known` : `another ${candidate.words}`,
            other,
          ),
        ]
  return [...groups, ...others, ...unknown].sort((a, b) => b.points - a.points)
}

const unknownRule = (
  { name, reads, words }: Candidate,
  piece: Piece,
  rule: (when: string, words: string, piece: Piece) => BinRule,
): BinRule => {
  const isPlain = !name.startsWith('today') && reads.length === 1
  const source = isPlain && !reads[0]!.startsWith('custom.') ? reads[0]! : name
  const when = name.startsWith('today')
    ? `${reads[0]!} is null`
    : source === name
      ? `${name} is null`
      : `${source} is null`
  return rule(when, `${words}: not known`, piece)
}

const neighbours = (points: readonly number[]): Piece[] => {
  const pieces: Piece[] = []
  points.forEach((worth, bin) => {
    const last = pieces.at(-1)
    if (last?.points === worth) last.bins.push(bin)
    else pieces.push({ bins: [bin], points: worth })
  })
  return pieces
}

const rangeCondition = (name: string, from: number | undefined, to: number | undefined): string => {
  if (from === undefined) return to === undefined ? `${name} is not null` : `${name} < ${to}`
  return to === undefined ? `${name} >= ${from}` : `${name} >= ${from} and ${name} < ${to}`
}

const rangeWords = (words: string, from: number | undefined, to: number | undefined): string => {
  if (from === undefined) return to === undefined ? `${words} is known` : `${words} below ${to}`
  return to === undefined ? `${words} ${from} or more` : `${words} ${from} to below ${to}`
}
