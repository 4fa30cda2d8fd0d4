/** Collects rows at a service and imports them as a list of its own. Also a step of whatever runs collections regularly. */
import type { OnProgress } from '../../model/progress.ts'
import { collectRows, endCollection, type Collected, type CollectInput } from '../collect/collect.ts'
import { listOf, type CollectedList } from '../collect/list.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { importLists, type ImportCounts, type ImportInput, type ImportResult } from '../import/import.ts'

export interface CollectAndImportInput extends CollectInput {
  /** How its rows are read, as on the command line of import. */
  import: Omit<ImportInput, 'files' | 'table' | 'dry_run' | 'map' | 'ignore'>
}

export interface CollectResult extends Result {
  /** Rows that came, and what became of them. */
  counts: ImportCounts & { collected: number }
  service: string
  title: string
  agent: string
  /** Of the agent; null where there are none. */
  agent_run: string | null
  /** With a dry run: what would be done. */
  did: Collected['did']
  /** Its rows were in the file before. */
  known: boolean
  /** How far the run is, where it was only looked at. */
  state: Collected['state']
  import: ImportResult | null
  notes: string[]
  calls: number
  dry_run: boolean
}

const NO_COUNTS = { read: 0, created: 0, updated: 0, unchanged: 0, repeats: 0, rejected: 0 }

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text))
}

const readIn = (deps: Deps, input: CollectAndImportInput, list: CollectedList, on: OnProgress) =>
  importLists(
    deps,
    {
      // Where the rows come from is the service, not one run of it.
      ...{ ...input.import, source: input.import.source ?? input.service.connector.name },
      files: [
        { name: list.name, source: { name: list.name, stream: bytesOf(list.text) }, sha256: list.sha256 },
      ],
      table: { delimiter: ',', quote: '"', headerRow: 1, encoding: 'utf-8', signal: deps.signal },
    },
    on,
  )

/**
 * Collects and imports. Stopped at any moment and called again, it goes on: with the run that was launched, with the next
 * page, with the next row. What one run found is not imported twice.
 *
 * @throws PrmError as `collectRows` and `importLists`
 */
export const collectAndImport = async (
  deps: Deps,
  input: CollectAndImportInput,
  on: OnProgress = () => undefined,
): Promise<CollectResult> => {
  const collected = await collectRows(deps, input, on)
  const { run: agent_run, did, known, state, notes, calls, rows } = collected
  const list = listOf(collected.name, rows)
  const imported = list === null ? null : await readIn(deps, input, list, on)
  endCollection(deps, collected)
  const { name, title } = input.service.connector
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: imported?.run ?? null },
    counts: { collected: rows.length, ...(imported?.counts ?? NO_COUNTS) },
    ...{ service: name, title, agent: input.agent, agent_run, did, known, state },
    ...{ import: imported, notes, calls, dry_run: input.dry_run ?? false },
  }
}
