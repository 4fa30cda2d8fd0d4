/** Merging, splitting and explaining of whatever was named: people, or companies by domain, id or name. */
import { PrmError } from '../../model/errors.ts'
import { findEither, type Either } from '../derive/find-either.ts'
import type { Deps } from '../derive/run.ts'
import { explainCompanies, type ExplainCompaniesResult } from './company-cases.ts'
import { evidenceOf } from './evidence.ts'
import { explainPeople, type ExplainResult } from './explain-people.ts'
import { mergeCompanies, type MergeCompaniesResult } from './merge-companies.ts'
import { mergePeople, type MergeInput, type MergeResult } from './merge.ts'
import { splitCompany, type SplitCompanyResult } from './split-companies.ts'
import { splitPerson, type SplitInput, type SplitResult } from './split.ts'

/** @throws PrmError `who.…`, `merge.both_kinds` */
export const mergeThose = async (
  deps: Deps,
  input: MergeInput,
): Promise<MergeResult | MergeCompaniesResult> => {
  const found = input.who.map((who) => findEither(deps.file, who))
  const companies = found.flatMap((each) => (each.type === 'company' ? [each.row] : []))
  if (companies.length === 0) return mergePeople(deps, input)
  if (companies.length === found.length) return mergeCompanies(deps, { ...input, companies })
  throw bothKinds(input.who, found)
}

const bothKinds = (who: readonly string[], found: readonly Either[]): PrmError => {
  const first = (type: Either['type']): string => who[found.findIndex((each) => each.type === type)]!
  return new PrmError(
    'usage',
    'merge.both_kinds',
    `"${first('person')}" is a person and "${first('company')}" a company`,
    { hint: 'people go with people, companies with companies' },
  )
}

/** @throws PrmError `who.…`, `split.…` */
export const splitThat = async (deps: Deps, input: SplitInput): Promise<SplitResult | SplitCompanyResult> => {
  const found = findEither(deps.file, input.who)
  if (found.type === 'person') return splitPerson(deps, input)
  if (input.records === undefined) return splitCompany(deps, { ...input, company: found.row })
  throw new PrmError('usage', 'split.company_record', '--record takes a record away from a person', {
    hint: `"${input.who}" is a company: prm split takes apart what was merged into it`,
  })
}

/** @throws PrmError `who.…`, `explain.…`, `merge.both_kinds` */
export const explainThose = (
  deps: Pick<Deps, 'file'>,
  { a, b }: { a: string; b: string },
): ExplainResult | ExplainCompaniesResult => {
  const found = [findEither(deps.file, a), findEither(deps.file, b)] as const
  const [left, right] = found
  if (left.type === 'company' && right.type === 'company')
    return explainCompanies(deps, [left.row, right.row])
  if (left.type !== right.type) throw bothKinds([a, b], found)
  return explainPeople(deps, { a, b }, (x, y) => evidenceOf(deps, x, y))
}
