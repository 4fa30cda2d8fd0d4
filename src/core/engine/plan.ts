/** What a check with services would ask and cost, without asking anything. */
import type { Deps } from '../derive/run.ts'
import { answerCache } from './answers.ts'
import { budget } from './budget.ts'
import { ADDRESS_KINDS, checkPrices, servicesFor, subjectOf } from './check-addresses.ts'
import type { AddressTask, CheckOptions, CheckPlan, PlannedService, Service } from './types.ts'

/**
 * The plan of `checkWithServices` for the same tasks and options. What the first service of a kind leaves open is not
 * known yet: those after it are planned for at most all of it, and are not in the sum.
 *
 * @throws PrmError as `checkWithServices`
 */
export const planCheck = (
  deps: Pick<Deps, 'file' | 'now'>,
  services: readonly Service[],
  tasks: readonly AddressTask[],
  options: CheckOptions,
): CheckPlan => {
  checkPrices(services, options.max_cost)
  const purse = budget(options)
  const plan: CheckPlan = { services: [], nobody: 0, cost: 0, cut: null }
  for (const kind of ADDRESS_KINDS) {
    const subjects = new Set(tasks.filter((task) => task.kind === kind).map(subjectOf))
    const able = servicesFor(
      kind,
      services.map((service) => ({ service })),
    )
    if (able.length === 0) plan.nobody += subjects.size
    for (const [i, { service }] of able.entries()) {
      if (subjects.size === 0) break
      const max_age = kind === 'email' ? options.max_age.mailbox : options.max_age.line
      const cache = answerCache(deps.file, service, kind, { now: () => deps.now(), max_age })
      const unknown = [...subjects].filter((subject) => {
        const known = cache.get(subject)
        if (known?.outcome.kind === 'answer') subjects.delete(subject)
        return known === null
      })
      const { connector, price, currency } = service
      const batch = connector.checks[kind]!.bulk?.from ?? Infinity
      let [addresses, calls] = [0, 0]
      while (addresses < unknown.length) {
        const left = unknown.length - addresses
        const most = left >= batch ? connector.checks[kind]!.bulk!.most : connector.checks[kind]!.batch
        const wanted = Math.min(left, most)
        const { units, cut } = i === 0 ? purse.take(wanted, price) : { units: wanted, cut: null }
        addresses += units
        if (units > 0) calls++
        if (units < wanted) {
          plan.cut ??= cut
          break
        }
      }
      const cost = price === null ? null : addresses * price
      if (i === 0) plan.cost = plan.cost === null || cost === null ? null : plan.cost + cost
      const planned: PlannedService = {
        ...{ service: connector.name, title: connector.title, kind, addresses, at_most: i > 0 },
        ...{ cached: subjects.size - unknown.length, calls, cost, price, currency },
      }
      plan.services.push(planned)
    }
  }
  return plan
}
