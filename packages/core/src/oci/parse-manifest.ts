import { annotationLimit, readDescriptor, type OciDescriptor } from './descriptor.ts'
import { readSpelling, readText, readTextMap, shownValue, type JsonObject } from './json-value.ts'
import { isFirstSchemaMediaType, isIndexMediaType, isManifestMediaType, mediaTypeOf } from './media-types.ts'
import { parseObject } from './parse-object.ts'

/** What the manifests of images and of indexes have in common. */
interface OciManifestCommon {
  readonly mediaType: string
  readonly artifactType?: string
  readonly annotations: Readonly<Record<string, string>>
  /** The manifest that this one is about, such as the image that it signs. */
  readonly subject?: OciDescriptor
}

/** The manifest of one image or artifact (OCI image-spec, manifest.md). */
export interface OciImageManifest extends OciManifestCommon {
  readonly kind: 'image'
  readonly config: OciDescriptor
  /** From the lowest. */
  readonly layers: readonly OciDescriptor[]
}

/** An index: a manifest that lists manifests (OCI image-spec, image-index.md). */
export interface OciIndex extends OciManifestCommon {
  readonly kind: 'index'
  readonly manifests: readonly OciDescriptor[]
}

/** A manifest, or everything that is wrong with it, as sentences. */
export type ParsedManifest =
  | { readonly manifest: OciImageManifest | OciIndex; readonly faults?: undefined }
  | { readonly manifest?: undefined; readonly faults: readonly string[] }

/** How many layers an image may have; Docker itself builds at most 127. */
export const layerLimit = 1000
/** How many manifests an index may list, attestations included. */
const indexLimit = 1000
const manifestMembers = [
  'schemaVersion',
  'mediaType',
  'artifactType',
  'config',
  'layers',
  'manifests',
  'annotations',
  'subject',
]

/** How many faults are told of one text. */
const faultLimit = 20

/**
 * Reads a manifest of either kind, OCI's or Docker's. What kind it is the Content-Type says, where it is one of those;
 * the text may not contradict it, since what is read in two ways is two things to two readers.
 */
export function parseManifest(bytes: Uint8Array, contentType = ''): ParsedManifest {
  const parsed = parseObject(bytes, 'a manifest')
  if (parsed.fault !== undefined) return { faults: [parsed.fault] }
  const { object } = parsed
  const mediaType = kindOf(object, mediaTypeOf(contentType))
  if (mediaType.fault !== undefined) return { faults: [mediaType.fault] }
  const faults: string[] = []
  readSpelling(object, manifestMembers, 'the manifest', faults)
  const common = readCommon(object, mediaType.mediaType, faults)
  const manifest = isIndexMediaType(mediaType.mediaType)
    ? readIndex(object, common, faults)
    : readImage(object, common, faults)
  if (faults.length === 0 && manifest !== undefined) return { manifest }
  return { faults: fewFaults(faults) }
}

/** The first faults of a text, and how many more there are. */
export function fewFaults(faults: readonly string[]): readonly string[] {
  const more = faults.length - faultLimit
  return more > 0 ? [...faults.slice(0, faultLimit), `There are ${more} more faults`] : faults
}

type KnownKind =
  | { readonly mediaType: string; readonly fault?: undefined }
  | { readonly mediaType?: undefined; readonly fault: string }

/** Finds out what a manifest is: by the Content-Type, else by what it says, else by its members. */
function kindOf(object: JsonObject, contentType: string): KnownKind {
  const stated = typeof object['mediaType'] === 'string' ? object['mediaType'] : ''
  if (
    object['schemaVersion'] === 1 ||
    isFirstSchemaMediaType(contentType) ||
    isFirstSchemaMediaType(stated)
  ) {
    return {
      fault:
        'The image has a manifest of schema 1, which Docker gave up in 2017 and which does not tell its layers by digest; push it again with a current Docker or buildah',
    }
  }
  if (object['schemaVersion'] !== 2) {
    return { fault: `Expected a manifest of schemaVersion 2, got ${shownValue(object['schemaVersion'])}` }
  }
  if ('manifests' in object && ('layers' in object || 'config' in object)) {
    return {
      fault: 'Expected a manifest of one image or an index of several, got one that claims to be both',
    }
  }
  const isSent = isIndexMediaType(contentType) || isManifestMediaType(contentType)
  const isStated = isIndexMediaType(stated) || isManifestMediaType(stated)
  if (isSent && stated !== '' && stated !== contentType) {
    return { fault: `The manifest says that it is ${shownValue(stated)}, but was sent as "${contentType}"` }
  }
  if (isSent) return { mediaType: contentType }
  if (isStated) return { mediaType: stated }
  if (stated !== '') return { fault: `Expected an image or an index, got ${shownValue(stated)}` }
  return { mediaType: `application/vnd.oci.image.${'manifests' in object ? 'index' : 'manifest'}.v1+json` }
}

function readCommon(object: JsonObject, mediaType: string, faults: string[]): OciManifestCommon {
  const artifactType = readText(object['artifactType'], 'the artifact type', 256, faults)
  const annotations = readTextMap(object['annotations'], 'the annotations', annotationLimit, faults)
  const { subject: stated } = object
  const isStated = stated !== undefined && stated !== null
  const subject = isStated ? readDescriptor(stated, 'the subject', faults) : undefined
  return {
    mediaType,
    ...(artifactType === undefined ? {} : { artifactType }),
    annotations,
    ...(subject === undefined ? {} : { subject }),
  }
}

function readIndex(object: JsonObject, common: OciManifestCommon, faults: string[]): OciIndex {
  return { ...common, kind: 'index', manifests: readList(object, 'manifests', 'entry', indexLimit, faults) }
}

function readImage(
  object: JsonObject,
  common: OciManifestCommon,
  faults: string[],
): OciImageManifest | undefined {
  const config = readDescriptor(object['config'], 'the configuration', faults)
  const layers = readList(object, 'layers', 'layer', layerLimit, faults)
  return config === undefined ? undefined : { ...common, kind: 'image', config, layers }
}

/** A list of descriptors; null is empty, as the encoders of Go write it. */
function readList(
  object: JsonObject,
  member: string,
  each: string,
  limit: number,
  faults: string[],
): OciDescriptor[] {
  const list = object[member] ?? []
  if (!Array.isArray(list) || !(member in object)) {
    faults.push(`Expected "${member}" as a list, got ${shownValue(object[member])}`)
    return []
  }
  if (list.length > limit) {
    faults.push(`Expected at most ${limit} ${member}, got ${list.length}`)
    return []
  }
  return list.flatMap((one, index) => readDescriptor(one, `${each} ${index + 1}`, faults) ?? [])
}
