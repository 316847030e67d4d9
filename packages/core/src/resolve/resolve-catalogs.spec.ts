import type { Image, ResolveRequest } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { resolve } from './resolve.ts'

const artifacts = [sampleArtifact({ region: 'eastus' })]
const eastus: ResolveRequest = { name: 'r', provider: 'azure', region: 'eastus' }

function ask(images: readonly Image[], request: ResolveRequest, order = ['local', 'default']) {
  return resolve(arraySource(images, order), request, new Date('2026-06-01T00:00:00Z'))
}

describe('resolve() across catalogs', () => {
  const builtIn = sampleImage({
    catalog: 'default',
    name: 'r',
    version: '3.0',
    artifacts,
  })
  const own = sampleImage({ catalog: 'local', name: 'r', version: '1.0', artifacts })

  it('takes the catalog that comes first, and says that another has a newer version', () => {
    const answer = ask([builtIn, own], eastus)

    expect(answer.image?.catalog).toBe('local')
    expect(answer.warnings).toEqual([
      {
        code: 'CATALOG_PRECEDENCE',
        message:
          'r 1.0 of catalog "local" was taken because its catalog is searched first; r 3.0 of catalog "default" is newer',
      },
    ])
    expect(answer.trace?.catalogs).toEqual(['local', 'default'])
  })

  it('follows the order that is set', () => {
    const answer = ask([builtIn, own], eastus, ['default', 'local'])

    expect(answer.image?.catalog).toBe('default')
    expect(answer.warnings).toEqual([])
  })

  it.each<[string, Image, ResolveRequest]>([
    ['is not newer', { ...builtIn, version: '0.9' }, eastus],
    ['is not wanted', builtIn, { ...eastus, version: '1.x' }],
    ['has no artifact there', { ...builtIn, artifacts: [] }, eastus],
    [
      'may not be used',
      { ...builtIn, stages: [{ state: 'revoked', from: '2026-01-01T00:00:00.000Z' }] },
      eastus,
    ],
  ])('does not speak of another catalog whose version %s', (_, other, request) => {
    expect(ask([other, own], request).warnings).toEqual([])
  })

  it('falls through to the next catalog where the first has no artifact', () => {
    const answer = ask([builtIn, { ...own, artifacts: [] }], eastus)

    expect(answer.image?.catalog).toBe('default')
    expect(answer.warnings.map((warning) => warning.code)).toEqual(['SKIPPED_NEWER'])
  })

  it('prefers a later catalog that spells the literal version as asked', () => {
    const images = [
      { ...own, version: '3.00' },
      { ...builtIn, version: '3.0' },
    ]

    expect(ask(images, { ...eastus, version: '3.0' }).image?.catalog).toBe('default')
  })

  it('sees only catalogs that are searched', () => {
    expect(ask([builtIn, own], eastus, ['default']).trace?.candidates).toHaveLength(1)
    expect(ask([builtIn, own], eastus, []).refusal?.code).toBe('NAME_NOT_FOUND')
  })
})
