/** One record a request: there are no batches and no upsert. A creation is never sent a second time on suspicion. */
import type { Call, EntityKind, Outcome } from '../contract.ts'
import type { RemoteValue, RemoteValues, TargetWrite, Written } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { ask, TITLE, usersOf, V2 } from './client.ts'
import { ID_FIELD, ownFields, STANDARD, toOwn } from './fields.ts'
import { byPrmId } from './find.ts'
import { PATHS } from './kinds.ts'
import { addLead, archiveLeads, hasLead } from './leads.ts'
import { recordsById } from './records.ts'
import { Gone, OneRecord, type Held } from './schema.ts'

type Body = Record<string, unknown>

const refuse = (message: string, code: string): never => {
  throw new ServiceTrouble('refused', message, { code })
}

/** A new first address; further ones that people added there stay, the one that was first goes. */
const withPrimary = (value: string | null, before: Held['emails']): unknown[] => {
  const others = (before ?? []).filter(
    (each, i) => each.value !== value && !(each.primary === true || (before!.length === 1 && i === 0)),
  )
  const own = value === null ? [] : [{ value, primary: true, label: 'work' }]
  return [...own, ...others.map((each) => ({ ...each, primary: false }))]
}

const ownerId = async (owner: string, call: Call): Promise<number> => {
  const wanted = owner.trim().toLowerCase()
  const user = (await usersOf(call)).find(
    ({ email, name }) => email.toLowerCase() === wanted || name.toLowerCase() === wanted,
  )
  return user?.id ?? refuse(`${TITLE} has no user ${owner}`, 'owner')
}

const bodyOf = async (
  { kind, prm_id, values, company }: TargetWrite,
  before: Held | undefined,
  call: Call,
): Promise<Body> => {
  const own = await ownFields(kind, call)
  const body: Body = {}
  const custom_fields: Body = {}
  const given: RemoteValues = { ...values, [ID_FIELD]: prm_id }
  for (const [name, value] of Object.entries(given)) {
    const field = own.get(name)
    if (name === 'lead') continue
    else if (name === 'owner') body.owner_id = value === null ? null : await ownerId(String(value), call)
    else if (name === 'email' || name === 'phone')
      body[`${name}s`] = withPrimary(value === null ? null : String(value), before?.[`${name}s`])
    else if (Object.hasOwn(STANDARD[kind], name)) body[name] = value
    else if (field === undefined) refuse(`${TITLE} has no field ${name}`, 'field')
    else custom_fields[field.code] = toOwn(name, value, field)
  }
  if (company !== null) body.org_id = Number(company)
  return { ...body, custom_fields }
}

const idByPrmId = async (kind: EntityKind, prm_id: string, call: Call): Promise<string | null> => {
  const [found] = await byPrmId({ kind, prm_id }, call)
  return found?.id ?? null
}

const isYes = (value: RemoteValue | undefined): boolean =>
  value !== undefined && ['1', 'true', 'yes'].includes(String(value))

const writeOne = async (write: TargetWrite, call: Call): Promise<Written> => {
  const { kind, values, prm_id, company } = write
  const path = `${V2}/${PATHS[kind].records}`
  // Nothing is unique there, and a push before this one may have been cut off: whoever is there already is changed.
  const id = write.id ?? (await idByPrmId(kind, prm_id, call))
  const isMerging = id !== null && ('email' in values || 'phone' in values)
  const before = isMerging ? (await recordsById(kind, [id], call))[0] : undefined
  if (isMerging && before === undefined) refuse(`${TITLE} has no such record`, 'gone')
  const json = await bodyOf(write, before, call)
  const { data } = await (id === null
    ? ask(call, { method: 'POST', path, json, paid: true }, OneRecord)
    : ask(call, { method: 'PATCH', path: `${path}/${encodeURIComponent(id)}`, json }, OneRecord))
  if (kind === 'person' && isYes(values.lead) && (id === null || !(await hasLead(data.id, call)))) {
    const title = data.name ?? String(values.name ?? prm_id)
    await addLead({ title, person: data.id, company, prm_id }, call)
  }
  return { id: data.id, created: id === null }
}

/** What the service refuses is the outcome of this one record; all else ends the request. */
const settled = async <A>(act: () => Promise<A>): Promise<Outcome<A>> => {
  try {
    return { kind: 'answer', answer: await act(), charged: false }
  } catch (error) {
    if (!(error instanceof ServiceTrouble) || error.kind !== 'refused') throw error
    return { kind: 'failed', code: error.code ?? 'refused', message: error.message }
  }
}

export const write = async (writes: readonly TargetWrite[], call: Call): Promise<Outcome<Written>[]> => {
  const outcomes: Outcome<Written>[] = []
  for (const each of writes) outcomes.push(await settled(() => writeOne(each, call)))
  return outcomes
}

/** Their bin keeps them for 30 days. */
export const archive = async (
  kind: EntityKind,
  ids: readonly string[],
  call: Call,
): Promise<Outcome<{ archived: boolean }>[]> => {
  const outcomes: Outcome<{ archived: boolean }>[] = []
  for (const id of ids) {
    const outcome = await settled(async () => {
      if (kind === 'person') await archiveLeads(id, call)
      const path = `${V2}/${PATHS[kind].records}/${encodeURIComponent(id)}`
      await ask(call, { method: 'DELETE', path }, Gone)
      return { archived: true }
    })
    const isGone = outcome.kind === 'failed' && outcome.code === 'gone'
    outcomes.push(isGone ? { kind: 'answer', answer: { archived: false }, charged: false } : outcome)
  }
  return outcomes
}
