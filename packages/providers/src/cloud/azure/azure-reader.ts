import type { Visibility } from '@ingot/contract'
import type { Gallery } from '@azure/arm-compute'
import { mapBounded } from '../../registry/map-bounded.ts'
import { CloudError } from '../cloud-error.ts'
import type { CloudImage } from '../cloud-image.ts'
import { definitionKey, parseArmId, type ArmId, type GalleryId } from './arm-id.ts'
import type { AzureClient } from './azure-client.ts'
import { galleryVisibility, readDefinition, type GalleryDefinition } from './gallery-definition.ts'
import { isSettled, listSharer, readVersion, type GalleryVersion } from './gallery-version.ts'
import { readManagedImage } from './managed-image.ts'
import { readAllPages } from './read-pages.ts'
import { SharedAnswers } from './shared-answers.ts'
import { requiredText } from './shape.ts'

/** How many questions one answer is put together from at the same time. */
export const parallel = 8
/** How long what was read of a subscription serves further regions, in ms. */
const freshFor = 15_000

/**
 * What a subscription has, read once for all regions: ARM lists images and galleries by subscription, not by region
 * (REST API of Azure Compute, "Images - List", "Galleries - List").
 */
export class AzureReader {
  readonly client: AzureClient
  readonly answers = new SharedAnswers(freshFor)

  constructor(client: AzureClient) {
    this.client = client
  }

  /** All managed images, with the region that each is in. */
  managedImages(signal: AbortSignal): Promise<readonly CloudImage[]> {
    const { subscription } = this.client
    return this.answers.get('managed', signal, (shared) =>
      readAllPages(
        this.client,
        shared,
        () => this.#own().images.list().byPage(),
        (image) => readManagedImage(image, subscription),
      ),
    )
  }

  /** All image definitions in all galleries. */
  definitions(signal: AbortSignal): Promise<readonly GalleryDefinition[]> {
    return this.answers.get('definitions', signal, async (shared) => {
      const galleries = await readAllPages(
        this.client,
        shared,
        () => this.#own().galleries.list().byPage(),
        (gallery) => ({ place: galleryPlace(gallery), visibility: galleryVisibility(gallery) }),
      )
      const found = await mapBounded(galleries, parallel, shared, ({ place, visibility }, inner) =>
        readAllPages(
          this.client,
          inner,
          () => this.#own().galleryImages.listByGallery(place.group, place.gallery).byPage(),
          (image) => readDefinition(image, visibility),
        ),
      )
      return found.flat()
    })
  }

  /** All versions of a definition; a list does not tell how far each region is while something is under way. */
  versions(definition: GalleryDefinition, signal: AbortSignal): Promise<readonly GalleryVersion[]> {
    const { subscription, group, gallery, definition: name } = definition.id
    return this.answers.get(`versions/${definitionKey(definition.id)}`, signal, async (shared) => {
      const share = listSharer()
      return await readAllPages(
        this.client,
        shared,
        () =>
          this.client
            .compute(subscription)
            .galleryImageVersions.listByGalleryImage(group, gallery, name)
            .byPage(),
        (version) => readVersion(version, definition, share),
      )
    })
  }

  /** The definition of an id; absent where there is none. */
  definition(id: GalleryId, signal: AbortSignal): Promise<GalleryDefinition | undefined> {
    const { subscription, group, gallery, definition } = id
    return this.answers.get(`definition/${definitionKey(id)}`, signal, async (shared) => {
      const [image, visibility] = await Promise.all([
        this.client.askFor(shared, this.isForeign(id), () =>
          this.client.compute(subscription).galleryImages.get(group, gallery, definition),
        ),
        this.#visibility(id, shared),
      ])
      return image === undefined ? undefined : readDefinition(image, visibility)
    })
  }

  /** A version with its state in every region; absent where there is none. */
  async version(id: GalleryId, number: string, signal: AbortSignal): Promise<GalleryVersion | undefined> {
    const key = `version/${definitionKey(id)}/${number}`
    return await this.answers.get(
      key,
      signal,
      async (shared) => {
        const [definition, version] = await Promise.all([
          this.definition(id, shared),
          this.client.askFor(shared, this.isForeign(id), () =>
            this.client
              .compute(id.subscription)
              .galleryImageVersions.get(id.group, id.gallery, id.definition, number, {
                expand: 'ReplicationStatus',
              }),
          ),
        ])
        return definition && version && readVersion(version, definition)
      },
      (version) => version !== undefined && isSettled(version),
    )
  }

  /** A version of a list, with its state in every region where the list does not tell it. */
  async settled(version: GalleryVersion, signal: AbortSignal): Promise<GalleryVersion> {
    if (isSettled(version) || version.states !== undefined) return version
    return (await this.version(version.definition.id, version.number, signal)) ?? version
  }

  /** A managed image; absent where there is none. */
  managedImage(
    id: Extract<ArmId, { kind: 'managed' }>,
    signal: AbortSignal,
  ): Promise<CloudImage | undefined> {
    const key = `managed/${id.subscription}/${id.group}/${id.name}`.toLowerCase()
    return this.answers.get(
      key,
      signal,
      async (shared) => {
        const image = await this.client.askFor(shared, this.isForeign(id), () =>
          this.client.compute(id.subscription).images.get(id.group, id.name),
        )
        return image && readManagedImage(image, this.client.subscription)
      },
      (image) => image?.state === 'available',
    )
  }

  /** Whether something is in another subscription, of which this account may see nothing at all. */
  isForeign(id: { readonly subscription: string }): boolean {
    return id.subscription.toLowerCase() !== this.client.subscription.toLowerCase()
  }

  /** With whom a gallery is shared; absent also where only its images may be read. */
  #visibility({ subscription, group, gallery }: GalleryId, signal: AbortSignal) {
    const key = `gallery/${subscription}/${group}/${gallery}`.toLowerCase()
    return this.answers.get(key, signal, async (shared): Promise<Visibility | undefined> => {
      const found = await this.client.askFor(shared, true, () =>
        this.client.compute(subscription).galleries.get(group, gallery),
      )
      return found && galleryVisibility(found)
    })
  }

  #own() {
    return this.client.compute(this.client.subscription)
  }
}

/** The resource group and the name of a gallery. */
function galleryPlace(gallery: Gallery): { group: string; gallery: string } {
  const id = requiredText(gallery.id, 'the id of a gallery')
  const parsed = parseArmId(`${id}/images/any`)
  if (parsed?.kind === 'gallery') return { group: parsed.group, gallery: parsed.gallery }
  throw new CloudError('invalid', 'Expected the id of a gallery, but Azure tells another id')
}
