/**
 * Gives people an owner: somebody of the team, by territory, product, capacity and absence. Owners are those of companies,
 * so that one company has one of them; people without a company have their own. Each assignment is a decision that says
 * which rule fired. What a list or a hand says of somebody's owner is left alone and goes before it.
 *
 * The best people choose first, where a week's capacity is not enough for all.
 */
import { fold } from '../../lib/text.ts'
import type { OnProgress } from '../../model/progress.ts'
import { PrmError } from '../../model/errors.ts'
import type { AssignValue } from '../../store/assignments.ts'
import { compileCondition } from '../../store/condition.ts'
import type { Row } from '../../store/leads.ts'
import type { Config } from '../config/config.ts'
import { breathe, dayOf, finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { choose, type Account, type AssignRule, type Member, type Unassigned } from './choose.ts'

export interface AssignInput {
  config: Pick<Config, 'team' | 'assign'>
  dry_run?: boolean
}

/** A company, or a person without one, that got an owner. */
export interface Assignment {
  /** The best person there. */
  id: string
  full_name: string | null
  company: string | null
  /** How many people it is about. */
  people: number
  owner: string
  rule: AssignRule
  because: string
}

export interface AssignResult extends Result {
  /** `people` who are to have an owner: owned (before) + assigned + waiting + unmatched; `accounts` were assigned. */
  counts: Record<'people' | 'owned' | 'assigned' | 'waiting' | 'unmatched' | 'accounts', number>
  /** `week`: companies, and people without one, that they were given this week, these included. */
  team: { name: string; accounts: number; week: number; capacity: number | null; away: boolean }[]
  assignments: Assignment[]
  /** Who is meant. */
  when: string
  dry_run: boolean
}

/**
 * @throws PrmError `assign.no_team`, `condition.…`, `interrupted`
 */
export const assignOwners = async (
  deps: Deps,
  { config, dry_run = false }: AssignInput,
  on: OnProgress = () => undefined,
): Promise<AssignResult> => {
  if (config.team.length === 0) {
    throw new PrmError('config', 'assign.no_team', 'there is nobody to assign to: the config names no team', {
      hint: "team: [{name: ana@ours.example, territory: country = 'US', capacity: 25}]",
    })
  }
  on({ kind: 'start', label: 'assigning' })
  await breathe(deps, 'run prm assign again')
  const act = (): AssignResult => assign(deps, config)
  const result = dry_run
    ? { ...(await deps.file.rehearse(() => Promise.resolve(act()))), run: null, dry_run }
    : deps.file.write(act)
  on({ kind: 'done', label: 'assigning', done: result.counts.assigned, unit: 'people' })
  return result
}

const DAY = 86_400_000

/** Monday and Sunday of the week of a day. ISO days. */
export const weekOf = (day: string): [string, string] => {
  const time = Date.parse(`${day}T00:00:00Z`)
  const monday = time - ((new Date(time).getUTCDay() + 6) % 7) * DAY
  const iso = (at: number): string => new Date(at).toISOString().slice(0, 10)
  return [iso(monday), iso(monday + 6 * DAY)]
}

const teamOf = (deps: Deps, { team }: AssignInput['config']): Member[] => {
  const day = dayOf(deps)
  const week = deps.file.assignments.between(...weekOf(day))
  return team.map((member) => ({
    ...member,
    is_away: member.away.some(({ from, until }) => from <= day && day <= until),
    week: week.get(member.name) ?? 0,
  }))
}

const COLUMNS = ['id', 'company_id', 'full_name', 'company', 'domain', 'email', 'owner', 'product_interest']

const MAY_HAVE_ONE = `"suppressed" = 0 AND "lifecycle" IN ('suspect', 'prospect')`

const textOf = (value: Row[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

/** An account that is to be assigned: its best person, and how many there are. */
interface Waiting {
  row: Row
  people: number
}

const assign = (deps: Deps, config: AssignInput['config']): AssignResult => {
  const { file } = deps
  const team = teamOf(deps, config)
  const counts = { people: 0, owned: 0, assigned: 0, waiting: 0, unmatched: 0, accounts: 0 }
  const accounts = findAccounts(deps, config, counts)
  const run = startRun(deps, 'assign', { team: team.map(({ name }) => name), when: config.assign.when })
  const at = accounts.size === 0 ? new Map<string, Member>() : givenAt(deps, team)
  const folded = team.map(({ products = [] }) => products.map(fold))
  const given = new Map<Member, number>()
  const assignments: Assignment[] = []
  for (const [id, { row, people }] of accounts) {
    const choice = choose(accountOf(row, team, at.get(id) ?? null), team, folded)
    if (choice.member === null) {
      counts[choice.why satisfies Unassigned] += people
      continue
    }
    const { member, rule, because } = choice
    member.week++
    given.set(member, (given.get(member) ?? 0) + 1)
    counts.assigned += people
    decide(deps, run, String(row.id), { owner: member.name, rule, on: dayOf(deps) }, because)
    assignments.push({
      ...{ id: String(row.id), full_name: textOf(row.full_name), company: textOf(row.company) },
      ...{ people, owner: member.name, rule, because },
    })
  }
  counts.accounts = assignments.length
  const [lone, companies] = [true, false].map((is) =>
    [...accounts].flatMap(([id, { row }]) => ((row.company_id === null) === is ? [id] : [])),
  )
  file.assignments.refresh(companies!, lone!)
  if (counts.accounts === 0) file.runs.remove(run)
  else finishRun(deps, run, 'done', counts)
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: counts.accounts === 0 ? null : run, counts, assignments },
    team: team.map((member) => ({
      ...{ name: member.name, accounts: given.get(member) ?? 0, week: member.week },
      ...{ capacity: member.capacity ?? null, away: member.is_away },
    })),
    ...{ when: config.assign.when, dry_run: false },
  }
}

/** Who is to have an owner and has none, by account, the best first. */
const findAccounts = (
  deps: Deps,
  { team, assign: { when } }: AssignInput['config'],
  counts: AssignResult['counts'],
): Map<string, Waiting> => {
  const { file } = deps
  const { sql } = compileCondition(when, { where: 'assign' })
  const territories = team.flatMap(({ name, territory }, i) =>
    territory === undefined
      ? []
      : [
          {
            name: `territory ${i}`,
            sql: `(${compileCondition(territory, { where: `the territory of ${name}` }).sql}) IS TRUE`,
          },
        ],
  )
  const assigned = file.assignments.all()
  const members = new Set(team.map(({ name }) => name))
  const accounts = new Map<string, Waiting>()
  for (const row of file.leads.iterate({
    columns: [...COLUMNS.map((name) => ({ name, sql: `lead."${name}"` })), ...territories],
    where: `${MAY_HAVE_ONE} AND (${sql})`,
    orderBy: 'lead.score DESC NULLS LAST',
  })) {
    counts.people++
    const id = String(row.company_id ?? row.id)
    const before = assigned.get(id)
    // What was assigned to somebody who has left the team is free again; what a list or a hand says is theirs to change.
    const isOurs = before !== undefined && row.owner === before
    if (row.owner !== null && !(isOurs && !members.has(before))) {
      counts.owned++
      continue
    }
    const known = accounts.get(id)
    if (known) known.people++
    else accounts.set(id, { row, people: 1 })
  }
  return accounts
}

/** Company → the member who looks after most of its people by what lists and hands say. */
const givenAt = ({ file }: Deps, team: readonly Member[]): Map<string, Member> => {
  const members = new Map(team.map((member) => [member.name.toLowerCase(), member]))
  const most = new Map<string, { member: Member; people: number }>()
  for (const { id, owner, people } of file.assignments.givenAt()) {
    const member = members.get(owner.trim().toLowerCase())
    if (member !== undefined && people > (most.get(id)?.people ?? 0)) most.set(id, { member, people })
  }
  return new Map([...most].map(([id, { member }]) => [id, member]))
}

const accountOf = (row: Row, team: readonly Member[], of: Member | null): Account => ({
  // What a copy of the file would know the account by as well; ids are this file's own.
  key:
    textOf(row.company_id) === null
      ? (textOf(row.email) ?? String(row.id))
      : (textOf(row.domain) ?? fold(textOf(row.company) ?? String(row.company_id))),
  in_territory: team.map((_, i) => row[`territory ${i}`] === 1),
  interest: fold(textOf(row.product_interest) ?? ''),
  of,
})

const decide = (deps: Deps, run: number, person: string, value: AssignValue, because: string): void => {
  const { file } = deps
  file.decisions.add({
    ...{ run_id: run, kind: 'assign', record_id: file.assignments.recordFor(person), other_id: null },
    ...{ value: JSON.stringify(value), because, decided_by: 'prm' },
    decided_at: deps.now().toISOString(),
  })
}
