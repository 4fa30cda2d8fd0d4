/**
 * What is true of a company by its records: see survivorship.ts for their order of precedence. Lists that describe a
 * company add up over the sources: see united-lists.ts.
 */
import { FIELDS, type Field } from '../../model/fields.ts'
import type { ActiveRecord } from '../../model/record.ts'
import { describesPerson } from './identity.ts'
import { inPrecedence, says } from './precedence.ts'
import { customKeysOf, ownColumns, pick, type Key, type Survivors, type Value } from './survivorship.ts'
import { COMPANY_LISTS, listedBy, uniteList } from './united-lists.ts'

export interface CompanySurvivors extends Survivors {
  /** Of the lists that add up over sources: the records that have a part in it. */
  united: ReadonlyMap<string, readonly number[]>
  /** Own columns of lists and services about companies: they are true of everybody there. */
  custom: Record<string, Value>
  is_customer: boolean
}

const COMPANY_FIELDS = (Object.keys(FIELDS) as Field[]).filter(
  (field) => FIELDS[field].of === 'company' && !COMPANY_LISTS.includes(field),
)

/** Somebody who works nowhere any more does not take its name from a company. */
const saysOfCompany = (record: ActiveRecord, key: Key): boolean =>
  says(record, key) && !(record.fields[key] === null && (key === 'company' || key === 'domain'))

/** Records of the company itself: their own columns are true of it. */
const isOfCompany = ({ kind, fields }: ActiveRecord): boolean =>
  kind === 'companies' && !describesPerson(fields)

/**
 * The records of a company that decide what is said of it. What another record outranks is outranked for good, so any
 * record that comes may be judged by these alone: with it they give what all records would (property-tested).
 *
 * @returns in the order of precedence
 */
export const decisiveOf = (records: readonly ActiveRecord[]): ActiveRecord[] => {
  const ordered = inPrecedence(records)
  const found = new Set<ActiveRecord>()
  const add = (record: ActiveRecord | undefined): void => {
    if (record) found.add(record)
  }
  for (const field of COMPANY_FIELDS) add(ordered.find((record) => saysOfCompany(record, field)))
  for (const field of COMPANY_LISTS) for (const record of listedBy(ordered, field)) found.add(record)
  const own = ordered.filter(isOfCompany)
  for (const key of customKeysOf(own)) add(own.find((record) => says(record, key)))
  add(ordered.find(({ kind }) => kind === 'customers'))
  return ordered.filter((record) => found.has(record))
}

/** The company that these records describe, each from one of its people or from the company itself. */
export const surviveCompany = (records: readonly ActiveRecord[]): CompanySurvivors => {
  const ordered = inPrecedence(records)
  const own = ordered.filter(isOfCompany)
  const survivors = pick(ordered, COMPANY_FIELDS, saysOfCompany)
  const united = new Map<string, readonly number[]>()
  for (const field of COMPANY_LISTS) {
    const list = uniteList(ordered, field)
    if (list === null) continue
    survivors.values.set(field, list.value)
    survivors.from.set(field, list.records[0].id)
    united.set(
      field,
      list.records.map(({ id }) => id),
    )
  }
  const custom = pick(own, customKeysOf(own))
  for (const [key, id] of custom.from) survivors.from.set(key, id)
  return {
    ...survivors,
    united,
    custom: ownColumns(custom),
    is_customer: records.some((record) => record.kind === 'customers'),
  }
}
