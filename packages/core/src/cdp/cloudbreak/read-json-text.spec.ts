import { describe, expect, it } from 'vitest'
import { catalogWith, faultsOf, parseSample, sampleCatalog, sampleEntry } from './sample-catalog.ts'

const first = '/images/base-images/0'

describe('the text of a Cloudbreak catalog', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'image catalog'],
    ['a catalog that was cut', '{"images": {"base-images": ['],
    ['something after the catalog', '{"images": {}} x'],
    ['a comma too many', '{"images": {},}'],
    ['quotes that JSON does not have', "{'images': {}}"],
    ['a NaN', '{"images": NaN}'],
    ['a control character', '{"images": "\u0001"}'],
    ['a line break in text', '{"images": "a\nb"}'],
  ])('says that %s is no JSON, and where', (_what, text) => {
    const [fault, reason] = parseSample(text).faults
    expect(fault).toMatchObject({
      code: 'NOT_JSON',
      message: "The file on the specified URL couldn't be parsed as JSON!",
      line: expect.any(Number),
      column: expect.any(Number),
    })
    expect(reason).toMatchObject({ severity: 'info', code: 'JSON_EXPECTED' })
  })

  it.each([
    [
      'an entry that is null',
      sampleCatalog(sampleEntry('a')),
      { 'cdh-images': [null] },
      ['MEMBER_TYPE /images/cdh-images/0'],
    ],
    [
      'an entry that is a list',
      sampleCatalog(sampleEntry('a')),
      { 'cdh-images': [[]] },
      ['MEMBER_TYPE /images/cdh-images/0'],
    ],
    [
      'a list that is an object',
      sampleCatalog(sampleEntry('a')),
      { 'cdh-images': {} },
      ['MEMBER_TYPE /images/cdh-images'],
    ],
  ])('refuses %s', (_what, catalog, lists, expected) => {
    expect(faultsOf({ ...catalog, images: { ...catalog.images, ...lists } })).toEqual(expected)
  })

  it.each(['1e400', '-1e400', '9007199254740992', '123456789012345678901234567890'])(
    'refuses the number %s anywhere',
    (number) => {
      const text = JSON.stringify(catalogWith({ unknown: ['NUMBER'] })).replace('"NUMBER"', number)
      expect(faultsOf(text)).toEqual([`NUMBER_INEXACT ${first}/unknown/0`])
      expect(
        faultsOf(JSON.stringify(catalogWith({ created: 'NUMBER' })).replace('"NUMBER"', number)),
      ).toContain(`NUMBER_INEXACT ${first}/created`)
    },
  )

  it('refuses members that are given twice, with their place', () => {
    const text = `{
      "images": {"base-images": [{"uuid": "a", "date": "2023-11-20", "description": "", "os": "centos7",
        "images": {"aws": {"us-1": "ami-1", "us-1": "ami-2"}}}]},
      "versions": {"cloudbreak": [{"images": ["a"]}]}, "versions": {"cloudbreak": [{"images": ["a"]}]}
    }`
    expect(parseSample(text).faults).toMatchObject([
      { code: 'DUPLICATE_MEMBER', path: `${first}/images/aws/us-1`, line: 3, column: 45 },
      { code: 'DUPLICATE_MEMBER', path: '/versions', line: 4, column: 56 },
    ])
  })

  it.each([
    ['', '{"__proto__": {"polluted": true}, '],
    ['/images', '{"images": {"__proto__": {"polluted": true}, '],
  ])('refuses the member __proto__ of "%s"', (path, start) => {
    const text = start.includes('images') ? `${start}"base-images": []}}` : `${start}"images": {}}`
    expect(faultsOf(text)).toContain(`MEMBER_FORBIDDEN ${path}/__proto__`)
    expect(faultsOf(text.replace('__proto__', String.raw`\u005f_proto__`))).toContain(
      `MEMBER_FORBIDDEN ${path}/__proto__`,
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('refuses what is too large or too deep without looking at it', () => {
    expect(faultsOf(`{"a": "${'a'.repeat(8 * 1024 * 1024)}"}`)).toEqual(['TOO_LARGE'])
    expect(parseSample(`{"images":${'['.repeat(100_000)}`).faults).toMatchObject([
      { code: 'TOO_DEEP', line: 1 },
    ])
    expect(parseSample(`{"a":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`).faults).toMatchObject([
      { code: 'TOO_DEEP' },
    ])
  })

  it('reports all faults at once, in the order of the text', () => {
    const text = JSON.stringify(
      {
        images: { 'base-images': [sampleEntry('a', { os: 5, created: 'now' }), sampleEntry('a')] },
        versions: { cloudbreak: [{ images: ['z'] }] },
      },
      undefined,
      2,
    )
    const { faults } = parseSample(text)
    expect(faults.map(({ code }) => code)).toEqual([
      'MEMBER_TYPE',
      'MEMBER_TYPE',
      'DUPLICATE_UUID',
      'IMAGES_NOT_LISTED',
    ])
    const lines = text.split('\n')
    expect(faults.map(({ line, column }) => lines[line! - 1]!.slice(column! - 1))).toEqual([
      '5,',
      '"now"',
      '"a",',
      '"z"',
    ])
  })

  it('lists a bounded number of faults', () => {
    const images = { 'cdh-images': Array.from({ length: 5_000 }, (_, index) => index) }
    const { faults } = parseSample({ images })
    expect(faults).toHaveLength(1_001)
    expect(faults.at(-1)).toMatchObject({ code: 'TOO_MANY_FAULTS' })
  })

  it.each([
    ['open brackets', '['],
    ['braces', '{"a":'],
    ['numbers', '[1,'],
    ['quotes', '"'],
    ['backslashes', String.raw`"\\`],
    ['commas', '[0,0],'],
    ['members', '{"images":{"cdh-images":[1],"cdh-images":[2]}},'],
  ])('takes little time for a hostile text of %s', (_what, part) => {
    const started = performance.now()
    const body = part.repeat(Math.floor(1_000_000 / part.length))
    for (const text of [body, `{"images": {"cdh-images": [${body}0]}}`])
      expect(parseSample(text).faults.length).toBeGreaterThan(0)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
