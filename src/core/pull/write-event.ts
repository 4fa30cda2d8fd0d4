/** Something that happened, as an event; the same change is the same event, however often it is pulled. Inside a write. */
import type { RemoteChange } from '../../connectors/target.ts'
import { hash52 } from '../../lib/quick-hash.ts'
import type { EventKind } from '../../model/fact-kinds.ts'
import { recordOf } from '../derive/who.ts'
import type { Taking } from './taking.ts'
import type { CameKind } from './types.ts'

/**
 * @param word what the CRM calls it
 * @param isOnce of which there is one alone, whenever the CRM tells of it
 * @returns whether it is news
 */
export const writeEvent = (
  { deps, journal }: Taking,
  { id: remote, at }: RemoteChange,
  person: string,
  { kind, word, isOnce = false }: { kind: EventKind; word: CameKind; isOnce?: boolean },
): boolean => {
  const { facts, batches } = deps.file
  const external_id = [journal.target, remote, word, ...(isOnce ? [] : [at])].join(':')
  const event = {
    ...{
      about: `r:${recordOf(deps.file, person)}`,
      kind,
      at,
      detail: word === 'won' || word === 'lost' ? word : null,
    },
    ...{ url: null, campaign: null, external_id, machine: word === 'lost' ? (1 as const) : (0 as const) },
    hash: hash52(`event\n${external_id}`),
    person_id: null,
  }
  if (facts.hasEvent(event)) return false
  const batch = journal.main()
  const [batch_id, line] = [batch.id, ++batch.lines]
  const added = facts.addEvent({ ...event, run_id: journal.begin() }, { batch_id, line, record_id: null })
  journal.derivation().tie('event', added.id)
  batches.sight({
    ...{ batch_id, line, record_id: null, outcome: 'created', reason: null, changed: null },
    cells: JSON.stringify({ id: remote, at, what: word }),
  })
  return true
}
