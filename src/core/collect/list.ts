/** Collected rows as a list that can be imported. */
import type { CollectedRow } from '../../connectors/contract.ts'
import { sha256 } from '../../lib/hash.ts'
import { flatten, type Json } from '../../lib/table/json-flatten.ts'
import { csvRow } from '../../lib/table/write.ts'
import type { CollectInput } from './collect.ts'

/** An agent's number as it is; of the address of a search, a sign that is always the same. */
const shortName = (agent: string): string => (/^[\w-]{1,40}$/.test(agent) ? agent : sha256(agent).slice(0, 8))

/** What the list of one run is called: by this name it is known to be in the file. */
export const listName = ({ service, agent }: Pick<CollectInput, 'service' | 'agent'>, run: string): string =>
  `${service.connector.name}-${shortName(agent)}-${run}`

export interface CollectedList {
  name: string
  text: string
  sha256: string
}

/** All names of all rows make the header, in the order in which they come; null where there is nothing in any. */
export const listOf = (name: string, rows: readonly CollectedRow[]): CollectedList | null => {
  const flat = rows.map((row) => flatten(row as Record<string, Json>))
  const header = [...new Set(flat.flatMap((row) => [...row.keys()]))]
  const lines = flat
    .filter((row) => [...row.values()].some((value) => value.trim() !== ''))
    .map((row) => csvRow(header.map((column) => row.get(column) ?? '')))
  if (lines.length === 0) return null
  const text = [csvRow(header), ...lines].join('')
  return { name, text, sha256: sha256(text) }
}
