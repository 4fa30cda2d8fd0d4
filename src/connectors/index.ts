/** The table of connectors. One is a folder and a line here; it is loaded only when it is used. */
import type { Connector } from './contract.ts'

export const CONNECTORS: Readonly<Record<string, () => Promise<Connector>>> = {}
