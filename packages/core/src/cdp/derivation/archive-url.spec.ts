import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rewriteArchive, rewriteEntry } from './archive-url.ts'
import { sampleEntry } from './sample-source.ts'

const base = 'https://myarchive.test.com'

describe('rewriteArchive()', () => {
  it.each([
    ['https://archive.cloudera.com/p/cm-public/7.2.2/', 'https://myarchive.test.com/cm-public/7.2.2/'],
    ['http://archive.cloudera.com/p/cm-public/', 'https://myarchive.test.com/cm-public/'],
    ['https://archive.cloudera.com/p/', 'https://myarchive.test.com/'],
    [
      'https://archive.cloudera.com/p/a,https://archive.cloudera.com/p/b',
      'https://myarchive.test.com/a,https://myarchive.test.com/b',
    ],
  ])('replaces the prefix in %s', (text, rewritten) => {
    expect(rewriteArchive(text, base)).toBe(rewritten)
    expect(rewriteArchive(text, `${base}/`)).toBe(rewritten)
  })

  it.each([
    'https://archive.cloudera.com/cdh6/6.3/parcels/',
    'https://archive.cloudera.com/p',
    'https://archive.cloudera.com/private/x',
    'https://archive.cloudera.com.example.org/p/x',
    'https://archive.cloudera.com:443/p/x',
    'https://archivexcloudera.com/p/x',
    'ftp://archive.cloudera.com/p/x',
    'archive.cloudera.com/p/x',
    'FLINK-1.16.2.parcel',
    '',
  ])('leaves %j as it is', (text) => {
    expect(rewriteArchive(text, base)).toBe(text)
  })

  it('takes the base as it is written', () => {
    expect(rewriteArchive('https://archive.cloudera.com/p/x', 'https://m/$&$1/')).toBe('https://m/$&$1/x')
  })
})

describe('rewriteEntry()', () => {
  it('replaces the prefix wherever packages are named, and not in words', () => {
    expect(rewriteEntry(sampleEntry, base)).toEqual({
      ...sampleEntry,
      'stack-details': {
        ...(sampleEntry['stack-details'] as object),
        repo: {
          stack: {
            redhat8: 'https://myarchive.test.com/cdp-public/7.2.17.400/parcels/',
            repoid: 'CDH-7.2.17',
            'repository-version': '7.2.17-1.cdh7.2.17.p400.52424530',
            vdf: 'https://myarchive.test.com/cdp-public/7.2.17.400/vdf.xml',
          },
          util: { redhat8: 'https://myarchive.test.com/util/' },
        },
      },
      repo: {
        redhat8: 'https://myarchive.test.com/cm-public/7.11.0/redhat8/yum/',
        other: 'https://mirror.example.org/p/',
      },
      pre_warm_parcels: [['CFM-el8.parcel', 'https://myarchive.test.com/cfm2/2.2.7.400/parcel']],
      pre_warm_csd: [
        'https://myarchive.test.com/cfm2/NIFI.jar',
        'http://s3.amazonaws.com/dev.example.com/EFM.jar',
      ],
    })
  })

  it.each([undefined, ''])('changes nothing for the base %j', (none) => {
    expect(rewriteEntry(sampleEntry, none)).toBe(sampleEntry)
  })

  it('keeps members that are named like those of every object', () => {
    const entry = JSON.parse('{"repo": {"__proto__": {"x": "https://archive.cloudera.com/p/y"}}}') as object

    const rewritten = rewriteEntry(entry as Record<string, unknown>, 'https://m')

    expect(JSON.stringify(rewritten)).toBe('{"repo":{"__proto__":{"x":"https://m/y"}}}')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('goes no deeper than catalogs may', () => {
    let deep: unknown = 'https://archive.cloudera.com/p/x'
    for (let depth = 0; depth < 100_000; depth++) deep = [deep]

    expect(() => rewriteEntry({ repo: deep }, base)).not.toThrow()
  })

  it('touches no string that has not the prefix', () => {
    const text = fc.string().filter((one) => !one.includes('archive.cloudera.com/p/'))
    const value = fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer(), fc.constant(null)))

    fc.assert(
      fc.property(value, (entry) => {
        expect(rewriteEntry(entry, base)).toEqual(entry)
      }),
    )
  })
})
