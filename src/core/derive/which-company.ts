import { cleanCompany } from '../../model/company-name.ts'
import { companyDomain } from '../../model/url.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import { headOfKey } from './company-heads.ts'
import { companyKey, nameOfKey, nameUse } from './company-identity.ts'

/** The company that a key means now: a name may have come to stand for a domain since, or a decision made two one. */
export const companyOfKey = (file: ProspectFile, key: string): CompanyRow | undefined => {
  const headOf = (of: string): string => headOfKey(file, of)
  if (!key.startsWith('n:')) return file.companies.byKey(headOf(key))
  const country = /@([A-Z]{2})$/.exec(key)?.[1] ?? null
  const hints = { domain: null, name_key: nameOfKey(key), country }
  const now = companyKey(hints, (name) => nameUse(file.records.nameUses(name), headOf), headOf)
  return now === null ? undefined : file.companies.byKey(now)
}

/** The company of the file that a text means, by its domain or website; undefined where there is none. */
export const companyByDomain = (file: ProspectFile, text: string): CompanyRow | undefined => {
  const domain = text.includes('@') ? null : companyDomain(text)
  return domain === null ? undefined : companyOfKey(file, `d:${domain}`)
}

/** As {@link companyByDomain}, or by its name, with or without the legal form. */
export const findCompany = (file: ProspectFile, text: string): CompanyRow | undefined => {
  const { key } = cleanCompany(text)
  return (
    companyByDomain(file, text) ??
    (key ? companyOfKey(file, `n:${key}`) : undefined) ??
    file.companies.byName(text.trim(), key ?? text)[0]
  )
}
