/** Trouble with a service as an error that ends the operation. */
import type { ServiceTrouble } from '../../connectors/trouble.ts'
import { PrmError } from '../../model/errors.ts'
import { keyVariable } from '../engine/services.ts'
import type { Service } from '../engine/types.ts'

export const failureOf = ({ kind, message }: ServiceTrouble, { connector }: Service): PrmError => {
  const isKey = kind === 'credential'
  const hint = isKey
    ? `look at the key in ${keyVariable(connector.name)}, then: prm connectors test ${connector.name}`
    : kind === 'refused'
      ? 'look at the agent as the service shows it'
      : 'what was collected is kept; run the same command again later to go on'
  return new PrmError(isKey ? 'credential' : 'remote', `service.${kind}`, message, { hint })
}
