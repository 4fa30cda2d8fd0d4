/** People as derived: one row each, with their contact points, roles and duplicate candidates. */
import type Database from 'better-sqlite3'
import type { FirstLoad } from './first-load.ts'
import { keptCount } from './kept-count.ts'
import type { Standing as StagesAndTouch } from './standings.ts'
import { bulkInsert } from './bulk-insert.ts'
import { sparseInsert, type SparseRow } from './sparse-insert.ts'

/** The columns of `person` that records fill, in the order of the table. */
export const PERSON_VALUES = [
  'full_name',
  'prefix',
  'first_name',
  'middle_name',
  'last_name',
  'suffix',
  'email',
  'email2',
  'email3',
  'phone',
  'mobile',
  'phone_home',
  'phone_other',
  'title',
  'department',
  'seniority',
  'linkedin_url',
  'twitter_url',
  'street',
  'city',
  'state',
  'postal_code',
  'country',
  'source',
  'external_id',
  'owner',
  'tags',
  'notes',
  'created_at',
  'unsubscribed',
  'consent',
  'product_interest',
] as const

/** Columns that follow from these, from verdicts and from decisions. */
export const PERSON_DERIVED = [
  'company_id',
  'custom',
  'guessed',
  'email_status',
  'email_level',
  'email_reason',
  'email_suggestion',
  'email_checked',
  'phone_status',
  'phone_level',
  'phone_reason',
  'phone_checked',
  'phone_type',
  'time_zone',
  'lifecycle',
  'buying_stage',
  'suppressed',
  'signals',
  'has_events',
  'records',
] as const

export type PersonColumn = 'id' | (typeof PERSON_VALUES)[number] | (typeof PERSON_DERIVED)[number]

export type PersonRow = Record<PersonColumn, string | number | null>

export type Position = Pick<PersonRow, 'company_id' | 'department' | 'title'>

/** With where the person stands, which is written by itself (standings.ts). */
export type StoredPerson = PersonRow & StagesAndTouch

export interface EmailRow {
  address: string
  position: number
  record_id: number
}

export interface PhoneRow {
  number: string
  kind: string
  position: number
  record_id: number
}

export interface ProfileRow {
  url: string
  network: string
  record_id: number
}

export interface RoleRow {
  company_id: string
  title: string | null
  seniority: string | null
  department: string | null
  /** Counts up from 1 where somebody came back to a company. */
  stint: number
  /** ISO days; null: not known. */
  since: string | null
  until: string | null
  /** As somebody said it of this position. */
  buying_role: string | null
  is_current: 0 | 1
  record_id: number
}

/** Somebody at a company, now or once, with the position there. */
export interface StaffRow extends Omit<RoleRow, 'company_id' | 'record_id'> {
  id: string
  full_name: string | null
  email: string | null
  suppressed: 0 | 1
  score: number | null
  /** The ISO day of which the record that tells of the position speaks. */
  seen_on: string
}

export interface PersonParts {
  emails: EmailRow[]
  phones: PhoneRow[]
  profiles: ProfileRow[]
  roles: RoleRow[]
}

/** A person to write with all parts. */
export interface WholePerson {
  id: string
  /** Of PERSON_COLUMNS. */
  row: SparseRow
  parts: PersonParts
  /** Nothing of them is in the file yet. */
  isNew: boolean
}

export interface DuplicateRow {
  a_id: string
  b_id: string
  reason: string
  record_id: number
}

/** A person's id, and what is known of the two main addresses. */
export type Standing = Pick<
  PersonRow,
  | 'id'
  | 'email_status'
  | 'email_level'
  | 'email_reason'
  | 'email_suggestion'
  | 'email_checked'
  | 'phone_status'
  | 'phone_level'
  | 'phone_reason'
  | 'phone_checked'
>

/** A person's columns as they are written: what is known only once the person has an id and a company comes last. */
export const PERSON_COLUMNS: readonly PersonColumn[] = [
  ...PERSON_VALUES,
  ...PERSON_DERIVED.filter((name) => name !== 'company_id'),
  'id',
  'company_id',
]

