import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddonFile, type ParsedAddonFile } from './parse-addon-file.ts'

const spark = {
  identifier: 'spark351-cde-1.24.1-h1',
  component: 'Spark',
  display_name: 'Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1',
  image_identifier: 'registry.example.com/addons/spark:3.5.1',
}

function parse(value: unknown, registry?: string): ParsedAddonFile {
  return parseAddonFile(typeof value === 'string' ? value : JSON.stringify(value), 'addons.json', registry)
}

function faultsOf({ faults }: ParsedAddonFile): string[] {
  return faults.map(({ severity, code, path }) => `${severity} ${code} ${path ?? '-'}`)
}

describe('parseAddonFile()', () => {
  const read = {
    identifier: spark.identifier,
    component: 'Spark',
    displayName: spark.display_name,
    image: spark.image_identifier,
  }

  it.each<[string, unknown, string]>([
    ['a list', [spark], '/0'],
    [
      'an object with runtime_addons',
      { assembly_metadata_version: 1, runtime_addons: [spark] },
      '/runtime_addons/0',
    ],
    ['an object with addons', { addons: [spark] }, '/addons/0'],
    [
      'an answer of an API',
      { runtime_addons: [{ ...spark, id: 5 }], next_page_token: '' },
      '/runtime_addons/0',
    ],
    [
      'members as Ingot names them',
      [
        {
          identifier: spark.identifier,
          component: 'Spark',
          displayName: spark.display_name,
          image: spark.image_identifier,
        },
      ],
      '/0',
    ],
  ])('reads %s', (_what, value, path) => {
    expect(parse(value)).toEqual({ addons: [{ path, addon: read }], refused: [], faults: [] })
  })

  it('reads what else an addon may say, and what is null as missing', () => {
    const digest = '0'.repeat(64)
    const given = { ...spark, image_identifier: null, status: 'deprecated', paths: ['/opt/a'], digest }
    expect(parse([given]).addons[0]?.addon).toEqual({
      identifier: spark.identifier,
      component: 'Spark',
      displayName: spark.display_name,
      status: 'DEPRECATED',
      paths: ['/opt/a'],
      digest,
    })
  })

  it.each<[string, object, object, string[]]>([
    [
      'the component of the identifier',
      { component: undefined },
      { component: 'Spark' },
      ['warning COMPONENT_GUESSED /0'],
    ],
    [
      'the identifier for the display name',
      { display_name: undefined },
      { displayName: spark.identifier },
      ['warning DISPLAY_NAME_MISSING /0'],
    ],
    [
      'Docker Hub for the registry',
      { image_identifier: 'team/spark:1' },
      { image: 'docker.io/team/spark:1' },
      ['warning IMAGE_NO_REGISTRY /0'],
    ],
  ])('takes %s, and says so', (_what, changes, expected, faults) => {
    const parsed = parse([{ ...spark, ...changes }])
    expect(parsed.addons[0]?.addon).toMatchObject(expected)
    expect(faultsOf(parsed)).toEqual(faults)
  })

  it('takes the registry of the site for images that name none', () => {
    const parsed = parse([{ ...spark, image_identifier: 'spark:1' }], 'registry.example.com:5000')
    expect(parsed.addons[0]?.addon.image).toBe('registry.example.com:5000/spark:1')
    expect(faultsOf(parsed)).toEqual(['info IMAGE_NO_REGISTRY /0'])
  })

  it.each<[string, unknown, string[]]>([
    ['no object', 5, ['error ADDON_TYPE /0']],
    ['no identifier', { ...spark, identifier: null }, ['error MEMBER_MISSING /0']],
    ['an identifier that is a number', { ...spark, identifier: 5 }, ['error MEMBER_TYPE /0/identifier']],
    [
      'an unknown component and none',
      { ...spark, identifier: 'x', component: undefined },
      ['error MEMBER_MISSING /0'],
    ],
    ['an unknown status', { ...spark, status: 'NEW' }, ['error STATUS_UNKNOWN /0/status']],
    ['paths that are a text', { ...spark, paths: '/a' }, ['error MEMBER_TYPE /0/paths']],
    ['a display name that is blank', { ...spark, display_name: ' ' }, ['error TEXT_INVALID /0/display_name']],
    [
      'an image that is none',
      { ...spark, image_identifier: 'a.b/X' },
      ['error IMAGE_INVALID /0/image_identifier'],
    ],
    ['a custom name that is none', { ...spark, component: 'Custom' }, ['error NAME_INVALID /0/identifier']],
  ])('refuses an addon with %s, and keeps the others', (_what, addon, faults) => {
    const other = { ...spark, identifier: 'other', display_name: 'Other' }
    const parsed = parse([addon, other])

    expect(faultsOf(parsed)).toEqual(faults)
    expect(parsed.refused).toEqual(['/0'])
    expect(parsed.addons.map(({ path }) => path)).toEqual(['/1'])
  })

  it('takes the first of two with one identifier or display name', () => {
    const parsed = parse([spark, { ...spark, display_name: 'Other' }, { ...spark, identifier: 'other' }])

    expect(faultsOf(parsed)).toEqual(['error ADDON_DUPLICATE /1', 'error ADDON_DUPLICATE /2'])
    expect(parsed.addons.map(({ path }) => path)).toEqual(['/0'])
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '<html>', 'NOT_JSON'],
    ['a text', '"x"', 'NOT_AN_ADDON_FILE'],
    ['an object without a list', { addons: {} }, 'NOT_AN_ADDON_FILE'],
    ['too many', Array.from({ length: 1_001 }, () => spark), 'TOO_MANY_ITEMS'],
    ['a member twice', '[{"identifier":"a","identifier":"b"}]', 'DUPLICATE_MEMBER'],
    ['too much', ' '.repeat(4 * 1024 * 1024 + 1), 'TOO_LARGE'],
  ])('reads nothing of %s', (_what, value, code) => {
    const { addons, refused, faults } = parse(value)
    expect([addons, refused, faults[0]?.code]).toEqual([[], [], code])
  })

  it('never throws, and has each addon either read or refused', () => {
    const member = fc.oneof(fc.string(), fc.constantFrom<unknown>(null, 5, [], {}, 'a', 'AVAILABLE'))
    const addon = fc.oneof(
      fc.anything().map((value) => JSON.parse(JSON.stringify(value ?? null) ?? 'null') as unknown),
      fc.record(
        {
          identifier: member,
          component: member,
          display_name: member,
          status: member,
          image: member,
          paths: member,
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(fc.array(addon, { maxLength: 5 }), (addons) => {
        const parsed = parse(addons)
        const isText = parsed.faults.some(
          ({ code }) => code === 'MEMBER_FORBIDDEN' || code === 'NUMBER_INEXACT',
        )
        if (!isText) expect(parsed.addons.length + parsed.refused.length).toBe(addons.length)
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parse(text).addons).toEqual([])
      }),
    )
  })
})
