/**
 * From a connector to a service that can be asked: its key, where it is, what it costs. Keys come from the environment or
 * from a file of the user's own, addresses from the environment only: a project's prm.yaml may be somebody else's.
 */
import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Connector, Window } from '../../connectors/contract.ts'
import { CONNECTORS } from '../../connectors/index.ts'
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { resolveConfigPath, type Config } from '../config/config.ts'
import type { Service, Use } from './types.ts'

export interface Surroundings {
  config: Pick<Config, 'path' | 'services' | 'prices'> & Partial<Pick<Config, 'http' | 'validate'>>
  /** Keys by the name of their variable: PRM_ZEROBOUNCE_KEY. */
  keys: Readonly<Record<string, string>>
  /** The environment: PRM_REACHER_URL. */
  env: Readonly<Record<string, string | undefined>>
}

const upper = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** The variable that holds the key of a service. */
export const keyVariable = (name: string): string => `PRM_${upper(name)}_KEY`
/** The variable that says where a service is. */
export const urlVariable = (name: string): string => `PRM_${upper(name)}_URL`
/** The variable that lets a service go to private networks: a project's config may be somebody else's. */
export const privateVariable = (name: string): string => `PRM_${upper(name)}_ALLOW_PRIVATE`

type Declaring = Partial<Pick<Config, 'http'>>

/** Names of all connectors: of prm and of the config, in this order. */
export const connectorNames = ({ http = {} }: Declaring): string[] => [
  ...Object.keys(CONNECTORS),
  ...Object.keys(http),
]

/** @throws PrmError `usage`, `service.unknown` */
export const loadConnector = async (name: string, config: Declaring = {}): Promise<Connector> => {
  const load = Object.hasOwn(CONNECTORS, name) ? CONNECTORS[name] : undefined
  if (load !== undefined) return load()
  const { http = {} } = config
  if (Object.hasOwn(http, name)) {
    const { httpConnector } = await import('../../connectors/http/index.ts')
    return httpConnector(name, http[name]!)
  }
  const near = didYouMean(name, connectorNames(config))
  throw new PrmError('usage', 'service.unknown', `there is no service "${name}"`, {
    hint: near === null ? 'prm connectors lists them' : `did you mean ${near}?`,
  })
}

/** A file that only its owner can read, with the key on a line of its own. */
const readKeyFile = (name: string, file: string, config: Surroundings['config']): string => {
  const path = file.startsWith('~/') ? join(homedir(), file.slice(2)) : resolveConfigPath(config, file)
  const fail = (what: string, hint: string): never => {
    throw new PrmError('credential', 'service.key_file', `the key file of ${name}, ${path}, ${what}`, {
      hint,
    })
  }
  let text = ''
  try {
    const { mode } = statSync(path)
    if ((mode & 0o077) !== 0) fail('can be read by others', `chmod 600 ${path}`)
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (error instanceof PrmError) throw error
    fail('cannot be read', `look at services.${name}.key_file in the config`)
  }
  // Whatever else the path may name by mistake, it is not sent out.
  if (!/^[\x21-\x7e]{1,4096}$/.test(text))
    fail('does not hold one key on one line', 'put the key there, alone')
  return text
}

/** The key, or the empty text where there is none. Keys of the environment win over files. */
export const findKey = (name: string, { config, keys }: Surroundings): string => {
  const known = keys[keyVariable(name)]?.trim()
  if (known) return known
  const file = config.services[name]?.key_file
  return file === undefined ? '' : readKeyFile(name, file, config)
}

/** Where the service's hosts are: `PRM_X_URL` moves all of them, `PRM_X_BULK_URL` that of the name `bulk`. */
const findHosts = (
  { name, hosts }: Connector,
  { env }: Surroundings,
): Pick<Service, 'hosts' | 'isElsewhere'> => {
  const all = env[urlVariable(name)]?.trim()
  const found = Object.entries(hosts).map(([host, own]): [string, string] => {
    const variable = host === 'default' ? urlVariable(name) : urlVariable(`${name}-${host}`)
    const given = env[variable]?.trim() || all
    if (!given) return [host, own]
    const url = URL.canParse(given) ? new URL(given) : null
    if (url !== null && /^https?:$/.test(url.protocol)) return [host, given]
    throw new PrmError('usage', 'service.url', `${variable} is no address of a service: ${given}`, {
      hint: 'write it as https://host/path',
    })
  })
  return { hosts: Object.fromEntries(found), isElsewhere: found.some(([host, url]) => hosts[host] !== url) }
}

