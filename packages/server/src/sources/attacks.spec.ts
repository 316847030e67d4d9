import { resolveHost } from '@ingot/providers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../testing/refusal-of.ts'
import { startSource, type SourceServer } from '../testing/source-server.ts'
import { fetchSource, type FetchOptions } from './fetch-source.ts'
import { guardedLookup } from './guarded-lookup.ts'
import { catalogWords } from './source-words.ts'
import { requestSource } from './request-source.ts'
import { readSourceUrl, type SourceUrl } from './source-url.ts'

/** What nobody may reach; an attack that does is counted. */
let victim: SourceServer
let lookups: number

beforeEach(async () => {
  lookups = 0
  victim = await startSource((_request, response) => response.end('{"secret": true}'))
})

afterEach(() => victim.close())

/** Fetches with a resolver that leads every name to the victim. */
function fetched(url: string, options: FetchOptions = {}) {
  const lookup = async () => {
    lookups += 1
    return ['127.0.0.1']
  }
  return fetchSource(url, { lookup, timeLimit: 5000, ...options })
}

const LOCAL = 'SOURCE_LOCAL'
const FORM = 'SOURCE_HOST_FORM'
const MALFORMED = 'SOURCE_URL_MALFORMED'
const SCHEME = 'SOURCE_SCHEME'
const CREDENTIALS = 'SOURCE_CREDENTIALS'
const QUERY = 'SOURCE_QUERY'
const PORT = 'SOURCE_PORT'

