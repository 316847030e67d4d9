import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleImage } from '../../image/sample-image.ts'
import { validateImage } from '../../image/validate-image.ts'
import { runtimeName, runtimeVersion } from './runtime-name.ts'

describe('runtimeName()', () => {
  it.each([
    ['PBJ Workbench', 'Python 3.11', 'Standard', 'PBJ Workbench / Python 3.11 / Standard'],
    ['VsCode', 'R 4.3', 'v4.2.0', 'VsCode / R 4.3 / v4.2.0'],
    ['A / B', 'C', 'D', '"A / B" / C / D'],
    ['A', 'B', 'say "D"', 'A / B / "say \\"D\\""'],
    ['A', 'B', 'D ', 'A / B / "D "'],
    ['A', '', 'D', 'A / "" / D'],
  ])('names %j, %j, %j', (editor, kernel, edition, name) => {
    expect(runtimeName({ editor, kernel, edition })).toBe(name)
  })

  it('is a name that an image may have, and no two runtimes share it', () => {
    const side = fc.oneof(fc.string(), fc.constantFrom('A', 'A / B', 'B', '"B"', ' / ', '/', ''))
    const sides = fc.record({ editor: side, kernel: side, edition: side })
    fc.assert(
      fc.property(sides, sides, (one, other) => {
        expect(validateImage(sampleImage({ name: runtimeName(one) }))).toEqual([])
        expect(runtimeName(one) === runtimeName(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
  })
})

describe('runtimeVersion()', () => {
  it.each([
    ['2024.02', 1, '2024.02.1'],
    ['1', 0, '1.0'],
    ['1.0', 12, '1.0.12'],
  ])('makes of %j and %i %j', (shortVersion, maintenanceVersion, version) => {
    expect(runtimeVersion({ shortVersion, maintenanceVersion })).toBe(version)
    expect(validateImage(sampleImage({ version }))).toEqual([])
  })
})
