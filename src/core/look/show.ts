/** Everything known of one person, and where each value comes from. */
import { emailDomain, emailKey } from '../../model/email.ts'
import { personId } from '../../model/id.ts'
import type { ActiveRecord } from '../../model/record.ts'
import type { Activity, Answer } from '../../store/activities.ts'
import type { Change } from '../../store/changes.ts'
import type { StageStep } from '../../model/stages.ts'
import { COMPANY_VALUES, type CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import { LEAD_COLUMNS } from '../../store/lead-columns.ts'
import { PERSON_VALUES, type PersonRow, type RoleRow } from '../../store/people.ts'
import type { ShownFact } from '../../store/facts.ts'
import type { PushRow } from '../../store/pushes.ts'
import type { ScoreRow } from '../../store/scores.ts'
import type { VerdictRow } from '../../store/verdicts.ts'
import { isDoubted } from '../derive/person-row.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { externalIdsOf } from '../derive/external-ids.ts'
import { colleaguesOf, formerTiesOf, relationshipsOf, type Relationship } from '../derive/relationships.ts'
import { surviveCompany } from '../derive/company-survivors.ts'
import { leftOn, survivePerson, type PersonSurvivors } from '../derive/survivorship.ts'
import { stagesOf } from '../derive/standing.ts'
import { findPerson } from '../derive/who.ts'
import {
  assignedOwner,
  originOf,
  traceValues,
  type Origin,
  type PlainValue,
  type ShownValue,
} from './origins.ts'

export interface ShownAddress {
  address: string
  /** The field of the list that it stood in; for profiles the network. */
  kind: string
  origin: Origin
  /** What is known of it now; null where nobody looked yet. */
  verdict: VerdictRow | null
  /** The day since which it is doubted, because the person left that company; null where nothing speaks against it. */
  doubted_since: string | null
  /** All checks, oldest first. */
  checks: VerdictRow[]
  /** Why it must never be written to; null where nothing stands against it. */
  suppressed: string | null
}

export interface ShownRole {
  company: string | null
  company_id: string
  title: string | null
  is_current: boolean
  /** ISO days; null: not known. */
  since: string | null
  until: string | null
  buying_role: string | null
  origin: Origin
}

export interface ShownMove {
  on: string
  from: string
  to: string
  origin: Origin
}

export interface ShownRecord {
  id: number
  /** What it says, field → value. */
  fields: Record<string, unknown>
  /** Every place where it stands. */
  seen: { file: string | null; line: number; source: string; run: number; at: string; on_match: string }[]
}

export interface ShowResult extends Result {
  run: null
  counts: Record<
    'records' | 'values' | 'changes' | 'duplicates' | 'signals' | 'events' | 'relationships',
    number
  >
  id: string
  /** The row of `lead`; the lists’ own columns stand in `custom`. */
  person: Record<string, unknown>
  values: ShownValue[]
  company: {
    id: string
    people: number
    /** How many different functions they have. */
    stakeholders: number
    values: ShownValue[]
  } | null
  emails: ShownAddress[]
  phones: ShownAddress[]
  profiles: ShownAddress[]
  /** The earliest first, those of now last. */
  roles: ShownRole[]
  /** Ids in other systems, told by lists or linked by hand. */
  external_ids: { system: string; id: string; origin: Origin }[]
  /** Said by hand from either side; then, marked as derived, some who work at the same company. */
  relationships: Relationship[]
  /** What moved the lifecycle and the buying stage; oldest first. */
  stages: StageStep[]
  /** What was done with them; latest first. */
  activities: Activity[]
  /** What they told; latest first. Those that were superseded too. */
  answers: (Answer & { is_current: boolean })[]
  /** What is to be done; the first to be due first. */
  steps: { id: number; due_on: string; detail: string; by: string | null; shared: boolean }[]
  moves: ShownMove[]
  /** About the person and about the company; latest first. */
  signals: ShownFact[]
  /** The latest 100, latest first. */
  events: ShownFact[]
  records: ShownRecord[]
  /** Oldest first; those of people who were merged into this one too. */
  history: (Change & { at: string; command: string })[]
  /** People who may be the same. */
  duplicates: { id: string; full_name: string | null; email: string | null; reason: string }[]
  /** Latest first. */
  scores: ScoreRow[]
  pushes: PushRow[]
}

const SHOWN_EVENTS = 100

/** Present ones, and as many former ones. */
const SHOWN_COLLEAGUES = 5

/** @throws PrmError `who.unknown`, `who.ambiguous` */
export const showPerson = ({ file, asOf }: Pick<Deps, 'file' | 'asOf'>, who: string): ShowResult => {
  const id = findPerson(file, who)
  const row = file.people.get(id)!
  const records = activeRecords(file, id)
  const told = survivePerson(records, (kind, address) => file.verdicts.current(kind, address)?.verdict)
  const values = personValues(file, row, records, told)
  const history = changesOf(file, id, records)
  const duplicates = duplicatesOf(file, id)
  const company = typeof row.company_id === 'string' ? file.companies.get(row.company_id) : undefined
  const signals = file.facts.signalsOf(id, company === undefined ? null : String(company.id))
  const relationships = [
    ...relationshipsOf(file, id),
    ...colleaguesOf(file, id, SHOWN_COLLEAGUES),
    ...formerTiesOf(file, id, { today: asOf.toISOString().slice(0, 10), limit: SHOWN_COLLEAGUES }),
  ]
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: {
      records: records.length,
      values: values.length,
      changes: history.length,
      duplicates: duplicates.length,
      signals: signals.length,
      events: file.facts.numberOfEvents(id),
      relationships: relationships.filter(({ derived }) => !derived).length,
    },
    id,
    person: leadRow(file, id),
    values,
    company: company === undefined ? null : shownCompany(file, company),
    ...contactPoints(file, id, told.left),
    roles: file.people
      .rolesOf(id)
      .sort(inTime)
      .map((role) => ({
        company: role.company ?? role.domain,
        company_id: role.company_id,
        title: role.title,
        is_current: role.is_current === 1,
        since: role.since,
        until: role.until,
        buying_role: role.buying_role,
        origin: originOf(file, role.record_id),
      })),
    moves: told.moves
      .map(({ on, from_name, to_name, record_id }) => ({
        on,
        from: from_name,
        to: to_name,
        origin: originOf(file, record_id),
      }))
      .sort((a, b) => a.on.localeCompare(b.on)),
    external_ids: externalIdsOf(file, id).map(({ system, id: there, record }) => ({
      system,
      id: there,
      origin: originOf(file, record),
    })),
    relationships,
    stages: stagesOf(file, id).steps,
    activities: file.activities.ofPerson(id),
    answers: toldAnswers(file, id),
    steps: openSteps(file, id),
    signals,
    events: file.facts.eventsOf(id, SHOWN_EVENTS),
    records: records.map((record) => shownRecord(file, record)),
    history,
    duplicates,
    scores: file.leads.scoresOf(id),
    pushes: file.pushes.ofPerson(id),
  }
}

