import { describe, expect, it } from 'vitest'
import { addonFaults, type GivenAddon } from './addon-faults.ts'

function addon(changes: Partial<GivenAddon> = {}): GivenAddon {
  return {
    identifier: 'hadoop-cli-7.3.1.709-1',
    component: 'HadoopCLI',
    displayName: 'Hadoop CLI 7.3.1',
    ...changes,
  }
}

const custom = (identifier: string): GivenAddon => addon({ identifier, component: 'Custom' })

describe('addonFaults()', () => {
  it.each<[string, GivenAddon]>([
    ['of the vendor', addon()],
    ['of Ozone', addon({ identifier: 'ozone-731.1.0-b2', component: 'Ozone' })],
    [
      'of Spark',
      addon({ identifier: 'sparkconnect354-731-26', displayName: 'Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1' }),
    ],
    [
      'with all that it may have',
      addon({
        image: 'a.b/x:1',
        paths: ['/opt/a', '/opt/b'],
        digest: `sha256:${'0'.repeat(64)}`,
        status: 'DEPRECATED',
      }),
    ],
    ['that is custom', custom('my_tools-2')],
    ['with the longest custom name', custom('a'.repeat(63))],
  ])('finds none in an addon %s', (_what, given) => {
    expect(addonFaults(given, '/addons/0')).toEqual([])
  })

  it.each<[string, GivenAddon, string]>([
    ['no identifier', addon({ identifier: '' }), 'IDENTIFIER_INVALID /addons/0/identifier'],
    ['a slash in its identifier', addon({ identifier: 'a/b' }), 'IDENTIFIER_INVALID /addons/0/identifier'],
    ['a hyphen first', addon({ identifier: '-a' }), 'IDENTIFIER_INVALID /addons/0/identifier'],
    [
      'an identifier that is too long',
      addon({ identifier: 'a'.repeat(257) }),
      'IDENTIFIER_INVALID /addons/0/identifier',
    ],
    ['a custom name in upper case', custom('Tools'), 'NAME_INVALID /addons/0/identifier'],
    ['a custom name with a dot', custom('tools.1'), 'NAME_INVALID /addons/0/identifier'],
    ['a custom name that is too long', custom('a'.repeat(64)), 'NAME_INVALID /addons/0/identifier'],
    ['a custom name that begins with a hyphen', custom('-a'), 'NAME_INVALID /addons/0/identifier'],
    ['a blank component', addon({ component: ' ' }), 'TEXT_INVALID /addons/0/component'],
    [
      'a display name with a space behind it',
      addon({ displayName: 'Spark ' }),
      'TEXT_INVALID /addons/0/displayName',
    ],
    ['a display name of two lines', addon({ displayName: 'Spark\n3' }), 'TEXT_INVALID /addons/0/displayName'],
    [
      'a display name that is too long',
      addon({ displayName: 'x'.repeat(257) }),
      'TEXT_INVALID /addons/0/displayName',
    ],
    ['an image that is none', addon({ image: 'A/B' }), 'IMAGE_INVALID /addons/0/image'],
    ['a digest that is none', addon({ digest: 'abc' }), 'DIGEST_INVALID /addons/0/digest'],
    ['a path that is relative', addon({ paths: ['/opt', 'opt'] }), 'PATH_INVALID /addons/0/paths/1'],
    ['a path twice', addon({ paths: ['/opt', '/opt'] }), 'PATH_INVALID /addons/0/paths/1'],
    ['a path that climbs', addon({ paths: ['/opt/../etc'] }), 'PATH_INVALID /addons/0/paths/0'],
    ['the root as path', addon({ paths: ['/'] }), 'PATH_INVALID /addons/0/paths/0'],
    ['a path with an empty part', addon({ paths: ['/opt//a'] }), 'PATH_INVALID /addons/0/paths/0'],
    ['a path that is too long', addon({ paths: [`/${'a'.repeat(1024)}`] }), 'PATH_INVALID /addons/0/paths/0'],
    [
      'too many paths',
      addon({ paths: Array.from({ length: 65 }, (_, index) => `/${index}`) }),
      'TOO_MANY_ITEMS /addons/0/paths',
    ],
  ])('finds %s', (_what, given, expected) => {
    expect(addonFaults(given, '/addons/0').map(({ code, path }) => `${code} ${path}`)).toEqual([expected])
  })

  it('finds all at once, where the members are called otherwise too', () => {
    const faults = addonFaults(addon({ identifier: ' ', displayName: '', image: '' }), '/0', {
      displayName: 'display_name',
      image: 'image_identifier',
    })
    expect(faults.map(({ path }) => path)).toEqual([
      '/0/identifier',
      '/0/display_name',
      '/0/image_identifier',
    ])
  })
})
