/** What deriving a person looks up elsewhere in the file. */
import type { ProspectFile } from '../../store/index.ts'
import { isDoubted, type Surroundings } from './person-row.ts'

/**
 * The surroundings as they are now, with the look-ups left out that cannot find anything.
 *
 * @param companies tells the id of a company by its key
 */
export const surroundings = (
  file: ProspectFile,
  companies: { idOf(key: string): string | null },
): Surroundings => {
  const hasVerdicts = file.verdicts.any()
  const hasSuppressions = file.suppressions.any()
  const verdict: Surroundings['verdict'] = (kind, address) =>
    hasVerdicts ? file.verdicts.current(kind, address) : undefined
  return {
    verdict,
    verdictOf: (kind, address, since) => {
      const found = verdict(kind, address)
      return kind === 'email' && isDoubted(found, since) ? undefined : found?.verdict
    },
    // Asked anew each time: the list being read may bring the first one.
    isSuppressed: (kind, key) =>
      (hasSuppressions || file.suppressions.any()) && file.suppressions.reason(kind, key) !== undefined,
    companyId: (key) => companies.idOf(key),
  }
}
