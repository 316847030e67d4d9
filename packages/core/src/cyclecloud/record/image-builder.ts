import type { Artifact, Image } from '@ingot/contract'
import { describeLocation, normalizeLocation } from '../../image/location.ts'
import { compareVersions } from '../../version/compare.ts'
import { parseVersion, type Version } from '../../version/version.ts'
import { quote } from '../template/fault-list.ts'
import type { RecordFaults, RecordPlace } from './record-faults.ts'
import type { RecordContext } from './to-images.ts'

/** What a `Package` record says of an image. */
export type PackageFields = Pick<Image, 'name' | 'version' | 'label' | 'description' | 'os' | 'attributes'>

/** An image that records speak of: stored before, or new, or both. */
export interface DraftImage {
  readonly name: string
  readonly version: Version
  readonly stored: Image | undefined
  fields: PackageFields | undefined
  readonly artifacts: Map<string, PlacedArtifact>
}

interface PlacedArtifact {
  readonly artifact: Artifact
  readonly place: RecordPlace
}

/** All versions of one name that the records or the catalog have, by what makes versions equal. */
interface NameDrafts {
  readonly name: string
  readonly versions: Map<string, DraftImage>
  /** The first version of those that differ in nothing but zeros at the end. */
  readonly withoutZeros: Map<string, Version>
}

/** Puts packages and artifacts together, and reports those that do not go together. */
export class ImageBuilder {
  readonly #context: RecordContext
  readonly #faults: RecordFaults
  readonly #names = new Map<string, NameDrafts>()

  constructor(context: RecordContext, faults: RecordFaults) {
    this.#context = context
    this.#faults = faults
  }

  addPackage(version: Version, place: RecordPlace, fields: PackageFields): void {
    const drafts = this.#draftsOf(fields.name)
    if (drafts.name !== fields.name) {
      const message = `The names ${quote(drafts.name)} and ${quote(fields.name)} differ only by case: use one spelling`
      this.#faults.error('PACKAGE_NAME_CASE', message, place)
    }
    const known = drafts.versions.get(keyOf(version))
    if (known === undefined) {
      this.#warnOfZeros(drafts, version, place)
      drafts.versions.set(keyOf(version), newDraft(fields.name, version, fields))
    } else if (known.fields !== undefined) {
      const as =
        known.version.text === version.text ? '' : ` as version ${quote(known.version.text)}, which is equal`
      this.#duplicate(fields, `is given before${as}`, place)
    } else if (known.version.text === version.text) {
      known.fields = fields
    } else {
      this.#duplicate(fields, `is stored as version ${quote(known.version.text)}, which is equal`, place)
    }
  }

  /** The image that an artifact belongs to; a fault when neither the files nor the catalog have it. */
  packageOf(name: string, version: Version, place: RecordPlace): DraftImage | undefined {
    const drafts = this.#draftsOf(name)
    const draft = drafts.versions.get(keyOf(version))
    if (draft !== undefined) return draft
    const versions = [...drafts.versions.values()].map((known) => known.version).toSorted(compareVersions)
    const there =
      versions.length === 0
        ? 'there is no package of this name'
        : `there is only ${versions
            .slice(-5)
            .map((known) => quote(known.text))
            .join(', ')}`
    const message = `The artifact belongs to package ${quote(name)} version ${quote(version.text)}, but ${there}`
    this.#faults.error('ARTIFACT_ORPHAN', message, place)
    return undefined
  }

  addArtifact(draft: DraftImage, artifact: Artifact, place: RecordPlace): void {
    const key = artifact.name.toLowerCase()
    const before = draft.artifacts.get(key)
    if (before === undefined) draft.artifacts.set(key, { artifact, place })
    else {
      const message = `The artifact name ${quote(artifact.name)} is used twice in ${describe(draft)}: first ${at(before.place)}`
      this.#faults.error('ARTIFACT_DUPLICATE', message, place)
    }
  }

  /** The images that the records make or change, in the order in which the records name them. */
  images(): Image[] {
    const images: Image[] = []
    for (const { versions } of this.#names.values()) {
      for (const draft of versions.values()) if (isTouched(draft)) images.push(this.#image(draft))
    }
    return images
  }

  /** Reports artifacts that no request could tell apart. To be called once all artifacts are there. */
  reportSamePlaces(): void {
    for (const { versions } of this.#names.values()) {
      for (const draft of versions.values()) if (draft.artifacts.size > 0) this.#reportSamePlacesOf(draft)
    }
  }

  #reportSamePlacesOf(draft: DraftImage): void {
    const places = new Map<string, string>()
    for (const artifact of keptArtifacts(draft))
      places.set(placeKey(artifact), `the stored artifact ${quote(artifact.name)}`)
    for (const { artifact, place } of draft.artifacts.values()) {
      const other = places.get(placeKey(artifact))
      if (other === undefined) places.set(placeKey(artifact), `${quote(artifact.name)} ${at(place)}`)
      else {
        const where = describeLocation({ ...artifact })
        const message = `The artifact ${quote(artifact.name)} of ${describe(draft)} is for ${where}, as is ${other}: give one of them another Provider, AccountName or Region`
        this.#faults.error('ARTIFACT_SAME_PLACE', message, place)
      }
    }
  }

