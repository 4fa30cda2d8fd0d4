/** What persons and organisations are called in paths. */
import type { EntityKind } from '../contract.ts'

export const PATHS: Readonly<Record<EntityKind, { records: string; fields: string; page: string }>> = {
  person: { records: 'persons', fields: 'personFields', page: 'person' },
  company: { records: 'organizations', fields: 'organizationFields', page: 'organization' },
}
