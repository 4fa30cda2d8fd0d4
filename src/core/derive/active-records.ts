/** Reads the records behind people, as deriving needs them. */
import type { ActiveRecord } from '../../model/record.ts'
import type { ProspectFile } from '../../store/index.ts'

/** Whether enriching has been allowed for a record; for as long as no decision changes. */
export const enrichedRecords = ({
  decisions,
}: Pick<ProspectFile, 'decisions'>): ((id: number) => boolean) => {
  const ranges = decisions.enrichedRanges()
  return (id) => ranges.some(({ after, upto }) => id > after && id <= upto)
}

/** The active records of a person, in their order; for as long as no list and no decision changes. */
export const activeRecords = (
  file: Pick<ProspectFile, 'records' | 'decisions'>,
  isEnriched = enrichedRecords(file),
): ((person: string) => ActiveRecord[]) => {
  const read = file.records.activeReader()
  return (person) => {
    const found = read(person)
    for (const record of found) record.enriched = isEnriched(record.id)
    return found
  }
}
