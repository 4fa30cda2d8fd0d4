/** What completing people and companies with services would ask and cost, without asking anything. */
import type { EntityAnswer, EntityKind } from '../../connectors/contract.ts'
import type { Deps } from '../derive/run.ts'
import { answerCache, type MaxAge } from './answers.ts'
import { budget, type Cut } from './budget.ts'
import { checkPrices } from './check-prices.ts'
import type { EnrichOptions } from './enrich-entities.ts'
import {
  ENTITY_KINDS,
  enricherOf,
  enrichersFor,
  entitySubject,
  questionFor,
  type EntityTask,
} from './entities.ts'
import { planRequests } from './plan.ts'
import type { Service } from './types.ts'

/** Who would be asked about how many. */
export interface PlannedEnricher {
  service: string
  title: string
  kind: EntityKind
  /** Questions that would be asked; of the second and later services at most, for the first may leave them nothing. */
  questions: number
  at_most: boolean
  /** Answered from what is known. */
  cached: number
  calls: number
  cost: number | null
  price: number | null
  currency: string
}

export interface EnrichPlan {
  enrichers: PlannedEnricher[]
  /** People and companies about whom no service can be asked: too little is known, or none gives what is wanted. */
  nobody: number
  /** At most: as if no service found anything. Null: a price is not known. */
  cost: number | null
  cut: Cut | null
}

/**
 * Whether any service would really be asked about it, and not answer from what is known.
 */
export const wouldAsk = (
  deps: Pick<Deps, 'file' | 'now'>,
  services: readonly Service[],
  task: EntityTask,
  max_age: MaxAge,
): boolean =>
  services.some((service) => {
    const enricher = enricherOf(service, task.kind)
    if (enricher === undefined) return false
    const { question } = questionFor(service, task)
    if (question === null) return false
    const cache = answerCache(deps.file, service, task.kind, { now: () => deps.now(), max_age })
    return cache.get(entitySubject(enricher, question)) === null
  })

/**
 * The plan of `enrichWithServices` for the same tasks and options. What a service will find is not known yet: those
 * after the first are planned for at most all that they could be asked.
 *
 * @throws PrmError as `enrichWithServices`
 */
export const planEnrichment = (
  deps: Pick<Deps, 'file' | 'now'>,
  services: Readonly<Record<EntityKind, readonly Service[]>>,
  tasks: readonly EntityTask[],
  options: EnrichOptions,
): EnrichPlan => {
  const { max_cost_each = Infinity, max_age } = options
  for (const kind of ENTITY_KINDS)
    checkPrices(services[kind], kind, options.max_cost ?? options.max_cost_each)
  const purse = budget(options)
  const plan: EnrichPlan = { enrichers: [], nobody: 0, cost: 0, cut: null }
  for (const kind of ENTITY_KINDS) {
    const those = tasks.filter((task) => task.kind === kind)
    const taken = new Set<EntityTask>()
    const spent = new Map<EntityTask, number>()
    for (const [i, { service }] of enrichersFor(
      kind,
      services[kind].map((each) => ({ service: each })),
    ).entries()) {
      const { connector, currency } = service
      const enricher = enricherOf(service, kind)!
      const price = service.prices[kind]
      const cache = answerCache<EntityAnswer>(deps.file, service, kind, { now: () => deps.now(), max_age })
      const [open, known] = [new Set<string>(), new Set<string>()]
      for (const task of those) {
        const { question } = questionFor(service, task)
        if (question === null) continue
        taken.add(task)
        const cost = (spent.get(task) ?? 0) + (price ?? 0)
        if (cost > max_cost_each + 1e-9) continue
        spent.set(task, cost)
        const subject = entitySubject(enricher, question)
        const isKnown = known.has(subject) || cache.get(subject) !== null
        ;(isKnown ? known : open).add(subject)
      }
      const { inputs, calls, cut } = planRequests(enricher, price, open.size, purse)
      const cost = price === null ? null : inputs * price
      plan.cut ??= cut
      plan.cost = plan.cost === null || cost === null ? null : plan.cost + cost
      plan.enrichers.push({
        ...{ service: connector.name, title: connector.title, kind, questions: inputs, at_most: i > 0 },
        ...{ cached: known.size, calls, cost, price, currency },
      })
    }
    plan.nobody += those.filter((task) => !taken.has(task) && task.look(null).wanted.length > 0).length
  }
  return plan
}
