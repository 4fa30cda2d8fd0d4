/**
 * Merges the companies that are surely one, by links between their keys. What was merged stands until somebody undoes it
 * or splits it.
 */
import { Derivation } from '../derive/derive.ts'
import type { Deps } from '../derive/run.ts'
import { companyOfKey } from '../derive/which-company.ts'
import { createReason } from './because.ts'
import { companyBrief, type CompanyBrief } from './company-brief.ts'
import { byAge, decideCompanies, type KeyPair } from './decide-companies.ts'
import { compareCompanies } from './compare-companies.ts'
import { companyCut, matchFileCompanies } from './match-file-companies.ts'

export interface CompanyMerge {
  kept: CompanyBrief
  merged: (CompanyBrief & { because: string })[]
}

export interface CompaniesDeduped {
  /** `companies` before − `merged` into another, or come to one with its name = `left`; `review` pairs wait. */
  counts: Record<'companies' | 'merged' | 'left' | 'review', number>
  merges: CompanyMerge[]
}

/**
 * @param isFull compares all companies, not only those of which something has changed
 * @param begin opens the run, where there is something to write
 */
export const dedupeCompanies = (
  deps: Deps,
  { precision, isFull }: { precision: number; isFull: boolean },
  begin: () => number,
): CompaniesDeduped => {
  const { file } = deps
  const cut = companyCut(precision)
  const companies = file.companies.count()
  const noted: { gone: CompanyBrief; key: string; because: string }[] = []
  const before = new Map<string, CompanyBrief>()
  file.write(() => compareCompanies(file, { isFull }))
  let matches = matchFileCompanies(deps, cut, companies)
  // What two know together may say more than what each of them knew.
  for (let known = Infinity; matches.sure.length > 0 && file.companies.count() < known;) {
    known = file.companies.count()
    const { unit, evidence, sure } = matches
    file.write(() => {
      const run_id = begin()
      const touched: string[] = []
      for (const { a, b } of sure) {
        const rows = [a, b].map((key) => file.companies.byKey(key)!).sort(byAge(file))
        const [kept, gone] = rows.map(({ key }) => String(key)) as [string, string]
        for (const row of rows)
          if (!before.has(String(row.key))) before.set(String(row.key), companyBrief(row))
        const because = createReason(evidence.explain(unit(a), unit(b)))
        const pair: KeyPair = [kept, gone]
        decideCompanies(deps, { run_id, kind: 'company_link', because, by: 'prm' }, [pair])
        noted.push({ gone: before.get(gone)!, key: gone, because })
        touched.push(kept, gone)
      }
      const derivation = new Derivation(file, { run_id, why: 'merge' })
      derivation.relink(touched)
      derivation.flush()
      compareCompanies(file)
    })
    matches = matchFileCompanies(deps, cut)
  }
  const left = noted.length === 0 ? companies : file.companies.count()
  return {
    counts: { companies, merged: companies - left, left, review: matches.waiting() },
    merges: mergesOf(deps, noted),
  }
}

const mergesOf = (
  { file }: Deps,
  noted: readonly { gone: CompanyBrief; key: string; because: string }[],
): CompanyMerge[] => {
  const merges = new Map<string, CompanyMerge>()
  for (const { gone, key, because } of noted) {
    const row = companyOfKey(file, key)!
    const merge = merges.get(String(row.key)) ?? { kept: companyBrief(row), merged: [] }
    merge.merged.push({ ...gone, because })
    merges.set(String(row.key), merge)
  }
  return [...merges.values()]
}
