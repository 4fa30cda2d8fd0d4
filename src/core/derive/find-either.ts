import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import { companyByDomain, findCompany } from './which-company.ts'
import { findPerson } from './who.ts'

export type Either = { type: 'person'; id: string } | { type: 'company'; row: CompanyRow }

/** The company with this id, or into which the one with this id was merged. */
const companyById = (file: ProspectFile, text: string): CompanyRow | undefined => {
  const record = text.startsWith('c') ? recordOfId(text) : null
  if (record === null) return undefined
  const key = file.records.get(record)?.company_key ?? null
  return file.companies.get(text) ?? (key === null ? undefined : file.companies.byKey(key))
}

/**
 * The person or the company that a text means: a domain or an id as it says, a name first of all a person.
 *
 * @throws PrmError `who.unknown`, `who.ambiguous`
 */
export const findEither = (file: ProspectFile, who: string): Either => {
  const text = who.trim()
  const known = companyById(file, text) ?? companyByDomain(file, text)
  if (known) return { type: 'company', row: known }
  try {
    return { type: 'person', id: findPerson(file, text) }
  } catch (error) {
    if (!(error instanceof PrmError && error.code === 'who.unknown')) throw error
    const row = findCompany(file, text)
    if (row) return { type: 'company', row }
    throw new PrmError('usage', 'who.unknown', `neither a person nor a company here goes by "${who}"`, {
      hint: 'give an e-mail address, an id from prm list, a full name, or the domain of a company',
    })
  }
}