const toldAnswers = (file: ProspectFile, id: string): ShowResult['answers'] => {
  const seen = new Set<string>()
  return file.activities.answersOf(id).map((answer) => {
    const is_current = !seen.has(answer.question)
    seen.add(answer.question)
    return { ...answer, is_current }
  })
}

const openSteps = (file: ProspectFile, id: string): ShowResult['steps'] =>
  file.activities
    .stepsOf(id)
    .filter(({ is_open }) => is_open === 1)
    .map((step) => ({
      ...{ id: step.id, due_on: step.due_on, detail: step.detail },
      ...{ by: step.done_by, shared: step.shared === 1 },
    }))

/** Those that ended in the order in which they did, then those of now. */
const inTime = (a: RoleRow, b: RoleRow): number =>
  a.is_current - b.is_current ||
  (a.until ?? a.since ?? '').localeCompare(b.until ?? b.since ?? '') ||
  a.record_id - b.record_id

const FLAGS = LEAD_COLUMNS.filter(({ type }) => type === 'boolean').map(({ name }) => name)

const leadRow = (file: ProspectFile, id: string): Record<string, unknown> => {
  const row: Record<string, unknown> = { ...file.leads.get(id) }
  for (const name of FLAGS) if (typeof row[name] === 'number') row[name] = row[name] === 1
  for (const name of ['custom', 'answers'])
    if (typeof row[name] === 'string') row[name] = JSON.parse(row[name])
  return row
}

/** The records behind a person, each knowing whether values may be derived from it. */
const activeRecords = (file: ProspectFile, id: string): ActiveRecord[] => {
  const ranges = file.decisions.enrichedRanges()
  return file.records.activeOfPerson(id).map((record) => ({
    ...record,
    enriched: ranges.some(({ after, upto }) => record.id > after && record.id <= upto),
  }))
}

/** Addresses are shown by themselves, with what is known of each. */
const ELSEWHERE = new Set([
  'email',
  'email2',
  'email3',
  'phone',
  'mobile',
  'phone_home',
  'phone_other',
  'source',
])

