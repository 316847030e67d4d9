import type { RegistrySettings } from '@ingot/contract'
import { toReference, type OciReference, type OciRepository } from '@ingot/core'
import { mapBounded } from '../../registry/map-bounded.ts'
import { RegistryError } from '../../registry/registry-error.ts'
import { placeText } from '../../registry/registry-access.ts'
import { CloudError } from '../cloud-error.ts'
import type { CloudImage } from '../cloud-image.ts'
import { containerRepository } from './container-reference.ts'
import { ofRegistry } from './registry-failure.ts'
import type { RegistryReader } from './registry-reader.ts'

/** How many tags are read at the same time, and held before they are handed on. */
const parallel = 8
const batch = 32

/** The images of the repositories that are named, tag by tag; several tags may lead to one image, which is one. */
export async function* listContainers(
  reader: RegistryReader,
  { server, repositories = [] }: RegistrySettings,
  signal?: AbortSignal,
): AsyncGenerator<CloudImage> {
  const seen = new Set<string>()
  for (const repository of repositories) {
    const place = containerRepository(server, repository)
    const tags = await imageTags(reader, place, signal)
    for (let start = 0; start < tags.length; start += batch) {
      const references = tags.slice(start, start + batch).map((tag) => toReference(place, tag))
      const images = await mapBounded(references, parallel, signal, (reference, inner) =>
        listedImage(reader, reference, inner),
      )
      for (const image of images) {
        if (image === undefined || seen.has(image.reference)) continue
        seen.add(image.reference)
        yield image
      }
    }
  }
}

/** A list that ends early would say of the rest that it is not there. */
async function imageTags(
  { client, optionsFor }: RegistryReader,
  place: OciRepository,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const list = await ofRegistry(client.tags(place, await optionsFor(place, signal)))
  if (list === undefined) return []
  if (!list.hasMore) return list.tags.filter((tag) => !isAttachment(tag))
  throw new CloudError(
    'unsupported',
    `${placeText(place)} has more than ${list.tags.length} tags, which is more than a list reads; leave it out of the account`,
  )
}

/** Signatures and referrers have tags too, made of a digest (distribution-spec, "Referrers Tag Schema"; cosign). */
function isAttachment(tag: string): boolean {
  return /^sha(?:256-[0-9a-f]{64}|512-[0-9a-f]{128})(?:\.[a-z]+)?$/.test(tag)
}

/** One tag that leads to no image, such as a chart, does not keep the others from being listed. */
async function listedImage(
  { client, optionsFor, read }: RegistryReader,
  reference: OciReference,
  signal: AbortSignal,
): Promise<CloudImage | undefined> {
  try {
    return await read(reference, signal)
  } catch (error) {
    if (!isMalformed(error)) throw error
  }
  const there = await ofRegistry(client.resolve(reference, await optionsFor(reference, signal)))
  if (there === undefined) return undefined
  const { registry, repository, text } = reference
  return {
    reference: `${registry}/${repository}@${there.digest}`,
    name: text,
    isOwn: true,
    state: 'failed',
    digest: there.digest,
    traits: {},
  }
}

function isMalformed(error: unknown): boolean {
  return (
    error instanceof CloudError && error.cause instanceof RegistryError && error.cause.kind === 'malformed'
  )
}
