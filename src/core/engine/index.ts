/** The doors of the engine. */
export { checkWithServices } from './check-addresses.ts'
export {
  enrichWithServices,
  type EnrichedEntity,
  type EnrichOptions,
  type EnrichSummary,
} from './enrich-entities.ts'
export type { EntityTask } from './entities.ts'
export { planCheck } from './plan.ts'
export { planEnrichment, type EnrichPlan } from './plan-entities.ts'
export { keyVariable, openServices, urlVariable, type Surroundings } from './services.ts'
export type {
  AddressOutcome,
  AddressTask,
  CheckedAddress,
  CheckOptions,
  CheckPlan,
  CheckSummary,
  PlannedService,
  Service,
  ServiceSummary,
} from './types.ts'
