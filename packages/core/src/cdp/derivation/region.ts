import type { Artifact, Image } from '@ingot/contract'

/** The region that Cloudbreak catalogs name for a reference that any region may use; its artifact has no region. */
export const anyRegion = 'default'

/**
 * What two spellings of one region share: Azure writes `West US 2` to people and `westus2` to machines. An open
 * region, and the word for it, are `default`.
 */
export function regionKey(region: string | undefined): string {
  return region === undefined ? anyRegion : region.toLowerCase().replaceAll(' ', '')
}

/** What two artifacts for the same place of an image share: the provider as written, and the region. */
export function placeKey({ provider, region }: Pick<Artifact, 'provider' | 'region'>): string {
  return JSON.stringify([provider, regionKey(region)])
}

/** The name of an artifact of a CDP image: its region, with the provider where the image has several. */
export function artifactName(provider: string, region: string | undefined, hasSeveral: boolean): string {
  const place = region ?? anyRegion
  return hasSeveral ? `${provider}/${place}` : place
}

/** The first provider of a CDP image, as its catalog writes it; own references of derived images are for this one. */
export function firstProvider(image: Image): string | undefined {
  return image.artifacts[0]?.provider ?? image.cloudbreak?.emptyProviders?.[0]
}
