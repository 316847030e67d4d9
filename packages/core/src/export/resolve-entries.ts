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
    const { locations, unknown } = locationsFor(source, image, places, at)
    const told = unknown === undefined ? [] : [unknown]
    for (const location of locations) {
      for (const answer of answersAt(source, { ...image, ...location }, places, at)) {
        const entry = entryOf(source, answer, at)
        if (entry === undefined) {
          const fault = faultOf(answer, index)
          faults.set(fault.message, fault)
          continue
        }
        entries.push(entry)
        told.push(...answer.warnings)
      }
    }
    for (const warning of told) warnings.set(`${warning.code} ${warning.message}`, warning)
  }
  return { entries, warnings: [...warnings.values()], faults: [...faults.values()] }
}

const architectures = ['x86_64', 'arm64'] as const

/**
 * What an image resolves to at a place. A version that has it there for several architectures has an answer for each,
 * unless one was asked for.
 */
function answersAt(
  source: ImageSource,
  asked: ExportedImage & Location,
  { architecture, strict }: Places,
  at: Date,
): Answer[] {
  const ask = (one: Places['architecture']) =>
    resolve(source, { ...asked, architecture: one, strict, trace: false }, at)
  const answer = ask(architecture)
  if (architecture !== undefined || answer.refusal?.code !== 'AMBIGUOUS_ARTIFACT') return [answer]
  const each = architectures.map(ask)
  const [first] = each
  const isTold = each.every(({ image }) => image !== undefined && image.id === first?.image?.id)
  return isTold ? each : [answer]
}

/** Where an image is resolved: the place asked for, as its artifacts spell it, with what it leaves open filled in. */
function locationsFor(
  source: ImageSource,
  image: ExportedImage,
  places: Places,
  at: Date,
): { locations: Location[]; unknown?: Warning } {
  const { provider, account, region, architecture } = places
  const asked = { provider, account, region }
  const bodies = usableImages(source, image, at).map((body) => ({
    ...body,
    artifacts: body.artifacts.filter((one) => isFor(one.architecture ?? body.architecture, architecture)),
  }))
  const known = locationsOf(bodies).filter((location) => artifactFits(location, asked))
  if (known.length === 0) return { locations: [asked] }
  // Whoever names a region and no cloud does not mean a cloud whose images fit any region, be there such a one or not.
  const isOpen = region !== undefined && provider === undefined
  const named = isOpen ? known.filter((location) => location.region !== undefined) : known
  const meant = named.length === 0 ? known : named
  const filled = meant.map((location) => ({ ...given(asked), ...location }))
  const distinct = new Map(filled.map((location) => [JSON.stringify(normalizeLocation(location)), location]))
  return {
    locations: [...distinct.values()],
    ...(named.length === 0 ? { unknown: unknownRegion(image, region!, known) } : {}),
  }
}

function unknownRegion(image: ExportedImage, region: string, known: readonly Location[]): Warning {
  const clouds = [...new Set(known.map(({ provider = '' }) => provider))].join(' and ')
  const what = image.name ?? image.label ?? image.id ?? ''
  const message = `No artifact of "${what}" is in the region "${region}"; it is that of ${clouds}, which fits every region there. Say which cloud is meant with the provider`
  return { code: 'REGION_UNKNOWN', message }
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
  return {
    image: stored.body,
    revision: stored.revision,
    state: stateAt(stored.body, at),
    artifact,
    location,
  }
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
