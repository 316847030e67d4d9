import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.ts'

describe('isPublicAddress()', () => {
  it.each([
    ['an address of a storage service', '52.216.1.1'],
    ['the last before 10.0.0.0/8', '9.255.255.255'],
    ['the first after 10.0.0.0/8', '11.0.0.0'],
    ['the last before carrier-grade NAT', '100.63.255.255'],
    ['the first after carrier-grade NAT', '100.128.0.0'],
    ['the last before 172.16.0.0/12', '172.15.255.255'],
    ['the first after 172.16.0.0/12', '172.32.0.0'],
    ['the last before link-local', '169.253.255.255'],
    ['the first after link-local', '169.255.0.0'],
    ['the neighbour of the WireServer', '168.63.129.17'],
    ['the last before multicast', '223.255.255.255'],
    ['a global IPv6 address', '2606:4700:4700::1111'],
    ['the first after the protocol assignments', '2001:200::'],
    ['an IPv6 address of a registry', '2a00:1450:4001:80b::2010'],
  ])('takes %s, %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    ['this host', '0.0.0.0'],
    ['this network', '0.255.255.255'],
    ['private 10', '10.0.0.1'],
    ['the last of private 10', '10.255.255.255'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['metadata of Alibaba Cloud', '100.100.100.200'],
    ['loopback', '127.0.0.1'],
    ['the far end of loopback', '127.255.255.254'],
    ['metadata of AWS, Azure and GCP', '169.254.169.254'],
    ['credentials of ECS tasks', '169.254.170.2'],
    ['the WireServer of Azure', '168.63.129.16'],
    ['private 172.16', '172.16.0.1'],
    ['the last of private 172.16', '172.31.255.255'],
    ['protocol assignments', '192.0.0.192'],
    ['documentation 1', '192.0.2.1'],
    ['the 6to4 relay', '192.88.99.1'],
    ['private 192.168', '192.168.1.1'],
    ['benchmarking', '198.19.255.255'],
    ['documentation 2', '198.51.100.1'],
    ['documentation 3', '203.0.113.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 unspecified', '::'],
    ['IPv6 loopback', '::1'],
    ['v4-mapped loopback', '::ffff:127.0.0.1'],
    ['v4-mapped loopback in hex', '::ffff:7f00:1'],
    ['v4-mapped public', '::ffff:8.8.8.8'],
    ['v4-compatible loopback', '::127.0.0.1'],
    ['v4-translated loopback', '::ffff:0:127.0.0.1'],
    ['NAT64 of a private address', '64:ff9b::10.0.0.1'],
    ['NAT64 of a site', '64:ff9b:1::1'],
    ['discard', '100::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['ORCHID', '2001:20::1'],
    ['benchmarking', '2001:2::1'],
    ['documentation', '2001:db8::1'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['6to4 of a private address', '2002:a00:1::1'],
    ['documentation, newer', '3fff::1'],
    ['segment routing', '5f00::1'],
    ['unique local', 'fc00::1'],
    ['metadata of AWS', 'fd00:ec2::254'],
    ['metadata of GCP', 'fd20:ce::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['global with a zone', '2606:4700::1111%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['a name', 'localhost'],
    ['nothing', ''],
    ['a number', '2130706433'],
    ['octal', '0177.0.0.1'],
  ])('refuses %s, %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it('refuses every address of this machine', () => {
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])

    expect(own.filter(({ address }) => isPublicAddress(address))).toEqual([])
  })
})
