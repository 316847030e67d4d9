import { pointer } from '../json/json-pointer.ts'
import { isObject, type JsonObject, shownValue } from '../oci/json-value.ts'
import type { ManifestFaults } from './manifest-faults.ts'

/** One build of a manifest, as the post-processor writes it (Packer, post-processor `manifest`). */
export interface PackerBuild {
  /** A JSON pointer to it. */
  readonly path: string
  readonly name: string
  readonly builder: string
  /** RFC 3339; absent where the manifest leaves times out (`strip_time`). */
  readonly built?: string
  readonly artifact: string
  readonly run: string
  readonly files: readonly { readonly name: string; readonly bytes?: number }[]
  readonly custom: Readonly<Record<string, string>>
}

/** So many files of a build are read, and so many of its custom data. */
const most = 1000
/** So many characters may a text have. */
const longest = 8192
/** The last second that a time of four digits for the year can be in. */
const lastSecond = 253_402_300_799

/** Reads one build; `undefined` where it is none. Every fault is noted. */
export function readBuild(value: unknown, path: string, faults: ManifestFaults): PackerBuild | undefined {
  if (!isObject(value)) {
    faults.error('MEMBER_TYPE', `Expected a build as an object, got ${shownValue(value)}`, path)
    return undefined
  }
  const name = textOf(value, 'name', path, faults)
  const builder = textOf(value, 'builder_type', path, faults)
  const run = textOf(value, 'packer_run_uuid', path, faults)
  const built = timeOf(value['build_time'], pointer(path, 'build_time'), faults)
  const files = filesOf(value['files'], pointer(path, 'files'), faults)
  const custom = customOf(value['custom_data'], pointer(path, 'custom_data'), faults)
  const artifact = textOf(value, 'artifact_id', path, faults)
  if (name === undefined || builder === undefined || run === undefined || artifact === undefined)
    return undefined
  return { path, name, builder, artifact, run, files, custom, ...(built === undefined ? {} : { built }) }
}

function textOf(object: JsonObject, name: string, path: string, faults: ManifestFaults): string | undefined {
  const value = object[name]
  if (typeof value === 'string' && value !== '' && value.length <= longest * 8) return value
  const code = value === undefined ? 'MEMBER_MISSING' : 'MEMBER_TYPE'
  const where = value === undefined ? path : pointer(path, name)
  faults.error(
    code,
    `Expected "${name}" of a build as a text that is not empty, got ${shownValue(value)}`,
    where,
  )
  return undefined
}

/** Seconds since 1970; the post-processor leaves 0 where it is told to strip times. */
function timeOf(value: unknown, path: string, faults: ManifestFaults): string | undefined {
  if (value === undefined || value === 0) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= lastSecond) {
    return new Date(value * 1000).toISOString()
  }
  faults.error('MEMBER_TYPE', `Expected "build_time" in seconds since 1970, got ${shownValue(value)}`, path)
  return undefined
}

function filesOf(value: unknown, path: string, faults: ManifestFaults): PackerBuild['files'] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > most) {
    const got = Array.isArray(value) ? `${value.length}` : shownValue(value)
    faults.error(
      'MEMBER_TYPE',
      `Expected "files" of a build as a list of at most ${most} files, got ${got}`,
      path,
    )
    return []
  }
  return value.flatMap((file: unknown, index) => {
    const name = isObject(file) ? file['name'] : undefined
    const size = isObject(file) ? file['size'] : undefined
    if (typeof name === 'string' && name !== '' && name.length <= longest) {
      return [{ name, ...(isSize(size) ? { bytes: size } : {}) }]
    }
    faults.error(
      'MEMBER_TYPE',
      `Expected a file with a "name", got ${shownValue(file)}`,
      pointer(path, index),
    )
    return []
  })
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function customOf(value: unknown, path: string, faults: ManifestFaults): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {}
  if (!isObject(value)) {
    faults.error(
      'MEMBER_TYPE',
      `Expected "custom_data" as an object of texts, got ${shownValue(value)}`,
      path,
    )
    return {}
  }
  const entries = Object.entries(value)
  const odd = entries.filter(([, text]) => typeof text !== 'string' || text.length > longest)
  for (const [name, text] of odd.slice(0, most)) {
    faults.error(
      'MEMBER_TYPE',
      `Expected a text of at most ${longest} characters, got ${shownValue(text)}`,
      pointer(path, name),
    )
  }
  return odd.length > 0 ? {} : Object.fromEntries(entries as [string, string][])
}
