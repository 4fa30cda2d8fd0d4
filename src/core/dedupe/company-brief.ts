import type { CompanyRow } from '../../store/companies.ts'

/** A company in short, as lists of companies show it. */
export interface CompanyBrief {
  id: string
  name: string | null
  domain: string | null
}

export const companyBrief = ({ id, company, domain }: CompanyRow): CompanyBrief => {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return { id: String(id), name: text(company), domain: text(domain) }
}
