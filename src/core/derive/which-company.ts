import { cleanCompany } from '../../model/company-name.ts'
import { companyDomain } from '../../model/url.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'

/** The company in the file that a text means: its domain or website, or its name. */
export const findCompany = (file: ProspectFile, text: string): CompanyRow | undefined => {
  if (text.includes('@')) return undefined
  const domain = companyDomain(text)
  const known = domain === null ? undefined : file.companies.byKey(`d:${domain}`)
  return known ?? file.companies.byKey(`n:${cleanCompany(text).key}`) ?? file.companies.byName(text.trim())
}
