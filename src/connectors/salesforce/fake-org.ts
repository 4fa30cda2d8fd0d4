/** What an org of Salesforce holds, and what it lets be written: fields, rules, ids and stamps. */
import type { Clock } from '../../lib/clock.ts'
import type { FakeRow } from './fake-soql.ts'

export interface FakeError {
  statusCode: string
  message: string
  fields: string[]
}

export interface FakeResult {
  id: string | null
  success: boolean
  created: boolean
  errors: FakeError[]
  /** Of a duplicate: the record it is taken for. */
  match?: string
}

const PREFIXES: Readonly<Record<string, string>> = {
  ...{ Lead: '00Q', Account: '001', Contact: '003', Opportunity: '006', User: '005', Organization: '00D' },
  ...{ PermissionSet: '0PS', PermissionSetAssignment: '0Pa', FieldPermissions: '01k' },
}

const AUDIT = ['Id', 'CreatedDate', 'SystemModstamp', 'IsDeleted']
/** Name → the most characters; 0: no text. */
type Fields = Map<string, number>

const standard = (sizes: Record<string, number>): Fields =>
  new Map([...AUDIT.map((name): [string, number] => [name, 0]), ...Object.entries(sizes)])

const LEAD = {
  ...{ Salutation: 40, FirstName: 40, LastName: 80, Email: 80, Phone: 40, MobilePhone: 40, Title: 128 },
  ...{ Company: 255, Website: 255, Industry: 255, NumberOfEmployees: 0, AnnualRevenue: 0, Street: 255 },
  ...{ City: 40, State: 80, PostalCode: 20, Country: 80, OwnerId: 0, Status: 255, IsConverted: 0 },
  ...{ HasOptedOutOfEmail: 0, EmailBouncedDate: 0 },
}
const ACCOUNT = {
  ...{ Name: 255, Website: 255, Phone: 40, Industry: 255, NumberOfEmployees: 0, AnnualRevenue: 0 },
  ...{ BillingCountry: 80, OwnerId: 0 },
}

const OURS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Lead: {
    ...{ Prm_Id__c: 36, Prm_Account__c: 0, Prm_Department__c: 255, Prm_Seniority__c: 255 },
    ...{ Prm_LinkedIn__c: 255, Prm_Score__c: 0, Prm_Grade__c: 255, Prm_Reasons__c: 32_768 },
    ...{ Prm_Signals__c: 32_768, Prm_Route__c: 255 },
  },
  Account: { Prm_Id__c: 36, Prm_LinkedIn__c: 255 },
}

const DATES = new Set(['SystemModstamp', 'CreatedDate'])
const NUMBERS = /^(NumberOfEmployees|AnnualRevenue|Prm_Score__c)$/
const READ_ONLY = new Set([...AUDIT, 'IsConverted', 'EmailBouncedDate'])

export const describedType = (name: string): string => {
  if (DATES.has(name)) return 'datetime'
  if (NUMBERS.test(name)) return 'double'
  return /^(Is|Has)/.test(name)
    ? 'boolean'
    : name.endsWith('Id') && name !== 'Prm_Id__c'
      ? 'reference'
      : 'string'
}

