/** From the names in the config and after --with to services that can be asked about people and companies. */
import { didYouMean } from '../../lib/text.ts'
import { DERIVATIONS } from '../../model/derivations.ts'
import { PrmError } from '../../model/errors.ts'
import {
  connectorNames,
  enricherOf,
  ENTITY_KINDS,
  openServices,
  type EntityKind,
  type Service,
  type Surroundings,
} from '../engine/index.ts'

export interface ChosenEnrichers {
  /** In place of those of the config: asked about whatever they complete. */
  with?: readonly string[] | undefined
  /** Those of the config, by whom they complete. */
  company: readonly string[]
  person: readonly string[]
  /** The free ones that need the network are asked too. */
  online?: boolean | undefined
}

/** Free, without a key; first, where nobody says otherwise. */
const FREE = ['dns', 'website']

const checkName = (name: string, config: Surroundings['config']): void => {
  const known = [...DERIVATIONS, ...connectorNames(config)]
  if (known.includes(name)) return
  const near = didYouMean(name, known)
  throw new PrmError('usage', 'service.unknown', `there is no service "${name}"`, {
    hint:
      name === 'file'
        ? 'a file is joined with: prm enrich --from companies.csv --on domain'
        : near === null
          ? 'prm connectors lists them'
          : `did you mean ${near}?`,
  })
}

/**
 * @throws PrmError `usage` (no such service, or it completes nobody), `credential` (no key)
 */
export const openEnrichers = async (
  { with: only, company, person, online: isOnline }: ChosenEnrichers,
  surroundings: Surroundings,
): Promise<Record<EntityKind, Service[]>> => {
  const free = isOnline === true ? FREE : []
  const names = {
    company: [...free, ...(only ?? company)],
    person: [...free, ...(only ?? person)],
  }
  const all = [...new Set([...names.company, ...names.person])]
  for (const name of all) checkName(name, surroundings.config)
  const services = await openServices(
    all.filter((name) => !DERIVATIONS.includes(name)),
    surroundings,
  )
  for (const service of services) {
    const { name, title } = service.connector
    if (ENTITY_KINDS.some((kind) => enricherOf(service, kind) !== undefined)) continue
    throw new PrmError('usage', 'enrich.cannot', `${title} completes nobody: it checks addresses`, {
      hint: `prm validate --with ${name}`,
    })
  }
  const those = (kind: EntityKind): Service[] =>
    [...new Set(names[kind])].flatMap((name) =>
      services.filter(
        (service) => service.connector.name === name && enricherOf(service, kind) !== undefined,
      ),
    )
  return { company: those('company'), person: those('person') }
}
