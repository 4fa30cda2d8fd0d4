/**
 * The way to a CRM for this file. A file belongs to one account of each CRM, said once and written down: a cron job in the
 * wrong folder must not fill a CRM from an empty ledger, nor a test key write into the real one.
 */
import type { Call } from '../../connectors/contract.ts'
import type { Target } from '../../connectors/target.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { ConnectionRow } from '../../store/connections.ts'
import type { Deps } from '../derive/run.ts'
import { openServices, loadConnector, type Surroundings } from './services.ts'
import { openSession, type ServiceState } from './session.ts'
import type { Service } from './types.ts'

/** A CRM that can be asked and written to. */
export interface OpenTarget {
  /** As in `--to`, in the config and in the ledger: `hubspot`. */
  name: string
  title: string
  target: Target
  call: Call
  /** Its rates, failures and requests. */
  state: ServiceState
  /** By which it waits. */
  clock: Clock
}

export interface Account {
  id: string
  title: string
}

/** Whether pushes to this name go to a service, not into a file. */
export const isRemoteTarget = (name: string): boolean => !name.includes(':')

/** @throws PrmError `service.unknown`, `push.cannot`: nothing can be pushed there */
export const checkTargetName = async (name: string, config: Surroundings['config']): Promise<void> => {
  const { title, target } = await loadConnector(name, config)
  if (target !== undefined) return
  throw new PrmError('usage', 'push.cannot', `nothing can be pushed to ${title}`, {
    hint: 'prm connectors tells what each service does',
  })
}

/**
 * The service behind a target's name, with its key.
 *
 * @throws PrmError as `checkTargetName`; `credential` (no key)
 */
export const openTargetService = async (name: string, surroundings: Surroundings): Promise<Service> => {
  await checkTargetName(name, surroundings.config)
  const [service] = await openServices([name], surroundings)
  return service!
}

export const openTarget = (deps: Deps, service: Service, on: OnProgress, clock?: Clock): OpenTarget => {
  const session = openSession(deps, [service], { clock }, on)
  const [state] = session.states
  const { name, title, target } = service.connector
  const call = state!.line.call(session.budget.again)
  return { name, title, target: target!, call, state: state!, clock: session.clock }
}

/** What a request to a CRM that failed means for the whole operation. */
export const remoteError = (title: string, error: unknown): unknown => {
  if (!(error instanceof ServiceTrouble)) return error
  const isKey = error.kind === 'credential'
  return new PrmError(
    isKey ? 'credential' : 'remote',
    isKey ? 'push.key_refused' : 'push.service',
    error.message,
    {
      hint: isKey
        ? `look at the key of ${title}, then: prm connectors`
        : 'what was done is kept; run the same command again later',
      cause: error,
    },
  )
}

/**
 * Whose account the key opens.
 *
 * @throws PrmError `credential`, `remote`
 */
export const askAccount = async ({ target, call, title }: OpenTarget): Promise<Account> => {
  try {
    return await target.account(call)
  } catch (error) {
    throw remoteError(title, error)
  }
}

/**
 * What is known of this file's account there, with nobody asked.
 *
 * @throws PrmError `push.not_connected`
 */
export const connectionOf = (
  { file }: Pick<Deps, 'file'>,
  { name, title }: Pick<OpenTarget, 'name' | 'title'>,
): ConnectionRow => {
  const known = file.connections.get(name)
  if (known !== undefined) return known
  throw new PrmError('usage', 'push.not_connected', `this file is not connected to ${title}: ${file.path}`, {
    hint: `is it the right file? then, once: prm push --to ${name} --setup`,
  })
}

/**
 * Makes sure that this file belongs to the account that the key opens: for everything that reads from the CRM or writes
 * to it, before it does.
 *
 * @throws PrmError `push.not_connected`, `push.other_account`, `credential`, `remote`
 */
export const checkConnection = async (deps: Pick<Deps, 'file'>, open: OpenTarget): Promise<Account> => {
  const known = connectionOf(deps, open)
  const account = await askAccount(open)
  if (account.id !== known.account_id) throw otherAccount(open, known.account, account)
  return account
}

export const otherAccount = ({ title }: OpenTarget, known: string, now: Account): PrmError =>
  new PrmError(
    'usage',
    'push.other_account',
    `this file is connected to the ${title} account ${known}, and the key opens another one: ${now.title}`,
    { hint: 'use the key of that account, or another file for this one' },
  )
