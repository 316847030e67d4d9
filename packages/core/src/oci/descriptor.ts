import { digestFault } from './digest.ts'
import { isObject, readSpelling, readText, readTextMap, shownValue, type TextMapLimit } from './json-value.ts'
import { parsePlatform, type OciPlatform } from './platform.ts'

/** What names a blob or a manifest by its content (OCI image-spec, descriptor.md). */
export interface OciDescriptor {
  readonly mediaType: string
  readonly digest: string
  /** In bytes. */
  readonly size: number
  readonly artifactType?: string
  readonly annotations: Readonly<Record<string, string>>
  /** Of an entry of an index: what it runs on, where that is known; attestations have `unknown/unknown`. */
  readonly platform?: OciPlatform
}

/** The largest size that a descriptor may state: 1 TiB. */
const sizeLimit = 2 ** 40
const mediaTypeLimit = 256

const descriptorMembers = ['mediaType', 'digest', 'size', 'artifactType', 'annotations', 'platform']
const platformMembers = ['os', 'architecture', 'variant']

/** How many annotations are read, of a manifest and of each descriptor in it. */
export const annotationLimit: TextMapLimit = { members: 1000, characters: 1_000_000 }

/** Reads a descriptor; `where` names it: `layer 3`. Faults go to `faults`, and there is no descriptor then. */
export function readDescriptor(value: unknown, where: string, faults: string[]): OciDescriptor | undefined {
  if (!isObject(value)) {
    faults.push(`Expected ${where} as an object with mediaType, digest and size, got ${shownValue(value)}`)
    return undefined
  }
  const before = faults.length
  readSpelling(value, descriptorMembers, where, faults)
  const { mediaType, digest, size } = value
  if (typeof mediaType !== 'string' || mediaType === '' || mediaType.length > mediaTypeLimit) {
    faults.push(`Expected a media type of ${where}, got ${shownValue(mediaType)}`)
  }
  const fault = digestFault(typeof digest === 'string' ? digest : '')
  if (fault !== undefined) faults.push(`${fault}, as the digest of ${where}`)
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || size > sizeLimit) {
    faults.push(`Expected a size of ${where} from 0 to ${sizeLimit} bytes, got ${shownValue(size)}`)
  }
  const artifactType = readText(
    value['artifactType'],
    `the artifact type of ${where}`,
    mediaTypeLimit,
    faults,
  )
  const annotations = readTextMap(
    value['annotations'],
    `the annotations of ${where}`,
    annotationLimit,
    faults,
  )
  const platform = readPlatform(value['platform'], where, faults)
  if (faults.length > before) return undefined
  return {
    mediaType: mediaType as string,
    digest: digest as string,
    size: size as number,
    ...(artifactType === undefined ? {} : { artifactType }),
    annotations,
    ...(platform === undefined ? {} : { platform }),
  }
}

function readPlatform(value: unknown, where: string, faults: string[]): OciPlatform | undefined {
  if (value === undefined || value === null) return undefined
  if (!isObject(value)) {
    faults.push(`Expected the platform of ${where} as an object, got ${shownValue(value)}`)
    return undefined
  }
  readSpelling(value, platformMembers, `the platform of ${where}`, faults)
  return readPlatformParts(value, where, faults)
}

/** Reads the platform whose parts are members of an object; where it names neither part there is none. */
export function readPlatformParts(
  { os, architecture, variant }: Readonly<Record<string, unknown>>,
  where: string,
  faults: string[],
): OciPlatform | undefined {
  if (isAbsent(os) && isAbsent(architecture)) return undefined
  const parts = isAbsent(variant) ? [os, architecture] : [os, architecture, variant]
  const isText = parts.every((part) => typeof part === 'string' && !part.includes('/'))
  const { platform, fault } = parsePlatform(isText ? parts.join('/') : '')
  if (fault === undefined) return platform
  const [shownOs, shownArchitecture] = [shownValue(os), shownValue(architecture)]
  faults.push(
    `Expected the platform of ${where} by os and architecture, such as "linux" and "amd64", got ${shownOs} and ${shownArchitecture}`,
  )
  return undefined
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
