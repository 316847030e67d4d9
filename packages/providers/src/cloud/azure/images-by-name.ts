import { mapBounded } from '../../registry/map-bounded.ts'
import type { FoundImage } from '../cloud-image.ts'
import { parallel, type AzureReader } from './azure-reader.ts'
import type { GalleryDefinition } from './gallery-definition.ts'
import { isIn, versionImage } from './gallery-version.ts'
import { latestVersion, passedOver, type LatestVersion } from './latest-version.ts'

/** One way to read a name that means something in a gallery; without a version the latest. */
interface GalleryName {
  readonly gallery?: string
  readonly definition: string
  readonly version?: string
}

/** What images, galleries and definitions may be called (Microsoft Learn, "Resource naming rules", Microsoft.Compute). */
const namePart = /^(?!\.+$)[\w.-]{1,80}$/

/** The ways to read a name: `definition`, `definition/version`, `gallery/definition`, or all three. None: it is no name. */
function galleryNames(text: string): GalleryName[] {
  const parts = text.split('/')
  if (parts.length > 3 || !parts.every((part) => namePart.test(part))) return []
  const [first = '', second = '', third = ''] = parts
  if (parts.length === 1) return [{ definition: first }]
  if (parts.length === 3) return [{ gallery: first, definition: second, ...versionPart(third) }]
  return [
    { definition: first, ...versionPart(second) },
    { gallery: first, definition: second },
  ]
}

function versionPart(text: string): { version?: string } {
  return text.toLowerCase() === 'latest' ? {} : { version: text }
}

/** All images of a region that have one of the names. */
export async function imagesByName(
  reader: AzureReader,
  texts: readonly string[],
  region: string,
  signal: AbortSignal,
): Promise<FoundImage[]> {
  const names = texts.filter((text) => galleryNames(text).length > 0)
  if (names.length === 0) return []
  const found = await Promise.all([
    managedByName(reader, names, region, signal),
    versionsByName(reader, names, region, signal),
  ])
  return found.flat()
}

async function managedByName(
  reader: AzureReader,
  texts: readonly string[],
  region: string,
  signal: AbortSignal,
): Promise<FoundImage[]> {
  const simple = texts.filter((text) => !text.includes('/'))
  if (simple.length === 0) return []
  const images = (await reader.managedImages(signal)).filter((image) => image.region === region)
  return simple.flatMap((text) =>
    images
      .filter(({ name = '' }) => isSame(name, text))
      .map((image): FoundImage => ({ ...image, text, matchedBy: 'name' })),
  )
}

async function versionsByName(
  reader: AzureReader,
  texts: readonly string[],
  region: string,
  signal: AbortSignal,
): Promise<FoundImage[]> {
  const definitions = await reader.definitions(signal)
  const wanted = texts.flatMap((text) =>
    galleryNames(text).flatMap((name) =>
      definitions
        .filter((definition) => isMeant(definition, name))
        .map((definition) => ({ text, name, definition })),
    ),
  )
  const found = await mapBounded(wanted, parallel, signal, async ({ text, name, definition }, inner) => {
    const found = await versionOf(reader, definition, name, region, inner)
    const { subscription } = reader.client
    return found && { ...versionImage(found.version, region, subscription), text, ...passedOver(found) }
  })
  return found
    .filter((image) => image !== undefined)
    .map((image): FoundImage => ({ ...image, matchedBy: 'name' }))
}

function isMeant({ id }: GalleryDefinition, { gallery, definition }: GalleryName): boolean {
  return isSame(id.definition, definition) && (gallery === undefined || isSame(id.gallery, gallery))
}

async function versionOf(
  reader: AzureReader,
  definition: GalleryDefinition,
  { version }: GalleryName,
  region: string,
  signal: AbortSignal,
): Promise<LatestVersion | undefined> {
  if (version === undefined) return await latestVersion(reader, definition, region, signal)
  const versions = await reader.versions(definition, signal)
  const found = versions.find((each) => each.number === version && isIn(each, region))
  return found && { version: await reader.settled(found, signal), isExcluded: false }
}

/** Names of resources are the same in whatever case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
