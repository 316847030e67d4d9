import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCustomAddon } from './parse-custom-addon.ts'

function faultsOf(value: unknown): string[] {
  const { faults } = parseCustomAddon(
    typeof value === 'string' ? value : JSON.stringify(value),
    'metadata.json',
  )
  return faults.map(({ severity, code, path }) => `${severity} ${code} ${path ?? '-'}`)
}

describe('parseCustomAddon()', () => {
  it('reads the name and where the archive is mounted', () => {
    const text = '{"name": "my-tools_2", "spec": {"paths": ["/opt/tools", "/usr/share/tools"]}}'
    expect(parseCustomAddon(text, 'f')).toEqual({
      addon: { name: 'my-tools_2', paths: ['/opt/tools', '/usr/share/tools'] },
      faults: [],
    })
  })

  it.each<[string, unknown, string[]]>([
    ['no JSON', '{', ['error NOT_JSON -', 'info JSON_EXPECTED -']],
    ['a list', [], ['error ADDON_TYPE ']],
    ['nothing', {}, ['error MEMBER_TYPE ', 'error MEMBER_TYPE ']],
    ['no name', { spec: { paths: ['/a'] } }, ['error MEMBER_TYPE ']],
    ['a name that is a number', { name: 5, spec: { paths: ['/a'] } }, ['error MEMBER_TYPE /name']],
    ['a name in upper case', { name: 'A', spec: { paths: ['/a'] } }, ['error NAME_INVALID /name']],
    ['no paths', { name: 'a', spec: {} }, ['error MEMBER_TYPE /spec']],
    ['an empty list of paths', { name: 'a', spec: { paths: [] } }, ['error MEMBER_TYPE /spec/paths']],
    ['a path that is a number', { name: 'a', spec: { paths: ['/a', 1] } }, ['error MEMBER_TYPE /spec/paths']],
    ['a text for paths', { name: 'a', spec: { paths: '/a' } }, ['error MEMBER_TYPE /spec/paths']],
    ['a path that climbs', { name: 'a', spec: { paths: ['/a/..'] } }, ['error PATH_INVALID /spec/paths/0']],
    ['a name twice', '{"name":"a","name":"b","spec":{"paths":["/a"]}}', ['error DUPLICATE_MEMBER /name']],
    [
      'all at once',
      { name: 'A', spec: { paths: ['a'] }, x: 1 },
      ['error NAME_INVALID /name', 'error PATH_INVALID /spec/paths/0', 'info KEY_UNKNOWN /x'],
    ],
  ])('makes no addon of %s', (_what, value, expected) => {
    expect(faultsOf(value)).toEqual(expected)
    expect(
      parseCustomAddon(typeof value === 'string' ? value : JSON.stringify(value), 'f').addon,
    ).toBeUndefined()
  })

  it('ignores what it does not know, and does not read what is too large', () => {
    const text = '{"name": "a", "spec": {"paths": ["/a"], "mode": 1}, "labels": {}}'
    expect(parseCustomAddon(text, 'f')).toMatchObject({
      addon: { name: 'a' },
      faults: [{ code: 'KEY_UNKNOWN' }, { code: 'KEY_UNKNOWN' }],
    })
    expect(faultsOf(' '.repeat(300_000))).toEqual(['error TOO_LARGE -'])
  })

  it('never throws, and gives an addon exactly where it tells no error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { addon, faults } = parseCustomAddon(text, 'f')
        expect(addon === undefined).toBe(faults.some(({ severity }) => severity === 'error'))
      }),
    )
  })
})
