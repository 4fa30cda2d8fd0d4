/** Which companies of a file are surely one, and of which somebody has to say it. */
import type { CompanyEdge } from '../../store/company-matching.ts'
import { companyHeads, type HeadOf } from '../derive/company-heads.ts'
import type { Deps } from '../derive/run.ts'
import { cluster } from './cluster.ts'
import {
  companyEvidence,
  companyPrior,
  type CompanyEvidence,
  type CompanyWeight,
} from './company-evidence.ts'
import { companySource, type CompanyUnit } from './company-unit.ts'
import { cutOf, mergeCut } from './merge-cut.ts'
import type { Band, Refusal } from './types.ts'

/** Two companies by key, `a < b`. */
export interface CompanyPair {
  a: string
  b: string
  bits: number
  reason: Refusal | 'likely'
}

export interface CompanyMatches {
  unit: (key: string) => CompanyUnit
  evidence: CompanyEvidence
  /** To be merged: the edges along which clusters grow. */
  sure: { a: string; b: string }[]
  /** To be asked, the likeliest first. */
  doubtful: () => CompanyPair[]
  /** How many these are. */
  waiting: () => number
}

/** From this weight on companies are merged unasked. */
export const companyCut = (precision: number): number => cutOf(mergeCut([]), precision)

/** What dedupe makes of two of this weight, which comes to so many bits in this file. */
export const companyBand = (
  { is_backed, is_elsewhere }: Pick<CompanyWeight, 'is_backed' | 'is_elsewhere'>,
  bits: number,
  cut: number,
): Band => {
  if (bits < 0) return 'leave'
  return bits >= cut && is_backed && !is_elsewhere ? 'merge' : 'review'
}

/** Whether somebody has decided that the companies with these keys are two; null where nobody has decided it of any. */
export const companiesApart = ({ file }: Pick<Deps, 'file'>): ((a: string, b: string) => boolean) | null => {
  const links = file.decisions.companyLinks()
  const said = links.filter(({ kind }) => kind === 'company_cannot_link')
  if (said.length === 0) return null
  const headOf: HeadOf = companyHeads(links)
  const walls = new Set(
    said.flatMap(({ a, b }) => [`${headOf(a)} ${headOf(b)}`, `${headOf(b)} ${headOf(a)}`]),
  )
  return (a, b) => walls.has(`${a} ${b}`)
}

const weightOf = ({ bits, is_named, is_backed, is_elsewhere }: CompanyEdge): CompanyWeight => ({
  ...{ bits, is_named: is_named === 1 },
  ...{ is_backed: is_backed === 1, is_elsewhere: is_elsewhere === 1 },
})

/**
 * What follows from which companies are alike (see `compareCompanies`), those that were merged as one. Writes nothing;
 * what it gives is not to be used over a write.
 *
 * @param companies how many there are, where they are counted already
 */
export const matchFileCompanies = (
  deps: Pick<Deps, 'file'>,
  cut: number,
  companies: number | null = null,
): CompanyMatches => {
  const { companyMatching: kept } = deps.file
  const source = companySource(deps.file, undefined, companies)
  const evidence = companyEvidence(source)
  const areApart = companiesApart(deps)
  const prior = companyPrior(source.size())
  const edges = (found: readonly CompanyEdge[]): readonly CompanyEdge[] =>
    areApart === null ? found : found.filter(({ a, b }) => !areApart(a, b))
  const counts = kept.countEdges({ prior, least: cut })
  const sure = counts.backed === 0 ? [] : edges(kept.backedEdges({ prior, least: cut }))
  // By key, so that the order of the lists plays no part.
  const keys = [...new Set(sure.flatMap(({ a, b }) => [a, b]))].sort()
  const placeOf = new Map(keys.map((key, place) => [key, place]))
  const weigh = (a: number, b: number): CompanyWeight =>
    evidence.weigh(source.unit(keys[a]!), source.unit(keys[b]!))
  const {
    cluster: clusterOf,
    unions,
    refused,
  } = cluster(
    {
      a: Int32Array.from(sure, ({ a }) => placeOf.get(a)!),
      b: Int32Array.from(sure, ({ b }) => placeOf.get(b)!),
      weight: Float64Array.from(sure, (edge) => evidence.total(weightOf(edge))),
    },
    {
      units: keys.length,
      threshold: cut,
      score: (a, b) => evidence.total(weigh(a, b)),
      cannot: (a, b) =>
        areApart?.(keys[a]!, keys[b]!) ? 'decided_apart' : weigh(a, b).is_elsewhere ? 'branches' : null,
    },
  )
  const reasons = new Map(refused.map(({ a, b, reason }) => [`${keys[a]!} ${keys[b]!}`, reason]))
  const headOf = (key: string): number | string => {
    const place = placeOf.get(key)
    return place === undefined ? key : clusterOf[place]!
  }
  const doubtful = (): CompanyPair[] =>
    edges(kept.edges({ prior, least: 0 }))
      .filter(({ a, b }) => headOf(a) !== headOf(b))
      .map((edge): CompanyPair => {
        const { a, b, is_elsewhere } = edge
        const reason = reasons.get(`${a} ${b}`) ?? (is_elsewhere === 1 ? 'branches' : 'likely')
        return { a, b, bits: evidence.total(weightOf(edge)), reason }
      })
      .sort((x, y) => y.bits - x.bits || (x.a === y.a ? (x.b < y.b ? -1 : 1) : x.a < y.a ? -1 : 1))
  return {
    ...{ unit: source.unit, evidence, doubtful },
    sure: unions.map(({ a, b }) => ({ a: keys[a]!, b: keys[b]! })),
    waiting: () => (areApart === null && sure.length === 0 ? counts.likely : doubtful().length),
  }
}
