/**
 * Whether one more record changes anything of its company. Most say what is known; and of those that say something else
 * most are outranked. Asking this first keeps a company of many people from being derived anew with each of them.
 */
import type { ActiveRecord, RecordFields } from '../../model/record.ts'
import { COMPANY_VALUES, type CompanyRow } from '../../store/companies.ts'
import { decisiveOf } from './company-survivors.ts'
import { companyFields, type RecordReading } from './identity.ts'

/** What stands behind a company, so that one more record need not be weighed against all others. */
export interface Decisive {
  id: string
  /** See `decisiveOf`. */
  records: ActiveRecord[]
}

/** A record without what is of no concern to its company. */
const lean = (record: ActiveRecord, fields: RecordFields, size: number): ActiveRecord => {
  const { id, on_match, batch_id, kind, source, trust, observed_at, read_on, enriched, company_key } = record
  return {
    id,
    fields,
    on_match,
    batch_id,
    kind,
    source,
    trust,
    observed_at,
    read_on,
    enriched,
    company_key,
    size,
  }
}

/** Own columns count where a list is about companies. */
const leanKnown = (record: ActiveRecord): ActiveRecord => {
  const { kind, fields } = record
  const said = Object.entries(fields).filter(([name]) => kind === 'companies' || isCompanyValue.has(name))
  return lean(record, Object.fromEntries(said), Object.keys(fields).length)
}

const isCompanyValue: ReadonlySet<string> = new Set(COMPANY_VALUES)

/** The same of one that comes in, without reading all of it. */
const leanNews = (record: ActiveRecord, { company_says, size }: RecordReading): ActiveRecord =>
  lean(record, record.kind === 'companies' ? record.fields : companyFields(company_says), size)

/** @param records all of the company */
export const decisiveBy = (id: string, records: readonly ActiveRecord[]): Decisive => ({
  id,
  records: decisiveOf(records).map(leanKnown),
})

/** Weighs one more record, and keeps it where it decides something. @returns false where it decides nothing */
export const weighIn = (known: Decisive, record: ActiveRecord, reading: RecordReading): boolean => {
  const news = leanNews(record, reading)
  const decisive = decisiveOf([...known.records, news])
  if (!decisive.includes(news)) return false
  known.records = decisive
  return true
}

/**
 * Whether the company is as this record says: then it changes nothing, and is remembered for the next who says the same.
 *
 * @param row the company as it is in the file
 */
export const isToldAlready = (
  record: ActiveRecord,
  reading: RecordReading,
  known: { said: string | null },
  row: CompanyRow,
): boolean => {
  const { kind } = record
  const text = kind === 'customers' ? `customer ${reading.company_says}` : reading.company_says
  // Own columns of a list of companies are not in this text.
  if (known.said === text && kind !== 'companies') return true
  const isTold = addsNothing(leanNews(record, reading), row)
  if (isTold) known.said = text
  return isTold
}

/** Whether all that a record says of its company is said already: then it cannot change it, whoever outranks whom. */
const addsNothing = ({ kind, fields }: ActiveRecord, row: CompanyRow): boolean =>
  (kind !== 'companies' || !Object.keys(fields).some((name) => name.startsWith('custom.'))) &&
  (kind !== 'customers' || row.customer === 1) &&
  COMPANY_VALUES.every((name) => {
    const value = fields[name]
    return value === undefined || name === 'domain' || value === row[name]
  })
