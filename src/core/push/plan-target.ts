/**
 * The plan of a push to a CRM: what each person and company would become there, and why others stay. Compared with what
 * was given before and with what the CRM holds; people of whom nothing is new are not looked up unless asked for.
 */
import type { EntityKind } from '../../connectors/contract.ts'
import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import type { OnProgress } from '../../model/progress.ts'
import { compileCondition, quoteText } from '../../store/condition.ts'
import type { LedgerRow } from '../../store/pushes.ts'
import type { Row } from '../../store/leads.ts'
import type { Config, Requirement } from '../config/config.ts'
import { dayOf, type Deps } from '../derive/run.ts'
import { checkConnection, remoteError, type OpenTarget } from '../engine/open-target.ts'
import { fieldMaps, isTaken, NO_SETTINGS, type FieldMaps } from './fields.ts'
import { judgePeople, pushColumnSql } from './judged-people.ts'
import { reasonsOf } from './plan.ts'
import { withNameColumns, withNameParts } from './name-parts.ts'
import { heldBack, planRecords, type Candidate, type Surely } from './plan-records.ts'
import { checkRoute } from './route.ts'
import { planTies } from './ties.ts'
import {
  COMPANY_TIE,
  noCounts,
  TARGET_PLAN_FORMAT,
  type GoneRecord,
  type PlannedRecord,
  type TargetPlan,
} from './target-plan.ts'
import { companyValues, personValues, SIGNAL_COLUMNS, type Described } from './values.ts'

export interface TargetPlanInput {
  config: Config
  gate: string
  /** Only these: a condition over `lead`. */
  where?: string | undefined
  /** Only people on this route. */
  route?: string | null | undefined
  /** Look everybody up, not only those of whom something is new. */
  compare?: boolean | undefined
  /** Try those again whom the CRM would not take as they are. */
  retry_failed?: boolean | undefined
}

/** What a CRM asks for, whatever the gate says. Who has no address is held for that. */
const CRM_REQUIREMENTS: readonly Requirement[] = [
  {
    name: 'email_check',
    when: "email is null or (email_level in ('domain', 'mailbox') and email_status in ('valid', 'plausible', 'risky'))",
  },
]

const describe = async ({ target, call, title, name }: OpenTarget, kind: EntityKind): Promise<Described> => {
  if (target.describe === undefined || !isTaken(target, kind)) return null
  const fields = new Map((await target.describe(kind, call)).map((field) => [field.name, field]))
  const id = target.idField[kind]
  if (!fields.has(id)) {
    throw new PrmError(
      'usage',
      'push.no_id_field',
      `${title} has no field ${id}, by which prm knows its records again`,
      {
        hint: `prm push --to ${name} --setup makes it`,
      },
    )
  }
  return fields
}

const missingFields = (maps: FieldMaps, described: Record<EntityKind, Described>): TargetPlan['missing'] => {
  const ofKind = (kind: EntityKind): string[] => [
    ...new Set(
      maps[kind]
        .map(({ field }) => field)
        .filter(
          (field) =>
            described[kind]?.get(field)?.isWritable === false ||
            (described[kind] !== null && !described[kind].has(field)),
        ),
    ),
  ]
  return { person: ofKind('person'), company: ofKind('company') }
}

/** Who was given there and is somebody else by now, and who is nobody any more. */
const formerPeople = (
  { file }: Pick<Deps, 'file'>,
  ledger: ReadonlyMap<string, LedgerRow>,
  isLiving: (id: string) => boolean,
) => {
  const gone: GoneRecord[] = []
  const merged = new Map<string, LedgerRow[]>()
  for (const [id, row] of ledger) {
    if (isLiving(id)) continue
    // The id names the first record: whoever has that record now is who they are.
    const record = recordOfId(id)
    const survivor = (record === null ? null : file.records.get(record)?.person_id) ?? null
    const merged_into = survivor !== null && isLiving(survivor) ? survivor : null
    gone.push({ id, remote_id: row.remote_id, merged_into })
    if (merged_into !== null) merged.set(merged_into, [row, ...(merged.get(merged_into) ?? [])])
  }
  return { gone, merged }
}

