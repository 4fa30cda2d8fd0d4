import type { DedupeResult, MergedPerson } from '../../core/dedupe/dedupe.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { companyBrief } from './who.ts'
import { number, plural } from './format.ts'
import { oversized } from './oversized.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

const SHOWN = 20

/** A person by name and the address that tells them from the other. */
const who = ({ id, name, email }: MergedPerson): string => {
  if (name === null) return oneLine(email ?? id)
  return email === null ? `${oneLine(name)} (${id})` : `${oneLine(name)} <${oneLine(email)}>`
}

export function renderDedupe(result: DedupeResult, view: View): string {
  const { people, merged, parted, left, review } = result.counts
  const apart = parted === 0 ? '' : ` + ${number(parted)} taken apart again`
  const parts = [
    merged + parted === 0
      ? `No ${result.matched.what === 'all' ? '' : 'new '}duplicates among ${plural(people, 'person', 'people')}.`
      : `${number(people)} people − ${number(merged)} merged${apart} = ${view.colour.bold(`${number(left)} people`)}`,
  ]
  const merges = result.merges.flatMap(({ kept, merged: gone }) => gone.map((person) => ({ kept, person })))
  if (merges.length > 0) {
    parts.push(
      cut(merges, view, (rows) =>
        table(
          rows,
          [
            { header: 'Kept', value: ({ kept }) => who(kept) },
            { header: 'Merged into it', value: ({ person }) => who(person) },
            {
              header: 'Because',
              value: ({ person }) => person.because,
              style: (text) => view.colour.dim(text),
            },
          ],
          view,
        ),
      ),
    )
  }
  if (result.parts.length > 0) {
    parts.push(
      cut(result.parts, view, (rows) =>
        table(
          rows,
          [
            { header: 'Taken apart', value: ({ was }) => who(was) },
            { header: 'Now', value: ({ people: now }) => now.map(who).join(', ') },
          ],
          view,
        ),
      ),
    )
  }
  const more = merged - merges.length
  if (merges.length > 0 && more > 0) parts.push(`… and ${number(more)} more; --json has all`)
  parts.push(...companyParts(result.companies, view))
  if (review > 0) {
    const wait = review === 1 ? '1 pair waits' : `${number(review)} pairs wait`
    parts.push(`${wait} for your answer: prm dedupe --review`)
  }
  if (result.splits.length > 0) parts.push(oversized(result.splits))
  if (merged + parted + result.companies.merges.length > 0) parts.push(ending(result))
  return parts.join('\n\n')
}

/** `companies: 3 merged, 2 wait for review`, and which; nothing where there is nothing to say. */
function companyParts({ counts, merges }: DedupeResult['companies'], view: View): string[] {
  const { merged, review } = counts
  const words = [
    ...(merged > 0 ? [`${number(merged)} merged`] : []),
    ...(review > 0 ? [`${number(review)} ${review === 1 ? 'waits' : 'wait'} for review`] : []),
  ]
  if (words.length === 0) return []
  const rows = merges.flatMap(({ kept, merged: gone }) => gone.map((company) => ({ kept, company })))
  const list = table(
    rows,
    [
      { header: 'Kept', value: ({ kept }) => companyBrief(kept) },
      { header: 'Merged into it', value: ({ company }) => companyBrief(company) },
      {
        header: 'Because',
        value: ({ company }) => company.because,
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
  const hint = review > 0 ? ': prm dedupe --review' : ''
  return [`companies: ${words.join(', ')}${hint}`, ...(rows.length === 0 ? [] : [list])]
}

/** On a terminal the first rows, and how many more there are. */
function cut<T>(rows: readonly T[], view: View, text: (rows: readonly T[]) => string): string {
  const shown = view.isTTY ? rows.slice(0, SHOWN) : rows
  const rest = rows.length - shown.length
  return rest === 0 ? text(rows) : `${text(shown)}\n… and ${number(rest)} more; --json has all`
}

export const dedupeTalk = ({ run, outgrown, matched }: DedupeResult): string[] => [
  ...(outgrown === null
    ? []
    : [`the file has grown by a quarter since the model was fitted: prm dedupe --refit`]),
  ...(matched.taught ? ['the weights were corrected by your answers, and everybody compared anew'] : []),
  ...(run === null ? [] : [`next: prm enrich; prm undo ${run} takes the merges apart`]),
]
