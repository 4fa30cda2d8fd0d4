/** Takes companies apart that were merged, by hand or by dedupe, and keeps them apart. */
import { PrmError } from '../../model/errors.ts'
import type { CompanyRow } from '../../store/companies.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { companyBrief, type CompanyBrief } from './company-brief.ts'
import { acrossKeys, decideCompanies, keysOf } from './decide-companies.ts'

export interface SplitCompanyInput {
  company: CompanyRow
  /** As it was named. */
  who: string
  because?: string | undefined
  dry_run?: boolean
}

export interface SplitCompanyResult extends Result {
  about: 'companies'
  /** How many companies it is now, and how many people work there. */
  counts: Record<'companies' | 'people', number>
  before: CompanyBrief
  companies: (CompanyBrief & { people: number })[]
  dry_run: boolean
}

/** @throws PrmError `split.one_company` */
export const splitCompany = async (deps: Deps, input: SplitCompanyInput): Promise<SplitCompanyResult> => {
  if (!input.dry_run) return deps.file.write(() => split(deps, input))
  const plan = await deps.file.rehearse(() => Promise.resolve(split(deps, input)))
  return { ...plan, run: null, dry_run: true }
}

const split = (deps: Deps, { company, who, because }: SplitCompanyInput): SplitCompanyResult => {
  const { file } = deps
  const before = companyBrief(company)
  const keys = keysOf(file, String(company.key))
  if (keys.length === 1) {
    throw new PrmError(
      'usage',
      'split.one_company',
      `${before.name ?? before.domain ?? before.id} was not merged with any other company`,
      { hint: 'its records have one domain, or one name; prm edit gives a person another company' },
    )
  }
  const run = startRun(deps, 'split', { who, because })
  const pairs = keys.flatMap((key, i) => acrossKeys([key], keys.slice(i + 1)))
  decideCompanies(deps, { run_id: run, kind: 'company_cannot_link', because: because ?? null }, pairs)
  const derivation = new Derivation(file, { run_id: run, why: 'split' })
  derivation.relink(keys)
  derivation.flush()
  const now = keys.flatMap((key) => file.companies.byKey(key) ?? [])
  const companies = now.map((row) => ({ ...companyBrief(row), people: Number(row.people) }))
  const counts = { companies: now.length, people: companies.reduce((sum, { people }) => sum + people, 0) }
  finishRun(deps, run, 'done', counts)
  return {
    ...{ schemaVersion: SCHEMA_VERSION, about: 'companies', run, counts, before, companies, dry_run: false },
  }
}
