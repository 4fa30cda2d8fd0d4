/** Why two units are one person, in a few words: what a decision keeps, and what people read. */
import type { PeopleMatcher } from './people-matcher.ts'
import { probabilityOf } from './merge-cut.ts'
import type { NewLink } from './reconcile.ts'
import type { Decided } from './scope.ts'
import type { EvidenceLine, PairEvidence } from './types.ts'

/** Beneath so many bits a comparison is no reason. */
const TELLING = 1

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`

/** `same company and city` -> company, city; none where a level is not one of sameness. */
const samesOf = ({ field, level }: EvidenceLine): string[] => {
  if (level === 'equal') return [field]
  const same = /^(?:no company, )?same (company|city)(?: and (\w+))?$/.exec(level)
  return same === null ? [] : [same[1]!, ...(same[2] === undefined ? [] : [same[2]])]
}

/** `same name, company and phone` */
export const reasonOf = (lines: readonly EvidenceLine[]): string => {
  const telling = lines.filter(({ bits, frequency_bits }) => bits + frequency_bits >= TELLING)
  const same = lines.flatMap(samesOf)
  const other = telling
    .filter((line) => samesOf(line).length === 0)
    .map(({ field, level }) => (level.includes(field) ? level : `${field}: ${level}`))
  return [...(same.length > 0 ? [`same ${listed(same)}`] : []), ...other].join('; ')
}

/** Four digits, but never 1: nothing is certain. */
const shortly = (probability: number): string => (probability > 0.9999 ? '> 0.9999' : probability.toFixed(4))

/** `same name and page; 0.9991` */
export const createReason = ({ lines, probability }: Pick<PairEvidence, 'lines' | 'probability'>): string =>
  `${reasonOf(lines)}; ${shortly(probability)}`

/** Words for many pairs of one matcher: most pairs of a file show one of a few hundred patterns. */
export const createBecause = ({ pattern, explain, score }: PeopleMatcher) => {
  const known = new Map<number, string>()
  /** `same name, company and phone; 0.9991` */
  return (a: number, b: number): string => {
    const found = pattern(a, b)
    let reason = known.get(found)
    if (reason === undefined) known.set(found, (reason = reasonOf(explain(a, b).lines)))
    return `${reason}; ${shortly(probabilityOf(score(a, b)))}`
  }
}

/** A link with the reason that is kept with it. */
export interface ReasonedLink extends NewLink {
  because: string
}

/** New links with their reasons: what is written needs nothing else of what was matched. */
export const withReasons = (
  matcher: PeopleMatcher,
  { added, placesOf }: Pick<Decided, 'added' | 'placesOf'>,
): ReasonedLink[] => {
  const because = createBecause(matcher)
  return added.map((link) => ({ ...link, because: because(...placesOf(link)) }))
}
