/** The doors of the engine. */
export { checkWithServices } from './check-addresses.ts'
export {
  enrichWithServices,
  type EnrichedEntity,
  type EnrichOptions,
  type EnrichSummary,
} from './enrich-entities.ts'
export { enricherOf, ENTITY_KINDS, type EntityTask } from './entities.ts'
export type { MaxAge } from './answers.ts'
export type { StopIf } from './asking.ts'
export { planCheck } from './plan.ts'
export { planEnrichment, wouldAsk, type EnrichPlan } from './plan-entities.ts'
export {
  connectorNames,
  keyVariable,
  openCheckers,
  openServices,
  urlVariable,
  type Surroundings,
} from './services.ts'
export type {
  AddressOutcome,
  AddressTask,
  CheckedAddress,
  CheckOptions,
  CheckPlan,
  CheckSummary,
  EntityKind,
  PlannedService,
  Service,
  ServiceSummary,
} from './types.ts'
