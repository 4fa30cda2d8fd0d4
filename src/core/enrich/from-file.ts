/**
 * Completes people and companies from a list of one's own: rows are joined by domain, e-mail address or name. Nobody new
 * comes in, and what is known stands; rows that belong to nobody here are counted.
 */
import { basename, resolve } from 'node:path'
import type { TableSource } from '../../lib/table/index.ts'
import { emailDomain, emailKey } from '../../model/email.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import { tableAsCsv } from '../../store/table-rows.ts'
import { breathe, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { companyByDomain, findCompany } from '../derive/which-company.ts'
import { normaliseRow } from '../reading/normalise.ts'
import { openList } from '../reading/open-list.ts'
import { AnswerRecords, type Said } from './answer-records.ts'
import { deriveFields } from './derive-fields.ts'
import { openJournal } from './journal.ts'

export interface FileJoin {
  /** A list, or `crm.db:accounts`: a table of an SQLite file. */
  from: string
  cwd: string
  /** Without it: by e-mail address, else domain, else name, whatever the list has. */
  on?: 'domain' | 'email' | 'name' | undefined
  country?: string | undefined
  trusted?: readonly string[] | undefined
  dry_run?: boolean
}

export interface JoinResult extends Result {
  /** rows = matched + unmatched + ambiguous + unreadable */
  counts: Record<
    'rows' | 'matched' | 'unmatched' | 'ambiguous' | 'unreadable' | 'people' | 'companies' | 'fields',
    number
  >
  list: string
  on: 'domain' | 'email' | 'name'
  filled: Record<string, number>
  dry_run: boolean
}

/** @throws PrmError `input`: it cannot be read, or has nothing to join by */
export const enrichFromFile = async (
  deps: Deps,
  join: FileJoin,
  on: OnProgress = () => undefined,
): Promise<JoinResult> => {
  const act = (): Promise<JoinResult> => joinFile(deps, join, on)
  if (join.dry_run !== true) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

/** `crm.db:accounts` → the file and its table. */
const sourceOf = ({ from, cwd }: FileJoin): { name: string; source: TableSource } => {
  const [, path, table] = /^(.+\.(?:db|sqlite3?)):([^:/\\]+)$/i.exec(from) ?? []
  if (path === undefined || table === undefined) return { name: from, source: { path: resolve(cwd, from) } }
  return { name: from, source: { name: `${table}.csv`, stream: tableAsCsv(resolve(cwd, path), table) } }
}

const ON = ['email', 'domain', 'name'] as const
const COLUMNS: Record<JoinResult['on'], readonly string[]> = {
  email: ['email', 'email2', 'email3'],
  domain: ['domain', 'website'],
  name: ['full_name', 'last_name', 'company'],
}

type Target = Pick<Said, 'kind' | 'id'>

/** Whom a row is about: several, where it could be any of them; null where it does not say. */
const targetsOf = (deps: Deps, on: JoinResult['on'], fields: RecordFields): Target[] | null => {
  const { file } = deps
  const text = (name: keyof RecordFields): string | null => {
    const value = fields[name]
    return typeof value === 'string' ? value : null
  }
  const company = (id: string | number | null | undefined): Target[] =>
    id === undefined ? [] : [{ kind: 'company', id: String(id) }]
  const people = (ids: readonly string[]): Target[] => ids.map((id) => ({ kind: 'person', id }))
  if (on === 'email') {
    const email = text('email')
    if (email === null) return null
    return people([...new Set(file.records.byKey(`e:${emailKey(email)}`).map((row) => row.person_id))])
  }
  if (on === 'domain') {
    const email = text('email')
    const told = text('domain') ?? text('website') ?? (email === null ? null : emailDomain(email))
    const domain = told === null ? null : companyDomain(told)
    return domain === null ? null : company(companyByDomain(file, domain)?.id)
  }
  const name =
    text('full_name') ??
    ([text('first_name'), text('last_name')].filter((part) => part !== null).join(' ') || null)
  const firm = text('company')
  if (name === null) return firm === null ? null : company(findCompany(file, firm)?.id)
  const named = file.people.idsByName(name)
  if (firm === null) return people(named)
  const at = findCompany(file, firm)?.id
  return people(named.filter((id) => file.people.get(id)?.company_id === at))
}

const NAMES_ONE = ['full_name', 'first_name', 'last_name', 'email', 'linkedin_url'] as const

/** What a row says of whom it is about: of a company no columns of one's own, where the row is about one of its people. */
const fieldsOf = ({ kind }: Target, fields: RecordFields): RecordFields => {
  if (kind === 'person' || NAMES_ONE.every((name) => (fields[name] ?? null) === null)) return fields
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('custom.')))
}

const joinFile = async (deps: Deps, join: FileJoin, on: OnProgress): Promise<JoinResult> => {
  const { file } = deps
  const { name, source } = sourceOf(join)
  const list = await openList(source)
  const columns = list.columns.map(({ field }) => field)
  const has = (what: JoinResult['on']): boolean =>
    COLUMNS[what].some((field) => columns.some((column) => column === field))
  const by = join.on ?? ON.find(has)
  if (by === undefined || !(has(by) || (by === 'domain' && has('email')))) {
    await list.close()
    throw new PrmError(
      'input',
      'enrich.nothing_to_join',
      `${name} has no column to join ${by === undefined ? '' : `by ${by} `}with`,
      {
        hint: `prm import ${name} --dry-run tells how its columns are read`,
      },
    )
  }
  const journal = openJournal(deps, { from: name, on: by })
  const label = basename(name).replace(/\.[^.:]*$/, '')
  const writer = new AnswerRecords(deps, journal, { ...join, list: name }, new Map())
  const counts = { rows: 0, matched: 0, unmatched: 0, ambiguous: 0, unreadable: 0 }
  let status: 'done' | 'interrupted' = 'interrupted'
  try {
    for await (const part of list.rows) {
      await breathe(deps, 'run the same command again to go on')
      file.write(() => {
        const said: Said[] = []
        for (const { cells } of part) {
          const { fields, observed_at } = normaliseRow(cells, list.columns, join.country)
          const targets = targetsOf(deps, by, fields)
          counts.rows++
          if (targets === null) counts.unreadable++
          else if (targets.length === 0) counts.unmatched++
          else if (targets.length > 1 && by === 'name') counts.ambiguous++
          else {
            counts.matched++
            const day = observed_at?.slice(0, 10) ?? null
            const shared = { by: label, day, signals: [], opted_out: false }
            for (const target of targets)
              said.push({ ...shared, ...target, fields: fieldsOf(target, fields) })
          }
        }
        writer.write(said)
      })
      on({ kind: 'progress', label: `joining ${name}`, done: counts.rows, unit: 'rows' })
    }
    await deriveFields(deps, journal, on)
    status = 'done'
  } finally {
    journal.end(status, null)
  }
  on({ kind: 'done', label: `joining ${name}`, done: counts.rows, unit: 'rows' })
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: journal.run, list: name, on: by, dry_run: false },
    ...{ counts: { ...counts, ...journal.changed() }, filled: journal.filled() },
  }
}
