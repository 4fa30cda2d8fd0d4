/** What is known of columns once their fields are: what they say of the row, and what their values settle for all rows. */
import type { ColumnMapping } from './mapping.ts'
import type { Column } from './mapping-guess.ts'
import { sameWords } from './mapping-header.ts'
import { settleTypes } from './mapping-types.ts'
import { columnValues } from './mapping-values.ts'
import type { Preset } from './presets.ts'
import { saysOf } from './says.ts'

/** What columns of the list's own say of the row, and how the export spells its cells. */
export const addSayings = (
  mapping: ColumnMapping[],
  columns: readonly Column[],
  preset: Preset | null,
): void => {
  let isDated = mapping.some(({ says }) => says?.what === 'observed_at')
  for (const [at, mapped] of mapping.entries()) {
    const { words, values } = columns[at]!
    if (mapped.field === null) continue
    if (preset?.quirk !== undefined) {
      const isCode = preset.codes?.some((code) => sameWords(words, code)) ?? false
      mapped.quirk = isCode ? 'meta_code' : preset.quirk
    }
    if (mapped.says !== undefined) continue
    const told = Object.entries(preset?.says ?? {}).find(([name]) => sameWords(words, name))?.[1]
    const isOwn = mapped.field.startsWith('custom.')
    const says =
      mapped.field === 'consent'
        ? { what: 'consent' as const }
        : isOwn
          ? (told ?? saysOf(words, values))
          : null
    if (says === null || (says.what === 'observed_at' && isDated)) continue
    isDated ||= says.what === 'observed_at'
    mapped.says = says
  }
}

/** Settles dates and numbers for all rows; returns the columns whose dates could be two days each. */
export const addTypes = (
  mapping: ColumnMapping[],
  columns: readonly Column[],
  sample: readonly (readonly string[])[],
  locale: string | undefined,
): ColumnMapping[] => {
  const typed = mapping.map(({ field, says }, at) => {
    const { words, index } = columns[at]!
    return { field, words, values: columnValues(sample, index, sample.length), ...(says && { says }) }
  })
  const { types, open } = settleTypes(typed, locale)
  for (const [at, type] of types.entries()) Object.assign(mapping[at]!, type)
  return open.map((at) => mapping[at]!)
}
