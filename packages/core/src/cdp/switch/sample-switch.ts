import type { Consumer, Image } from '@ingot/contract'
import { effectiveImage } from '../derivation/effective-image.ts'
import { sampleDerived, sampleReferences } from '../derivation/sample-source.ts'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { sampleConsumer } from '../upgrade/sample-upgrade.ts'
import { planSwitchStep } from './plan-switch-step.ts'

/** An effective image of the catalog `mine` for a test: it derives from a source, for us-west-1 of AWS alone. */
export function sampleHardened(source: Image, id: string, given: Partial<Image> = {}): Image {
  const artifacts = sampleReferences('aws', { 'us-west-1': `ami-${id}` })
  const { derived: _derived, ...own } = given
  return effectiveImage(sampleDerived(source, { id, artifacts, ...own }), source)
}

/** A step for a test: a Data Hub on an image of one catalog goes to another. */
export function sampleStep(
  from: CatalogContent,
  id: string,
  target: CatalogContent,
  given: Partial<Consumer> = {},
) {
  const image = from.images.find(({ body }) => body.id === id)?.body
  const reference = image?.artifacts[0]?.reference
  const consumer = sampleConsumer({
    image: { catalog: from.name, id, ...(reference === undefined ? {} : { reference }) },
    ...given,
  })
  return planSwitchStep({
    consumer,
    current: { image, content: from },
    target,
    at: new Date('2026-11-21T00:00:00Z'),
  })
}
