/** What of a write is sent to Salesforce: its own ids, what it asks for, and the tie between a lead and its account. */
import type { Call } from '../contract.ts'
import type { RemoteValues, TargetWrite } from '../target.ts'
import { TITLE } from './auth.ts'
import { isMissing, query } from './client.ts'
import { ID_FIELD, NEVER_EMPTY, NO_COMPANY, PREFIX, TIE_FIELD } from './fields.ts'
import { hostOf } from './find.ts'
import { OWNER, ownerIds } from './owners.ts'
import type { Wrote } from './result.ts'
import { isId } from './soql.ts'

/** One that can be sent, or why not. */
export type Ready = { values: RemoteValues } | { outcome: Wrote }

const companyOf = ({ Company, Website }: RemoteValues): string => {
  if (typeof Company === 'string' && Company.trim() !== '') return Company
  return (typeof Website === 'string' && hostOf(Website)) || NO_COMPANY
}

const valuesOf = ({ kind, id, prm_id, values, company }: TargetWrite, isTied: boolean): RemoteValues => {
  const given = Object.entries(values).filter(
    // Where nothing is yet there is nothing to empty, and some fields must not be.
    ([name, value]) => value !== null || (id !== null && !NEVER_EMPTY[kind].includes(name)),
  )
  return {
    ...Object.fromEntries(given),
    ...(kind === 'person' && id === null && { Company: companyOf(values) }),
    ...(isTied && company !== null && isId(company, PREFIX.company) && { [TIE_FIELD]: company }),
    [ID_FIELD]: prm_id,
  }
}

const ownersOf = (writes: readonly TargetWrite[]): string[] => [
  ...new Set(
    writes.flatMap(({ values }) => {
      const owner = values[OWNER]
      return typeof owner === 'string' && owner !== '' ? [owner] : []
    }),
  ),
]

/** Whether leads can be tied to accounts: the look-up field is there, and the user sees it. */
const canTie = (call: Call): Promise<boolean> =>
  call.once('tie', async () => {
    try {
      await query(call, `SELECT ${TIE_FIELD} FROM Lead LIMIT 1`)
      return true
    } catch (error) {
      if (isMissing(error, TIE_FIELD)) return false
      throw error
    }
  })

const NO_TIE: Wrote = {
  ...{ kind: 'failed', code: 'no_tie' },
  message: `leads in ${TITLE} cannot be tied to accounts yet: ${TIE_FIELD} is missing (prm push --to salesforce --setup)`,
}

/** An account to which no lead could be tied would only stand about there. */
const isUntied = ({ kind, id }: TargetWrite, isTied: boolean): boolean =>
  kind === 'company' && id === null && !isTied

/** Whether this needs to be known before writing: it costs a request. */
const needsTie = (writes: readonly TargetWrite[]): boolean =>
  writes.some(({ kind, id, company }) => (kind === 'company' ? id === null : company !== null))

/** Makes writes of one kind ready to be sent, in their order. */
export const readied = async (writes: readonly TargetWrite[], call: Call): Promise<readonly Ready[]> => {
  const isTied = needsTie(writes) && (await canTie(call))
  const owners = ownersOf(writes)
  const ids = owners.length === 0 ? new Map<string, string>() : await ownerIds(call, owners)
  return writes.map((write): Ready => {
    if (isUntied(write, isTied)) return { outcome: NO_TIE }
    const values = valuesOf(write, isTied)
    const owner = values[OWNER]
    if (typeof owner !== 'string') return { values }
    const id = ids.get(owner)
    if (id !== undefined) return { values: { ...values, [OWNER]: id } }
    const message = `no single active user of ${TITLE} is ${owner}, by user name, e-mail or name`
    return { outcome: { kind: 'failed', code: 'owner_unknown', message } }
  })
}
