/** Owners are numbers there; to us they are e-mail addresses. */
import type { Call } from '../contract.ts'
import type { RemoteValues } from '../target.ts'
import { askFor } from './client.ts'
import { Owners } from './schema.ts'

export const OWNER = 'hubspot_owner_id'

export interface OwnerBook {
  /** Addresses in lower case → ids. */
  ids: ReadonlyMap<string, string>
  emails: ReadonlyMap<string, string>
}

const readAll = async (call: Call): Promise<OwnerBook> => {
  const ids = new Map<string, string>()
  const emails = new Map<string, string>()
  let after: string | undefined
  do {
    const query = { limit: '500', ...(after !== undefined && { after }) }
    const page = await askFor(call, { method: 'GET', path: '/crm/v3/owners', query }, Owners)
    for (const { id, email } of page.results) {
      if (!email) continue
      ids.set(email.toLowerCase(), id)
      emails.set(id, email.toLowerCase())
    }
    after = page.paging?.next?.after
  } while (after !== undefined)
  return { ids, emails }
}

/** All owners of the account, read once in a run. */
export const owners = (call: Call): Promise<OwnerBook> => call.once('hubspot owners', () => readAll(call))

/** Their number where the address is one of theirs; null where no owner has it. */
export const ownerId = (book: OwnerBook, owner: string): string | null =>
  book.emails.has(owner) ? owner : (book.ids.get(owner.trim().toLowerCase()) ?? null)

/** Values as they were read, with the owner's address in place of the number. */
export const withOwner = async <V extends RemoteValues>(values: V, call: Call): Promise<V> => {
  const id = values[OWNER]
  if (typeof id !== 'string' || id === '') return values
  return { ...values, [OWNER]: (await owners(call)).emails.get(id) ?? id }
}
