import type { CustomField, Field } from '../../model/fields.ts'
import { normaliseRow, type NormalisedRow } from './normalise.ts'

/**
 * Texts by the names of the vocabulary, read as the cells of a list would be.
 *
 * @param country of phone numbers without one, ISO 3166-1 alpha-2
 */
export const readTexts = (
  texts: Readonly<Record<string, string>>,
  country: string | undefined,
): NormalisedRow => {
  const names = Object.keys(texts)
  const columns = names.map((name, index) => ({
    column: name,
    index,
    field: name as Field | CustomField,
    confidence: 1,
    by: 'user' as const,
  }))
  return normaliseRow(
    names.map((name) => texts[name]!),
    columns,
    country,
  )
}
