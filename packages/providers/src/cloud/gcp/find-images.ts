import { mapBounded } from '../../registry/map-bounded.ts'
import { describedImages, type DescribedImage, type FoundImage } from '../cloud-image.ts'
import type { ComputeClient } from './compute-client.ts'
import { isStanding, readWanted, type Wanted } from './image-path.ts'
import { readImage } from './read-image.ts'
import { searchProject, type Hit } from './search-project.ts'

/** Where an account looks. */
export interface SearchPlace {
  readonly client: ComputeClient
  readonly ownProject: string
  /** Projects that names are looked for in, the own one among them. */
  readonly projects: readonly string[]
}

/** Finds images by reference, id, name or family. An image of a name comes before the newest of a family of that name. */
export async function findImages(
  place: SearchPlace,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<FoundImage[]> {
  const wanted = [...new Set(texts)].map((text) => readWanted(text, place.ownProject))
  const hits = await search(place, wanted.filter(isKnown), signal)
  const named = new Set(hits.filter(({ isFamily }) => !isFamily).map(({ wanted }) => wanted.text))
  return hits
    .filter(({ isFamily, wanted }) => !isFamily || !named.has(wanted.text))
    .map(({ wanted, image, project, isFamily }) => ({
      ...readImage(image, project, place.ownProject),
      ...titleOf(image, isFamily),
      text: wanted.text,
      matchedBy: wanted.isReference ? 'id' : 'name',
    }))
}

/** Who asks for a family means what it is called, whichever image is its newest. */
function titleOf({ family }: Hit['image'], isFamily: boolean): { title?: string } {
  return isFamily && typeof family === 'string' ? { title: family } : {}
}

/** The images of references, each once; what is no reference of an image is not there. */
export async function describeImages(
  place: SearchPlace,
  references: readonly string[],
  signal?: AbortSignal,
): Promise<DescribedImage[]> {
  const wanted = [...new Set(references)]
    .map((text) => readWanted(text, place.ownProject))
    .filter(isKnown)
    .filter(isStanding)
  const hits = await search(place, wanted, signal)
  return describedImages(
    hits.map(({ wanted: { text }, image, project }) => ({
      text,
      image: readImage(image, project, place.ownProject),
    })),
  )
}

async function search(
  { client, projects }: SearchPlace,
  wanted: readonly Wanted[],
  signal: AbortSignal | undefined,
): Promise<(Hit & { readonly project: string })[]> {
  signal?.throwIfAborted()
  const asked = [...byProject(projects, wanted)]
  const found = await mapBounded(asked, projectsAtOnce, signal, async ([project, ones], ended) => {
    const hits = await searchProject(client, project, ones, projects.includes(project), ended)
    return hits.map((hit) => ({ ...hit, project }))
  })
  return found.flat()
}

const projectsAtOnce = 8

function byProject(projects: readonly string[], wanted: readonly Wanted[]): Map<string, Wanted[]> {
  const asked = new Map<string, Wanted[]>()
  for (const one of wanted) {
    for (const project of one.project === undefined ? projects : [one.project]) {
      asked.set(project, [...(asked.get(project) ?? []), one])
    }
  }
  return asked
}

function isKnown(wanted: Wanted | undefined): wanted is Wanted {
  return wanted !== undefined
}
