/** Records that were deleted: HubSpot lists them for 90 days, in no order of time. */
import type { Call, EntityKind } from '../contract.ts'
import type { RemoteChange } from '../target.ts'
import { iso, timeOf } from './changes.ts'
import { askFor, OBJECTS, TYPES } from './client.ts'
import { Page } from './schema.ts'

/**
 * One page of those deleted after `since`, in milliseconds since 1970.
 *
 * @param after a page's `next`; null: the first
 * @returns `newest`: the latest of all that are listed there
 */
export const deletedPage = async (
  kind: EntityKind,
  since: number,
  after: string | null,
  call: Call,
): Promise<{ changes: RemoteChange[]; next: string | null; newest: number }> => {
  const query = {
    ...{ archived: 'true', limit: '100', properties: 'prm_id,email' },
    ...(after !== null && { after }),
  }
  const path = `${OBJECTS}/${TYPES[kind]}`
  const { results, paging } = await askFor(call, { method: 'GET', path, query }, Page)
  const timed = results.map((row) => ({ row, at: timeOf(row.archivedAt) ?? timeOf(row.updatedAt) ?? 0 }))
  const changes = timed.flatMap(({ row: { id, properties }, at }): RemoteChange[] =>
    at <= since
      ? []
      : [
          {
            ...{ kind, id, prm_id: properties?.prm_id || null, email: properties?.email || null },
            ...{ at: iso(at), deleted: true },
          },
        ],
  )
  const newest = timed.reduce((latest, { at }) => Math.max(latest, at), since)
  return { changes, next: paging?.next?.after ?? null, newest }
}
