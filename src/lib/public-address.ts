/**
 * Whether an IP address belongs to the public internet. Programs that follow links of strangers must go nowhere else: behind
 * private addresses are the machines of whoever runs them, and behind 169.254.169.254 the keys of cloud machines.
 * After the registries of special addresses (RFC 6890 and its successors).
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

const SPECIAL = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24
  192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`

/** Of the unicast range, the only one in use: tunnels to IPv4, documentation, identifiers that are no addresses. */
const SPECIAL_6 = '2001::/23 2001:db8::/32 2002::/16 3fff::/20'

const listOf = (text: string, family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList()
  for (const subnet of text.trim().split(/\s+/)) {
    const [address, bits] = subnet.split('/') as [string, string]
    list.addSubnet(address, Number(bits), family)
  }
  return list
}

const BARRED = listOf(SPECIAL, 'ipv4')
const BARRED_6 = listOf(SPECIAL_6, 'ipv6')
const UNICAST_6 = listOf('2000::/3', 'ipv6')

/** False for what is no address, too. IPv4 addresses written as IPv6 (`::ffff:10.0.0.1`) are never public. */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !BARRED.check(address, 'ipv4')
  const bare = address.replace(/%.*$/, '')
  return isIPv6(bare) && UNICAST_6.check(bare, 'ipv6') && !BARRED_6.check(bare, 'ipv6')
}
