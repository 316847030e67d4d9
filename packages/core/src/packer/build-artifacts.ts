import type { Architecture, Artifact } from '@ingot/contract'
import { normalizeLocation } from '../image/location.ts'
import { pointer } from '../json/json-pointer.ts'
import type { ManifestFaults } from './manifest-faults.ts'
import type { PackerBuild } from './read-build.ts'

/** What one build says of one artifact; its name is made when all are known. */
export type BuiltArtifact = Omit<Artifact, 'name'>

type Reader = (build: PackerBuild, faults: ManifestFaults) => Pick<Artifact, 'region' | 'reference'>[]

/** How the builders of Packer write `artifact_id`, by the beginning of their type. */
const readers: readonly (readonly [RegExp, string, Reader])[] = [
  [/^amazon-/, 'aws', readAmis],
  [/^azure-/, 'azure', readAzure],
  [/^googlecompute/, 'gcp', readGoogle],
  [/^openstack$/, 'openstack', readGlance],
  [/^(?:qemu$|vmware-|virtualbox-)/, 'local', readDisk],
]

const mostRegions = 256

/**
 * The artifacts that a build made. The manifest does not say where those of some builders are: `region`, `account`,
 * `architecture` and `digest` of `custom_data` do.
 */
export function buildArtifacts(
  build: PackerBuild,
  { account, folders }: { readonly account?: string; readonly folders?: ReadonlyMap<string, string> },
  faults: ManifestFaults,
): BuiltArtifact[] {
  const found = readers.find(([type]) => type.test(build.builder))
  if (found === undefined) {
    const message = `Expected a builder of amazon, azure, googlecompute, openstack, qemu, vmware or virtualbox, got "${build.builder.slice(0, 100)}"; name the builds that are to be read with --build`
    faults.error('BUILDER_UNKNOWN', message, pointer(build.path, 'builder_type'))
    return []
  }
  const [, provider, read] = found
  const owner = build.custom['account'] ?? account
  const digest = digestOf(build, faults)
  const place =
    provider === 'local' ? folderRegion(build, owner === undefined ? undefined : folders?.get(owner)) : {}
  const architecture = architectureOf(build, faults)
  return read(build, faults).map((one) => ({
    provider,
    ...(owner === undefined ? {} : { account: owner }),
    ...place,
    ...one,
    ...(digest === undefined ? {} : { digest }),
    ...(architecture === undefined ? {} : { architecture }),
    ...upstreamOf(build, provider === 'local' ? build.files[0]?.bytes : undefined),
  }))
}

/** The same for artifacts of one place and architecture: of these the newest holds. */
export function builtPlaceKey(artifact: BuiltArtifact): string {
  const { provider, account, region } = normalizeLocation(artifact)
  return JSON.stringify([provider, account, region, artifact.architecture])
}

/** Packer, Amazon builders: `us-east-1:ami-…,us-west-2:ami-…`. */
function readAmis(build: PackerBuild, faults: ManifestFaults) {
  const parts = build.artifact.split(',')
  if (parts.length > mostRegions) {
    unreadable(build, faults, `at most ${mostRegions} regions`)
    return []
  }
  return parts.flatMap((part) => {
    const { region, reference } =
      /^(?<region>[a-z0-9-]+):(?<reference>ami-[0-9a-f]+)$/.exec(part.trim())?.groups ?? {}
    if (region !== undefined && reference !== undefined) return [{ region, reference }]
    unreadable(build, faults, 'AMIs such as us-east-1:ami-0123456789abcdef0', part)
    return []
  })
}

/** A managed image or a version of a gallery; a version is in all regions that the gallery replicates it to. */
function readAzure(build: PackerBuild, faults: ManifestFaults) {
  if (
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/(?:images\/[^/]+|galleries\/[^/]+\/images\/[^/]+\/versions\/[^/]+)$/i.test(
      build.artifact,
    )
  ) {
    const region = regionOf(build)
    if (region.region === undefined && !/\/galleries\//i.test(build.artifact)) {
      const message = `The region of the managed image "${build.artifact}" is not known, so machines of every region are given it: write custom_data = { location = "…" } in the post-processor`
      faults.note('warning', 'REGION_UNKNOWN', message, build.path)
    }
    return [{ ...region, reference: build.artifact }]
  }
  unreadable(build, faults, 'the ARM id of a managed image or of a version of a gallery')
  return []
}

