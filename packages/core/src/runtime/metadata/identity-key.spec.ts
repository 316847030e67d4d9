import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identityKey } from './identity-key.ts'

const identity = {
  editor: 'PBJ Workbench',
  kernel: 'R 4.3',
  edition: 'Mine',
  shortVersion: '1.0',
  maintenanceVersion: '1',
}

describe('identityKey()', () => {
  it('is the same for metadata and for what labels say', () => {
    expect(identityKey({ ...identity, maintenanceVersion: 1 })).toBe(identityKey(identity))
    expect(identityKey(identity)).toBe('pbj workbench\0r 4.3\0mine\x001.0\x001')
  })

  it.each([
    ['editor', 'JupyterLab'],
    ['kernel', 'R 4.4'],
    ['edition', 'Yours'],
    ['shortVersion', '1'],
    ['shortVersion', '1.00'],
    ['maintenanceVersion', '2'],
  ])('differs by %s', (side, value) => {
    expect(identityKey({ ...identity, [side]: value })).not.toBe(identityKey(identity))
  })

  it('does not differ by case', () => {
    expect(identityKey({ ...identity, edition: 'MINE' })).toBe(identityKey(identity))
  })

  it('takes a side that is absent for an empty one', () => {
    expect(identityKey({})).toBe('\0\0\0\0')
  })

  it('has no two identities share a key but for case, whatever they are', () => {
    const side = fc.string().map((text) => text.replaceAll('\0', '').toLowerCase())
    const sides = fc.tuple(side, side, side, side, side)
    const keyOf = ([editor, kernel, edition, shortVersion, maintenanceVersion]: string[]) =>
      identityKey({ editor, kernel, edition, shortVersion, maintenanceVersion })
    fc.assert(
      fc.property(sides, sides, (one, other) => {
        expect(keyOf(one) === keyOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
    expect(identityKey({ editor: 'a\0b' }).split('\0')).toHaveLength(5)
  })
})
