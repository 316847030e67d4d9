import type { Fault } from '@ingot/contract'
import { normalizeProvider } from '../image/provider.ts'
import {
  architectureOf,
  type ExportEntry,
  type ExportInput,
  type ExportOutput,
  exportError,
  titleOf,
} from './export-entry.ts'
import { gardenerProviders, type GardenerProvider } from './gardener-provider.ts'
import { groupedEntries } from './keyed-entries.ts'
import { entriesThatFit } from './of-provider.ts'
import { printYaml, type YamlValue } from './yaml-text.ts'

/**
 * The machine images of a CloudProfile of Gardener and where its provider extension finds them, a file for each provider
 * (Gardener, API reference: core.gardener.cloud/v1beta1, CloudProfile). Only the images are said, to be applied over the
 * profile that says the rest.
 */
export function emitGardener({ entries, at }: ExportInput): ExportOutput {
  const { fitting, faults } = entriesThatFit(
    entries,
    'images of aws, azure, gcp and openstack',
    (entry) => providerOf(entry) !== undefined,
  )
  const profiles = [
    ...groupedEntries(fitting, ({ artifact }) => normalizeProvider(artifact.provider)).values(),
  ].map((group) => profileOf(group, providerOf(group[0]!)!, at))
  return {
    files: profiles.map(({ file }) => file),
    faults: [...faults, ...nameFaults(fitting), ...profiles.flatMap((profile) => profile.faults)],
  }
}

function providerOf({ artifact }: ExportEntry): GardenerProvider | undefined {
  return gardenerProviders[normalizeProvider(artifact.provider) as keyof typeof gardenerProviders]
}

function profileOf(entries: readonly ExportEntry[], provider: GardenerProvider, at: string) {
  const { type } = provider
  const faults: Fault[] = []
  const images = [...groupedEntries(entries, ({ image }) => image.name)].map(([name, group]) => ({
    name,
    versions: [...groupedEntries(group, ({ image }) => image.version)].map(([, versions]) => {
      const mapped = provider.versions(versions)
      faults.push(...mapped.faults)
      const { version } = versions[0]!.image
      return {
        machine: machineVersion(versions, at),
        mapped: mapped.versions.map((one) => ({ version, ...one })),
      }
    }),
  }))
  const profile: YamlValue = {
    apiVersion: 'core.gardener.cloud/v1beta1',
    kind: 'CloudProfile',
    metadata: { name: type },
    spec: {
      type,
      machineImages: images.map(({ name, versions }) => ({
        name,
        versions: versions.map(({ machine }) => machine),
      })),
      providerConfig: {
        apiVersion: `${type}.provider.extensions.gardener.cloud/v1alpha1`,
        kind: 'CloudProfileConfig',
        machineImages: images.map(({ name, versions }) => ({
          name,
          versions: versions.flatMap(({ mapped }) => mapped),
        })),
      },
    },
  }
  return { file: { name: `cloudprofile-${type}.yaml`, text: printYaml(profile) }, faults }
}

const classifications = {
  preview: 'preview',
  active: 'supported',
  deprecated: 'deprecated',
  disabled: 'deprecated',
  revoked: 'deprecated',
} as const

/** A version as shoots choose it; it expires when a stage to come takes it out of use. */
function machineVersion(entries: readonly ExportEntry[], at: string) {
  const { image, state } = entries[0]!
  const end = image.stages.find(
    (stage) =>
      Date.parse(stage.from) > Date.parse(at) && (stage.state === 'disabled' || stage.state === 'revoked'),
  )
  return {
    version: image.version,
    classification: classifications[state],
    // Times of Kubernetes have whole seconds.
    expirationDate: end && new Date(end.from).toISOString().replace(/\.\d+Z$/, 'Z'),
    architectures: [...new Set(entries.map(machineArchitecture))],
  }
}

/** Gardener takes an image that says nothing for amd64. */
function machineArchitecture(entry: ExportEntry): string {
  return architectureOf(entry) === 'arm64' ? 'arm64' : 'amd64'
}

/** Gardener reads versions with Masterminds/semver: one to three numbers, then a suffix after `-` or `+`. */
const semanticVersion =
  /^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/
/** Names are qualified names of Kubernetes without a prefix. */
const qualifiedName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/

function nameFaults(entries: readonly ExportEntry[]): Fault[] {
  const faults = new Map<string, Fault>()
  for (const entry of entries) {
    const { name, version } = entry.image
    if (!qualifiedName.test(name)) {
      const message = `Gardener takes names of at most 63 letters, digits and - _ . alone, which "${name}" is not`
      faults.set(`name ${name}`, exportError('NAME_UNFIT', message))
    }
    if (!semanticVersion.test(version)) {
      const message = `Gardener takes versions of at most three numbers such as 1.2.3, which that of ${titleOf(entry)} is not`
      faults.set(`version ${titleOf(entry)}`, exportError('VERSION_UNFIT', message))
    }
  }
  return [...faults.values()]
}
