/** Where a DNS server is. */
import { isIPv4, isIPv6 } from 'node:net'

export interface DnsServer {
  address: string
  port: number
}

/** `127.0.0.1:5353`, `::1`, `[::1]:5353` as a server; null where it is none. Port 53 by default. */
export function parseServer(text: string): DnsServer | null {
  const found = /^\[([\da-f:.]+)\](?::(\d{1,5}))?$/i.exec(text) ?? /^([\d.]+)(?::(\d{1,5}))?$/.exec(text)
  const address = found?.[1] ?? text
  const port = Number(found?.[2] ?? 53)
  const isAddress = isIPv4(address) || isIPv6(address)
  return isAddress && port > 0 && port < 65_536 ? { address, port } : null
}
