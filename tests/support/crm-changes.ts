/** Any mixture of changes that a CRM tells of, at times that grow. */
import type { RemoteChange } from '../../src/connectors/target.ts'
import { seeded } from './random.ts'

/** @param who remote ids, with the e-mail address where the CRM tells it; of a company the address is null */
export const anyChanges = (
  seed: number,
  count: number,
  who: readonly (readonly [kind: RemoteChange['kind'], id: string, email: string | null])[],
): RemoteChange[] => {
  const chance = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
  const maybe = (share: number): boolean => chance() < share
  return Array.from({ length: count }, (_, i): RemoteChange => {
    const [kind, id, email] = pick(who)
    return {
      ...{ kind, id, prm_id: null, email },
      at: new Date(Date.parse('2026-11-10T00:00:00Z') + i * 3_600_000).toISOString(),
      ...(maybe(0.4) && {
        lifecycle: pick(['customer', 'prospect', 'disqualified', 'former_customer'] as const),
      }),
      ...(maybe(0.3) && { outcome: pick(['won', 'lost', 'meeting', 'replied'] as const) }),
      ...(maybe(0.4) && { owner: pick(['Olga', 'Otto', 'Uma', '']) }),
      ...(maybe(0.05) && { opted_out: true as const }),
      ...(maybe(0.1) && { bounced: true as const }),
      ...(maybe(0.03) && { deleted: true as const }),
    }
  })
}
