import type { Artifact } from '@ingot/contract'
import type { ReferencesByProvider } from './entry-shape.ts'

/** The region of a reference that any region may use; its artifact has no region. */
const ANY_REGION = 'default'

/** The references of an image as artifacts, and the providers that it names without a region. */
export interface ReadReferences {
  readonly artifacts: Artifact[]
  readonly emptyProviders: string[]
}

/** Names of artifacts that are used already: provider → region → name. A catalog uses each some hundred times. */
export type ArtifactNames = Map<string, Map<string, string>>

/**
 * Artifacts of an entry's references, in their order. Each is named by its region, with its provider where the image
 * has several; a provider with null instead of regions is not there.
 */
export function readReferences(images: ReferencesByProvider, known: ArtifactNames): ReadReferences {
  const providers = Object.entries(images).filter((member) => member[1] !== null)
  const artifacts: Artifact[] = []
  const emptyProviders: string[] = []
  for (const [provider, regions] of providers) {
    const size = artifacts.length
    for (const [region, reference] of Object.entries(regions ?? {})) {
      const name = providers.length > 1 ? longName(provider, region, known) : region
      // Artifacts of one kind are alike in the order of their members, so that they share one hidden class.
      artifacts.push(
        region === ANY_REGION ? { name, provider, reference } : { name, provider, region, reference },
      )
    }
    if (artifacts.length === size) emptyProviders.push(provider)
  }
  return { artifacts: tellApart(artifacts), emptyProviders }
}

function longName(provider: string, region: string, known: ArtifactNames): string {
  const names = known.get(provider) ?? new Map<string, string>()
  known.set(provider, names)
  const name = names.get(region) ?? `${provider}/${region}`
  names.set(region, name)
  return name
}

/** Names of artifacts are compared without case, names of regions and providers are not. */
function tellApart(artifacts: Artifact[]): Artifact[] {
  const taken = new Set(artifacts.map(({ name }) => name.toLowerCase()))
  if (taken.size === artifacts.length) return artifacts
  const used = new Set<string>()
  return artifacts.map((artifact) => {
    let name = artifact.name
    for (let number = 2; used.has(name.toLowerCase()); number++) name = `${artifact.name} (${number})`
    used.add(name.toLowerCase())
    return { ...artifact, name }
  })
}

/** The references of an image as a Cloudbreak entry has them: provider → region → reference. */
export function printReferences(
  artifacts: readonly Artifact[],
  emptyProviders: readonly string[] = [],
): Record<string, Record<string, string>> {
  const providers = new Map<string, [string, string][]>()
  for (const { provider, region = ANY_REGION, reference } of artifacts) {
    const regions = providers.get(provider) ?? []
    providers.set(provider, regions)
    regions.push([region, reference])
  }
  for (const provider of emptyProviders) if (!providers.has(provider)) providers.set(provider, [])
  // Entries become own members whatever their names are.
  return Object.fromEntries(
    [...providers].map(([provider, regions]) => [provider, Object.fromEntries(regions)]),
  )
}
