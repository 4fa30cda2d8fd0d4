/** Who has which part in the purchase at an account, said by hand: a record about the person, undone like an edit. */
import { BUYING_ROLE_FIELD, BUYING_ROLES, readBuyingRole, type BuyingRole } from '../../model/buying-role.ts'
import { PrmError } from '../../model/errors.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { openBatch, writeRecord } from './hand.ts'

export interface BuyingRoleInput {
  who: string
  /** One of BUYING_ROLES or another word for it; `none` takes the role away. */
  role: string
  because?: string | undefined
  /** Who says so. */
  by?: string | undefined
  dry_run?: boolean
}

export interface BuyingRoleResult extends Result {
  counts: Record<'changed', number>
  person: { id: string; full_name: string | null; company: string | null }
  old: string | null
  new: BuyingRole | null
  dry_run: boolean
}

const readRole = (text: string): BuyingRole | null => {
  if (text.trim().toLowerCase() === 'none') return null
  const role = readBuyingRole(text)
  if (role === null) {
    throw new PrmError('usage', 'role.unknown', `there is no buying role "${text}"`, {
      hint: `it is one of ${BUYING_ROLES.join(', ')}; none takes it away`,
    })
  }
  return role
}

/**
 * Says which part somebody has in the purchase at the company of now.
 *
 * @throws PrmError `role.unknown`, `role.no_company`, `who.…`; nothing is changed then
 */
export const setBuyingRole = async (deps: Deps, input: BuyingRoleInput): Promise<BuyingRoleResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(apply(deps, input)))
  // What the file says already leaves no trace.
  if (input.dry_run || plan.counts.changed === 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => apply(deps, input))
}

const apply = (deps: Deps, input: BuyingRoleInput): BuyingRoleResult => {
  const { file } = deps
  const role = readRole(input.role)
  const id = findPerson(file, input.who)
  const row = file.people.get(id)!
  const at = (): string | null =>
    file.people
      .rolesOf(id)
      .find(({ company_id, is_current }) => is_current === 1 && company_id === row.company_id)?.buying_role ??
    null
  const company = row.company_id === null ? undefined : file.companies.get(String(row.company_id))
  if (company === undefined) {
    throw new PrmError('usage', 'role.no_company', 'this person has no company to buy for', {
      hint: `prm edit ${input.who} company=…`,
    })
  }
  const old = at()
  const about = file.records.activeOfPerson(id).map((record) => record.id)
  const run = startRun(deps, 'role', { who: id, role })
  const derivation = new Derivation(file, { run_id: run, why: 'hand' })
  const { record_id } = writeRecord(
    deps,
    derivation,
    openBatch(deps, run),
    1,
    { [BUYING_ROLE_FIELD]: role },
    about,
  )
  for (const other_id of about) {
    file.decisions.add({
      run_id: run,
      kind: 'about',
      record_id,
      other_id,
      value: null,
      because: input.because ?? null,
      decided_by: input.by ?? 'hand',
      decided_at: deps.now().toISOString(),
    })
  }
  derivation.flush()
  const counts = { changed: Number(old !== role) }
  finishRun(deps, run, 'done', counts)
  return {
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    person: {
      id,
      full_name: (row.full_name ?? null) as string | null,
      company: (company.company ?? company.domain) as string | null,
    },
    old,
    new: at() as BuyingRole | null,
    dry_run: false,
  }
}
