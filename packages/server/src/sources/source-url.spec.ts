import { IngotError } from '@ingot/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSourceUrl, shownUrl } from './source-url.ts'

function faultsOf(url: string, allowHost?: string): string[] {
  try {
    readSourceUrl(url, allowHost)
    return []
  } catch (error) {
    if (!(error instanceof IngotError)) throw error
    expect(error.code).toBe('SOURCE_REFUSED')
    return error.faults.map(({ code }) => code)
  }
}

describe('readSourceUrl()', () => {
  it.each([
    'https://cloudbreak-imagecatalog.s3.amazonaws.com/v3-prod-cb-image-catalog.json',
    'https://bucket.s3.us-east-1.amazonaws.com/catalog.json?versionId=abc',
    'https://bucket.s3-us-west-2.amazonaws.com/catalog.json',
    'https://s3.eu-west-1.amazonaws.com/bucket/catalog.json',
    'https://account.blob.core.windows.net/container/catalog.json?sv=2021-06-08&sig=abc%2F',
    'https://storage.googleapis.com/bucket/catalog.json?generation=1',
    'https://bucket.storage.googleapis.com/catalog.json',
    'https://storage.cloud.google.com/bucket/catalog.json',
    'https://github.com/owner/project/raw/main/catalog.json?raw=true',
    'https://raw.githubusercontent.com/owner/project/main/catalog.json',
    'https://catalogs.example.com/v3/catalog.json',
    'https://catalogs.example.com:443/a%20b.json',
    'HTTPS://Catalogs.Example.COM/catalog.json',
    'https://xn--bcher-kva.example/catalog.json',
    'https://catalogs.example.com',
  ])('takes %s', (url) => {
    expect(readSourceUrl(url).isAllowed).toBe(false)
  })

  it('takes exactly the host that is allowed, without TLS, on exactly its port', () => {
    expect(faultsOf('http://catalogs.internal/c.json', 'catalogs.internal')).toEqual([])
    expect(faultsOf('https://catalogs.internal/c.json', 'Catalogs.Internal')).toEqual([])
    expect(faultsOf('http://catalogs.internal:8080/c.json', 'catalogs.internal:8080')).toEqual([])
    expect(faultsOf('http://10.1.2.3:8080/c.json', '10.1.2.3:8080')).toEqual([])
    expect(faultsOf('http://[fd00::1]:8080/c.json', '[fd00::1]:8080')).toEqual([])
    expect(faultsOf('https://registry:443/c.json', 'registry:443')).toEqual([])
  })

  it.each([
    ['another port', 'http://catalogs.internal:8081/c.json', 'catalogs.internal:8080'],
    [
      'the standard port where another is allowed',
      'http://catalogs.internal/c.json',
      'catalogs.internal:8080',
    ],
    ['another port than the standard one', 'http://catalogs.internal:8080/c.json', 'catalogs.internal'],
    ['a host below it', 'http://a.catalogs.internal/c.json', 'catalogs.internal'],
    ['a host above it', 'http://internal/c.json', 'catalogs.internal'],
    ['a host that begins like it', 'http://catalogs.internal.example.com/c.json', 'catalogs.internal'],
    ['a user that looks like it', 'http://catalogs.internal@10.0.0.1/c.json', 'catalogs.internal'],
    ['another address', 'http://10.1.2.4/c.json', '10.1.2.3'],
    ['another spelling of its address', 'http://167838211/c.json', '10.1.2.3'],
    ['its name with a dot at the end', 'http://catalogs.internal./c.json', 'catalogs.internal'],
    ['a pattern', 'http://catalogs.internal/c.json', '*'],
    ['a pattern of ends', 'http://catalogs.internal/c.json', '*.internal'],
    ['a range', 'http://10.1.2.3/c.json', '10.0.0.0/8'],
    ['nothing', 'http://catalogs.internal/c.json', ''],
    ['a URL', 'http://catalogs.internal/c.json', 'http://catalogs.internal'],
  ])('does not take what is allowed for %s', (_, url, allowHost) => {
    expect(faultsOf(url, allowHost)).not.toEqual([])
  })

  it('reports every fault at once', () => {
    expect(faultsOf('http://user:secret@0x7f.1:8080/c.json?a=1#b')).toEqual([
      'SOURCE_SCHEME',
      'SOURCE_CREDENTIALS',
      'SOURCE_QUERY',
      'SOURCE_LOCAL',
      'SOURCE_HOST_FORM',
      'SOURCE_PORT',
    ])
  })

  it('never shows credentials or a signature', () => {
    expect(shownUrl('https://user:secret@host/c.json?sig=secret#secret')).toBe('https://host/c.json?…')
    const refuse = () => readSourceUrl('https://user:secret@10.0.0.1/c.json?sig=secret')

    expect(refuse).toThrow(/'https:\/\/10\.0\.0\.1\/c\.json\?…'/)
    expect(refuse).not.toThrow(/secret/)
  })

  it('takes no text whose host would be understood otherwise than it is written', () => {
    const oddities = fc.constantFrom(
      '@',
      ':',
      '\\',
      '/',
      '%',
      '[',
      ']',
      '.',
      '#',
      '?',
      '\t',
      '\n',
      '①',
      '。',
      '127',
    )
    const host = fc.array(fc.oneof(oddities, fc.string({ maxLength: 4 })), { maxLength: 8 })
    fc.assert(
      fc.property(host, (parts) => {
        const text = `https://${parts.join('')}`
        if (faultsOf(text).length > 0) return
        const { url } = readSourceUrl(text)
        expect(text.toLowerCase().startsWith(`https://${url.hostname}`)).toBe(true)
        expect(url.username + url.password + url.port).toBe('')
      }),
      { numRuns: 2000 },
    )
  })
})
