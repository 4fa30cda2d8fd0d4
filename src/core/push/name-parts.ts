/** First and last name of people whose list had them in one column. */
import { parseName } from '../../model/name.ts'
import type { Row } from '../../store/leads.ts'

/**
 * Whoever was not enriched has a full name alone, and a CRM greets nobody by that (Salesforce refuses them). The same parts
 * as `prm enrich` finds, so that it changes nothing there later. A couple stays as it is: two people share the row.
 */
export const withNameParts = (row: Row): Row => {
  const { full_name: full, first_name, last_name } = row
  if (typeof full !== 'string' || (first_name ?? last_name ?? null) !== null) return row
  const parts = parseName(full)
  if (parts.couple) return row
  return { ...row, first_name: parts.first_name ?? null, last_name: parts.last_name ?? null }
}
