import type { Artifact, Image } from '@ingot/contract'
import { artifactName, firstProvider, placeKey } from './region.ts'

/** The references of an effective image, and the providers that it names without any. */
export interface EffectiveReferences {
  readonly artifacts: Artifact[]
  readonly emptyProviders: string[]
}

/**
 * Which references a derived image has: its own instead of all those of the source; with `inheritRegions` its own
 * laid over those of the source; those of the source where it has none. Own references are for the first provider of
 * the source, and where both name a region, the spelling of the source holds. (Cloudbreak, CustomImageProvider; the
 * overlay is Ingot's own.)
 */
export function effectiveReferences(own: Image, source: Image): EffectiveReferences {
  const emptyProviders = source.cloudbreak?.emptyProviders ?? []
  if (own.artifacts.length === 0) return { artifacts: source.artifacts, emptyProviders }
  const provider = firstProvider(source)
  if (provider === undefined) return { artifacts: own.artifacts, emptyProviders: [] }
  const isOverlay = own.derived?.inheritRegions === true
  const placed = placeOwn(own.artifacts, provider, source, isOverlay)
  if (!isOverlay) return { artifacts: [...placed.values()], emptyProviders: [] }
  return {
    artifacts: overlay(source.artifacts, placed),
    emptyProviders: emptyProviders.filter((name) => name !== provider),
  }
}

/** Own references by their places, spelled as the source spells them. */
function placeOwn(
  artifacts: readonly Artifact[],
  provider: string,
  source: Image,
  isOverlay: boolean,
): Map<string, Artifact> {
  const known = new Map(source.artifacts.map((artifact) => [placeKey(artifact), artifact]))
  const hasSeveral = isOverlay && new Set([provider, ...providersOf(source)]).size > 1
  return new Map(
    artifacts.map((artifact) => {
      const place = placeKey({ provider, region: artifact.region })
      const region = known.get(place)?.region ?? artifact.region
      return [
        place,
        { ...artifact, name: artifactName(provider, region, hasSeveral), provider, ...spelled(region) },
      ]
    }),
  )
}

function spelled(region: string | undefined): Pick<Artifact, 'region'> {
  return region === undefined ? {} : { region }
}

function providersOf(image: Image): string[] {
  return [...image.artifacts.map(({ provider }) => provider), ...(image.cloudbreak?.emptyProviders ?? [])]
}

function overlay(inherited: readonly Artifact[], own: ReadonlyMap<string, Artifact>): Artifact[] {
  const inheritedPlaces = new Set(inherited.map(placeKey))
  const added = [...own].filter(([place]) => !inheritedPlaces.has(place)).map(([, artifact]) => artifact)
  // A source may spell one region in two ways; both give way to one own reference, so it must stand there once.
  return [...new Set([...inherited.map((artifact) => own.get(placeKey(artifact)) ?? artifact), ...added])]
}