const ID_BIT = 2 ** PERSON_COLUMNS.indexOf('id')
const COMPANY_BIT = 2 ** PERSON_COLUMNS.indexOf('company_id')

/** All of a person of whom there is one record, but for the ids; plain data. */
export interface LonePerson {
  /** Of PERSON_COLUMNS, without ids. */
  row: SparseRow
  emails: string[]
  phones: [number: string, kind: string][]
  profiles: [url: string, network: string][]
  role: Pick<RoleRow, 'title' | 'seniority' | 'department' | 'since' | 'buying_role'>
  /** The function in the company, as one bit. */
  functions: number
}

/** A person to write, of whom there is this one record. */
export interface NewPerson {
  id: string
  record: number
  company: string | null
  lone: LonePerson
}

type Values = (string | number | null)[]

export const people = (db: Database.Database, { need }: Pick<FirstLoad, 'need'>) => {
  const get = db.prepare<[string], StoredPerson>('SELECT * FROM person WHERE id = ?')
  const position = db.prepare<[string], Position>(
    'SELECT company_id, department, title FROM person WHERE id = ?',
  )
  const put = sparseInsert(db, 'INSERT OR REPLACE', 'person', PERSON_COLUMNS)
  const insert = sparseInsert(db, 'INSERT', 'person', PERSON_COLUMNS)
  const clearing = ['email', 'phone', 'profile', 'role'].map((table) =>
    db.prepare<[string]>(`DELETE FROM ${table} WHERE person_id = ?`),
  )
  const removePerson = db.prepare<[string]>('DELETE FROM person WHERE id = ?')
  const removeScore = db.prepare<[string]>('DELETE FROM latest_score WHERE person_id = ?')
  const putRole = db.prepare<RoleRow & { person_id: string }>(
    `INSERT OR IGNORE INTO role (person_id, company_id, stint, title, seniority, department, since, until, buying_role,
                                 is_current, record_id)
     VALUES (@person_id, @company_id, @stint, @title, @seniority, @department, @since, @until, @buying_role,
             @is_current, @record_id)`,
  )
  const addEmails = bulkInsert(db, 'email', ['person_id', 'address', 'position', 'record_id'])
  const addPhones = bulkInsert(db, 'phone', ['person_id', 'number', 'kind', 'position', 'record_id'])
  const addProfiles = bulkInsert(db, 'profile', ['person_id', 'url', 'network', 'record_id'])
  const addRoles = bulkInsert(db, 'role', [
    ...['person_id', 'company_id', 'title', 'seniority', 'department', 'since', 'buying_role'],
    ...['is_current', 'record_id'],
  ])
  const addDuplicate = db.prepare<DuplicateRow>(
    'INSERT OR IGNORE INTO duplicate (a_id, b_id, reason, record_id) VALUES (@a_id, @b_id, @reason, @record_id)',
  )
  const clearDuplicates = db.prepare<[string, string]>('DELETE FROM duplicate WHERE a_id = ? OR b_id = ?')
  const removeDuplicate = db.prepare<[string, string]>('DELETE FROM duplicate WHERE a_id = ? AND b_id = ?')
  const duplicatesOf = db.prepare<[string, string], DuplicateRow>(
    'SELECT * FROM duplicate WHERE a_id = ? OR b_id = ? ORDER BY a_id, b_id',
  )
  const allDuplicates = db.prepare<[], DuplicateRow>('SELECT * FROM duplicate ORDER BY a_id, b_id')
  // A row of each pair would take five times as long.
  const duplicatePairs = db
    .prepare<[], string | null>("SELECT group_concat(a_id || ':' || b_id, ' ') FROM duplicate")
    .pluck()
  const ids = db.prepare<[], string>('SELECT id FROM person ORDER BY id').pluck()
  const idsByPrefix = db
    .prepare<[string, string], string>('SELECT id FROM person WHERE id >= ? AND id < ? ORDER BY id LIMIT 3')
    .pluck()
  const idsAt = db.prepare<[string], string>('SELECT id FROM person WHERE company_id = ? ORDER BY id').pluck()
  const idsByName = db
    .prepare<[string], string>(
      'SELECT id FROM person WHERE full_name = ? COLLATE NOCASE ORDER BY id LIMIT 20',
    )
    .pluck()
  const idsByAddress = db
    .prepare<[string], string>('SELECT DISTINCT person_id FROM email WHERE address = ? ORDER BY person_id')
    .pluck()
  const idsByNumber = db
    .prepare<[string], string>('SELECT DISTINCT person_id FROM phone WHERE number = ? ORDER BY person_id')
    .pluck()
  const emailsOf = db.prepare<[string], EmailRow>('SELECT * FROM email WHERE person_id = ? ORDER BY position')
  const phonesOf = db.prepare<[string], PhoneRow>('SELECT * FROM phone WHERE person_id = ? ORDER BY position')
  const profilesOf = db.prepare<[string], ProfileRow>(
    'SELECT * FROM profile WHERE person_id = ? ORDER BY url',
  )
  const rolesOf = db.prepare<[string], RoleRow & { company: string | null; domain: string | null }>(
    `SELECT r.*, c.company, c.domain FROM role r JOIN company c ON c.id = r.company_id
      WHERE r.person_id = ? ORDER BY r.is_current DESC, r.record_id`,
  )
  const staffOf = db.prepare<{ id: string; key: string; limit: number }, StaffRow>(
    `SELECT p.id, p.full_name, p.email, p.suppressed, s.score, r.stint, r.title, r.seniority, r.department, r.since, r.until,
            r.buying_role, r.is_current, coalesce(substr(o.observed_at, 1, 10), substr(run.as_of, 1, 10)) AS seen_on
       FROM (SELECT DISTINCT person_id FROM record WHERE company_key = @key AND active = 1 AND person_id IS NOT NULL) x
       JOIN role r ON r.person_id = x.person_id AND r.company_id = @id
       JOIN record o ON o.id = r.record_id JOIN batch b ON b.id = o.batch_id JOIN run ON run.id = b.run_id
       JOIN person p ON p.id = x.person_id
       LEFT JOIN latest_score s ON s.person_id = p.id
      LIMIT @limit`,
  )
  const hasLeft = db
    .prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM role WHERE person_id = ? AND until IS NOT NULL)')
    .pluck()
  const setStanding = db.prepare<Standing>(
    `UPDATE person SET email_status = @email_status, email_level = @email_level, email_reason = @email_reason,
            email_suggestion = @email_suggestion, email_checked = @email_checked, phone_status = @phone_status,
            phone_level = @phone_level, phone_reason = @phone_reason, phone_checked = @phone_checked
      WHERE id = @id`,
  )
  const addresses = db.prepare<[], { person_id: string; address: string }>(
    'SELECT person_id, address FROM email',
  )
  const hasFacts = db
    .prepare<[string], number>('SELECT signals > 0 OR has_events FROM person WHERE id = ?')
    .pluck()
  return {
    get: (id: string): StoredPerson | undefined => get.get(id),
    /** Where this person works, without reading all of the row. */
    position: (id: string): Position | undefined => position.get(id),
    /** Writes people who are new, of each of whom there is one record. */
    add: (newcomers: readonly NewPerson[]): void => {
      const emails: (string | number)[] = []
      const phones: (string | number)[] = []
      const profiles: (string | number)[] = []
      const roles: (string | number | null)[] = []
      for (const { id, record, company, lone } of newcomers) {
        const { mask, values } = lone.row
        values.push(id)
        if (company !== null) values.push(company)
        insert({ mask: mask + ID_BIT + (company === null ? 0 : COMPANY_BIT), values })
        for (let i = 0; i < lone.emails.length; i++) emails.push(id, lone.emails[i]!, i + 1, record)
        for (let i = 0; i < lone.phones.length; i++) {
          const [number, kind] = lone.phones[i]!
          phones.push(id, number, kind, i + 1, record)
        }
        for (const [url, network] of lone.profiles) profiles.push(id, url, network, record)
        if (company === null) continue
        const { title, seniority, department, since, buying_role } = lone.role
        roles.push(id, company, title, seniority, department, since, buying_role, 1, record)
      }
      addEmails(emails)
      addPhones(phones)
      addProfiles(profiles)
      addRoles(roles)
    },
    /**
     * Writes people whole, table by table: those who come in the order of their ids come to each page but once.
     */
    put: (people: readonly WholePerson[]): void => {
      for (const { row } of people) put(row)
      // Of somebody new there is nothing to clear.
      const known = people.flatMap(({ id, isNew }) => (isNew ? [] : [id]))
      for (const statement of clearing) for (const id of known) statement.run(id)
      const each = <T>(of: (parts: PersonParts) => readonly T[], values: (part: T, id: string) => Values) =>
        people.flatMap(({ id, parts }) => of(parts).flatMap((part) => values(part, id)))
      addEmails(
        each(
          ({ emails }) => emails,
          ({ address, position, record_id }, id) => [id, address, position, record_id],
        ),
      )
      addPhones(
        each(
          ({ phones }) => phones,
          ({ number, kind, position, record_id }, id) => [id, number, kind, position, record_id],
        ),
      )
      addProfiles(
        each(
          ({ profiles }) => profiles,
          ({ url, network, record_id }, id) => [id, url, network, record_id],
        ),
      )
      for (const { id, parts } of people)
        for (const role of parts.roles) putRole.run({ ...role, person_id: id })
    },
    /** Removes people with all that is derived of them; best in the order of their ids. */
    remove: (ids: readonly string[]): void => {
      for (const statement of [removePerson, removeScore, ...clearing])
        for (const id of ids) statement.run(id)
      for (const id of ids) clearDuplicates.run(id, id)
    },
    /** Writes only what is known of the two main addresses. */
    setStanding: (standing: Standing): void => void setStanding.run(standing),
    addDuplicate: (row: DuplicateRow): void => {
      const [a_id, b_id] = row.a_id < row.b_id ? [row.a_id, row.b_id] : [row.b_id, row.a_id]
      addDuplicate.run({ ...row, a_id, b_id })
    },
    clearDuplicates: (id: string): void => void clearDuplicates.run(id, id),
    removeDuplicate: ({ a_id, b_id }: Pick<DuplicateRow, 'a_id' | 'b_id'>): void =>
      void removeDuplicate.run(a_id, b_id),
    duplicatesOf: (id: string): DuplicateRow[] => duplicatesOf.all(id, id),
    duplicates: (): DuplicateRow[] => allDuplicates.all(),
    /** The two of each as `a:b`, with blanks between. */
    duplicatePairs: (): string => duplicatePairs.get() ?? '',
    ids: (): string[] => ids.all(),
    /** At most three: enough to know whether a prefix is unique. */
    idsByPrefix: (prefix: string): string[] => idsByPrefix.all(prefix, `${prefix}~`),
    /** Those who work at this company now. */
    idsAt: (company: string): string[] => idsAt.all(company),
    idsByName: (name: string): string[] => idsByName.all(name),
    idsByAddress: (address: string): string[] => {
      need('email_address')
      return idsByAddress.all(address)
    },
    idsByNumber: (number: string): string[] => {
      need('phone_number')
      return idsByNumber.all(number)
    },
    /** Every address with its person, lazily. */
    addresses: (): IterableIterator<{ person_id: string; address: string }> => addresses.iterate(),
    /** Distinct numbers, each with a country of one of its people. */
    emailsOf: (id: string): EmailRow[] => emailsOf.all(id),
    phonesOf: (id: string): PhoneRow[] => phonesOf.all(id),
    profilesOf: (id: string): ProfileRow[] => profilesOf.all(id),
    rolesOf: (id: string) => rolesOf.all(id),
    /** Everybody who has or had a position at this company, by its id and key; a negative limit is none. */
    staffOf: (id: string, key: string, limit = -1): StaffRow[] => staffOf.all({ id, key, limit }),
    /** Whether it is known that this person left a company. */
    hasLeft: (id: string): boolean => hasLeft.get(id) === 1,
    /** Whether signals or events are tied to this person. */
    hasFacts: (id: string): boolean => hasFacts.get(id) === 1,
    ...keptCount(db, 'person'),
  }
}

export type PeopleStore = ReturnType<typeof people>
