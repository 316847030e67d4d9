/** How far a version is in one region, as ARM writes it. */
export type ReplicationState = 'Replicating' | 'Completed' | 'Failed' | 'Unknown'

/** A version of a fake definition: so small that there may be many thousands. */
export interface FakeVersion {
  readonly number: string
  /** Where it was made. */
  readonly home: string
  /** Many versions may share one list. */
  targets: readonly { readonly name: string; readonly excludeFromLatest?: boolean }[]
  readonly published: string
  readonly sizeGb: number
  excludeFromLatest?: boolean
  endOfLife?: string
  /** Where it is not completely there; all other targets have it. */
  states?: Readonly<Record<string, ReplicationState>>
}

export interface FakeDefinition {
  readonly name: string
  /** What ARM has under `properties`: osType, osState, hyperVGeneration, features, purchasePlan, … */
  readonly properties: Readonly<Record<string, unknown>>
  readonly versions: FakeVersion[]
}

export interface FakeGallery {
  readonly group: string
  readonly name: string
  readonly permissions: 'Private' | 'Groups' | 'Community'
  readonly definitions: FakeDefinition[]
}

export interface FakeManagedImage {
  readonly group: string
  readonly name: string
  readonly location: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** What a fake subscription has; may be changed at any time. */
export class ArmContent {
  readonly subscription: string
  readonly galleries: FakeGallery[] = []
  readonly images: FakeManagedImage[] = []
  /** Answers that are given as they are, by path in lower case: the Marketplace, galleries of others. */
  readonly resources = new Map<string, unknown>()

  constructor(subscription: string) {
    this.subscription = subscription
  }

  /** Adds a definition, and its gallery where that is not there. */
  addDefinition(
    gallery: {
      readonly group: string
      readonly name: string
      readonly permissions?: FakeGallery['permissions']
    },
    name: string,
    properties: Readonly<Record<string, unknown>> = linuxDefinition,
  ): FakeDefinition {
    const known = this.galleries.find((each) => each.group === gallery.group && each.name === gallery.name)
    const added: FakeGallery = known ?? { permissions: 'Private', ...gallery, definitions: [] }
    if (known === undefined) this.galleries.push(added)
    const definition: FakeDefinition = { name, properties, versions: [] }
    added.definitions.push(definition)
    return definition
  }

  /** Adds a managed image of Linux. */
  addImage(group: string, name: string, location: string): void {
    const osDisk = { osType: 'Linux', osState: 'Generalized', diskSizeGB: 30 }
    const properties = { provisioningState: 'Succeeded', hyperVGeneration: 'V2', storageProfile: { osDisk } }
    this.images.push({ group, name, location, properties })
  }

  /** Adds the versions of an image of the Marketplace to a location. */
  addMarketplace(
    location: string,
    urn: { readonly publisher: string; readonly offer: string; readonly sku: string },
    versions: Readonly<Record<string, unknown>>,
  ): void {
    const { publisher, offer, sku } = urn
    const provider = `/subscriptions/${this.subscription}/providers/Microsoft.Compute/locations/${location}`
    const root = `${provider}/publishers/${publisher}/artifacttypes/vmimage/offers/${offer}/skus/${sku}/versions`
    const listed = Object.keys(versions).map((name) => ({ id: `${root}/${name}`, name, location }))
    this.resources.set(root.toLowerCase(), listed)
    for (const [name, properties] of Object.entries(versions)) {
      this.resources.set(`${root}/${name}`.toLowerCase(), {
        id: `${root}/${name}`,
        name,
        location,
        properties,
      })
    }
  }

  /** The ARM id of a managed image. */
  imageId({ group, name }: { readonly group: string; readonly name: string }): string {
    return `${this.#groupId(group)}/providers/Microsoft.Compute/images/${name}`
  }

  /** The ARM id of a gallery, of a definition in it, or of a version of that. */
  galleryId(group: string, gallery: string, definition?: string, version?: string): string {
    const id = `${this.#groupId(group)}/providers/Microsoft.Compute/galleries/${gallery}`
    if (definition === undefined) return id
    return `${id}/images/${definition}${version === undefined ? '' : `/versions/${version}`}`
  }

  #groupId(group: string): string {
    return `/subscriptions/${this.subscription}/resourceGroups/${group}`
  }
}

/** A definition of Linux with all that a definition can tell. */
const linuxDefinition: Readonly<Record<string, unknown>> = {
  provisioningState: 'Succeeded',
  osType: 'Linux',
  osState: 'Generalized',
  hyperVGeneration: 'V2',
  architecture: 'x64',
  identifier: { publisher: 'golden', offer: 'linux', sku: 'hardened' },
  features: [
    { name: 'SecurityType', value: 'TrustedLaunchSupported' },
    { name: 'DiskControllerTypes', value: 'SCSI, NVMe' },
    { name: 'IsAcceleratedNetworkSupported', value: 'True' },
  ],
}
