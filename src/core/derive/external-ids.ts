/** Ids that a person has in other systems, told by lists or linked by hand. */
import type { ProspectFile } from '../../store/index.ts'

export interface ExternalId {
  /** The system: the tool that exported the list, else the name of the source. */
  system: string
  id: string
  record: number
}

/** Each id once, as the first record tells it. */
export const externalIdsOf = (file: ProspectFile, person: string): ExternalId[] => {
  const found = new Map<string, ExternalId>()
  for (const { id: record, fields } of file.records.activeOfPerson(person)) {
    if (typeof fields.external_id !== 'string') continue
    const system = file.batches.namespace(file.records.get(record)!.batch_id)
    const key = `${system}:${fields.external_id}`
    if (!found.has(key)) found.set(key, { system, id: fields.external_id, record })
  }
  return [...found.values()]
}
