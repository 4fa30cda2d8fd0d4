/**
 * What keeps a person from leaving the file whatever a gate says: suppressed, or no lead any more. Named like
 * requirements, so that every place that says why says this too.
 */
import type { ProspectFile } from '../../store/index.ts'

export type Hold = 'suppressed' | 'customer' | 'disqualified'

/** Everybody who is held, with the first reason. */
export const heldPeople = (file: ProspectFile, where?: string): Map<string, Hold> => {
  const limit = where === undefined ? '' : ` AND (${where})`
  const rows = file.leads.rows(
    `SELECT id, suppressed, lifecycle FROM lead
      WHERE (suppressed = 1 OR lifecycle IN ('customer', 'disqualified', 'former_customer'))${limit}`,
  )
  return new Map(
    rows.map(({ id, suppressed, lifecycle }) => [
      String(id),
      suppressed === 1 ? 'suppressed' : lifecycle === 'disqualified' ? 'disqualified' : 'customer',
    ]),
  )
}
