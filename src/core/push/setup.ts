/** Connects this file to an account of a CRM, and makes the fields there that a push needs. */
import type { EntityKind } from '../../connectors/contract.ts'
import type { RemoteField } from '../../connectors/target.ts'
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { Config } from '../config/config.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { ENTITY_KINDS } from '../engine/entities.ts'
import {
  askAccount,
  openTarget,
  otherAccount,
  remoteError,
  type Account,
  type OpenTarget,
} from '../engine/open-target.ts'
import type { Service } from '../engine/types.ts'
import { fieldMaps, isTaken, wantedFields } from './fields.ts'

export interface SetupPlan {
  target: string
  title: string
  account: Account
  /** This file is connected to the account already. */
  connected: boolean
  /** Fields that are made. */
  make: Record<EntityKind, RemoteField[]>
}

export interface SetupInput {
  service: Service
  config: Pick<Config, 'targets'>
  dry_run?: boolean
  clock?: Clock | undefined
  /** Is shown the plan and says whether it is carried out; without it, it is. */
  agree?: (plan: SetupPlan) => Promise<boolean>
}

export interface SetupResult extends Result {
  run: null
  counts: Record<'fields', number>
  plan: SetupPlan
  /** Names of fields that were made. */
  made: Record<EntityKind, string[]>
  done: boolean
  dry_run: boolean
}

const planSetup = async (deps: Deps, input: SetupInput, open: OpenTarget): Promise<SetupPlan> => {
  const { file } = deps
  const { target, name, title, call } = open
  const account = await askAccount(open)
  const known = file.connections.get(name)
  const isOther = known !== undefined && known.account_id !== account.id
  // The ledger holds ids of the other account: here they would be somebody else's.
  if (isOther && file.pushes.of.person.held(name).size + file.pushes.open(name).length > 0)
    throw otherAccount(open, known.account, account)
  const maps = fieldMaps(target, input.config.targets[name])
  const make: SetupPlan['make'] = { person: [], company: [] }
  for (const kind of ENTITY_KINDS) {
    if (!isTaken(target, kind) || target.describe === undefined) continue
    const there = new Set((await target.describe(kind, call)).map((field) => field.name))
    make[kind] = wantedFields(target, maps, kind).filter((field) => !there.has(field.name))
  }
  if (target.setup === undefined && make.person.length + make.company.length > 0) {
    const names = [...make.person, ...make.company].map((field) => field.name)
    throw new PrmError(
      'usage',
      'push.fields_by_hand',
      `${title} lacks fields that prm cannot make: ${names.join(', ')}`,
      {
        hint: `make them there by hand, or leave them out: targets: {${name}: {fields: …}} in the config`,
      },
    )
  }
  return { target: name, title, account, connected: known !== undefined && !isOther, make }
}

/**
 * Done twice it changes nothing.
 *
 * @throws PrmError `push.other_account`, `push.fields_by_hand`, `credential`, `remote`
 */
export const setupTarget = async (
  deps: Deps,
  input: SetupInput,
  on: OnProgress = () => undefined,
): Promise<SetupResult> => {
  const open = openTarget(deps, input.service, on, input.clock)
  const { target, name, title, call } = open
  try {
    const plan = await planSetup(deps, input, open)
    const made: SetupResult['made'] = { person: [], company: [] }
    const isNothing = plan.connected && plan.make.person.length + plan.make.company.length === 0
    const done = input.dry_run !== true && (isNothing || ((await input.agree?.(plan)) ?? true))
    if (done && !isNothing) {
      for (const kind of ENTITY_KINDS) {
        if (plan.make[kind].length === 0) continue
        made[kind] = [...(await target.setup!(kind, plan.make[kind], call))]
        on({ kind: 'note', label: `${title}: ${made[kind].length} fields made` })
      }
      // Last: a file whose fields are not there is not connected.
      deps.file.write(() =>
        deps.file.connections.set({
          ...{ target: name, account_id: plan.account.id, account: plan.account.title },
          connected_at: deps.now().toISOString(),
        }),
      )
    }
    const fields = made.person.length + made.company.length
    return {
      schemaVersion: SCHEMA_VERSION,
      run: null,
      counts: { fields },
      plan,
      made,
      done,
      dry_run: input.dry_run ?? false,
    }
  } catch (error) {
    throw remoteError(title, error)
  }
}
