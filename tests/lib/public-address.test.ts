import { expect, test } from 'vitest'
import { isPublicAddress } from '../../src/lib/public-address.ts'

const CASES: readonly [address: string, isPublic: boolean, what: string][] = [
  ['8.8.8.8', true, 'a public one'],
  ['172.15.255.255', true, 'just below a private range'],
  ['172.32.0.0', true, 'just above it'],
  ['100.63.255.255', true, 'just below the range of carriers'],
  ['2606:4700::1111', true, 'a public IPv6 one'],
  ['0.0.0.0', false, 'this machine, on many systems'],
  ['10.1.2.3', false, 'private'],
  ['172.16.0.1', false, 'private'],
  ['192.168.1.1', false, 'private'],
  ['127.0.0.1', false, 'loopback'],
  ['127.255.255.254', false, 'loopback'],
  ['169.254.169.254', false, 'keys of cloud machines'],
  ['100.64.0.1', false, 'shared by carriers'],
  ['192.0.2.1', false, 'documentation'],
  ['198.18.0.1', false, 'benchmarks'],
  ['224.0.0.1', false, 'multicast'],
  ['255.255.255.255', false, 'broadcast'],
  ['::', false, 'none'],
  ['::1', false, 'loopback'],
  ['::ffff:127.0.0.1', false, 'loopback in disguise'],
  ['::ffff:7f00:1', false, 'the same, in other words'],
  ['::ffff:8.8.8.8', false, 'IPv4 in disguise'],
  ['64:ff9b::a9fe:a9fe', false, 'keys of cloud machines, translated'],
  ['2002:7f00:1::', false, 'loopback through a tunnel'],
  ['2001:0:53aa:64c::1', false, 'a tunnel'],
  ['2001:db8::1', false, 'documentation'],
  ['fd00:ec2::254', false, 'unique local: keys of cloud machines'],
  ['fe80::1', false, 'link-local'],
  ['fe80::1%eth0', false, 'link-local, with its zone'],
  ['ff02::1', false, 'multicast'],
  ['acme.example', false, 'no address'],
  ['', false, 'nothing'],
]
test.each(CASES)('%s: %s (%s)', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})