describe('a URL whose text gives it away', () => {
  it.each([
    ['loopback', 'https://127.0.0.1:PORT/', LOCAL],
    ['loopback elsewhere in its range', 'https://127.8.8.8/', LOCAL],
    ['this host', 'https://0.0.0.0:PORT/', LOCAL],
    ['zero', 'https://0/', LOCAL],
    ['private 10', 'https://10.0.0.1/', LOCAL],
    ['private 172.16', 'https://172.16.0.1/', LOCAL],
    ['private 192.168', 'https://192.168.0.1/', LOCAL],
    ['metadata', 'https://169.254.169.254/latest/meta-data/', LOCAL],
    ['metadata of ECS', 'https://169.254.170.2/v2/credentials', LOCAL],
    ['metadata of Alibaba Cloud', 'https://100.100.100.200/latest/meta-data/', LOCAL],
    ['the WireServer of Azure', 'https://168.63.129.16/machine', LOCAL],
    ['an address that is public', 'https://8.8.8.8/', LOCAL],
    ['decimal', 'https://2130706433:PORT/', FORM],
    ['decimal of metadata', 'https://2852039166/', FORM],
    ['hexadecimal', 'https://0x7f000001:PORT/', FORM],
    ['hexadecimal by parts', 'https://0x7f.0x0.0x0.0x1:PORT/', FORM],
    ['octal', 'https://0177.0.0.1:PORT/', FORM],
    ['octal as one number', 'https://017700000001:PORT/', FORM],
    ['octal with more zeros', 'https://00000177.0.0.1/', FORM],
    ['short', 'https://127.1:PORT/', FORM],
    ['short of three parts', 'https://127.0.1:PORT/', FORM],
    ['mixed bases', 'https://0x7f.1:PORT/', FORM],
    ['mixed bases of metadata', 'https://0xa9.254.0251.0xfe/', FORM],
    ['a dot at the end of an address', 'https://127.0.0.1.:PORT/', FORM],
    ['a dot at the end of a name', 'https://localhost.:PORT/', FORM],
    ['percent-encoded digits', 'https://%31%32%37.0.0.1:PORT/', FORM],
    ['a percent-encoded dot', 'https://127%2e0.0.1/', FORM],
    ['a percent-encoded name', 'https://loc%61lhost:PORT/', FORM],
    ['full-width digits', 'https://１２７.０.０.１:PORT/', MALFORMED],
    ['circled digits', 'https://①②⑦.⓪.⓪.①:PORT/', MALFORMED],
    ['an ideographic full stop', 'https://127。0。0。1/', MALFORMED],
    ['a name of full-width letters', 'https://ｌｏｃａｌｈｏｓｔ/', MALFORMED],
    ['a soft hyphen in a name', 'https://local\u00adhost/', MALFORMED],
    ['an address too large', 'https://256.256.256.256/', MALFORMED],
    ['an overflowing number', 'https://4294967297/', MALFORMED],
    ['IPv6 loopback', 'https://[::1]:PORT/', LOCAL],
    ['IPv6 loopback in full', 'https://[0:0:0:0:0:0:0:1]:PORT/', FORM],
    ['IPv6 unspecified', 'https://[::]:PORT/', LOCAL],
    ['v4-mapped loopback', 'https://[::ffff:127.0.0.1]:PORT/', LOCAL],
    ['v4-mapped loopback in hexadecimal', 'https://[::ffff:7f00:1]/', LOCAL],
    ['v4-compatible loopback', 'https://[::127.0.0.1]/', LOCAL],
    ['NAT64 of metadata', 'https://[64:ff9b::a9fe:a9fe]/', LOCAL],
    ['6to4 of loopback', 'https://[2002:7f00:1::]/', LOCAL],
    ['Teredo', 'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/', LOCAL],
    ['IPv6 metadata of AWS', 'https://[fd00:ec2::254]/latest/meta-data/', LOCAL],
    ['link-local IPv6', 'https://[fe80::1]/', LOCAL],
    ['link-local IPv6 with a zone', 'https://[fe80::1%25eth0]/', MALFORMED],
    ['IPv6 that is public', 'https://[2606:4700:4700::1111]/', LOCAL],
    ['localhost', 'https://localhost:PORT/', LOCAL],
    ['localhost in capitals', 'https://LOCALHOST:PORT/', LOCAL],
    ['a name below localhost', 'https://catalog.localhost/', LOCAL],
    ['localhost with its domain', 'https://localhost.localdomain/', LOCAL],
    ['metadata by name', 'https://metadata.google.internal/computeMetadata/v1/', LOCAL],
    ['metadata by its short name', 'https://metadata/computeMetadata/v1/', LOCAL],
    ['metadata with a dot at the end', 'https://metadata.google.internal./', LOCAL],
    ['a name of AWS within', 'https://ip-10-0-0-1.ec2.internal/', LOCAL],
    ['a service of Kubernetes', 'https://kubernetes.default.svc/api', LOCAL],
    ['a service of Kubernetes in full', 'https://kubernetes.default.svc.cluster.local/api', LOCAL],
    ['a name of the site', 'https://intranet/', LOCAL],
    ['a printer', 'https://printer.local/', LOCAL],
    ['a router', 'https://router.home.arpa/', LOCAL],
    ['a user', 'https://user@catalogs.example/', CREDENTIALS],
    ['a user and a password', 'https://user:password@catalogs.example/', CREDENTIALS],
    ['an empty user', 'https://@catalogs.example/', CREDENTIALS],
    ['an empty user and password', 'https://:@catalogs.example/', CREDENTIALS],
    ['a user that looks like the host', 'https://catalogs.example@127.0.0.1:PORT/', CREDENTIALS],
    ['a user with an encoded end', 'https://catalogs.example%2f@127.0.0.1:PORT/', CREDENTIALS],
    ['two users', 'https://a@b@127.0.0.1:PORT/', CREDENTIALS],
    ['a backslash before the user', 'https://catalogs.example\\@127.0.0.1:PORT/', MALFORMED],
    ['a backslash instead of a slash', 'https:\\\\127.0.0.1:PORT\\', MALFORMED],
    ['no slashes', 'https:127.0.0.1:PORT/', MALFORMED],
    ['three slashes', 'https:///127.0.0.1:PORT/', MALFORMED],
    ['a tab within', 'https://127.0.\t0.1:PORT/', MALFORMED],
    ['a line end within', 'https://local\nhost:PORT/', MALFORMED],
    ['a carriage return and a header', 'https://catalogs.example/\r\nHost: 127.0.0.1', MALFORMED],
    ['a space before', ' https://127.0.0.1:PORT/', MALFORMED],
    ['a NUL', 'https://catalogs.example\0.127.0.0.1/', MALFORMED],
    ['nothing', '', MALFORMED],
    ['no URL', 'catalog.json', MALFORMED],
    ['no host', 'https://', MALFORMED],
    ['plain HTTP', 'http://catalogs.example/', SCHEME],
    ['plain HTTP to loopback', 'http://127.0.0.1:PORT/', SCHEME],
    ['a file', 'file:///etc/passwd', SCHEME],
    ['a file of a host', 'file://127.0.0.1/etc/passwd', SCHEME],
    ['FTP', 'ftp://catalogs.example/catalog.json', SCHEME],
    ['gopher', 'gopher://127.0.0.1:PORT/_GET', SCHEME],
    ['a dictionary', 'dict://127.0.0.1:PORT/info', SCHEME],
    ['data', 'data:application/json,{}', SCHEME],
    ['a script', 'javascript:fetch("/")', SCHEME],
    ['an unknown scheme', 'jar:https://catalogs.example!/', SCHEME],
    ['a query', 'https://catalogs.example/c.json?token=1', QUERY],
    ['an empty query', 'https://catalogs.example/c.json?', QUERY],
    ['a fragment', 'https://catalogs.example/c.json#x', QUERY],
    ['a host like a storage service', 'https://bucket.s3.amazonaws.com.example/c.json?x=1', QUERY],
    ['a host that ends like GitHub', 'https://evilgithub.com/c.json?x=1', QUERY],
    ['a host below GitHub', 'https://x.raw.githubusercontent.com/c.json?x=1', QUERY],
    ['a storage service in the path', 'https://evil.example/bucket.s3.amazonaws.com?x=1', QUERY],
    ['the port of the victim', 'https://catalogs.example:PORT/', PORT],
    ['the port of SSH', 'https://catalogs.example:22/', PORT],
    ['a port on a storage service', 'https://bucket.s3.amazonaws.com:PORT/c.json', PORT],
    ['port zero', 'https://catalogs.example:0/', PORT],
    ['a port too large', 'https://catalogs.example:65616/', MALFORMED],
    ['a URL without end', `https://catalogs.example/${'a'.repeat(5000)}`, 'SOURCE_URL_LONG'],
  ])('is refused before anything is asked: %s', async (_, url, code) => {
    const refusal = await refusalOf(fetched(url.replace('PORT', String(victim.port))))

    expect(refusal.code).toBe('SOURCE_REFUSED')
    expect(refusal.faults.map((fault) => fault.code)).toContain(code)
    expect(lookups).toBe(0)
    expect(victim.connections()).toBe(0)
  })
})

