import type { RecordFields } from '../../model/record.ts'
import type { SuppressionStore } from '../../store/suppressions.ts'
import type { RecordReading } from './identity.ts'

/** What becomes of a row about somebody who was erased. */
export const ERASED_ROW = 'erased: this is somebody who was erased here (prm forget)'

/** Numbers of the person alone. */
export const OWN_PHONES = ['phone', 'mobile', 'phone_home', 'phone_other'] as const

/** Whether a row is about somebody who was erased: by any of its keys, or, without one, by a number. */
export const isErased = (
  suppressions: Pick<SuppressionStore, 'isErased'>,
  { keys, json }: Pick<RecordReading, 'keys' | 'json'>,
): boolean => {
  if (keys.length > 0) return keys.some((key) => suppressions.isErased(key))
  const fields = JSON.parse(json) as RecordFields
  return OWN_PHONES.some((name) => {
    const number = fields[name]
    return typeof number === 'string' && suppressions.isErased(`t:${number}`)
  })
}
