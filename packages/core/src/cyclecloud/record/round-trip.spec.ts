import type { Artifact, Image } from '@ingot/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printString } from '../expression/print.ts'
import { imageToRecords } from './from-image.ts'
import { parseJsonRecords } from './parse-json-records.ts'
import { parseRecords } from './parse-records.ts'
import { printJsonRecords, printRecords } from './print-records.ts'
import { recordsToImages, type RecordContext } from './to-images.ts'

const context: RecordContext = { catalog: 'local', idFor: (name, version) => `${name}@${version}` }

const text = fc.string({ minLength: 1, maxLength: 12 }).filter((written) => written.trim() !== '')
const attributeName = fc.constantFrom(
  'Size',
  'Jetpack.Version',
  'Tags',
  '__proto__',
  'constructor',
  'odd name',
  "it's",
)
const jsonValue = fc.oneof(
  fc.constantFrom('30', '1.10', 'true', '{1, "a"}', '[a = 1; b = {}]', 'undefined'),
  text.map(printString),
)
const value = fc.oneof(
  jsonValue,
  fc.constantFrom('`10m`', '1 + 2', 'TRUE', '{1,\n  2}', '[ a=1 ]', String.raw`"\d"`),
)

function attributesOf(one: fc.Arbitrary<string>) {
  return fc.dictionary(attributeName, one, { noNullPrototype: true, minKeys: 1, maxKeys: 3 })
}

function artifactOf(one: fc.Arbitrary<string>): fc.Arbitrary<Artifact> {
  return fc.record(
    {
      name: text,
      provider: fc.constantFrom('azure', 'aws', 'gcp', 'openstack'),
      account: text,
      region: text,
      reference: text,
      attributes: attributesOf(one),
    },
    { requiredKeys: ['name', 'provider', 'reference'] },
  )
}

function placeOf({ provider, account = '', region = '' }: Artifact): string {
  return [provider, account.trim(), region.trim()].join('\0').toLowerCase()
}

function imageOf(one: fc.Arbitrary<string>): fc.Arbitrary<Image> {
  const artifacts = fc
    .uniqueArray(artifactOf(one), { selector: ({ name }) => name.toLowerCase(), maxLength: 4 })
    .map((list) =>
      list.filter((artifact, i) => list.findIndex((other) => placeOf(other) === placeOf(artifact)) === i),
    )
  return fc
    .record(
      {
        name: text,
        version: fc.constantFrom('1.0', '1.10', '2026.0819.1503', '1.2-rc1'),
        label: text,
        description: text,
        os: fc.constantFrom('linux' as const, 'windows' as const),
        attributes: attributesOf(one),
        artifacts,
      },
      { requiredKeys: ['name', 'version', 'artifacts'] },
    )
    .map((fields) =>
      Object.assign(
        { id: `${fields.name}@${fields.version}`, catalog: 'local', traits: {}, stages: [] },
        fields,
      ),
    )
}

describe('records', () => {
  it('come back as the images that they were printed from, and print the same again', () => {
    fc.assert(
      fc.property(imageOf(value), (image) => {
        const printed = printRecords(imageToRecords(image))
        const { records, faults } = parseRecords('f', printed)

        const back = recordsToImages(records, context)

        expect([...faults, ...back.faults]).toEqual([])
        expect(back.images).toEqual([image])
        expect(printRecords(back.images.flatMap(imageToRecords))).toBe(printed)
      }),
      { numRuns: 300 },
    )
  })

  it('go through JSON without a change where JSON has the types', () => {
    fc.assert(
      fc.property(imageOf(jsonValue), (image) => {
        const { records, faults } = parseJsonRecords('f', printJsonRecords(imageToRecords(image)))

        const back = recordsToImages(records, context)

        expect([...faults, ...back.faults]).toEqual([])
        expect(back.images).toEqual([image])
      }),
      { numRuns: 300 },
    )
  })

  it('of any text give records or faults inside the text', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        'A = 1',
        'A = {',
        '}',
        'B = "x',
        'AdType = "Package"',
        '# c',
        '[x]',
        'A = [b = 1;',
        ']',
        '\t',
        'A = (1,',
      ),
      fc.string({ maxLength: 10 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const { records, faults } = parseRecords('f', lines.join(end))

        for (const fault of faults) {
          expect(fault.line).toBeLessThanOrEqual(lines.length + 1)
          expect(fault.column).toBeGreaterThan(0)
        }
        expect(() => recordsToImages(records, context)).not.toThrow()
      }),
      { numRuns: 1_000 },
    )
  })
})
