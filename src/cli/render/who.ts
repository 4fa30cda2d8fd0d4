import type { PersonBrief } from '../../core/dedupe/brief.ts'
import { oneLine } from './width.ts'

/** A person by name and the address that tells them from the other. */
export const whoBrief = ({ id, name, email }: PersonBrief): string => {
  if (name === null) return oneLine(email ?? id)
  return email === null ? `${oneLine(name)} (${id})` : `${oneLine(name)} <${oneLine(email)}>`
}

/** With the id, for what is to be named in a command. */
export const whoAndId = (person: PersonBrief): string =>
  person.name !== null && person.email === null ? whoBrief(person) : `${whoBrief(person)} (${person.id})`