/** @param isSetUp whether the fields of prm are there already */
export const openOrg = (clock: Clock, isSetUp = true) => {
  const tables = new Map<string, Map<string, FakeRow>>(
    Object.keys(PREFIXES).map((object) => [object, new Map()]),
  )
  const fields = new Map<string, Fields>([
    ['Lead', standard({ ...LEAD, ...(isSetUp && OURS.Lead) })],
    ['Account', standard({ ...ACCOUNT, ...(isSetUp && OURS.Account) })],
    ['Contact', standard({ Email: 80, HasOptedOutOfEmail: 0, EmailBouncedDate: 0 })],
  ])
  /** Fields that are there, and that the user may not see. */
  const hidden = new Set<string>()
  let count = 0
  const rowsOf = (object: string): Map<string, FakeRow> => tables.get(object) ?? new Map<string, FakeRow>()
  /** Whole seconds, as real ones are. */
  const stamp = (): string =>
    new Date(Math.floor(clock.wall() / 1000) * 1000).toISOString().replace('Z', '+0000')

  const insert = (object: string, values: FakeRow): string => {
    const id = `${PREFIXES[object]}5e${String(++count).padStart(10, '0')}AAA`
    const base = { Id: id, CreatedDate: stamp(), SystemModstamp: stamp(), IsDeleted: false }
    const own = object === 'Lead' ? { Status: 'Open - Not Contacted', IsConverted: false, OwnerId: user } : {}
    rowsOf(object).set(id, { ...base, ...own, ...values })
    return id
  }
  const touch = (object: string, id: string, values: FakeRow): void => {
    const row = rowsOf(object).get(id)!
    Object.assign(row, values, { SystemModstamp: stamp() })
  }
  let user = ''
  user = insert('User', {
    Username: 'prm@ours.example',
    Email: 'prm@ours.example',
    Name: 'prm',
    IsActive: true,
  })
  insert('User', {
    Username: 'ann@ours.example.crm',
    Email: 'ann@ours.example',
    Name: 'Ann Lee',
    IsActive: true,
  })
  insert('User', {
    Username: 'old@ours.example',
    Email: 'old@ours.example',
    Name: 'Old One',
    IsActive: false,
  })
  insert('Organization', { Name: 'Ours Ltd', IsSandbox: false })

  const isSeen = (object: string, name: string): boolean =>
    (fields.get(object)?.has(name) ?? true) && !hidden.has(`${object}.${name}`)

  const bad = (statusCode: string, message: string, ...names: string[]): FakeResult => ({
    ...{ id: null, success: false, created: false },
    errors: [{ statusCode, message, fields: names }],
  })

  const find = (object: string, test: (row: FakeRow) => boolean): FakeRow | undefined =>
    [...rowsOf(object).values()].find((row) => row.IsDeleted !== true && test(row))

  const wrong = (object: string, values: FakeRow, id: string | null): FakeResult | null => {
    const required = object === 'Lead' ? ['LastName', 'Company'] : ['Name']
    const missing = required.filter((name) => (id === null ? !values[name] : values[name] === null))
    if (missing.length > 0)
      return bad('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, ...missing)
    for (const [name, value] of Object.entries(values)) {
      const most = fields.get(object)?.get(name) ?? 0
      if (most > 0 && typeof value === 'string' && value.length > most)
        return bad('STRING_TOO_LONG', `${name}: data value too large: ${value} (max length=${most})`, name)
    }
    const { Email, LastName, OwnerId, Prm_Account__c: account } = values
    if (typeof Email === 'string' && !/^[^@\s]+@[^@\s]+\.\w+$/.test(Email))
      return bad('INVALID_EMAIL_ADDRESS', `Email: invalid email address: ${Email}`, 'Email')
    if (LastName === 'Locked')
      return bad('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')
    if (LastName === 'Rule') return bad('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Our rule says no', 'LastName')
    if (OwnerId !== undefined && !rowsOf('User').has(OwnerId as string))
      return bad('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'OwnerId')
    if (typeof account === 'string' && find('Account', (row) => row.Id === account) === undefined)
      return bad('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'Prm_Account__c')
    const prm = values.Prm_Id__c
    const isTwin = (row: FakeRow): boolean => row.Prm_Id__c === prm && row.Id !== id
    const other = typeof prm === 'string' ? find(object, isTwin) : undefined
    if (other !== undefined)
      return bad(
        'DUPLICATE_VALUE',
        `duplicate value found: Prm_Id__c duplicates value on record with id: ${String(other.Id)}`,
      )
    return null
  }

  /** The duplicate rule that every new org has: the same address is the same person. */
  const duplicateOf = (values: FakeRow): FakeRow | undefined => {
    const email = typeof values.Email === 'string' ? values.Email.toLowerCase() : ''
    return email === ''
      ? undefined
      : find('Lead', (row) => typeof row.Email === 'string' && row.Email.toLowerCase() === email)
  }

  /** Creates, or changes the record of this id. */
  const save = (object: string, values: FakeRow, id: string | null): FakeResult => {
    const before = id === null ? null : rowsOf(object).get(id)
    if (before === undefined) return bad('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
    if (before?.IsDeleted === true) return bad('ENTITY_IS_DELETED', 'entity is deleted')
    if (before?.IsConverted === true)
      return bad('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
    const fault = wrong(object, values, id)
    if (fault !== null) return fault
    if (id !== null) {
      touch(object, id, values)
      return { id, success: true, created: false, errors: [] }
    }
    const twin = object === 'Lead' ? duplicateOf(values) : undefined
    if (twin !== undefined)
      return { ...bad('DUPLICATES_DETECTED', 'Use one of these records?'), match: String(twin.Id) }
    return { id: insert(object, values), success: true, created: true, errors: [] }
  }

  const upsert = (object: string, prm: string, values: FakeRow): FakeResult => {
    const known = find(object, (row) => row.Prm_Id__c === prm)
    return save(object, { ...values, Prm_Id__c: prm }, known === undefined ? null : String(known.Id))
  }

  /** Into the bin. */
  const remove = (id: string): FakeResult => {
    for (const rows of tables.values()) {
      const row = rows.get(id)
      if (row === undefined) continue
      if (row.IsDeleted === true) return bad('ENTITY_IS_DELETED', 'entity is deleted')
      Object.assign(row, { IsDeleted: true, SystemModstamp: stamp() })
      return { id, success: true, created: false, errors: [] }
    }
    return bad('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  }

  const refer = (row: FakeRow): FakeRow => {
    const { OwnerId, ConvertedOpportunityId } = row
    return {
      ...row,
      Owner: rowsOf('User').get(OwnerId as string) ?? null,
      ConvertedOpportunity: rowsOf('Opportunity').get(ConvertedOpportunityId as string) ?? null,
    }
  }

  return {
    ...{ fields, hidden, insert, touch, save, upsert, remove, isSeen, rowsOf, tables },
    user: () => user,
    /** With the records that they refer to. @param all those in the bin too */
    rows: (object: string, all: boolean): FakeRow[] =>
      [...rowsOf(object).values()].filter((row) => all || row.IsDeleted !== true).map(refer),
    isWritable: (name: string): boolean => !READ_ONLY.has(name),
  }
}

export type FakeOrg = ReturnType<typeof openOrg>
