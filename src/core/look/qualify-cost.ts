/** What it would cost to qualify those who lack one requirement, by the prices of the config. Nothing is asked. */
import type { Use } from '../../connectors/contract.ts'
import { checkCondition } from '../../store/condition.ts'
import type { Config } from '../config/config.ts'
import { connectorNames, loadConnector, pricesOf } from '../engine/services.ts'
import type { HeldBack } from './status.ts'

export interface QualifyCost {
  requirement: string
  /** Who lack only this. */
  people: number
  /** The cheapest that could help. */
  service: string
  title: string
  /** About, in the currency of the prices: as if each cost one answer. */
  cost: number
  currency: string
}

/** What each priced service could find out, by the columns of `lead`, and its price. */
const offersOf = async ({
  prices,
  enrich,
  http,
}: Pick<Config, 'prices' | 'enrich' | 'http'>): Promise<
  { service: string; title: string; columns: string[]; price: number }[]
> => {
  const isPriced = (declared: Config['http'][string] | undefined): boolean =>
    declared !== undefined && 'price' in declared && declared.price !== undefined
  const names = connectorNames({ http }).filter(
    (name) => Object.hasOwn(prices.of, name) || isPriced(http[name]),
  )
  const connectors = await Promise.all(names.map((name) => loadConnector(name, { http })))
  return connectors.flatMap((connector) => {
    const { name, title, checks, enriches } = connector
    const costs = pricesOf(connector, prices)
    const offer = (use: Use, columns: readonly string[]) => {
      const price = costs[use]
      return price === null || columns.length === 0
        ? []
        : [{ service: name, title, columns: [...columns], price }]
    }
    const checked = (['email', 'phone'] as const).filter((kind) => checks[kind] !== undefined)
    const found = (['person', 'company'] as const).flatMap((kind) =>
      enrich[kind].includes(name) ? offer(kind, enriches?.[kind]?.gives ?? []) : [],
    )
    return [
      ...offer(
        'check',
        checked.map((kind) => `${kind}_status`),
      ),
      ...found,
    ]
  })
}

/** @param held what holds people back at the gate `mvl` */
export const qualifyCosts = async (
  held: readonly HeldBack[],
  config: Pick<Config, 'prices' | 'enrich' | 'gates' | 'http'>,
): Promise<QualifyCost[]> => {
  const alone = held.filter((one) => one.alone > 0)
  if (alone.length === 0 || Object.keys(config.prices.of).length === 0) return []
  const offers = await offersOf(config)
  return alone.flatMap(({ requirement, alone: people }) => {
    const when = config.gates.mvl?.find(({ name }) => name === requirement)?.when
    const checked = when === undefined ? null : checkCondition(when)
    if (checked === null || 'problems' in checked) return []
    const { columns } = checked.condition
    const [best] = offers
      .filter((offer) => offer.columns.some((column) => columns.includes(column)))
      .sort((a, b) => a.price - b.price)
    if (best === undefined) return []
    const { service, title, price } = best
    return [{ requirement, people, service, title, cost: people * price, currency: config.prices.currency }]
  })
}
