import { describe, expect, it } from 'vitest'
import { sampleArtifact, sampleImage } from '../../image/sample-image.ts'
import { effectiveImage } from './effective-image.ts'
import { imageDifferences } from './image-differences.ts'
import { sampleDerived, sampleEntry, sampleReferences, sampleSource } from './sample-source.ts'

describe('imageDifferences()', () => {
  const source = sampleSource()

  it('sees none in two images that only their ids tell apart', () => {
    expect(imageDifferences(source, { ...source, id: 'b', version: '2' })).toEqual([])
  })

  it('sees what a derived image changes', () => {
    const own = sampleDerived(source, {
      artifacts: sampleReferences('aws', { 'us-west-2': 'ami-0123456789abcdef0' }),
    })

    expect(imageDifferences(source, effectiveImage(own, source))).toEqual([
      { field: '/created', a: '1714130070', b: '1795255200' },
      { field: '/published', a: '1714513958', b: '1795255200' },
      { field: '/images/aws/eu-west-1', a: '"ami-0fa275b607bf9192f"' },
      { field: '/images/aws/us-west-1', a: '"ami-0a7faa21f8a9a672f"' },
      { field: '/images/aws/us-west-2', a: '"ami-0b4d13e2f64a64722"', b: '"ami-0123456789abcdef0"' },
      { field: '/sourceImageId', b: `"${source.id}"` },
    ])
  })

  it('sees a package that came, one that changed, and one that went', () => {
    const versions = (packages: object) =>
      sampleSource({
        cloudbreak: { list: 'cdh-images', entry: { ...sampleEntry, 'package-versions': packages } },
      })

    const found = imageDifferences(versions({ cm: '1', java: '8' }), versions({ cm: '2', psql: '14' }))

    expect(found).toEqual([
      { field: '/package-versions/cm', a: '"1"', b: '"2"' },
      { field: '/package-versions/java', a: '"8"' },
      { field: '/package-versions/psql', b: '"14"' },
    ])
  })

  it('compares images of other systems by their own fields', () => {
    const accounts = ['dev', 'prod'].map((account) =>
      sampleArtifact({ name: account, account, region: 'eastus', reference: account }),
    )
    const a = sampleImage({ traits: { gpu: 'none' }, artifacts: accounts })
    const b = sampleImage({ traits: { gpu: 'a100' }, os: 'linux', artifacts: accounts.slice(1) })

    expect(imageDifferences(a, b)).toEqual([
      { field: '/traits/gpu', a: '"none"', b: '"a100"' },
      { field: '/images/azure/eastus', a: '"dev"', b: '"prod"' },
      { field: '/images/azure/prod', a: '"prod"' },
      { field: '/os', b: '"linux"' },
    ])
  })
})
