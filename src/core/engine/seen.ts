/** When a service was last seen at work: itself, not another address that the environment gave in its place. */
import type { ProspectFile } from '../../store/index.ts'
import type { Service } from './types.ts'

const keyOf = (name: string): string => `service_seen.${name}`

/** Whether what answers there is the service itself. One's own server is wherever one says. */
export const isLive = ({ connector, isElsewhere }: Service): boolean => connector.selfHosted || !isElsewhere

/** Call inside a write. */
export const noteSeen = (file: ProspectFile, service: Service, at: Date): void => {
  if (isLive(service)) file.meta.set(keyOf(service.connector.name), at.toISOString())
}

/** ISO time, or null: never. */
export const lastSeen = (file: ProspectFile, name: string): string | null =>
  file.meta.get(keyOf(name)) ?? null
