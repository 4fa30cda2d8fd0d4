/** The table of connectors. One is a folder and a line here; it is loaded only when it is used. */
import type { Connector } from './contract.ts'

export const CONNECTORS: Readonly<Record<string, () => Promise<Connector>>> = {
  dns: async () => (await import('./dns/index.ts')).dns,
  hunter: async () => (await import('./hunter/index.ts')).hunter,
  numverify: async () => (await import('./numverify/index.ts')).numverify,
  reacher: async () => (await import('./reacher/index.ts')).reacher,
  website: async () => (await import('./website/index.ts')).website,
  zerobounce: async () => (await import('./zerobounce/index.ts')).zerobounce,
}
