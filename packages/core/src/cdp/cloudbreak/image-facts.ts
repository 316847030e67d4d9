import type { Image, ImageFacts, ImageType } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { createdAt } from './created-at.ts'
import { readEntry } from './read-entry.ts'

/**
 * What tells an image apart from others of its kind, read from the effective image. `provider` is the first that it
 * has artifacts for, by its one name.
 */
export function imageFacts(image: Image): ImageFacts {
  const entry = readEntry(image)
  const { packageVersions, stack } = entry
  const created = createdAt(image)
  const provider = image.artifacts[0]?.provider
  const facts: ImageFacts = {
    id: image.id,
    name: image.name,
    version: image.version,
    catalog: image.catalog,
    type: imageType(image),
    architecture: entry.architecture,
  }
  set(facts, 'provider', provider === undefined ? undefined : normalizeProvider(provider))
  set(facts, 'runtime', entry.version)
  set(facts, 'os', entry.os)
  set(facts, 'created', created === undefined ? undefined : new Date(created).toISOString())
  set(facts, 'date', entry.date)
  set(facts, 'description', image.description ?? entry.description)
  set(facts, 'cm', packageVersions['cm'])
  set(facts, 'cmBuild', packageVersions['cm-build-number'] ?? entry.buildNumber)
  set(facts, 'stack', packageVersions['stack'] ?? stack?.version)
  set(facts, 'stackBuild', packageVersions['cdh-build-number'] ?? stack?.buildNumber)
  set(facts, 'patchLevel', entry.date)
  if (image.derived !== undefined) facts.source = image.derived.source
  return facts
}

/** Which of the two types an image is: what it was derived as, else by the list that it stands in. */
export function imageType(image: Pick<Image, 'cloudbreak' | 'derived'>): ImageType {
  if (image.derived !== undefined) return image.derived.type
  return image.cloudbreak?.list === 'freeipa-images' ? 'freeipa' : 'runtime'
}

type OptionalText = Exclude<
  keyof ImageFacts,
  'id' | 'name' | 'version' | 'catalog' | 'type' | 'architecture' | 'source'
>

/** A fact that is not known is left out, so that facts are what their JSON says. */
function set(facts: ImageFacts, name: OptionalText, value: string | undefined): void {
  if (value !== undefined) facts[name] = value
}
