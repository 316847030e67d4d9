import type { Answer, ExportedImage, ExportRequest, Fault, Image, Location, Warning } from '@ingot/contract'
import { stateAt } from '../image/lifecycle.ts'
import { artifactFits, describeLocation, normalizeLocation } from '../image/location.ts'
import type { ImageSource, StoredImage } from '../image/source.ts'
import { locationsOf } from '../resolve/coverage.ts'
import { resolve } from '../resolve/resolve.ts'
import { parseVersionRange, selectVersions } from '../version/range.ts'
import { parseVersion } from '../version/version.ts'
import { type ExportEntry, exportError } from './export-entry.ts'

/** The answers of an export; with any fault nothing may be emitted. */
export interface ResolvedEntries {
  readonly entries: readonly ExportEntry[]
  readonly warnings: readonly Warning[]
  readonly faults: readonly Fault[]
}

type Places = Omit<ExportRequest, 'format' | 'images' | 'by'>

/**
 * Resolves each image at the place that is asked for, or, where that leaves a side open, at every location that its
 * usable versions know. Every refusal is a fault with the code of the refusal.
 */
export function resolveEntries(
  source: ImageSource,
  { images, ...places }: Omit<ExportRequest, 'format' | 'by'>,
  at: Date,
): ResolvedEntries {
  const entries: ExportEntry[] = []
  const warnings = new Map<string, Warning>()
  const faults = new Map<string, Fault>()
  for (const [index, image] of images.entries()) {
    for (const location of locationsFor(source, image, places, at)) {
      const { architecture, strict } = places
      const answer = resolve(source, { ...image, ...location, architecture, strict, trace: false }, at)
      const entry = entryOf(source, answer, at)
      if (entry === undefined) {
        const fault = faultOf(answer, index)
        faults.set(fault.message, fault)
        continue
      }
      entries.push(entry)
      for (const warning of answer.warnings) warnings.set(`${warning.code} ${warning.message}`, warning)
    }
  }
  return { entries, warnings: [...warnings.values()], faults: [...faults.values()] }
}

/** Where an image is resolved: the place asked for with what it leaves open filled in; never none. */
function locationsFor(source: ImageSource, image: ExportedImage, places: Places, at: Date): Location[] {
  const { provider, account, region, architecture } = places
  const asked = { provider, account, region }
  const bodies = usableImages(source, image, at).map((body) => ({
    ...body,
    artifacts: body.artifacts.filter((one) => isFor(one.architecture ?? body.architecture, architecture)),
  }))
  const known = locationsOf(bodies).filter((location) => artifactFits(location, asked))
  const filled = known.map((location) => ({ ...location, ...given(asked) }))
  const distinct = new Map(filled.map((location) => [JSON.stringify(normalizeLocation(location)), location]))
  return distinct.size === 0 ? [asked] : [...distinct.values()]
}

/** The versions that a request can mean at all: a place that only a revoked version knows is none of its places. */
function usableImages(source: ImageSource, { name, label, id, version }: ExportedImage, at: Date): Image[] {
  const range = parseVersionRange(version ?? '')
  if (range === undefined) return []
  if (id !== undefined) return [...source.withId(id), ...source.withReference(id)].slice(0, 1).map(bodyOf)
  const stored = name === undefined ? source.labelled(label ?? '') : source.named(name.trim())
  const bodies = stored.map(bodyOf).filter(({ catalog }) => source.catalogs.includes(catalog))
  const versions = bodies.map((body) => parseVersion(body.version)).filter((parsed) => parsed !== undefined)
  const selected = new Set(selectVersions(range, versions).map(({ text }) => text))
  const isLiteral = range.kind === 'literal'
  return bodies.filter((body) => selected.has(body.version) && isUsable(body, isLiteral, at))
}

function isUsable(image: Image, isLiteral: boolean, at: Date): boolean {
  const state = stateAt(image, at)
  if (state === 'disabled' || state === 'revoked') return false
  return isLiteral || (state !== 'preview' && image.excludeFromLatest !== true)
}

function entryOf(source: ImageSource, answer: Answer, at: Date): ExportEntry | undefined {
  const { image: chosen, artifact: found, location } = answer
  if (chosen === undefined || found === undefined) return undefined
  const stored = source.withId(chosen.id).find(({ body }) => body.catalog === chosen.catalog)
  const artifact = stored?.body.artifacts.find(
    ({ name, reference }) => name === found.name && reference === found.reference,
  )
  if (stored === undefined || artifact === undefined) return undefined
  return { image: stored.body, state: stateAt(stored.body, at), artifact, location }
}

/** A reference that no image has resolves to itself, but nothing is known of it that could be exported. */
function faultOf({ refusal, select, location }: Answer, index: number): Fault {
  const path = `/images/${index}`
  if (refusal !== undefined) {
    return { ...exportError(refusal.code, `${refusal.message}. ${refusal.remedy}`), path }
  }
  const message = `No image of a catalog has the reference "${select.value}" for ${describeLocation(location)}, so nothing is known of it; import it first`
  return { ...exportError('REFERENCE_UNKNOWN', message), path }
}

function given(location: Location): Location {
  return Object.fromEntries(Object.entries(location).filter(([, side]) => side !== undefined))
}

function isFor(architecture: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || architecture === undefined || architecture === wanted
}

function bodyOf({ body }: StoredImage): Image {
  return body
}
