/** What the digits of a number tell of the line and the place. Pure: no service is asked. */
import { AREA_CODE_ZONES, TIME_ZONES } from './data/time-zones.ts'
import { readNumber, type PhoneType } from './phone-plan.ts'

export interface PhonePlace {
  /** Null where the plan has not given the number out: then nobody knows. */
  phone_type: PhoneType | null
  /** IANA name; null where the number may be in several zones. */
  time_zone: string | null
}

/** Bound to no place: whoever answers may sit anywhere. */
const ANYWHERE: ReadonlySet<PhoneType | null> = new Set([
  ...(['toll_free', 'premium', 'shared_cost', 'voip', 'personal', 'uan', 'voicemail'] as const),
])

/** @param e164 `+442079460958` */
export const phonePlace = (e164: string): PhonePlace => {
  const number = readNumber(e164.slice(1), true, undefined)
  if (number === null) return { phone_type: null, time_zone: null }
  const { country, type, significant, fitsPlan } = number
  const isPlaced = fitsPlan && !ANYWHERE.has(type)
  // Several countries share +1; there the area tells more than the country.
  const area = number.e164.startsWith('+1') ? AREA_CODE_ZONES.get(significant.slice(0, 3)) : undefined
  const zone = area ?? (country === null ? undefined : TIME_ZONES.get(country))
  return { phone_type: type, time_zone: isPlaced ? (zone ?? null) : null }
}
