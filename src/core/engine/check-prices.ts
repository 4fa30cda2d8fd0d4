import { PrmError } from '../../model/errors.ts'
import type { Service, Use } from './types.ts'

const ONE = { check: 'address', person: 'person', company: 'company' } as const

/** @throws PrmError `usage`: a limit of money cannot be kept where a price is not known */
export const checkPrices = (services: readonly Service[], use: Use, max_cost: number | undefined): void => {
  const unpriced = services.find(({ prices }) => prices[use] === null)
  if (max_cost === undefined || unpriced === undefined) return
  const { name, title } = unpriced.connector
  const price = use === 'check' ? '0.01' : `{${use}: 0.1}`
  throw new PrmError('usage', 'service.no_price', `--max-cost needs to know what ${title} costs`, {
    hint: `write what one ${ONE[use]} costs into the config: prices: {${name}: ${price}}`,
  })
}
