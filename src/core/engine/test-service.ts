/** Whether a service answers and takes the key, now. */
import { ServiceTrouble, type TroubleKind } from '../../connectors/trouble.ts'
import { realClock, type Clock } from '../../lib/clock.ts'
import type { Deps } from '../derive/run.ts'
import { openLine } from './call.ts'
import type { Service } from './types.ts'

export type ServiceTest =
  { works: true; message: string } | { works: false; message: string; trouble: TroubleKind }

export const testService = async (
  deps: Pick<Deps, 'random' | 'signal' | 'version'>,
  service: Service,
  clock: Clock = realClock,
): Promise<ServiceTest> => {
  const { signal, version } = deps
  const line = openLine(service, { clock, chance: () => deps.random(1)[0]! / 256, signal, version })
  try {
    // Somebody sits and waits: one request tells.
    return { works: true, message: await service.connector.test(line.call(() => false)) }
  } catch (error) {
    if (!(error instanceof ServiceTrouble)) throw error
    return { works: false, message: error.message, trouble: error.kind }
  }
}