/** The name of an image, which its project makes whole. */
function readGoogle(build: PackerBuild, faults: ManifestFaults) {
  if (!/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(build.artifact)) {
    unreadable(build, faults, 'the name of an image')
    return []
  }
  const project = build.custom['project'] ?? build.custom['project_id']
  if (project !== undefined) return [{ reference: `projects/${project}/global/images/${build.artifact}` }]
  const message = `The project of the image "${build.artifact}" is not known, so only machines of the same project find it: write custom_data = { project = "…" } in the post-processor`
  faults.note('warning', 'PROJECT_UNKNOWN', message, build.path)
  return [{ reference: `global/images/${build.artifact}` }]
}

function readGlance(build: PackerBuild, faults: ManifestFaults) {
  if (/^[0-9a-f-]{32,36}$/i.test(build.artifact)) return [{ ...regionOf(build), reference: build.artifact }]
  unreadable(build, faults, 'the id of an image')
  return []
}

/** The disk is the one file that is none of the other files of QEMU, VMware and VirtualBox. */
function readDisk(build: PackerBuild, faults: ManifestFaults) {
  const disks = build.files.filter(
    ({ name }) =>
      !/\.(?:iso|fd|log|sum|sha\d+|md5|json|ovf|mf|nvram|vmx|vmxf|vmsd|plist)$|efivars/i.test(name),
  )
  const [disk] = disks
  // An account of kind local knows a disk by the name of its file, wherever Packer was run.
  if (disk !== undefined && disks.length === 1)
    return [{ reference: disk.name.replace(/^.*[\\/](?=[^\\/])/s, '') }]
  const got =
    disks.length === 0
      ? 'no file'
      : disks
          .map(({ name }) => name)
          .slice(0, 4)
          .join(', ')
  const message = `Expected one disk among the files of the build "${build.name}", got ${got}; give each disk a build of its own`
  faults.error('ARTIFACT_UNREADABLE', message, pointer(build.path, 'files'))
  return []
}

/** What is in no region by its manifest is in that of its folder, where that is known. */
function folderRegion(build: PackerBuild, region: string | undefined): Pick<Artifact, 'region'> {
  const told = regionOf(build)
  return told.region !== undefined || region === undefined ? told : { region }
}

function digestOf({ custom: { digest }, path }: PackerBuild, faults: ManifestFaults): string | undefined {
  if (digest === undefined || /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|md5:[0-9a-f]{32})$/.test(digest))
    return digest
  const message = `Expected a digest as sha256:…, sha512:… or md5:…, got "${digest.slice(0, 60)}"`
  faults.error('ARTIFACT_UNREADABLE', message, pointer(path, 'custom_data', 'digest'))
  return undefined
}

function regionOf({ custom }: PackerBuild): Pick<Artifact, 'region'> {
  const region = custom['region'] ?? custom['location']
  return region === undefined ? {} : { region }
}

/** Builders know architectures by several names. */
const architectures: ReadonlyMap<string, Architecture> = new Map([
  ['x86_64', 'x86_64'],
  ['amd64', 'x86_64'],
  ['x64', 'x86_64'],
  ['arm64', 'arm64'],
  ['aarch64', 'arm64'],
])

function architectureOf({ custom, path }: PackerBuild, faults: ManifestFaults): Architecture | undefined {
  const written = custom['architecture'] ?? custom['arch']
  if (written === undefined) return undefined
  const known = architectures.get(written.toLowerCase())
  if (known === undefined) {
    const message = `Expected the architecture x86_64 or arm64, got "${written.slice(0, 60)}"`
    faults.error(
      'ARTIFACT_UNREADABLE',
      message,
      pointer(path, 'custom_data', 'architecture' in custom ? 'architecture' : 'arch'),
    )
  }
  return known
}

function upstreamOf({ built }: PackerBuild, bytes: number | undefined): Pick<Artifact, 'upstream'> {
  const upstream = {
    ...(built === undefined ? {} : { created: built }),
    ...(bytes === undefined ? {} : { bytes }),
  }
  return Object.keys(upstream).length === 0 ? {} : { upstream }
}

function unreadable(
  build: PackerBuild,
  faults: ManifestFaults,
  expected: string,
  got = build.artifact,
): void {
  const message = `Expected ${expected} from the builder ${build.builder}, got "${got.slice(0, 100)}"`
  faults.error('ARTIFACT_UNREADABLE', message, pointer(build.path, 'artifact_id'))
}