const EMAILS = ['email', 'email2', 'email3'] as const
const ALWAYS = ['full_name', 'company', 'company_id', 'score', ...EMAILS]

const candidateOf = (row: Row): Omit<Candidate, 'ours'> => ({
  id: String(row.id),
  name: (row.full_name ?? row.email ?? null) as string | null,
  company: row.company as string | null,
  score: row.score as number | null,
  emails: EMAILS.map((name) => row[name]).filter((email) => typeof email === 'string'),
  domain: null,
})

const surely = (
  deps: Deps,
  at: OpenTarget,
  kind: EntityKind,
  input: TargetPlanInput,
): Omit<Surely, 'merged'> => {
  const { pushes } = deps.file
  const open = pushes.open(at.name).filter((row) => row.kind === kind)
  return {
    ledger: pushes.of[kind].held(at.name),
    open: new Map(open.map((row) => [row.entity_id, row])),
    overwrite: new Set(input.config.targets[at.name]?.overwrite),
    deleted: deps.file.pulls.deleted(at.name, kind),
    compare: input.compare ?? false,
    retryFailed: input.retry_failed ?? false,
  }
}

const count = (records: readonly PlannedRecord[]): TargetPlan['counts'] => {
  const counts = noCounts()
  for (const { action } of records) counts[action]++
  return counts
}

const planCompanies = async (
  deps: Deps,
  at: OpenTarget,
  input: TargetPlanInput,
  { maps, described, plan }: { maps: FieldMaps; described: Record<EntityKind, Described>; plan: TargetPlan },
  ids: readonly string[],
  on: OnProgress,
): Promise<PlannedRecord[]> => {
  if (!isTaken(at.target, 'company')) return []
  const candidates = ids.flatMap((id): Candidate[] => {
    const row = deps.file.companies.get(id)
    if (row === undefined) return []
    const ours = companyValues(row, maps.company, described.company, plan)
    const name = (row.company ?? row.domain) as string | null
    return [{ id, name, company: null, score: null, ours, emails: [], domain: row.domain as string | null }]
  })
  return planRecords(
    deps,
    at,
    'company',
    candidates,
    { ...surely(deps, at, 'company', input), merged: new Map() },
    on,
  )
}

/**
 * @throws PrmError `push.not_connected`, `push.other_account`, `push.no_id_field`, `push.unknown_gate`, `credential`, `remote`
 */
export const planTarget = async (
  deps: Deps,
  at: OpenTarget,
  input: TargetPlanInput,
  on: OnProgress,
): Promise<TargetPlan> => {
  const account = await checkConnection(deps, at)
  try {
    return await planAt(deps, at, input, account, on)
  } catch (error) {
    throw remoteError(at.title, error)
  }
}

/** SQL of those whom the push is about; undefined: everybody. */
const chosen = ({ config, where, route }: TargetPlanInput): string | undefined => {
  const terms = where === undefined ? [] : [`(${compileCondition(where).sql})`]
  if (route === null || route === undefined) return terms[0]
  checkRoute(config.routes, route)
  return [...terms, `lead.route = ${quoteText(route)}`].join(' AND ')
}

/** A company is made for people of its own there: with none of them it stays here. */
const withPeople = ({ companies, people }: TargetPlan): PlannedRecord[] => {
  const given = people.filter(({ action }) => action !== 'held_back')
  const wanted = new Set(given.map(({ content }) => content[COMPANY_TIE]))
  return companies.filter(({ action, id }) => action !== 'create' || wanted.has(id))
}

