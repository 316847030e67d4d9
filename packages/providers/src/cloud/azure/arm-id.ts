/** An image as an ARM id names it; without a version it is the latest of its definition. */
export type ArmId =
  | {
      readonly kind: 'managed'
      readonly subscription: string
      readonly group: string
      readonly name: string
    }
  | GalleryId
  | {
      /** In a gallery that others share directly or with everybody; each region has it under this id. */
      readonly kind: 'shared' | 'community'
      readonly gallery: string
      readonly definition: string
      readonly version?: string
    }

/** A definition in a gallery, or a version of it. */
export interface GalleryId {
  readonly kind: 'gallery'
  readonly subscription: string
  readonly group: string
  readonly gallery: string
  readonly definition: string
  readonly version?: string
}

const patterns = [
  [
    'managed',
    /^\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/(?<group>[^/]+)\/providers\/Microsoft\.Compute\/images\/(?<name>[^/]+)$/i,
  ],
  [
    'gallery',
    /^\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/(?<group>[^/]+)\/providers\/Microsoft\.Compute\/galleries\/(?<gallery>[^/]+)\/images\/(?<definition>[^/]+)(?:\/versions\/(?<version>[^/]+))?$/i,
  ],
  [
    'shared',
    /^\/sharedGalleries\/(?<gallery>[^/]+)\/images\/(?<definition>[^/]+)(?:\/versions\/(?<version>[^/]+))?$/i,
  ],
  [
    'community',
    /^\/communityGalleries\/(?<gallery>[^/]+)\/images\/(?<definition>[^/]+)(?:\/versions\/(?<version>[^/]+))?$/i,
  ],
] as const

/** What resources may be called; nothing that would change the path that it is put into. */
const segment = /^(?!\.+$)[\p{L}\p{N}_.()-]{1,128}$/u

/** Reads an ARM id, in whatever case; absent where a text is none of an image. */
export function parseArmId(text: string): ArmId | undefined {
  for (const [kind, pattern] of patterns) {
    const groups = pattern.exec(text)?.groups
    if (groups === undefined) continue
    const parts = Object.entries(groups).filter(([, part]) => part !== undefined)
    if (!parts.every(([, part]) => segment.test(part))) return undefined
    const named = parts.filter(([name, part]) => name !== 'version' || part.toLowerCase() !== 'latest')
    // The groups of a pattern are the fields of its kind.
    return { kind, ...Object.fromEntries(named) } as ArmId
  }
  return undefined
}

/** The id of a definition, as the definitions of one subscription are told apart. */
export function definitionKey({ subscription, group, gallery, definition }: GalleryId): string {
  return [subscription, group, gallery, definition].join('/').toLowerCase()
}
