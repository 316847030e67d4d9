import { readPlatformParts } from './descriptor.ts'
import { digestFault } from './digest.ts'
import {
  isObject,
  mapFault,
  readSpelling,
  readText,
  readTextMap,
  shownValue,
  type JsonObject,
} from './json-value.ts'
import { fewFaults, layerLimit } from './parse-manifest.ts'
import { parseObject } from './parse-object.ts'
import type { OciPlatform } from './platform.ts'

/** What the configuration of a container image says (OCI image-spec, config.md). */
export interface OciImageConfig {
  readonly platform?: OciPlatform
  /** Digests of the uncompressed layers, from the lowest. */
  readonly diffIds: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** The environment; of a name that is given twice the last. */
  readonly env: Readonly<Record<string, string>>
  readonly user?: string
  readonly workingDir?: string
  /** When it was made, RFC 3339 in UTC; absent where what is there is no time. */
  readonly created?: string
}

/** A configuration, or everything that is wrong with it, as sentences. */
export type ParsedImageConfig =
  | { readonly config: OciImageConfig; readonly faults?: undefined }
  | {
      readonly config?: undefined
      readonly faults: readonly string[]
      /** What it claims to run on, where that much can be read. */
      readonly platform?: OciPlatform
    }

/** How many labels and variables are read; some builders keep a whole bill of materials in a label. */
const mapLimit = { members: 2000, characters: 2_000_000 }
const textLimit = 4096

const configMembers = ['os', 'architecture', 'variant', 'config', 'rootfs']
const settingMembers = ['Labels', 'Env', 'User', 'WorkingDir']

/** Reads the configuration of a container image. */
export function parseImageConfig(bytes: Uint8Array): ParsedImageConfig {
  const { object, fault } = parseObject(bytes, 'a configuration')
  if (fault !== undefined) return { faults: [fault] }
  const faults: string[] = []
  const config = readConfig(object, faults)
  if (faults.length === 0) return { config }
  return {
    faults: fewFaults(faults),
    ...(config.platform === undefined ? {} : { platform: config.platform }),
  }
}

function readConfig(object: JsonObject, faults: string[]): OciImageConfig {
  readSpelling(object, configMembers, 'the configuration', faults)
  const settings = object['config'] ?? {}
  if (!isObject(settings)) faults.push(`Expected "config" as an object, got ${shownValue(settings)}`)
  const known = isObject(settings) ? settings : {}
  readSpelling(known, settingMembers, '"config"', faults)
  const { Labels, Env, User, WorkingDir } = known
  const platform = readPlatformParts(object, 'the image', faults)
  const user = readText(User, 'the user', textLimit, faults)
  const workingDir = readText(WorkingDir, 'the working directory', textLimit, faults)
  return {
    ...(platform === undefined ? {} : { platform }),
    diffIds: readDiffIds(object['rootfs'], faults),
    labels: readTextMap(Labels, 'the labels', mapLimit, faults),
    env: readEnv(Env, faults),
    ...(user === undefined ? {} : { user }),
    ...(workingDir === undefined ? {} : { workingDir }),
    ...readCreated(object['created']),
  }
}

/** Builders write all kinds of things there; it decides nothing, so it is no fault. */
function readCreated(value: unknown): { created?: string } {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? {} : { created: new Date(time).toISOString() }
}

function readDiffIds(rootfs: unknown, faults: string[]): string[] {
  if (isObject(rootfs)) readSpelling(rootfs, ['type', 'diff_ids'], '"rootfs"', faults)
  const list: unknown = isObject(rootfs) ? (rootfs['diff_ids'] ?? []) : undefined
  if (!Array.isArray(list)) {
    faults.push('Expected the digests of the uncompressed layers as a list in "rootfs.diff_ids", got none')
    return []
  }
  if (list.length > layerLimit) {
    faults.push(`Expected at most ${layerLimit} digests in "rootfs.diff_ids", got ${list.length}`)
    return []
  }
  const texts = list.map((one) => (typeof one === 'string' ? one : ''))
  const odd = texts.findIndex((text) => digestFault(text) !== undefined)
  if (odd === -1) return texts
  faults.push(`${digestFault(texts[odd] ?? '')}, as number ${odd + 1} of "rootfs.diff_ids"`)
  return []
}

/** Entries of `NAME=value`; one without `=` names a variable that has no value, which is as good as none. */
function readEnv(env: unknown, faults: string[]): Readonly<Record<string, string>> {
  const list = env ?? []
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'string')) {
    faults.push('Expected the environment as a list of texts NAME=value, got something else')
    return {}
  }
  const entries = list
    .filter((entry) => entry.indexOf('=') > 0)
    .map((entry): [string, string] => [
      entry.slice(0, entry.indexOf('=')),
      entry.slice(entry.indexOf('=') + 1),
    ])
  const fault = mapFault(entries, 'the environment', mapLimit)
  if (fault === undefined) return Object.fromEntries(entries)
  faults.push(fault)
  return {}
}