const personValues = (
  file: ProspectFile,
  row: PersonRow,
  records: readonly ActiveRecord[],
  { from, values: told }: PersonSurvivors,
): ShownValue[] => {
  const values = new Map<string, PlainValue>()
  for (const name of [...PERSON_VALUES, 'phone_type', 'time_zone'] as const) {
    const value = typeof told.get(name) === 'boolean' ? told.get(name) : row[name]
    if (!ELSEWHERE.has(name) && value !== null && value !== undefined) values.set(name, value)
  }
  const custom = JSON.parse(String(row.custom ?? '{}')) as Record<string, PlainValue>
  for (const [name, value] of Object.entries(custom)) values.set(`custom.${name}`, value)
  const guessed = new Set(String(row.guessed ?? '').split(','))
  return withAssigned(file, String(row.id), traceValues(file, values, from, records, guessed))
}

/** What a list or a hand says of the owner goes before what was assigned. */
const withAssigned = (file: ProspectFile, id: string, values: ShownValue[]): ShownValue[] => {
  const assigned = assignedOwner(file, id)
  if (assigned === null) return values
  const told = values.find(({ field }) => field === 'owner')
  if (told === undefined) return [...values, { field: 'owner', ...assigned, others: [] }]
  told.others.push(assigned)
  return values
}

/** What is known of a company, and from where. */
export const shownCompany = (file: ProspectFile, company: CompanyRow): NonNullable<ShowResult['company']> => {
  const records = file.records.activeOfCompany(String(company.key))
  const values = new Map<string, PlainValue>()
  for (const name of COMPANY_VALUES) {
    const value = company[name]
    if (value !== null) values.set(name, value)
  }
  const { from, values: told, united, custom } = surviveCompany(records)
  for (const [name, value] of Object.entries(custom)) if (value !== null) values.set(`custom.${name}`, value)
  // The domain is the company's identity: it may have been found in an address rather than told by a list.
  if (told.get('domain') !== company.domain) from.delete('domain')
  return {
    id: String(company.id),
    people: Number(company.people),
    stakeholders: Number(company.stakeholders),
    values: traceValues(file, values, from, records, new Set(), united),
  }
}

const contactPoints = (
  file: ProspectFile,
  id: string,
  left: ReadonlyMap<string, string>,
): Pick<ShowResult, 'emails' | 'phones' | 'profiles'> => {
  const { people, suppressions, verdicts } = file
  const point = (
    address: string,
    kind: string,
    record: number,
    suppressed: string | undefined,
  ): ShownAddress => ({
    address,
    kind,
    origin: originOf(file, record),
    verdict: null,
    doubted_since: null,
    checks: verdicts.history(address),
    suppressed: suppressed ?? null,
  })
  const current = (kind: 'email' | 'phone', shown: ShownAddress): ShownAddress => ({
    ...shown,
    verdict: verdicts.holding(kind, shown.address)[0] ?? null,
  })
  return {
    emails: people.emailsOf(id).map(({ address, record_id }) => {
      const reason =
        suppressions.reason('email', emailKey(address)) ?? suppressions.reason('domain', emailDomain(address))
      const shown = current('email', point(address, 'email', record_id, reason))
      const since = leftOn(left, address)
      const isDoubtful = since !== undefined && isDoubted(shown.verdict ?? undefined, since)
      return isDoubtful ? { ...shown, doubted_since: since } : shown
    }),
    phones: people
      .phonesOf(id)
      .map(({ number, kind, record_id }) =>
        current('phone', point(number, kind, record_id, suppressions.reason('phone', number))),
      ),
    profiles: people
      .profilesOf(id)
      .map(({ url, network, record_id }) => point(url, network, record_id, undefined)),
  }
}

const shownRecord = (file: ProspectFile, record: ActiveRecord): ShownRecord => ({
  id: record.id,
  fields: record.fields,
  seen: file.batches
    .sightingsOf(record.id)
    .map(({ file: name, line, source, run_id, started_at, on_match }) => ({
      file: name,
      line,
      source,
      run: run_id,
      at: started_at,
      on_match,
    })),
})

/** Each record could have been a person of its own, before a merge. */
const changesOf = (
  file: ProspectFile,
  id: string,
  records: readonly ActiveRecord[],
): ShowResult['history'] => {
  const ids = new Set([id])
  for (const record of records) {
    const tail = file.records.get(record.id)?.tail
    if (tail !== undefined) ids.add(personId(record.id, tail))
  }
  return [...ids].flatMap((each) => file.changes.ofEntity(each)).sort((a, b) => a.run_id - b.run_id)
}

const duplicatesOf = (file: ProspectFile, id: string): ShowResult['duplicates'] =>
  file.people.duplicatesOf(id).map(({ a_id, b_id, reason }) => {
    const other = a_id === id ? b_id : a_id
    const person = file.people.get(other)
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
    return { id: other, full_name: text(person?.full_name), email: text(person?.email), reason }
  })
