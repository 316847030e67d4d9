import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** IPv4 ranges that are not of the public Internet (IANA IPv4 Special-Purpose Address Registry). */
const closedIpv4 = ranges('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Carrier-grade NAT; also the metadata service of Alibaba Cloud, 100.100.100.200.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, with the metadata services of AWS, Azure, GCP and others at 169.254.169.254.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // The WireServer of Azure answers here on every host, though the address looks public.
  ['168.63.129.16', 32],
])

/** All public IPv6 addresses are in here (RFC 4291); so no loopback, local, multicast, v4-mapped or NAT64 one is. */
const globalIpv6 = ranges('ipv6', [['2000::', 3]])

/** What is in the global range and yet not public, or leads to an IPv4 address that it carries within. */
const closedIpv6 = ranges('ipv6', [
  // Protocol assignments: Teredo, ORCHID, benchmarking and the like.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3ffe::', 16],
  ['3fff::', 20],
])

function ranges(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family)
  return list
}

/** Whether an address, as a lookup gives it, is one of the public Internet: nothing private, reserved or ours. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  // A zone, as in fe80::1%eth0, is written only of addresses that are local to a link.
  if (family === 0 || address.includes('%')) return false
  if (isOwnAddress(address)) return false
  if (family === 4) return !closedIpv4.check(address, 'ipv4')
  return globalIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6')
}

/** Whether this machine itself has the address: what listens there may be open to the machine alone. */
function isOwnAddress(address: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return own.some((one) => one.address === address.toLowerCase())
}
