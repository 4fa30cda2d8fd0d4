/** Merging and splitting by hand of whatever was named: people, or companies by domain, id or name. */
import { PrmError } from '../../model/errors.ts'
import { findEither, type Either } from '../derive/find-either.ts'
import type { Deps } from '../derive/run.ts'
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
  const first = (type: Either['type']): string => input.who[found.findIndex((each) => each.type === type)]!
  throw new PrmError(
    'usage',
    'merge.both_kinds',
    `"${first('person')}" is a person and "${first('company')}" a company`,
    { hint: 'merge people with people, companies with companies' },
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
