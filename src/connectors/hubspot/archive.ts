/** Archiving: HubSpot keeps such records for 90 days, where a person can restore them. */
import type { Call, EntityKind, Outcome } from '../contract.ts'
import { ask, OBJECTS, TYPES } from './client.ts'

/** Ids that are not there, or no longer, do not matter to it. */
export const archive = async (
  kind: EntityKind,
  ids: readonly string[],
  call: Call,
): Promise<readonly Outcome<{ archived: boolean }>[]> => {
  const path = `${OBJECTS}/${TYPES[kind]}/batch/archive`
  const inputs = [...new Set(ids)].map((id) => ({ id }))
  await ask(call, { path, json: { inputs } }, () => null)
  return ids.map(() => ({ kind: 'answer', answer: { archived: true }, charged: false }))
}
