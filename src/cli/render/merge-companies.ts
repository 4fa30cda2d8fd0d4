import type { MergeCompaniesResult } from '../../core/dedupe/merge-companies.ts'
import type { SplitCompanyResult } from '../../core/dedupe/split-companies.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { plural } from './format.ts'
import { companyBrief, companyWord } from './who.ts'
import { oneLine, pad } from './width.ts'

const value = (text: string | null): string => (text === null ? '(nothing)' : oneLine(text))

export function renderMergeCompanies(result: MergeCompaniesResult, view: View): string {
  const { kept, was, merged, changes, counts, dry_run } = result
  const name = view.colour.bold(companyBrief(kept))
  if (merged.length === 0) return `${name}: they are one company already.`
  const width = Math.max(0, ...changes.map(({ field }) => field.length))
  return [
    `${name} ${dry_run ? 'would be one company' : 'is one company now'}:`,
    ...[was, ...merged].map((company) => `  ${companyBrief(company)}`),
    ...(changes.length === 0 ? [] : [dry_run ? 'and would change:' : 'and has changed:']),
    ...changes.map(({ field, old, new: now }) => `  ${pad(field, width)}  ${value(old)} → ${value(now)}`),
    ...(counts.people === 0
      ? []
      : [`${plural(counts.people, 'person', 'people')} ${dry_run ? 'would move' : 'moved'} with it`]),
    ending(result),
  ].join('\n')
}

export const mergeCompaniesTalk = ({ run, kept }: MergeCompaniesResult): string[] =>
  run === null
    ? []
    : [`prm undo ${run} takes it back; prm split ${companyWord(kept)} takes apart all that was merged`]

export function renderSplitCompany(result: SplitCompanyResult, view: View): string {
  const { before, companies, counts, dry_run } = result
  const parts = plural(counts.companies, 'company', 'companies')
  return [
    `${view.colour.bold(companyBrief(before))} ${dry_run ? `would be ${parts}` : `is ${parts} now`}, kept apart:`,
    ...companies.map(
      ({ people, ...company }) => `  ${companyBrief(company)}  ${plural(people, 'person', 'people')}`,
    ),
    ending(result),
  ].join('\n')
}

export const splitCompanyTalk = ({ run }: SplitCompanyResult): string[] =>
  run === null ? [] : [`prm undo ${run} takes it back; prm merge joins them again`]
