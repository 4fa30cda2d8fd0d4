/** What is decided about companies: of their keys, so that it holds whichever lists come and go. */
import type { CompanyDecisionKind } from '../../store/decisions.ts'
import type { ProspectFile } from '../../store/index.ts'
import { companyHeads, linkedKeys } from '../derive/company-heads.ts'
import type { Deps } from '../derive/run.ts'

/** The keys that a company is known by now, its own one first. */
export const keysOf = (file: ProspectFile, key: string): string[] => {
  const headOf = companyHeads(file.decisions.companyLinks())
  const others = [...linkedKeys(file, [key])].filter((each) => each !== key && headOf(each) === key)
  return [key, ...others.sort()]
}

interface Said {
  run_id: number
  kind: CompanyDecisionKind
  because: string | null
  /** `prm`, where nobody has said so. */
  by?: string
}

/** The keys of two companies, the one that was known first before the other. */
export type KeyPair = readonly [string, string]

/** @returns the ids of the decisions */
export const decideCompanies = (
  { file, now }: Pick<Deps, 'file' | 'now'>,
  { run_id, kind, because, by = 'user' }: Said,
  pairs: readonly KeyPair[],
): number[] =>
  pairs.map(([company_key, other_key]) =>
    file.decisions.addCompany({
      ...{ run_id, kind, company_key, other_key, because },
      decided_by: by,
      decided_at: now().toISOString(),
    }),
  )

/** Every key of one side with every key of the other: what keeps two companies apart whatever else joins them. */
export const acrossKeys = (left: readonly string[], right: readonly string[]): KeyPair[] =>
  left.flatMap((a) => right.map((b): KeyPair => [a, b]))

/** Companies in the order in which they came to be known. */
export const byAge =
  (file: ProspectFile) =>
  (a: { key: unknown }, b: { key: unknown }): number =>
    oldestOf(file, String(a.key)) - oldestOf(file, String(b.key))

const oldestOf = (file: ProspectFile, key: string): number => file.records.oldestOfCompany(key) ?? Infinity