const planAt = async (
  deps: Deps,
  at: OpenTarget,
  input: TargetPlanInput,
  account: TargetPlan['account'],
  on: OnProgress,
): Promise<TargetPlan> => {
  const { file } = deps
  const { config } = input
  const settings = config.targets[at.name] ?? NO_SETTINGS
  const maps = fieldMaps(at.target, settings)
  const columns = [...new Set(maps.person.map(({ column }) => column))]
  // Before the CRM is asked anything: the config may be wrong.
  const wanted = withNameColumns([
    ...ALWAYS,
    ...columns,
    ...(columns.includes('signals') ? SIGNAL_COLUMNS : []),
  ])
  const select = wanted.map((name) => ({ name, sql: pushColumnSql(name) }))
  const isCrm = at.target.find !== undefined
  const judged = judgePeople(deps, config, { gate: input.gate, more: isCrm ? CRM_REQUIREMENTS : [] })
  const where = chosen(input)
  const described = { person: await describe(at, 'person'), company: await describe(at, 'company') }
  const plan: TargetPlan = {
    ...{ format: TARGET_PLAN_FORMAT, schemaVersion: 1, file_id: file.id, target: at.name, account },
    ...{
      gate: input.gate,
      as_of: dayOf(deps),
      where: input.where ?? null,
      route: input.route ?? null,
      compare: input.compare ?? false,
    },
    ...{ unmeasured: judged.unmeasured, missing: missingFields(maps, described), unfit: {} },
    ...{ counts: noCounts(), company_counts: noCounts(), companies: [], people: [], ties: [], gone: [] },
  }
  const passing = [...judged.missing].filter(([, missing]) => missing.length === 0).map(([id]) => id)
  const reasons = columns.includes('reasons') ? reasonsOf(deps, config, passing) : null
  const rows = file.leads.select({
    columns: [{ name: 'id', sql: 'id' }, ...select],
    where,
    orderBy: 'lead.score DESC NULLS LAST',
  })
  const passes = (row: Row): boolean => judged.missing.get(String(row.id))!.length === 0
  const at_work = new Set(rows.filter(passes).map(({ company_id }) => company_id))
  at_work.delete(null)
  const companies = [...at_work].map(String).sort()
  plan.companies = await planCompanies(deps, at, input, { maps, described, plan }, companies, on)
  const isThere = new Set(plan.companies.filter(({ action }) => action !== 'held_back').map(({ id }) => id))

  const held = new Map<string, PlannedRecord>()
  const candidates: Candidate[] = []
  for (const row of rows) {
    const one = candidateOf(row)
    if (!passes(row)) {
      held.set(one.id, heldBack('person', one, judged.missing.get(one.id)!))
      continue
    }
    const ours = personValues(
      { ...withNameParts(row), reasons: reasons?.get(one.id) ?? null },
      maps.person,
      described.person,
      plan,
    )
    const company = row.company_id
    if (typeof company === 'string' && isThere.has(company)) ours[COMPANY_TIE] = company
    candidates.push({ ...one, ours })
  }
  const known = surely(deps, at, 'person', input)
  const { gone, merged } = formerPeople(deps, known.ledger, (id) => judged.missing.has(id))
  plan.gone = gone
  const planned = await planRecords(deps, at, 'person', candidates, { ...known, merged }, on)
  const byId = new Map(planned.map((one) => [one.id, one]))
  for (const [id, one] of held) {
    const row = known.ledger.get(id)
    byId.set(id, row === undefined ? one : { ...one, remote_id: row.remote_id, detail: 'was given before' })
  }
  plan.people = rows.map(({ id }) => byId.get(String(id))!)
  plan.companies = withPeople(plan)
  plan.ties = planTies(deps, at, plan)
  plan.counts = count(plan.people)
  plan.company_counts = count(plan.companies)
  return plan
}

/** Whether the plan would write anything. */
export const isNothing = ({ people, companies, ties }: TargetPlan): boolean =>
  ties.length === 0 &&
  [...people, ...companies].every(
    ({ action, settle }) => action !== 'create' && action !== 'update' && settle === null,
  )