/** A source on the port of the victim, as if the text of a URL had got through. */
function victimAs(host: string): SourceUrl {
  return {
    url: new URL(`http://${host}:${victim.port}/`),
    isAllowed: false,
    isFree: false,
    words: catalogWords,
  }
}

function requested(source: SourceUrl, answers: readonly (readonly string[])[]) {
  let asked = 0
  const resolve = async () => answers[Math.min(asked++, answers.length - 1)] ?? []
  return requestSource(source, { headers: {}, resolve, signal: AbortSignal.timeout(5000) })
}

describe('a name that leads to where nobody may go', () => {
  it.each([
    ['loopback', ['127.0.0.1']],
    ['loopback elsewhere', ['127.0.0.53']],
    ['this host', ['0.0.0.0']],
    ['a private address', ['10.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['carrier-grade NAT', ['100.64.0.1']],
    ['the WireServer of Azure', ['168.63.129.16']],
    ['multicast', ['239.0.0.1']],
    ['IPv6 loopback', ['::1']],
    ['v4-mapped loopback', ['::ffff:127.0.0.1']],
    ['link-local with a zone', ['fe80::1%lo']],
    ['NAT64', ['64:ff9b::7f00:1']],
    ['a public address first, loopback second', ['192.0.46.8', '127.0.0.1']],
    ['loopback first, a public address second', ['127.0.0.1', '192.0.46.8']],
    ['public IPv6 with private IPv4', ['2606:4700:4700::1111', '192.168.0.1']],
    ['what is no address', ['localhost']],
  ])('is refused when it is connected to: %s', async (_, addresses) => {
    const refusal = await refusalOf(
      fetched('https://catalogs.example/c.json', { lookup: async () => addresses }),
    )
    const direct = await refusalOf(requested(victimAs('catalogs.example'), [addresses]))

    for (const { code, faults } of [refusal, direct]) {
      expect(code).toBe('SOURCE_REFUSED')
      expect(faults.map((fault) => fault.code)).toEqual(['SOURCE_ADDRESS'])
    }
    expect(victim.connections()).toBe(0)
  })

  it('is refused by what the resolver of the machine answers, too', async () => {
    const source = victimAs('localhost')
    const signal = AbortSignal.timeout(5000)

    const refusal = await refusalOf(requestSource(source, { headers: {}, resolve: resolveHost, signal }))

    expect(refusal.faults.map((fault) => fault.code)).toEqual(['SOURCE_ADDRESS'])
    expect(victim.connections()).toBe(0)
  })

  it('would have reached the victim, were it not for the guard', async () => {
    const allowed = { ...victimAs('catalogs.example'), isAllowed: true }

    const response = await requested(allowed, [['127.0.0.1']])
    response.destroy()

    expect(victim.connections()).toBe(1)
  })

  it('is refused as well where it belongs to a storage service', async () => {
    const refusal = await refusalOf(fetched('https://bucket.s3.amazonaws.com/c.json?x=1'))

    expect(refusal.faults.map((fault) => fault.code)).toEqual(['SOURCE_ADDRESS'])
    expect(lookups).toBe(1)
  })

  it('cannot change between the check and the connection: what was judged is all that is answered', async () => {
    let asked = 0
    const rebinding = async () => (asked++ === 0 ? ['192.0.46.8'] : ['127.0.0.1'])
    const lookup = guardedLookup(readSourceUrl('https://catalogs.example/'), rebinding)
    const answer = await new Promise<unknown>((resolve, reject) => {
      lookup('catalogs.example', { all: true }, (error, found) => (error ? reject(error) : resolve(found)))
    })

    expect(answer).toEqual([{ address: '192.0.46.8', family: 4 }])
    expect(asked).toBe(1)
  })

  it('is asked for once for a connection, and judged again for the next', async () => {
    const source = readSourceUrl('https://catalogs.example/')
    let asked = 0
    const rebinding = async () => (asked++ === 0 ? ['192.0.46.8'] : ['127.0.0.1'])
    const ask = () =>
      new Promise((resolve, reject) => {
        guardedLookup(source, rebinding)('catalogs.example', {}, (error, address) =>
          error ? reject(error) : resolve(address),
        )
      })

    await expect(ask()).resolves.toBe('192.0.46.8')
    await expect(refusalOf(ask())).resolves.toMatchObject({ code: 'SOURCE_REFUSED' })
  })

  it('does not get past an allowed host by another name of the same address', async () => {
    const refusal = await refusalOf(
      fetched(`http://catalogs.example:${victim.port}/`, { allowHost: victim.host }),
    )

    expect(refusal.faults.map((fault) => fault.code)).toEqual([SCHEME, PORT])
    expect(victim.connections()).toBe(0)
  })
})
