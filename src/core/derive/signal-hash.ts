import { hash52 } from '../../lib/quick-hash.ts'

/** A signal by what it says: for finding the same one again, whoever tells of it. */
export const signalHash = (signal: {
  about: string
  kind: string
  observed_on: string
  detail: string | null
}): number => {
  const { about, kind, observed_on, detail } = signal
  return hash52(['signal', about, kind, observed_on, detail ?? ''].join('\n'))
}
