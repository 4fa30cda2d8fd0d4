/**
 * What keeps a person from leaving the file whatever a gate says: suppressed, or no lead any more. Named like
 * requirements, so that every place that says why says this too.
 */
import type { ProspectFile } from '../../store/index.ts'

export type Hold = 'suppressed' | 'customer' | 'disqualified'

/** The first reason as SQL over `suppressed` and `lifecycle`; NULL for who is not held. */
export const holdSql = `CASE WHEN "suppressed" = 1 THEN 'suppressed' WHEN "lifecycle" = 'disqualified' THEN 'disqualified'
       WHEN "lifecycle" IN ('customer', 'former_customer') THEN 'customer' END`

/**
 * Everybody who is held, with the first reason.
 *
 * @param where SQL of our own that limits the people
 */
export const heldPeople = (file: ProspectFile, where?: string): Map<string, Hold> =>
  new Map(
    file.leads
      .held(where)
      .map(({ id, suppressed, lifecycle }) => [
        id,
        suppressed === 1 ? 'suppressed' : lifecycle === 'disqualified' ? 'disqualified' : 'customer',
      ]),
  )