/** Rates in place of the usual ones, and in addition to those of special lanes. */
const withRates = (lanes: Connector['lanes'], own: readonly Window[]): Service['lanes'] =>
  Object.fromEntries(
    Object.entries(lanes).map(([name, windows]) => [name, name === 'default' ? own : [...windows, ...own]]),
  )

/** Keys under variables of the connector's own come from the environment only. */
const findKeys = (
  { name, variables }: Connector,
  surroundings: Surroundings,
): Pick<Service, 'key' | 'secrets'> => {
  if (variables === undefined) return { key: findKey(name, surroundings), secrets: {} }
  const secrets = Object.fromEntries(
    variables.map((variable) => [variable, surroundings.keys[variable]?.trim() ?? '']),
  )
  const isWhole = Object.values(secrets).every((secret) => secret !== '')
  return { key: isWhole ? (Object.values(secrets)[0] ?? '') : '', secrets }
}

/** Where the key of a connector belongs, for a hint. */
const keyHint = ({ name, variables, keyForm }: Connector, { keys }: Surroundings): string => {
  const form = keyForm === undefined ? '' : `, as ${keyForm}`
  if (variables === undefined)
    return `put it in ${keyVariable(name)}${form}, or in a file named by services.${name}.key_file in the config`
  return `put it in ${variables.find((variable) => !keys[variable]?.trim())}`
}

/** What one unit of each use costs there, by the config. */
export const pricesOf = (
  { name, paid, price: own, enriches = {} }: Connector,
  { of }: Config['prices'],
): Service['prices'] => {
  const given = of[name] ?? own
  const isFree = (use: Use): boolean => !paid || (use !== 'check' && enriches[use]?.free === true)
  const price = (use: Use): number | null =>
    isFree(use) ? 0 : typeof given === 'number' ? given : (given?.[use] ?? null)
  return { check: price('check'), person: price('person'), company: price('company') }
}

export const openService = (connector: Connector, surroundings: Surroundings): Service => {
  const { config } = surroundings
  const { name, lanes } = connector
  const { rate, concurrency, timeout } = config.services[name] ?? {}
  const own = [
    { calls: rate?.per_second, seconds: 1 },
    { calls: rate?.per_minute, seconds: 60 },
  ].flatMap(({ calls, seconds }) => (calls === undefined ? [] : [{ calls, seconds }]))
  return {
    connector,
    ...findKeys(connector, surroundings),
    ...findHosts(connector, surroundings),
    prices: pricesOf(connector, config.prices),
    currency: config.prices.currency,
    // The user knows their own contract. What blocks an account stands whatever they say.
    lanes: own.length === 0 ? { ...lanes } : withRates(lanes, own),
    concurrency: concurrency ?? connector.concurrency,
    timeout: timeout ?? connector.timeout,
    resolver: config.validate?.resolver ?? [],
    allowPrivate: surroundings.env[privateVariable(name)]?.trim() === '1',
  }
}

/**
 * As {@link openServices}, of those that check addresses.
 *
 * @throws PrmError `usage`, `validate.cannot`: it checks none; as `openServices`
 */
export const openCheckers = async (
  names: readonly string[],
  surroundings: Surroundings,
): Promise<Service[]> => {
  // Before its key is looked for, which would help nobody.
  for (const name of names) {
    const { title, checks } = await loadConnector(name, surroundings.config)
    if (Object.keys(checks).length > 0) continue
    throw new PrmError('usage', 'validate.cannot', `${title} checks no addresses`, {
      hint: 'prm connectors tells what each service does',
    })
  }
  return openServices(names, surroundings)
}

/**
 * Services by name, ready to be asked.
 *
 * @throws PrmError `usage` (no such service), `credential` (no key)
 */
export const openServices = async (
  names: readonly string[],
  surroundings: Surroundings,
): Promise<Service[]> => {
  const { config } = surroundings
  const connectors = await Promise.all([...new Set(names)].map((name) => loadConnector(name, config)))
  return connectors.map((connector) => {
    const service = openService(connector, surroundings)
    if (service.key !== '' || connector.key === 'optional') return service
    throw new PrmError('credential', 'service.no_key', `${connector.title} needs a key, and none is set`, {
      hint: keyHint(connector, surroundings),
    })
  })
}
