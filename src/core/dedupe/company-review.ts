/** A review of two companies: who they are now, how they are shown, and what an answer writes. */
import { recordOfId } from '../../model/id.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Derivation } from '../derive/derive.ts'
import type { Deps } from '../derive/run.ts'
import { companyOfKey } from '../derive/which-company.ts'
import { acrossKeys, byAge, decideCompanies, keysOf } from './decide-companies.ts'
import { companiesApart } from './match-file-companies.ts'
import type { Answer } from './review.ts'
import { distinct, listsOf, text, type ReviewSide } from './review-side.ts'

/** The company that an id leads to now; undefined where nothing is left of it. */
export const companyNow = (file: ProspectFile, id: string): CompanyRow | undefined => {
  const known = file.companies.get(id)
  if (known) return known
  const record = recordOfId(id)
  const key = record === null ? null : (file.records.get(record)?.company_key ?? null)
  return key === null ? undefined : file.companies.byKey(key)
}

/** The two of a pair as they are now; null where nothing is left to decide. */
export const openCompanies = (
  file: ProspectFile,
  { a, b }: { a: string; b: string },
): [CompanyRow, CompanyRow] | null => {
  const [left, right] = [companyNow(file, a), companyNow(file, b)]
  if (!left || !right || left.key === right.key) return null
  return companiesApart({ file })?.(String(left.key), String(right.key)) ? null : [left, right]
}

const KINDS = {
  same: 'company_link',
  different: 'company_cannot_link',
  unsure: 'company_unsure',
} as const

/** Writes one answer. Call inside a write. */
export const answerCompanies = (
  deps: Pick<Deps, 'file' | 'now'>,
  derivation: Derivation,
  run_id: number,
  answer: Answer,
  two: readonly [CompanyRow, CompanyRow],
): { decisions: number[]; keys: string[] } => {
  const sides = [...two].sort(byAge(deps.file)).map(({ key }) => keysOf(deps.file, String(key)))
  const [left, right] = sides as [string[], string[]]
  const pairs = answer === 'different' ? acrossKeys(left, right) : acrossKeys([left[0]!], [right[0]!])
  const decisions = decideCompanies(deps, { run_id, kind: KINDS[answer], because: 'review' }, pairs)
  const keys = sides.flat()
  if (answer !== 'unsure') derivation.relink(keys)
  return { decisions, keys }
}

/** Both ways, `a:b`: companies of which somebody said that they cannot tell whether they are one. */
export const unsureCompanies = (file: ProspectFile): string[] =>
  file.decisions
    .companyLinks()
    .filter(({ kind }) => kind === 'company_unsure')
    .flatMap(({ a, b }) => {
      const [x, y] = [companyOfKey(file, a)?.id, companyOfKey(file, b)?.id]
      return x === undefined || y === undefined ? [] : [`${x}:${y}`, `${y}:${x}`]
    })

/** Of a company's records this many are looked at for where it is and which lists it is from. */
const SHOWN = 3

export const companySide = (file: ProspectFile, row: CompanyRow): ReviewSide => {
  const key = String(row.key)
  const told = file.records.someOfCompany(key)
  const values = (field: 'city' | 'country'): string[] => distinct(told.map((fields) => text(fields[field])))
  const domains = keysOf(file, key).flatMap((each) => (each.startsWith('d:') ? [each.slice(2)] : []))
  return {
    id: String(row.id),
    name: text(row.company) ?? text(row.domain),
    emails: [],
    phones: distinct([text(row.company_phone)]),
    profiles: distinct([text(row.company_linkedin_url)]),
    companies: domains,
    domain: text(row.domain),
    titles: [],
    place: [...values('city').slice(0, SHOWN), ...values('country').slice(0, SHOWN)].join(', ') || null,
    sources: listsOf(file.records.originsOfCompany(key)),
    records: told.length,
  }
}
