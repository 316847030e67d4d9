import type { Image, ImageType, Refusal, SwitchMatch } from '@ingot/contract'
import { describeList } from '../../resolve/describe.ts'
import { imageType } from '../cloudbreak/image-facts.ts'
import { isSamePlace } from './place.ts'
import type { SwitchInput } from './seat.ts'
import { switchRefusal } from './switch-refusals.ts'

/** The image of the new catalog that stands for the present one, and how it does. */
export interface Match {
  readonly image: Image
  readonly match: SwitchMatch
}

type Matching = Pick<SwitchInput, 'consumer' | 'current' | 'target'>

/**
 * Finds the image of another catalog that stands for the present one: the very same, or what derives from the same
 * source (Cloudbreak, StackImageService; FreeIPA, ImageCatalogChangeService). Ids are compared without case.
 */
export function matchImage(input: Matching): Match | Refusal {
  const { consumer, current } = input
  const isCustom = current.image === undefined && current.content?.type === 'custom'
  if (isCustom) return switchRefusal('PRESENT_IMAGE_GONE', consumer.image)
  const source = current.image?.derived?.source.id ?? consumer.image.id
  const matching = imagesOf(source, input)
  const fitting =
    consumer.type === 'environment' ? matching.filter((image) => isSamePlace(image, input)) : matching
  const [image] = fitting
  if (image === undefined) return refuseNone(source, matching, input)
  if (fitting.length > 1) return refuseSeveral(source, fitting, input)
  return { image, match: howMatched(current.image?.derived !== undefined, image.derived !== undefined) }
}

/** What the source of a catalog no longer lists is not there any more. */
function imagesOf(source: string, { consumer, target }: Matching): Image[] {
  const wanted = source.toLowerCase()
  const type: ImageType = consumer.type === 'environment' ? 'freeipa' : 'runtime'
  return target.images
    .map(({ body }) => body)
    .filter(({ id, derived, withdrawn }) => {
      return withdrawn === undefined && (derived?.source.id ?? id).toLowerCase() === wanted
    })
    .filter((image) => imageType(image) === type)
}

function howMatched(isDerived: boolean, isDerivedThen: boolean): SwitchMatch {
  if (isDerived) return isDerivedThen ? 'derived-to-derived' : 'derived-to-source'
  return isDerivedThen ? 'source-to-derived' : 'same-id'
}

function refuseNone(source: string, matching: readonly Image[], { consumer, target }: Matching): Refusal {
  const catalog = target.name
  if (consumer.type === 'environment') {
    const note =
      matching.length === 0
        ? `Catalog "${catalog}" has neither image ${source} nor one that derives from it`
        : `${listIds(matching)} of catalog "${catalog}" would do, but not for the provider, the region or the operating system of the environment`
    return switchRefusal('NO_FREEIPA_IMAGE', { note })
  }
  if (target.type === 'custom') return switchRefusal('NOT_DERIVED', { id: source, catalog })
  return switchRefusal('NOT_IN_CATALOG', { id: source, catalog, note: noteOfWithdrawn(source, target) })
}

function noteOfWithdrawn(source: string, { images, name }: Matching['target']): string {
  const gone = images.find(({ body }) => body.id.toLowerCase() === source.toLowerCase())?.body
  return gone?.withdrawn === undefined ? '' : `Catalog "${name}" no longer lists it since ${gone.withdrawn}. `
}

function refuseSeveral(source: string, images: readonly Image[], { consumer, target }: Matching): Refusal {
  const kind = consumer.type === 'environment' ? 'freeipa' : 'runtime'
  return switchRefusal('SEVERAL_DERIVED', {
    count: String(images.length),
    id: source,
    catalog: target.name,
    ids: listIds(images),
    command: `"cdp imagecatalog delete-${kind}-image"`,
  })
}

function listIds(images: readonly Image[]): string {
  const ids = images.map(({ id }) => id)
  return describeList(ids.toSorted(), 'and')
}
