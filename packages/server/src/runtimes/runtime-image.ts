import type { Image, RuntimeEntry, RuntimeStatus, Stage } from '@ingot/contract'
import { imageId, runtimeName, runtimeTraits, runtimeVersion, type OciPlatformImage } from '@ingot/core'
import { RUNTIME_CATALOG } from '../auth/access.ts'
import { stateOf } from './runtime-view.ts'
import type { RuntimeImage } from './stored-runtimes.ts'

/** How a new runtime stands: its status, since when, and why. */
export interface Standing {
  status: RuntimeStatus
  at: Date
  reason?: string | undefined
}

/** The image that a runtime is stored as: its name is made of editor, kernel and edition, its version of its versions. */
export function runtimeImage(runtime: RuntimeEntry, standing: Standing): RuntimeImage {
  const name = runtimeName(runtime.metadata)
  const version = runtimeVersion(runtime.metadata)
  const architecture = architectureOf(runtime)
  return {
    id: imageId(RUNTIME_CATALOG, name, version),
    catalog: RUNTIME_CATALOG,
    name,
    version,
    description: runtime.metadata.description,
    os: 'linux',
    ...(architecture === undefined ? {} : { architecture }),
    traits: runtimeTraits(runtime.metadata),
    artifacts: [artifactOf(runtime)],
    stages: [stageOf(standing)],
    runtime,
  }
}

/** The stage that a status stands for from a moment on. */
export function stageOf({ status, at, reason }: Standing): Stage {
  return { state: stateOf[status], from: at.toISOString(), ...(reason === undefined ? {} : { reason }) }
}

function artifactOf({ identifier, digest }: RuntimeEntry): Image['artifacts'][number] {
  const [registry = ''] = identifier.split('/')
  return {
    name: 'image',
    provider: 'oci',
    region: registry,
    reference: digest === undefined ? identifier : pinned(identifier, digest),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** A reference by digest instead of by tag: `host/repository@sha256:…`. */
function pinned(identifier: string, digest: string): string {
  const name = identifier.replace(/@.*$/s, '').replace(/:[^:/]*$/, '')
  return `${name}@${digest}`
}

const architectures: ReadonlyMap<string, NonNullable<Image['architecture']>> = new Map([
  ['linux/amd64', 'x86_64'],
  ['linux/arm64', 'arm64'],
])

/** The architecture of an image that has one alone. */
function architectureOf({ platforms }: RuntimeEntry): Image['architecture'] | undefined {
  const found = new Set(platforms.map(({ platform }) => architectures.get(platformOf(platform))))
  const [first] = found
  return found.size === 1 ? first : undefined
}

/** Without the variant: `linux/arm64/v8` → `linux/arm64`. */
function platformOf(platform: OciPlatformImage['platform']): string {
  return platform.split('/').slice(0, 2).join('/')
}
