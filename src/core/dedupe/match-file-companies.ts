/** Which companies of a file are surely one, and of which somebody has to say it. */
import { companyHeads, type HeadOf } from '../derive/company-heads.ts'
import type { Deps } from '../derive/run.ts'
import { cluster } from './cluster.ts'
import { companyEvidence, type CompanyEvidence } from './company-evidence.ts'
import { companyTable, type CompanyTable } from './company-table.ts'
import { cutOf, mergeCut } from './merge-cut.ts'
import type { Band, Refusal } from './types.ts'

export interface CompanyPair {
  a: number
  b: number
  bits: number
  reason: Refusal | 'likely'
}

export interface CompanyMatches {
  table: CompanyTable
  evidence: CompanyEvidence
  /** To be merged: the edges along which clusters grow. */
  sure: { a: number; b: number }[]
  /** To be asked, the likeliest first. */
  doubtful: CompanyPair[]
}

/** From this weight on companies are merged unasked. */
export const companyCut = (precision: number): number => cutOf(mergeCut([]), precision)

/** What dedupe makes of such a pair. */
export const companyBand = (evidence: CompanyEvidence, cut: number, a: number, b: number): Band => {
  const bits = evidence.score(a, b)
  if (bits < 0) return 'leave'
  return bits >= cut && evidence.isBacked(a, b) && !evidence.isElsewhere(a, b) ? 'merge' : 'review'
}

/** Pairs of company keys of which somebody has decided that they are two. */
export const companiesApart = ({ file }: Pick<Deps, 'file'>): ((a: string, b: string) => boolean) => {
  const links = file.decisions.companyLinks()
  const headOf: HeadOf = companyHeads(links)
  const walls = new Set(
    links
      .filter(({ kind }) => kind === 'company_cannot_link')
      .flatMap(({ a, b }) => [`${headOf(a)} ${headOf(b)}`, `${headOf(b)} ${headOf(a)}`]),
  )
  return (a, b) => walls.has(`${a} ${b}`)
}

/** Matches all companies as they are now, those that were merged as one. Writes nothing. */
export const matchFileCompanies = (deps: Pick<Deps, 'file'>, cut: number): CompanyMatches => {
  const table = companyTable(deps.file)
  const evidence = companyEvidence(table)
  const areApart = companiesApart(deps)
  const { units } = table
  const found = table.pairs.flatMap(([a, b]) => {
    const bits = areApart(units[a]!.key, units[b]!.key) ? -1 : evidence.score(a, b)
    return bits < 0 ? [] : [{ a, b, bits, band: companyBand(evidence, cut, a, b) }]
  })
  const sure = found.filter(({ band }) => band === 'merge')
  const cannot = (a: number, b: number): Refusal | null =>
    areApart(units[a]!.key, units[b]!.key) ? 'decided_apart' : evidence.isElsewhere(a, b) ? 'branches' : null
  const {
    cluster: clusterOf,
    unions,
    refused,
  } = cluster(
    {
      a: Int32Array.from(sure, ({ a }) => a),
      b: Int32Array.from(sure, ({ b }) => b),
      weight: Float64Array.from(sure, ({ bits }) => bits),
    },
    { units: units.length, threshold: cut, score: evidence.score, cannot },
  )
  const reasons = new Map(refused.map(({ a, b, reason }) => [`${a}:${b}`, reason]))
  const doubtful = found
    .filter(({ a, b }) => clusterOf[a] !== clusterOf[b])
    .map(({ a, b, bits }): CompanyPair => {
      const reason = reasons.get(`${a}:${b}`) ?? (evidence.isElsewhere(a, b) ? 'branches' : 'likely')
      return { a, b, bits, reason }
    })
    .sort((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b)
  return { table, evidence, sure: unions, doubtful }
}
