/** Whom a change of the CRM is about: by what was pushed, by our own id there, by the e-mail address. */
import type { RemoteChange } from '../../connectors/target.ts'
import { emailKey } from '../../model/email.ts'
import { companyId, personId, recordOfId } from '../../model/id.ts'
import type { ProspectFile } from '../../store/index.ts'

export interface Whom {
  /** The person or company; null: nobody here, or several who share that address. */
  find(change: RemoteChange): string | null
  /** Who of the ledger has this record there: null, where it was not pushed, or is known to be gone. */
  pushed(change: Pick<RemoteChange, 'kind' | 'id'>): string | null
  /** Its record there is gone. */
  drop(change: Pick<RemoteChange, 'kind' | 'id'>): void
}

export const whomOf = (file: ProspectFile, target: string): Whom => {
  const held = { person: byRemote(file, target, 'person'), company: byRemote(file, target, 'company') }
  return {
    find: (change) => {
      const { kind, id, prm_id, email } = change
      const known = [held[kind].get(id), prm_id].flatMap((name) => {
        const found = name == null ? null : kind === 'person' ? personNow(file, name) : companyNow(file, name)
        return found === null ? [] : [found]
      })
      return known[0] ?? (kind === 'person' && email !== null ? withAddress(file, email) : null)
    },
    pushed: ({ kind, id }) => held[kind].get(id) ?? null,
    drop: ({ kind, id }) => void held[kind].delete(id),
  }
}

const byRemote = (file: ProspectFile, target: string, kind: 'person' | 'company'): Map<string, string> =>
  new Map(
    [...file.pushes.of[kind].held(target).values()].flatMap(({ remote_id, entity_id }) =>
      remote_id === null ? [] : [[remote_id, entity_id] as const],
    ),
  )

/**
 * The person that an id means now, merged or not. Another file may write into the same CRM, and its record of that number
 * is somebody else: the whole id must be ours.
 */
const personNow = (file: ProspectFile, id: string): string | null => {
  if (file.people.get(id) !== undefined) return id
  const number = recordOfId(id)
  const record = number === null ? undefined : file.records.get(number)
  if (record === undefined || personId(record.id, record.tail) !== id) return null
  return record.active === 1 ? record.person_id : null
}

const companyNow = (file: ProspectFile, id: string): string | null => {
  if (file.companies.get(id) !== undefined) return id
  const number = recordOfId(id)
  const record = number === null ? undefined : file.records.get(number)
  if (record === undefined || companyId(record.id, record.tail) !== id || record.company_key === null)
    return null
  const now = file.companies.byKey(record.company_key)
  return now === undefined ? null : String(now.id)
}

const withAddress = (file: ProspectFile, email: string): string | null => {
  const exact = file.people.idsByAddress(email)
  const found =
    exact.length > 0 ? exact : file.records.byKey(`e:${emailKey(email)}`).map(({ person_id }) => person_id)
  const [only, other] = new Set(found)
  return only === undefined || other !== undefined ? null : only
}
