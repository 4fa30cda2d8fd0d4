/** The doors of the engine. */
export { checkWithServices } from './check-addresses.ts'
export { planCheck } from './plan.ts'
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
