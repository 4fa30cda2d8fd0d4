/** What a check with services would ask and cost, without asking anything. */
import type { Deps } from '../derive/run.ts'
import { answerCache } from './answers.ts'
import { budget, type Budget, type Cut } from './budget.ts'
import { ADDRESS_KINDS, NONE_FOR, servicesFor, subjectOf } from './check-addresses.ts'
import { checkPrices } from './check-prices.ts'
import type { AddressTask, CheckOptions, CheckPlan, Service } from './types.ts'

/** Requests for so many inputs, cut as the engine cuts them. */
export const planRequests = (
  { batch, bulk }: { batch: number; bulk?: { from: number; most: number } },
  price: number | null,
  wanted: number,
  purse: Budget,
): { inputs: number; calls: number; cut: Cut | null } => {
  let [inputs, calls] = [0, 0]
  while (inputs < wanted) {
    const left = wanted - inputs
    const most = bulk !== undefined && left >= bulk.from ? bulk.most : batch
    const size = Math.min(left, most)
    const { units, cut } = purse.take(size, price)
    inputs += units
    if (units > 0) calls++
    if (units === 0) return { inputs, calls, cut }
  }
  return { inputs, calls, cut: null }
}

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
  checkPrices(services, 'check', options.max_cost)
  const purse = budget(options)
  const plan: CheckPlan = { services: [], nobody: 0, cost: 0, cut: null }
  for (const kind of ADDRESS_KINDS) {
    const max_age = kind === 'email' ? options.max_age.mailbox : options.max_age.line
    const open = new Set(tasks.filter((task) => task.kind === kind).map(subjectOf))
    const able = servicesFor(
      kind,
      services.map((service) => ({ service })),
    )
    if (able.length === 0) plan.nobody += open.size
    for (const [i, { service }] of able.entries()) {
      if (open.size === 0) break
      const cache = answerCache(deps.file, service, kind, {
        now: () => deps.now(),
        max_age: { found: max_age, none: NONE_FOR },
      })
      const known = [...open].map((subject) => [subject, cache.get(subject)?.outcome] as const)
      const cached = known.filter(([, outcome]) => outcome !== undefined).length
      // Only an answer settles; what could not be told goes on to the next service.
      for (const [subject, outcome] of known) if (outcome?.kind === 'answer') open.delete(subject)
      const isFirst = i === 0
      const { connector, currency } = service
      const price = service.prices.check
      const wanted = known.length - cached
      const planned = planRequests(connector.checks[kind]!, price, wanted, isFirst ? purse : budget({}))
      const cost = price === null ? null : planned.inputs * price
      if (isFirst) {
        plan.cut ??= planned.cut
        plan.cost = plan.cost === null || cost === null ? null : plan.cost + cost
      }
      plan.services.push({
        ...{ service: connector.name, title: connector.title, kind, at_most: !isFirst, cached },
        ...{ addresses: planned.inputs, calls: planned.calls, cost, price, currency },
      })
    }
  }
  return plan
}
