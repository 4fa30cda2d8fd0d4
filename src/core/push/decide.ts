/** What becomes of one person or company at a CRM, from what we have, what we gave and what stands there. Pure. */
import type { RemoteRecord, RemoteValue } from '../../connectors/target.ts'
import { isOurs } from './fields.ts'
import { COMPANY_TIE, type PlannedRecord, type TargetValues } from './target-plan.ts'
import { isSame } from './values.ts'

export type Decision = Pick<PlannedRecord, 'action' | 'changes' | 'kept' | 'content' | 'settle'>

const isSaid = (value: RemoteValue | undefined): boolean =>
  value !== null && value !== undefined && value !== ''

/** Nothing is there yet. */
export const decideCreation = (ours: TargetValues): Decision => {
  const content = Object.fromEntries(Object.entries(ours).filter(([, value]) => isSaid(value)))
  const changes = Object.fromEntries(
    Object.entries(content).map(([name, value]): [string, [RemoteValue, RemoteValue]] => [
      name,
      [null, value],
    ]),
  )
  return { action: 'create', changes, kept: {}, content, settle: null }
}

type Verdict = 'same' | 'write' | 'keep'

/**
 * @param last what we wrote there; undefined: nothing
 * @param maybe what we may have written, too
 */
const judgeField = (
  ours: RemoteValue,
  theirs: RemoteValue | undefined,
  last: RemoteValue | undefined,
  maybe: RemoteValue | undefined,
  isFree: boolean,
): Verdict => {
  if (isSame(ours, theirs)) return 'same'
  const isLeft = (value: RemoteValue | undefined): boolean => value !== undefined && isSame(theirs, value)
  const isAsWeLeftIt = isLeft(last) || isLeft(maybe)
  if (isFree || isAsWeLeftIt) return isSaid(ours) || isSaid(last) ? 'write' : 'same'
  // What is unknown here takes nothing away there.
  if (!isSaid(ours)) return 'same'
  // Emptied by somebody after we had filled it: that was meant.
  return isSaid(theirs) || isSaid(last) ? 'keep' : 'write'
}

export interface Known {
  record: RemoteRecord
  /** What it has from us, as far as we know. */
  last: TargetValues
  /** What was sent, and nobody knows whether it arrived. */
  maybe: TargetValues
  /** The field that carries `prm_id`, where the CRM has one. */
  id: { field: string; value: string }
  overwrite: ReadonlySet<string>
}

/** There is a record. */
export const decideChange = (ours: TargetValues, { record, last, maybe, id, overwrite }: Known): Decision => {
  const changes: Decision['changes'] = {}
  const kept: Decision['kept'] = {}
  const content: TargetValues = { ...last }
  if (record.prm_id !== id.value) changes[id.field] = [record.prm_id, id.value]
  for (const [name, value] of Object.entries(ours)) {
    // Whom a person belongs to is not read back.
    const theirs = name === COMPANY_TIE ? last[name] : record.values[name]
    const isFree = name === COMPANY_TIE || isOurs(name) || overwrite.has(name)
    const verdict = judgeField(value, theirs, last[name], maybe[name], isFree)
    if (verdict === 'keep') kept[name] = [value, theirs ?? null]
    else if (verdict === 'write') {
      changes[name] = [theirs ?? null, value]
      content[name] = value
    } else if (isSaid(value)) content[name] = value
    else if (!isSaid(theirs)) content[name] = null
  }
  const action = Object.keys(changes).length > 0 ? 'update' : 'unchanged'
  return { action, changes, kept, content, settle: null }
}
