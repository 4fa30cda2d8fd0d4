import type { Config } from '../config/config.ts'
import { openEnrichers } from '../enrich/open-enrichers.ts'
import { checkPrices } from '../engine/check-prices.ts'
import { loadConnector } from '../engine/services.ts'
import { connectorNames, type EntityKind, type Service, type Surroundings } from '../engine/index.ts'

export interface Enrichers {
  services: Record<EntityKind, Service[]>
  /** Titles of those that cost money, where nobody has said how much a run may spend: they are not asked. */
  unasked: string[]
}

/**
 * The services that the config names for enriching, as far as a run that nobody watches may ask them.
 *
 * @throws PrmError as `openEnrichers`; `service.no_price`: the limit cannot be kept
 */
export const openWithinBudget = async (
  { enrich: { company, person, max_cost } }: Pick<Config, 'enrich'>,
  surroundings: Surroundings,
): Promise<Enrichers> => {
  const unasked = new Map<string, string>()
  if (max_cost === null) {
    const known = connectorNames(surroundings.config)
    for (const name of new Set([...company, ...person])) {
      if (!known.includes(name)) continue
      const { paid, title } = await loadConnector(name, surroundings.config)
      if (paid) unasked.set(name, title)
    }
  }
  const asked = (names: readonly string[]): string[] => names.filter((name) => !unasked.has(name))
  const services = await openEnrichers({ company: asked(company), person: asked(person) }, surroundings)
  for (const kind of ['company', 'person'] as const) checkPrices(services[kind], kind, max_cost ?? undefined)
  return { services, unasked: [...unasked.values()] }
}
