/** Which services there are, what they need, and whether they answer. */
import { ADDRESS_KINDS } from '../engine/check-addresses.ts'
import { ENTITY_KINDS } from '../engine/entities.ts'
import { lastSeen, isLive, noteSeen } from '../engine/seen.ts'
import {
  connectorNames,
  keyVariable,
  loadConnector,
  openService,
  openServices,
  pricesOf,
  type Surroundings,
} from '../engine/services.ts'
import { testService } from '../engine/test-service.ts'
import type { AddressKind, Connector, EntityKind, Use } from '../../connectors/contract.ts'
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'

export interface ConnectorInfo {
  name: string
  title: string
  summary: string
  /** What it checks. */
  checks: AddressKind[]
  /** Whom it completes. */
  enriches: EntityKind[]
  /** It brings rows: prm collect. */
  collects: boolean
  /** People are given to it: prm push --to. */
  pushes: boolean
  /** It tells what became of them: prm pull --from. */
  pulls: boolean
  /** `faulty`: a key file that cannot be used. */
  key: 'set' | 'missing' | 'not_needed' | 'faulty'
  /** Where a key may stand; several, separated by blanks, where it has several. */
  key_variable: string
  /** How a key of several parts is written. */
  key_form: string | null
  /** Of one unit of each thing it does; 0: free; null: the config names none. */
  prices: Partial<Record<Use, number | null>>
  currency: string
  /** ISO time; null: never. */
  seen: string | null
}

export interface ConnectorsResult extends Result {
  connectors: ConnectorInfo[]
}

const keyState = (connector: Connector, surroundings: Surroundings): ConnectorInfo['key'] => {
  try {
    const { key } = openService(connector, surroundings)
    if (key !== '') return 'set'
    return connector.key === 'optional' ? 'not_needed' : 'missing'
  } catch (error) {
    if (error instanceof PrmError && error.kind === 'credential') return 'faulty'
    throw error
  }
}

/** All connectors by name. Nothing is sent. @param file null where there is none */
export const listConnectors = async (
  file: ProspectFile | null,
  surroundings: Surroundings,
): Promise<ConnectorsResult> => {
  const { prices } = surroundings.config
  const all = await Promise.all(
    connectorNames(surroundings.config).map((name) => loadConnector(name, surroundings.config)),
  )
  const connectors = all.map((connector): ConnectorInfo => {
    const { name, title, summary, collects, target, variables, keyForm = null } = connector
    const checks = ADDRESS_KINDS.filter((kind) => connector.checks[kind] !== undefined)
    const enriches = ENTITY_KINDS.filter((kind) => connector.enriches?.[kind] !== undefined)
    const all = pricesOf(connector, prices)
    const uses: Use[] = [...(checks.length > 0 ? ['check' as const] : []), ...enriches]
    return {
      ...{ name, title, summary },
      checks,
      enriches,
      collects: collects !== undefined,
      pushes: target !== undefined,
      pulls: target?.pull !== undefined,
      key: keyState(connector, surroundings),
      key_variable: variables?.join(' ') ?? keyVariable(name),
      key_form: keyForm,
      prices: Object.fromEntries(uses.map((use) => [use, all[use]])),
      currency: prices.currency,
      seen: file === null ? null : lastSeen(file, name),
    }
  })
  const ready = connectors.filter(({ key }) => key === 'set' || key === 'not_needed').length
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, connectors },
    counts: { connectors: connectors.length, ready },
  }
}

export interface TestConnectorResult extends Result {
  name: string
  title: string
  /** What it says of the account. */
  message: string
  /** Where it answered. */
  url: string
  /** It was the service itself, and not another address given in its place. */
  live: boolean
  /** ISO time of this test, where it was live and there is a file to note it in. */
  seen: string | null
}

/**
 * Asks a service whether it is there and takes the key; costs nothing.
 *
 * @throws PrmError `credential` (no key, or refused), `remote` (no or no good answer)
 */
export const testConnector = async (
  deps: Pick<Deps, 'now' | 'random' | 'signal' | 'version'> & { clock?: Clock },
  file: ProspectFile | null,
  surroundings: Surroundings,
  name: string,
): Promise<TestConnectorResult> => {
  const [service] = await openServices([name], surroundings)
  const { connector, hosts } = service!
  const tested = await testService(deps, service!, deps.clock)
  if (!tested.works) {
    const isKey = tested.trouble === 'credential'
    throw new PrmError(isKey ? 'credential' : 'remote', `service.${tested.trouble}`, tested.message, {
      hint: isKey
        ? `look at the key in ${(connector.variables ?? [keyVariable(name)]).join(', ')}`
        : 'try again later; nothing was changed',
    })
  }
  const live = isLive(service!)
  const isNoted = live && file !== null
  if (isNoted) file.write(() => noteSeen(file, service!, deps.now()))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, counts: { tested: 1 } },
    ...{ name, title: connector.title, message: tested.message, url: hosts.default ?? '', live },
    seen: isNoted ? deps.now().toISOString() : null,
  }
}