  #image({ name, version, stored, fields, artifacts }: DraftImage): Image {
    const base: Image = stored ?? {
      id: this.#context.idFor(name, version.text),
      catalog: this.#context.catalog,
      name,
      version: version.text,
      traits: {},
      artifacts: [],
      stages: [],
    }
    return {
      ...(fields === undefined ? base : replaceFields(base, fields)),
      artifacts: mergeArtifacts(base.artifacts, artifacts),
    }
  }

  #draftsOf(name: string): NameDrafts {
    const key = name.toLowerCase()
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const stored = this.#context.stored?.(name) ?? []
    const drafts: NameDrafts = { name: stored[0]?.name ?? name, versions: new Map(), withoutZeros: new Map() }
    for (const image of stored) {
      const version = parseVersion(image.version) ?? { text: image.version, parts: [] }
      drafts.versions.set(keyOf(version), newDraft(image.name, version, undefined, image))
      drafts.withoutZeros.set(keyWithoutZeros(version), version)
    }
    this.#names.set(key, drafts)
    return drafts
  }

  #duplicate({ name, version }: PackageFields, how: string, place: RecordPlace): void {
    const message = `The package ${quote(name)} version ${quote(version)} ${how}`
    this.#faults.error('PACKAGE_DUPLICATE', message, place)
  }

  /** `1.2` and `1.2.0` are two versions to Ingot, but seldom to people. */
  #warnOfZeros(drafts: NameDrafts, version: Version, place: RecordPlace): void {
    const other = drafts.withoutZeros.get(keyWithoutZeros(version))
    if (other === undefined) drafts.withoutZeros.set(keyWithoutZeros(version), version)
    else {
      const message = `${quote(drafts.name)} has the versions ${quote(other.text)} and ${quote(version.text)}, which are easily taken for one`
      this.#faults.warning('VERSIONS_ALIKE', message, place)
    }
  }
}

function newDraft(name: string, version: Version, fields?: PackageFields, stored?: Image): DraftImage {
  return { name, version, stored, fields, artifacts: new Map() }
}

function isTouched({ fields, artifacts }: DraftImage): boolean {
  return fields !== undefined || artifacts.size > 0
}

/** The same for versions that compare as equal. */
function keyOf({ text, parts }: Version): string {
  return parts.length === 0 ? text : parts.map(({ digits, suffix }) => digits + suffix).join('.')
}

function keyWithoutZeros(version: Version): string {
  return keyOf(version).replace(/(?:\.0)+$/, '')
}

function placeKey(artifact: Artifact): string {
  const { provider, account, region } = normalizeLocation(artifact)
  return JSON.stringify([provider, account, region])
}

function keptArtifacts({ stored, artifacts }: DraftImage): Artifact[] {
  return (stored?.artifacts ?? []).filter(({ name }) => !artifacts.has(name.toLowerCase()))
}

/** Stored artifacts in their places, replaced where a record has the same name; new ones behind them. */
function mergeArtifacts(
  stored: readonly Artifact[],
  drafts: ReadonlyMap<string, PlacedArtifact>,
): Artifact[] {
  const fresh = new Map(drafts)
  const merged = stored.map((before) => {
    const artifact = fresh.get(before.name.toLowerCase())?.artifact
    fresh.delete(before.name.toLowerCase())
    return artifact === undefined ? before : replaceArtifact(before, artifact)
  })
  return [...merged, ...[...fresh.values()].map(({ artifact }) => artifact)]
}

/** A digest belongs to a reference; what records cannot say of an artifact stays. */
function replaceArtifact(before: Artifact, artifact: Artifact): Artifact {
  const { digest, architecture, reference } = before
  return {
    ...artifact,
    ...(digest === undefined || reference !== artifact.reference ? {} : { digest }),
    ...(architecture === undefined ? {} : { architecture }),
  }
}

function replaceFields(before: Image, fields: PackageFields): Image {
  const { id, catalog, architecture, traits, artifacts, stages, excludeFromLatest } = before
  return {
    id,
    catalog,
    ...fields,
    ...(architecture === undefined ? {} : { architecture }),
    traits,
    artifacts,
    stages,
    ...(excludeFromLatest === undefined ? {} : { excludeFromLatest }),
  }
}

function describe({ name, version }: DraftImage): string {
  return `${quote(name)} version ${quote(version.text)}`
}

function at({ file, line }: RecordPlace): string {
  return `on line ${line} of ${quote(file)}`
}
