/**
 * Who is to be completed: people and companies that lack a field worth having, the best first, and nobody who must not be
 * written to. What is sent out is what identifies them, never notes, tags or owners.
 */
import { FIELDS, type Field } from '../../model/fields.ts'
import { compileCondition } from '../../store/condition.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { Deps } from '../derive/run.ts'
import {
  enricherOf,
  ENTITY_KINDS,
  wouldAsk,
  type EntityKind,
  type EntityTask,
  type MaxAge,
  type Service,
} from '../engine/index.ts'
import { NEED, type EnrichInput } from './types.ts'

const OF_COMPANY = [
  'company',
  'domain',
  'website',
  'company_linkedin_url',
  'company_phone',
] as const satisfies Field[]
const OF_PERSON = [
  ...(['full_name', 'first_name', 'middle_name', 'last_name', 'email', 'email2', 'email3'] as const),
  ...(['phone', 'mobile', 'title', 'linkedin_url', 'twitter_url', 'city', 'state', 'country'] as const),
] as const satisfies Field[]

type Values = Readonly<Record<string, string | number | null | undefined>>

/** What services gave in this run, by person or company: not asked for again. */
export type Given = Map<string, Set<string>>

const isOfCompany = (field: string): boolean => FIELDS[field as Field]?.of === 'company'

const pick = (row: Values, names: readonly string[], isGuessed: (name: string) => boolean) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = row[name] ?? null
      return value === null || isGuessed(name) ? [] : [[name, String(value)]]
    }),
  )

/** Fields that a service is asked for where they are missing. */
const needOf = (kind: EntityKind, need: EnrichInput['need'], service: Service | null): readonly string[] => {
  const isFree = service !== null && service.prices[kind] === 0
  const all = need ?? (isFree ? enricherOf(service, kind)!.gives : NEED)
  return kind === 'company' ? all.filter(isOfCompany) : all
}

/** Of a company, or of one that is unknown. */
const companyValues = (deps: Deps, id: string | number | null | undefined): Partial<CompanyRow> =>
  (id === null || id === undefined ? undefined : deps.file.companies.get(String(id))) ?? {}

const looks = (
  deps: Deps,
  kind: EntityKind,
  id: string,
  input: EnrichInput,
  given: Given,
): EntityTask['look'] => {
  const rowOf = (): { row: Values; known: Record<string, string> } => {
    if (kind === 'company') {
      const row = companyValues(deps, id)
      return { row, known: pick(row, OF_COMPANY, () => false) }
    }
    const person = deps.file.people.get(id)
    if (person === undefined) return { row: {}, known: {} }
    const guesses = String(person.guessed ?? '').split(',')
    const company = companyValues(deps, person.company_id)
    const isGuessed = (name: string): boolean => guesses.includes(name)
    const row = { ...company, ...person, country: isGuessed('country') ? null : person.country }
    // One that is proved wrong is as good as none, and finds nobody.
    if (person.email_status === 'invalid') row.email = null
    return { row, known: { ...pick(row, OF_PERSON, isGuessed), ...pick(company, OF_COMPANY, isGuessed) } }
  }
  return (service) => {
    const { row, known } = rowOf()
    const has = (field: string): boolean =>
      input.refresh === true ? (given.get(id)?.has(field) ?? false) : (row[field] ?? null) !== null
    return { known, wanted: needOf(kind, input.need, service).filter((field) => !has(field)) }
  }
}

/** Whether nothing was read about it for so long that it is worth asking again. */
const isStale = (deps: Deps, kind: EntityKind, id: string, days: number): boolean => {
  const { records } = deps.file
  const all =
    kind === 'person'
      ? records.activeOfPerson(id)
      : records.activeOfCompany(String(companyValues(deps, id).key))
  // What was read of one of its people tells little of a company, unless that is all there is.
  const own = all.filter((record) => record.kind === 'companies')
  const read = kind === 'company' && own.length > 0 ? own : all
  const until = new Date(deps.asOf.getTime() - days * 86_400_000).toISOString().slice(0, 10)
  return read.every(({ read_on }) => read_on <= until)
}

/** Ids in the order of the best scores. */
const chosen = (deps: Deps, where: string | undefined): Record<EntityKind, string[]> => {
  const { file } = deps
  const columns = ['id', 'company_id'].map((name) => ({ name, sql: `lead.${name}` }))
  const only = where === undefined ? '' : ` AND (${compileCondition(where).sql})`
  const person: string[] = []
  const company = new Set<string>()
  for (const row of file.leads.iterate({
    columns,
    where: `lead.suppressed = 0${only}`,
    orderBy: 'lead.score DESC',
  })) {
    person.push(String(row.id))
    if (row.company_id !== null) company.add(String(row.company_id))
  }
  if (where === undefined) for (const id of file.companies.withoutPeople()) company.add(id)
  const isOpen = (id: string): boolean => {
    const domain = file.companies.get(id)?.domain
    return typeof domain !== 'string' || file.suppressions.reason('domain', domain) === undefined
  }
  return { person, company: file.suppressions.any() ? [...company].filter(isOpen) : [...company] }
}

/** Everybody and every company that may be asked about. */
export const findTargets = (
  deps: Deps,
  input: EnrichInput,
  services: Readonly<Record<EntityKind, readonly Service[]>>,
  max_age: MaxAge,
  given: Given,
): EntityTask[] => {
  const ids = chosen(deps, input.where)
  return ENTITY_KINDS.flatMap((kind) => {
    if (services[kind].length === 0) return []
    const tasks: EntityTask[] = []
    let left = input.limit ?? Infinity
    for (const id of ids[kind]) {
      const task: EntityTask = { kind, id, look: looks(deps, kind, id, input, given) }
      if (input.refresh === true && !isStale(deps, kind, id, max_age.found)) continue
      const isOpen = services[kind].some((service) => task.look(service).wanted.length > 0)
      if (!isOpen) continue
      // What is known from before costs nothing, and does not use up the limit.
      if (input.limit !== undefined && wouldAsk(deps, services[kind], task, max_age) && left-- <= 0) continue
      tasks.push(task)
    }
    return tasks
  })
}
