/** What cleaning a list came to. */
import type { CleanResult } from '../../core/clean/clean.ts'
import { countryName } from '../../model/country.ts'
import type { View } from '../command.ts'
import { number, plural } from './format.ts'
import { oneLine, textWidth, wrap } from './width.ts'

export function renderClean(result: CleanResult, view: View): string {
  const { counts, mapping, output, is_new, notes } = result
  const target =
    output === null
      ? ''
      : is_new === false
        ? ` (${output} was so already)`
        : ` → ${view.colour.bold(oneLine(output))}`
  const facts: [number, string][] = [
    [counts.cleaned, 'with a value that was cleaned'],
    [counts.as_they_were, 'as they were'],
    [counts.duplicates, 'the same person as an earlier row (duplicate_of)'],
    [counts.invalid, 'with an e-mail or phone that cannot be right'],
    [counts.risky, 'with a doubtful e-mail or phone'],
    [counts.suggestions, 'with a suggestion of what was meant'],
    [counts.not_contacts, 'with nobody to reach (no address, no name with company)'],
  ]
  const shown = facts.filter(([count], i) => count > 0 || i === 0)
  const width = Math.max(...shown.map(([count]) => number(count).length))
  const lines = [`${plural(counts.rows, 'row')}${target}`]
  for (const [count, text] of shown) lines.push(`  ${number(count).padStart(width)}  ${text}`)
  const leftOut = [
    ...(counts.blank > 0 ? [plural(counts.blank, 'blank row')] : []),
    ...(counts.left_out > 0
      ? [plural(counts.left_out, 'row that is not data', 'rows that are not data')]
      : []),
  ]
  if (leftOut.length > 0) lines.push(`left out: ${leftOut.join(', ')}`)
  const known = mapping.filter(({ field, by }) => field !== null && by !== 'custom')
  const other = mapping.filter(({ field, by }) => field === null || by === 'custom')
  // A column and its field stay on one line.
  const to = view.isTTY ? '\u00a0→\u00a0' : ' → '
  const named = (column: string, index: number): string => oneLine(column) || `column ${index + 1}`
  lines.push(
    `read as: ${known.map(({ column, index, field }) => `${named(column, index)}${to}${field}`).join(', ') || 'nothing'}`,
  )
  if (other.length > 0)
    lines.push(`left as they are: ${other.map(({ column, index }) => named(column, index)).join(', ')}`)
  if (result.country !== null && known.some(({ field }) => field !== null && PHONES.test(field)))
    lines.push(
      `phone numbers without a country were read as those of ${countryName(result.country)} (--country)`,
    )
  for (const note of notes) lines.push(`note: ${oneLine(note)}`)
  return lines.flatMap((line) => (view.isTTY ? fold(line, view.width) : [line])).join('\n')
}

/** Breaks a line that is too wide; what follows stands under it, a little to the right. */
const fold = (line: string, width: number): string[] => {
  if (textWidth(line) <= width) return [line]
  return wrap(line, width - 2).map((part, i) => (i === 0 ? part : `  ${part}`))
}

const PHONES = /^(phone|mobile|company_phone)/
