import type { Image } from '@ingot/contract'
import type { CheckedCatalog } from './check-catalog.ts'
import type { CheckedEntry, ImageList } from './entry-shape.ts'
import { nameImages, type Naming } from './image-naming.ts'
import { readReferences, type ArtifactNames, type ReadReferences } from './references.ts'
import { cloudbreakTraits } from './traits.ts'

interface Draft extends ReadReferences {
  readonly id: string
  readonly list: ImageList
  readonly entry: Readonly<Record<string, unknown>>
  readonly providers: readonly string[]
}

/** The images of a catalog that was checked, list by list in their order. */
export function readImages({ lists }: CheckedCatalog, catalog: string): Image[] {
  const known: ArtifactNames = new Map()
  const drafts = [...lists].flatMap(([list, entries]) => entries.map((entry) => draftOf(list, entry, known)))
  const names = nameImages(drafts)
  return drafts.map((draft, index) => imageOf(draft, names[index]!, catalog))
}

function draftOf(list: ImageList, { uuid, images, ...entry }: CheckedEntry, known: ArtifactNames): Draft {
  const { artifacts, emptyProviders } = readReferences(images, known)
  const providers = [...new Set(artifacts.map(({ provider }) => provider)), ...emptyProviders]
  return { id: uuid, list, entry, providers, artifacts, emptyProviders }
}

/** Members are always in the same order, so that few hidden classes are shared by all images. */
function imageOf(draft: Draft, { name, version }: Naming, catalog: string): Image {
  const { id, list, entry, providers, artifacts, emptyProviders } = draft
  const description = entry['description']
  const architecture = architectureOf(entry['architecture'])
  return {
    id,
    catalog,
    name,
    version,
    ...(typeof description === 'string' && description !== '' ? { description } : {}),
    os: 'linux',
    ...(architecture === undefined ? {} : { architecture }),
    traits: cloudbreakTraits(list, entry, providers),
    artifacts,
    stages: [],
    cloudbreak: emptyProviders.length === 0 ? { list, entry } : { list, entry, emptyProviders },
  }
}

/** Only what the entry says: an absent architecture is x86_64 to Cloudbreak, but unsaid here. */
function architectureOf(written: unknown): Image['architecture'] {
  const name = typeof written === 'string' ? written.toLowerCase() : undefined
  return name === 'x86_64' || name === 'arm64' ? name : undefined
}
