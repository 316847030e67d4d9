import type { Artifact, Fault, TextFile } from '@ingot/contract'
import { describeLocation } from '../image/location.ts'
import { pointer } from '../json/json-pointer.ts'
import { readJsonValue } from '../json/read-json-value.ts'
import { isObject, shownValue } from '../oci/json-value.ts'
import { buildArtifacts, builtPlaceKey, type BuiltArtifact } from './build-artifacts.ts'
import { collectManifestFaults, type ManifestFaults } from './manifest-faults.ts'
import { type PackerBuild, readBuild } from './read-build.ts'

/** The largest manifest that is read, in UTF-16 units, the most builds, and the most places that they are for. */
const longest = 4 * 1024 * 1024
const mostBuilds = 10_000
const mostArtifacts = 2000

const limits = {
  longest,
  tooLarge: (length: number) =>
    `The manifest has ${length} characters, but at most ${longest} are read; is it one of Packer?`,
  notJson: 'The manifest is not JSON',
}

/** How a manifest is read. */
export interface ManifestOptions {
  /** Builds of all runs, not of the last alone. */
  readonly allRuns?: boolean
  /** Builds of these names alone. */
  readonly builds?: readonly string[]
  /** The account of builds that name none. */
  readonly account?: string
  /** The regions of the folders that are known, by their accounts. */
  readonly folders?: ReadonlyMap<string, string>
}

/**
 * Reads a manifest of Packer (post-processor `manifest`): the artifacts of the builds of its last run. Of several runs of
 * a build the newest holds for each place; several images of one run for one place are an error, for none of them is more
 * what was meant. With an error among the faults nothing of it is to be stored.
 */
export function parsePackerManifest(
  { file, text }: TextFile,
  options: ManifestOptions = {},
): { artifacts: Artifact[]; faults: Fault[] } {
  const faults = collectManifestFaults(file)
  const value = readJsonValue(text, limits, faults)
  const builds = value === undefined ? [] : wantedBuilds(value, options, faults)
  const built = builds.flatMap((build) =>
    buildArtifacts(build, options, faults).map((artifact) => ({ build, artifact })),
  )
  if (built.length === 0 && !faults.hasErrors()) {
    faults.error('NOTHING_BUILT', 'The manifest lists no build that could be imported', '/builds')
  }
  const artifacts = newest(built, faults)
  if (artifacts.length > mostArtifacts) {
    const message = `The manifest has images for ${artifacts.length} places, but at most ${mostArtifacts} are read`
    faults.error('TOO_MANY', message, '/builds')
  }
  return { artifacts: named(artifacts.slice(0, mostArtifacts)), faults: faults.place(text) }
}

function wantedBuilds(
  value: unknown,
  { allRuns = false, builds: names }: ManifestOptions,
  faults: ManifestFaults,
): PackerBuild[] {
  if (!isObject(value)) {
    faults.error('MEMBER_TYPE', `Expected a manifest as an object, got ${shownValue(value)}`, '')
    return []
  }
  const { builds, last_run_uuid: last } = value
  if (!Array.isArray(builds) || builds.length > mostBuilds) {
    const got = Array.isArray(builds) ? `${builds.length}` : shownValue(builds)
    faults.error(
      'MEMBER_TYPE',
      `Expected "builds" as a list of at most ${mostBuilds} builds, got ${got}`,
      '/builds',
    )
    return []
  }
  const read = builds.flatMap((build: unknown, index) => {
    // What an earlier run left may be of any age and shape.
    if (!allRuns && isObject(build) && build['packer_run_uuid'] !== last) return []
    // What is not asked for may be of any builder.
    if (names !== undefined && isObject(build) && !names.includes(String(build['name']))) return []
    return readBuild(build, pointer('/builds', index), faults) ?? []
  })
  const missing = (names ?? []).filter((name) => !read.some((build) => build.name === name))
  if (missing.length > 0 && !faults.hasErrors()) {
    const there = [...new Set(builds.flatMap((build) => (isObject(build) ? String(build['name']) : [])))]
    const message = `No build is called ${quoted(missing)}; there are ${quoted(there)}`
    faults.error('BUILD_UNKNOWN', message, '/builds')
  } else if (!allRuns) checkLastRun(last, builds, read, faults)
  return read
}

function checkLastRun(
  last: unknown,
  builds: readonly unknown[],
  read: readonly PackerBuild[],
  faults: ManifestFaults,
): void {
  if (typeof last === 'string' && (read.length > 0 || faults.hasErrors())) return
  if (typeof last === 'string' && builds.length === 0) return
  const message =
    typeof last === 'string'
      ? `No build is of the last run "${last.slice(0, 60)}"; read the builds of all runs instead`
      : `Expected "last_run_uuid" as a text, got ${shownValue(last)}; read the builds of all runs instead`
  faults.error('LAST_RUN_UNKNOWN', message, '/last_run_uuid')
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `"${name.slice(0, 60)}"`)
  return `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`
}

interface Built {
  readonly build: PackerBuild
  readonly artifact: BuiltArtifact
}

/** Of each place the newest; of equally old ones the last. Two builds of one run for one place are an error. */
function newest(built: readonly Built[], faults: ManifestFaults): BuiltArtifact[] {
  const places = new Map<string, Built>()
  for (const one of built) {
    const key = builtPlaceKey(one.artifact)
    const other = places.get(key)
    if (other !== undefined && isOtherBuild(other, one)) faults.error(...clash(other, one))
    if (other === undefined || createdOf(one.artifact) >= createdOf(other.artifact)) places.set(key, one)
  }
  return [...places.values()].map(({ artifact }) => artifact)
}

function isOtherBuild(a: Built, b: Built): boolean {
  return a.build.run === b.build.run && a.artifact.reference !== b.artifact.reference
}

function clash(a: Built, b: Built): [code: 'SEVERAL_FOR_PLACE', message: string, path: string] {
  const place = describeLocation(b.artifact)
  const images = `${a.artifact.reference} and ${b.artifact.reference}`
  const builds = quoted([...new Set([a.build.name, b.build.name])])
  const message = `The builds ${builds} made both ${images} for ${place}, but a version has one; tell them apart with custom_data = { architecture = "…" } in the post-processor, or read one of them with --build`
  return ['SEVERAL_FOR_PLACE', message, b.build.path]
}

function createdOf({ upstream }: BuiltArtifact): string {
  return upstream?.created ?? ''
}

/** Names by place: `aws/us-east-1`, with the architecture where one place has several. */
function named(built: readonly BuiltArtifact[]): Artifact[] {
  const counts = new Map<string, number>()
  for (const artifact of built) counts.set(placeOf(artifact), (counts.get(placeOf(artifact)) ?? 0) + 1)
  return built.map((artifact) => {
    const place = placeOf(artifact)
    const name = counts.get(place) === 1 ? place : `${place}/${artifact.architecture ?? 'any'}`
    return { name, ...artifact }
  })
}

function placeOf({ provider, account, region }: BuiltArtifact): string {
  return [provider, account, region].filter((side) => side !== undefined).join('/')
}
