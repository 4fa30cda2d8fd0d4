import type { PersonBrief } from '../../core/dedupe/brief.ts'
import { oneLine } from './width.ts'

/** A person by name and the address that tells them from the other. */
export const whoBrief = ({ id, name, email }: PersonBrief): string => {
  if (name === null) return oneLine(email ?? id)
  return email === null ? `${oneLine(name)} (${id})` : `${oneLine(name)} <${oneLine(email)}>`
}
