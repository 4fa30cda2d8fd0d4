import type { PersonBrief } from '../../core/dedupe/brief.ts'
import type { CompanyBrief } from '../../core/dedupe/company-brief.ts'
import { oneLine } from './width.ts'

/** A person by name and the address that tells them from the other. */
export const whoBrief = ({ id, name, email }: PersonBrief): string => {
  if (name === null) return oneLine(email ?? id)
  return email === null ? `${oneLine(name)} (${id})` : `${oneLine(name)} <${oneLine(email)}>`
}

/** With the id, for what is to be named in a command. */
export const whoAndId = (person: PersonBrief): string =>
  person.name !== null && person.email === null ? whoBrief(person) : `${whoBrief(person)} (${person.id})`

/** A company by name and domain; with neither, by its id. */
export const companyBrief = ({ id, name, domain }: CompanyBrief): string =>
  name === null
    ? oneLine(domain ?? id)
    : domain === null
      ? `${oneLine(name)} (${id})`
      : `${oneLine(name)} <${oneLine(domain)}>`

/** What names the company in a command. */
export const companyWord = ({ id, domain }: CompanyBrief): string => domain ?? id
