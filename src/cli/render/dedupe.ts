import type { DedupeResult, MergedPerson } from '../../core/dedupe/dedupe.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { number, plural } from './format.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

const SHOWN = 20

const BECAUSE: Readonly<Record<string, string>> = {
  same_name_and_company: 'same name, same company',
  same_name_and_domain: 'same name, same mail domain',
  same_name_and_phone: 'same name, same phone',
  same_email_other_name: 'one address, two names',
  same_name_other_profile: 'same name, two profiles',
}

const because = (code: string): string => BECAUSE[code] ?? code.replaceAll('_', ' ')

/** A person by name and the address that tells them from the other. */
const who = ({ id, name, email }: MergedPerson): string => {
  if (name === null) return oneLine(email ?? id)
  return email === null ? `${oneLine(name)} (${id})` : `${oneLine(name)} <${oneLine(email)}>`
}

export function renderDedupe(result: DedupeResult, view: View): string {
  const { people, merged, left } = result.counts
  const parts = [
    merged === 0
      ? `No duplicates among ${plural(people, 'person', 'people')}.`
      : `${number(people)} people − ${number(merged)} merged = ${view.colour.bold(`${number(left)} people`)}`,
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
              value: ({ person }) => because(person.because),
              style: (text) => view.colour.dim(text),
            },
          ],
          view,
        ),
      ),
    )
  }
  if (result.review.length > 0) {
    const title = view.colour.bold(
      `Look at ${result.review.length === 1 ? 'this pair' : 'these pairs'} yourself`,
    )
    const pairs = cut(result.review, view, (rows) =>
      table(
        rows,
        [
          { header: 'One', value: ({ a }) => who(a) },
          { header: 'Other', value: ({ b }) => who(b) },
          {
            header: 'What is odd',
            value: ({ reason }) => because(reason),
            style: (text) => view.colour.dim(text),
          },
        ],
        view,
      ),
    )
    parts.push(`${title}\n${pairs}`)
  }
  if (merged > 0) parts.push(ending(result))
  return parts.join('\n\n')
}

/** On a terminal the first rows, and how many more there are. */
function cut<T>(rows: readonly T[], view: View, text: (rows: readonly T[]) => string): string {
  const shown = view.isTTY ? rows.slice(0, SHOWN) : rows
  const rest = rows.length - shown.length
  return rest === 0 ? text(rows) : `${text(shown)}\n… and ${number(rest)} more; --json has all`
}

export const dedupeTalk = ({ run }: DedupeResult): string[] =>
  run === null ? [] : [`next: prm enrich; prm undo ${run} takes the merges apart`]
