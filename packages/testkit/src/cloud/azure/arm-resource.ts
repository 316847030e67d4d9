import type { ArmContent, FakeDefinition, FakeGallery, FakeManagedImage, FakeVersion } from './arm-content.ts'

/** A managed image, as ARM writes it. */
export function imageResource(content: ArmContent, image: FakeManagedImage): unknown {
  const { name, location, properties } = image
  return { id: content.imageId(image), name, type: 'Microsoft.Compute/images', location, properties }
}

/** A gallery, as ARM writes it. */
export function galleryResource(content: ArmContent, { group, name, permissions }: FakeGallery): unknown {
  return {
    id: content.galleryId(group, name),
    name,
    type: 'Microsoft.Compute/galleries',
    location: 'eastus',
    properties: { provisioningState: 'Succeeded', sharingProfile: { permissions } },
  }
}

/** A definition, as ARM writes it. */
export function definitionResource(
  content: ArmContent,
  { group, name }: FakeGallery,
  definition: FakeDefinition,
): unknown {
  return {
    id: content.galleryId(group, name, definition.name),
    name: definition.name,
    type: 'Microsoft.Compute/galleries/images',
    location: 'eastus',
    properties: definition.properties,
  }
}

/** A version, as ARM writes it: a list does not expand how far each region is. */
export function versionResource(
  content: ArmContent,
  gallery: FakeGallery,
  definition: FakeDefinition,
  version: FakeVersion,
  isExpanded: boolean,
): unknown {
  const { number, home, targets, published, sizeGb, excludeFromLatest = false, endOfLife } = version
  return {
    id: content.galleryId(gallery.group, gallery.name, definition.name, number),
    name: number,
    type: 'Microsoft.Compute/galleries/images/versions',
    location: home,
    properties: {
      provisioningState: provisioningOf(version),
      publishingProfile: {
        targetRegions: targets.map((target) => ({ regionalReplicaCount: 1, ...target })),
        replicaCount: 1,
        excludeFromLatest,
        publishedDate: published,
        ...(endOfLife === undefined ? {} : { endOfLifeDate: endOfLife }),
        storageAccountType: 'Standard_LRS',
      },
      storageProfile: { osDiskImage: { sizeInGB: sizeGb, hostCaching: 'ReadOnly', source: {} } },
      ...(isExpanded ? { replicationStatus: replicationOf(version) } : {}),
    },
  }
}

function provisioningOf({ states = {} }: FakeVersion): string {
  const values = Object.values(states)
  if (values.some((state) => state === 'Replicating' || state === 'Unknown')) return 'Updating'
  return values.includes('Failed') ? 'Failed' : 'Succeeded'
}

function replicationOf({ targets, states = {} }: FakeVersion): unknown {
  const summary = targets.map(({ name }) => ({
    region: name,
    state: states[name] ?? 'Completed',
    progress: 100,
  }))
  return { aggregatedState: 'Completed', summary }
}
