/** The pairs of companies that wait for an answer, and the evidence of any two. */
import { PrmError } from '../../model/errors.ts'
import type { CompanyRow } from '../../store/companies.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { companyBrief, type CompanyBrief } from './company-brief.ts'
import { companyEvidence } from './company-evidence.ts'
import { companySource, unitOf } from './company-unit.ts'
import { compareCompanies } from './compare-companies.ts'
import { companiesApart, companyBand, companyCut, matchFileCompanies } from './match-file-companies.ts'
import { DEFAULT_PRECISION } from './merge-cut.ts'
import type { Band, PairEvidence, ReviewCase } from './types.ts'

/** What the file keeps of companies that are alike may be older than the companies. */
const compareNow = ({ file }: Pick<Deps, 'file'>): void => {
  if (!file.companyMatching.isMatched() || file.companyMatching.hasDue())
    file.write(() => compareCompanies(file))
}

/** The likeliest first, whatever precision the last dedupe aimed at. */
export const companyCases = (deps: Pick<Deps, 'file'>): ReviewCase[] => {
  compareNow(deps)
  const { unit, evidence, doubtful } = matchFileCompanies(deps, Infinity)
  const idOf = (key: string): string => String(deps.file.companies.byKey(key)!.id)
  return doubtful().map(({ a, b, reason }) => {
    const [x, y] = unit(a).record < unit(b).record ? [a, b] : [b, a]
    const evidenceOf = evidence.explain(unit(x), unit(y))
    return { about: 'companies' as const, a: idOf(x), b: idOf(y), reason, evidence: evidenceOf }
  })
}

export interface ExplainCompaniesResult extends Result {
  about: 'companies'
  run: null
  counts: Record<'fields', number>
  a: CompanyBrief
  b: CompanyBrief
  evidence: PairEvidence
  /** Null: nobody has decided. */
  decided: 'different' | null
  /** What dedupe makes of such a pair. */
  band: Band
}

/** @throws PrmError `explain.one_company` */
export const explainCompanies = (
  deps: Pick<Deps, 'file'>,
  [a, b]: readonly [CompanyRow, CompanyRow],
): ExplainCompaniesResult => {
  if (a.key === b.key) {
    const { id, name, domain } = companyBrief(a)
    throw new PrmError(
      'usage',
      'explain.one_company',
      `${name ?? domain ?? id} is one company: there is no pair`,
      {
        hint: `prm split ${domain ?? id} takes apart what was merged into it`,
      },
    )
  }
  compareNow(deps)
  const { explain, weigh } = companyEvidence(companySource(deps.file))
  const [left, right] = [unitOf(a), unitOf(b)]
  const found = explain(left, right)
  return {
    ...{
      schemaVersion: SCHEMA_VERSION,
      about: 'companies',
      run: null,
      counts: { fields: found.lines.length },
    },
    ...{ a: companyBrief(a), b: companyBrief(b), evidence: found },
    decided: companiesApart(deps)?.(String(a.key), String(b.key)) ? 'different' : null,
    band: companyBand(weigh(left, right), found.total, companyCut(DEFAULT_PRECISION)),
  }
}
