import type { GalleryImageVersion } from '@azure/arm-compute'
import { orAborted } from '../../registry/deadline.ts'
import type { CopyRequest } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { definitionKey, parseArmId, type GalleryId } from './arm-id.ts'
import type { AzureReader } from './azure-reader.ts'
import { objectsOf, regionName, requiredText, textOf } from './shape.ts'

/** An id of a version of a gallery of the account. */
type VersionId = GalleryId & { readonly version: string }

/** What is done to versions, one after the other for each: a change carries all regions, and would undo another. */
export class VersionChanges {
  readonly #reader: AzureReader
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(reader: AzureReader) {
    this.#reader = reader
  }

  /**
   * Adds a region to those that a version is replicated to, without waiting for it; the version keeps its reference.
   * A managed image cannot be in a second region.
   */
  async copy({ source, image, region }: CopyRequest, signal: AbortSignal): Promise<string> {
    const id = source.provider === 'azure' ? parseArmId(image.reference) : undefined
    if (id?.kind !== 'gallery' || id.version === undefined) {
      throw unsupported(
        'Azure copies only versions of a Compute Gallery to other regions; put the image into a gallery, then copy its version',
      )
    }
    const target = regionName(region)
    return await this.#change(versionId(id, this.#reader), signal, async (version, update) => {
      const targets = targetsOf(version)
      if (!targets.some((each) => regionName(each.name) === target)) {
        await update({ targetRegions: [...targets, { name: target }] })
      }
      return requiredText(version.id, 'the id of a version')
    })
  }

  /** Sets the end of life of a version, in all of its regions. */
  async deprecate(reference: string, from: string, signal: AbortSignal): Promise<void> {
    const endOfLifeDate = new Date(from)
    if (Number.isNaN(endOfLifeDate.getTime())) {
      throw new CloudError(
        'failed',
        `Expected a moment as RFC 3339, but "${from.slice(0, 40)}" is none; correct it`,
      )
    }
    await this.#change(this.#idOf(reference, 'an end of life'), signal, async (version, update) => {
      await update({ targetRegions: targetsOf(version), endOfLifeDate })
    })
  }

  /**
   * Takes a version out of a region. Where that is its last one the version is deleted; where it was made there it
   * cannot leave before the others, and a conflict says which they are.
   */
  async remove(region: string, reference: string, signal: AbortSignal): Promise<void> {
    const id = this.#idOf(reference, 'an end')
    await this.#change(id, signal, async (version, update) => {
      const targets = targetsOf(version)
      const rest = targets.filter((each) => regionName(each.name) !== region)
      if (rest.length === targets.length && targets.length > 0) return
      if (rest.length === 0) return await this.#delete(id, signal)
      if (regionName(textOf(version.location) ?? '') !== region) return await update({ targetRegions: rest })
      throw new CloudError(
        'conflict',
        `The version was made in ${region}, and is also in ${rest.map(({ name }) => regionName(name)).join(', ')}; delete it there first`,
      )
    })
  }

  async #delete({ subscription, group, gallery, definition, version }: VersionId, signal: AbortSignal) {
    const { client } = this.#reader
    await client.ask(signal, async () => {
      const versions = client.compute(subscription).galleryImageVersions
      await versions.delete(group, gallery, definition, version).submitted()
    })
  }

  /** Reads a version as it is now, and gives `change` a way to send its publishing profile with some fields changed. */
  async #change<Value>(
    id: VersionId,
    signal: AbortSignal,
    change: (
      version: GalleryImageVersion,
      update: (profile: GalleryImageVersion['publishingProfile']) => Promise<void>,
    ) => Promise<Value>,
  ): Promise<Value> {
    const { client, answers } = this.#reader
    const { subscription, group, gallery, definition, version: number } = id
    return await this.#inTurn(`${definitionKey(id)}/${number}`, signal, async () => {
      const versions = client.compute(subscription).galleryImageVersions
      const version = await client.ask(signal, () => versions.get(group, gallery, definition, number))
      const update = async (profile: GalleryImageVersion['publishingProfile']) => {
        const publishingProfile = { ...version.publishingProfile, ...profile }
        await client.ask(signal, () =>
          versions.update(group, gallery, definition, number, { publishingProfile }).submitted(),
        )
      }
      return await change(version, update).finally(() => answers.clear())
    })
  }

  async #inTurn<Value>(name: string, signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
    const before = this.#turns.get(name) ?? Promise.resolve()
    const turn = before.then(work, work)
    this.#turns.set(name, turn)
    // Who no longer waits for a turn does not let the next one begin before its end.
    const end = () => {
      if (this.#turns.get(name) === turn) this.#turns.delete(name)
    }
    turn.then(end, end)
    return await orAborted(turn, signal)
  }

  #idOf(reference: string, what: string): VersionId {
    const id = parseArmId(reference)
    if (id?.kind === 'gallery' && id.version !== undefined) return versionId(id, this.#reader)
    throw unsupported(`Only a version of a Compute Gallery can be given ${what}; use the tools of Azure`)
  }
}

function versionId(id: GalleryId, reader: AzureReader): VersionId {
  const { version } = id
  if (version === undefined) throw unsupported('Expected the id of one version, but it means the latest')
  if (!reader.isForeign(id)) return { ...id, version }
  throw unsupported(
    `The version is in subscription ${id.subscription}; do it with an account of that subscription`,
  )
}

function targetsOf(version: GalleryImageVersion): { name: string }[] {
  return objectsOf(version.publishingProfile?.targetRegions).map((target) => ({
    ...target,
    name: requiredText(target['name'], 'the name of a target region'),
  }))
}

function unsupported(message: string): CloudError {
  return new CloudError('unsupported', message)
}
