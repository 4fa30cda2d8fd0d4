/**
 * What keeps a person from leaving the file whatever a gate says: suppressed, or no lead any more. Named like
 * requirements, so that every place that says why says this too.
 */
import type { ProspectFile } from '../../store/index.ts'

export type Hold = 'suppressed' | 'customer' | 'disqualified'

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
