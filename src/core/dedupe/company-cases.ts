/** The pairs of companies that wait for an answer, and the evidence of any two. */
import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import type { CompanyRow } from '../../store/companies.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { companyBrief, type CompanyBrief } from './company-brief.ts'
import { companyEvidence } from './company-evidence.ts'
import { companyTable } from './company-table.ts'
import { companiesApart, companyBand, companyCut, matchFileCompanies } from './match-file-companies.ts'
import { DEFAULT_PRECISION } from './merge-cut.ts'
import type { Band, PairEvidence, ReviewCase } from './types.ts'

/** The likeliest first, whatever precision the last dedupe aimed at. */
export const companyCases = (deps: Pick<Deps, 'file'>): ReviewCase[] => {
  const { table, evidence, doubtful } = matchFileCompanies(deps, Infinity)
  const idOf = (unit: number): string => String(deps.file.companies.byKey(table.units[unit]!.key)!.id)
  return doubtful.map(({ a, b, reason }) => {
    const [x, y] = recordOfId(idOf(a))! < recordOfId(idOf(b))! ? [a, b] : [b, a]
    const evidenceOf = evidence.explain(x, y)
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
  const table = companyTable(deps.file)
  const [left, right] = [a, b].map(({ key }) => table.units.findIndex((unit) => unit.key === key)) as [
    number,
    number,
  ]
  if (left === right) {
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
  const evidence = companyEvidence(table)
  const found = evidence.explain(left, right)
  return {
    ...{
      schemaVersion: SCHEMA_VERSION,
      about: 'companies',
      run: null,
      counts: { fields: found.lines.length },
    },
    ...{ a: companyBrief(a), b: companyBrief(b), evidence: found },
    decided: companiesApart(deps)(String(a.key), String(b.key)) ? 'different' : null,
    band: companyBand(evidence, companyCut(DEFAULT_PRECISION), left, right),
  }
}
