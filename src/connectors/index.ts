/** The table of connectors. One is a folder and a line here; it is loaded only when it is used. */
import type { Connector } from './contract.ts'

export const CONNECTORS: Readonly<Record<string, () => Promise<Connector>>> = {
  apollo: async () => (await import('./apollo/index.ts')).apollo,
  captaindata: async () => (await import('./captaindata/index.ts')).captaindata,
  clearbit: async () => (await import('./clearbit/index.ts')).clearbit,
  cognism: async () => (await import('./cognism/index.ts')).cognism,
  dns: async () => (await import('./dns/index.ts')).dns,
  dropcontact: async () => (await import('./dropcontact/index.ts')).dropcontact,
  hubspot: async () => (await import('./hubspot/index.ts')).hubspot,
  hunter: async () => (await import('./hunter/index.ts')).hunter,
  numverify: async () => (await import('./numverify/index.ts')).numverify,
  phantombuster: async () => (await import('./phantombuster/index.ts')).phantombuster,
  pipedrive: async () => (await import('./pipedrive/index.ts')).pipedrive,
  reacher: async () => (await import('./reacher/index.ts')).reacher,
  salesforce: async () => (await import('./salesforce/index.ts')).salesforce,
  webhook: async () => (await import('./webhook/index.ts')).webhook,
  website: async () => (await import('./website/index.ts')).website,
  zerobounce: async () => (await import('./zerobounce/index.ts')).zerobounce,
  zoominfo: async () => (await import('./zoominfo/index.ts')).zoominfo,
}
