import type { Image, ResolveRequest, Stage } from '@ingot/contract'
import { arraySource, imageId, resolve } from '@ingot/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerJson } from './remembered-answer.ts'

function image(version: string, stages: Stage[]): Image {
  return {
    id: imageId('local', 'base', version),
    catalog: 'local',
    name: 'base',
    version,
    label: 'Base',
    traits: {},
    stages,
    artifacts: [
      { name: 'e', provider: 'azure', region: 'eastus', reference: `east-${version}` },
      { name: 'w', provider: 'azure', region: 'westus', reference: `west-${version}` },
    ],
  }
}

const images = [
  image('1.0', [{ state: 'deprecated', from: '2026-02-01T00:00:00.000Z' }]),
  image('2.0', [
    { state: 'preview', from: '2026-01-01T00:00:00.000Z' },
    { state: 'active', from: '2026-03-01T00:00:00.000Z' },
    { state: 'revoked', from: '2026-04-01T00:00:00.000Z', reason: 'bad' },
  ]),
]

const requests = fc.record<ResolveRequest>(
  {
    name: fc.constantFrom('base', 'BASE', ' base ', 'none', 'a:b:c:d'),
    label: fc.constantFrom('Base', 'none'),
    id: fc.constantFrom(images[0]!.id, 'east-1.0', 'none'),
    version: fc.constantFrom('1.0', '2.x', 'latest', '1..2'),
    region: fc.constantFrom('eastus', 'westus', 'nowhere'),
    strict: fc.boolean(),
    trace: fc.boolean(),
  },
  { requiredKeys: [] },
)

const moments = fc.date({
  min: new Date('2025-12-30T00:00:00Z'),
  max: new Date('2026-05-01T00:00:00Z'),
  noInvalidDate: true,
})

describe('answerJson()', () => {
  it('is what resolution answers, whatever was asked before and when', () => {
    const source = arraySource(images, ['local'])
    fc.assert(
      fc.property(fc.array(fc.tuple(requests, moments), { maxLength: 30 }), (questions) => {
        for (const [request, at] of [...questions, ...questions]) {
          expect(answerJson(source, request, at)).toBe(JSON.stringify(resolve(source, request, at)))
        }
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['2026-02-28T23:59:59.999Z', '1.0'],
    ['2026-03-01T00:00:00.000Z', '2.0'],
    ['2026-03-31T23:59:59.999Z', '2.0'],
    ['2026-04-01T00:00:00.000Z', '1.0'],
  ])('changes at the moment that a stage begins: %s', (moment, version) => {
    const source = arraySource(images, ['local'])
    const request = { name: 'base', region: 'eastus' }
    answerJson(source, request, new Date('2026-02-15T00:00:00Z'))

    const answer = JSON.parse(answerJson(source, request, new Date(moment)))

    expect(answer.image.version).toBe(version)
  })

  it('follows the order of catalogs', () => {
    const other = { ...image('9.0', []), catalog: 'site', id: imageId('site', 'base', '9.0') }
    const source = arraySource([...images, other], ['local', 'site'])
    const reordered = { ...source, catalogs: ['site', 'local'] }
    const at = new Date('2026-03-15T00:00:00Z')
    const ask = (from: typeof source) =>
      JSON.parse(answerJson(from, { name: 'base', region: 'eastus' }, at)).image

    expect(ask(source).version).toBe('2.0')
    expect(ask(reordered).version).toBe('9.0')
  })
})
