/** Says by hand that several companies are one: their records, their people and what is known of them come together. */
import { COMPANY_VALUES, type CompanyRow } from '../../store/companies.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { companyOfKey } from '../derive/which-company.ts'
import { companyBrief, type CompanyBrief } from './company-brief.ts'
import { byAge, decideCompanies, type KeyPair } from './decide-companies.ts'

export interface MergeCompaniesInput {
  /** As they are in the file; two or more. */
  companies: readonly CompanyRow[]
  /** As they were named. */
  who: readonly string[]
  because?: string | undefined
  dry_run?: boolean
}

export interface MergeCompaniesResult extends Result {
  about: 'companies'
  /** `unchanged` of them are one already; `people` is how many have come to another company with them. */
  counts: Record<'merged' | 'unchanged' | 'people', number>
  kept: CompanyBrief
  /** What the one that is kept was before. */
  was: CompanyBrief
  merged: CompanyBrief[]
  changes: { field: string; old: string | null; new: string | null }[]
  dry_run: boolean
}

export const mergeCompanies = async (
  deps: Deps,
  input: MergeCompaniesInput,
): Promise<MergeCompaniesResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(merge(deps, input)))
  if (input.dry_run || plan.counts.merged === 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => merge(deps, input))
}

const merge = (deps: Deps, { companies, who, because }: MergeCompaniesInput): MergeCompaniesResult => {
  const { file } = deps
  const byKey = new Map(companies.map((row) => [String(row.key), row]))
  const [first, ...others] = [...byKey.values()].sort(byAge(file)) as [CompanyRow, ...CompanyRow[]]
  const merged = others.length
  let run: number | null = null
  const people = others.reduce((sum, row) => sum + Number(row.people), 0)
  const counts = { merged, unchanged: who.length - 1 - merged, people }
  if (merged > 0) {
    run = startRun(deps, 'merge', { who, because })
    const pairs = others.map(({ key }): KeyPair => [String(first.key), String(key)])
    decideCompanies(deps, { run_id: run, kind: 'company_link', because: because ?? null }, pairs)
    const derivation = new Derivation(file, { run_id: run, why: 'merge' })
    derivation.relink(byKey.keys())
    derivation.flush()
    finishRun(deps, run, 'done', counts)
  }
  const now = merged === 0 ? first : companyNow(deps, first)
  const text = (value: string | number | null): string | null => (value === null ? null : String(value))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, about: 'companies', run, counts, kept: companyBrief(now) },
    was: companyBrief(first),
    merged: others.map(companyBrief),
    changes: COMPANY_VALUES.filter((name) => now[name] !== first[name]).map((name) => ({
      ...{ field: name, old: text(first[name]), new: text(now[name]) },
    })),
    dry_run: false,
  }
}

/** A domain may speak for it now. */
const companyNow = ({ file }: Deps, { key }: CompanyRow): CompanyRow => companyOfKey(file, String(key))!
