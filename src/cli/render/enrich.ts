import type { EnrichResult } from '../../core/enrich/enrich.ts'
import type { View } from '../command.ts'
import { bar, number, plural } from './format.ts'
import { pad } from './width.ts'

/** What each field was derived from. */
const FROM: Readonly<Record<string, string>> = {
  seniority: 'from the title',
  department: 'from the title',
  domain: 'from work e-mail addresses',
  website: 'from the domain',
  country: 'from phone or domain: a weak guess, marked so',
  prefix: 'from the full name',
  first_name: 'from the full name',
  middle_name: 'from the full name',
  last_name: 'from the full name',
  suffix: 'from the full name',
  full_name: 'from its parts',
}

export function renderEnrich(result: EnrichResult, view: View): string {
  const { people, companies, fields } = result.counts
  if (fields === 0) return 'Nothing to fill in: what can be derived is there already.'
  const where = [
    ...(people > 0 ? [plural(people, 'person', 'people')] : []),
    ...(companies > 0 ? [plural(companies, 'company', 'companies')] : []),
  ]
  const filled = Object.entries(result.filled).sort(([, a], [, b]) => b - a)
  const most = filled[0]?.[1] ?? 1
  const width = Math.max(...filled.map(([name]) => name.length))
  return [
    `${view.colour.bold(plural(fields, 'field'))} filled in, of ${where.join(' and ')}`,
    ...filled.map(([name, n]) =>
      `  ${pad(name, width)}  ${view.colour.cyan(bar(n / most))} ${pad(number(n), number(most).length, 'right')}  ${view.colour.dim(FROM[name] ?? '')}`.trimEnd(),
    ),
    ending(result),
  ].join('\n')
}

/** The last line of a result: the run, or that there was none. */
export const ending = ({ run, dry_run }: { run: number | null; dry_run: boolean }): string =>
  dry_run ? 'Dry run: nothing was changed.' : run === null ? 'Nothing has changed.' : `Run ${run}.`

export const enrichTalk = (result: EnrichResult): string[] =>
  result.run === null ? [] : ['next: prm validate']
