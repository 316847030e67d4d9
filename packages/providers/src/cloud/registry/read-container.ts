import type { Architecture, OperatingSystem } from '@ingot/contract'
import type { OciImage, OciPlatformImage, OciReference } from '@ingot/core'
import type { CloudImage } from '../cloud-image.ts'

const architectures: Readonly<Record<string, Architecture>> = { amd64: 'x86_64', arm64: 'arm64' }
const systems: Readonly<Record<string, OperatingSystem>> = { linux: 'linux', windows: 'windows' }

/**
 * A container image as Ingot speaks of it: by digest, so that a tag that moves leads nowhere else. What its platforms do not
 * agree in is absent; its size is that of the layers of all.
 */
export function containerImage(reference: OciReference, image: OciImage): CloudImage {
  const { registry, repository, tag } = reference
  const parts = image.platforms.map(({ platform }) => platform.split('/'))
  const os = agreed(parts.map(([system = '']) => systems[system]))
  const architecture = agreed(parts.map(([, machine = '']) => architectures[machine]))
  const created = createdOf(image)
  return {
    reference: `${registry}/${repository}@${image.digest}`,
    ...(tag === undefined ? {} : { name: `${registry}/${repository}:${tag}` }),
    isOwn: true,
    state: 'available',
    ...(os === undefined ? {} : { os }),
    ...(architecture === undefined ? {} : { architecture }),
    digest: image.digest,
    ...(created === undefined ? {} : { created }),
    bytes: image.platforms.reduce((sum, platform) => sum + bytesOf(platform), 0),
    traits: {},
  }
}

function agreed<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  return new Set(values).size === 1 ? values[0] : undefined
}

function bytesOf({ layers }: OciPlatformImage): number {
  return layers.reduce((sum, { size }) => sum + size, 0)
}

/** When the newest of its platforms was made: by its annotations (OCI image-spec, annotations.md), else its configurations. */
function createdOf({ annotations, platforms }: OciImage): string | undefined {
  const name = 'org.opencontainers.image.created'
  const told = [annotations[name], ...platforms.flatMap((one) => [one.annotations[name], one.created])]
    .map((time) => Date.parse(time ?? ''))
    .filter((time) => !Number.isNaN(time))
  return told.length === 0 ? undefined : new Date(Math.max(...told)).toISOString()
}
