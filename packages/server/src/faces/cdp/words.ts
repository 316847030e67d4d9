import type { Architecture, ImageType } from '@ingot/contract'

/** How architectures, providers and types of images are written on the wire. */
const architectures: Record<'ARM64' | 'X86_64', Architecture> = { ARM64: 'arm64', X86_64: 'x86_64' }

export function architectureOf(written: 'ARM64' | 'X86_64'): Architecture {
  return architectures[written]
}

export function writtenArchitecture(architecture: Architecture): 'ARM64' | 'X86_64' {
  return architecture === 'arm64' ? 'ARM64' : 'X86_64'
}

export function writtenType(type: ImageType): 'FREEIPA' | 'RUNTIME' {
  return type === 'freeipa' ? 'FREEIPA' : 'RUNTIME'
}

/** `AWS` of `aws` and of `aws_gov`: the API knows platforms, not the partitions that catalogs tell apart. */
export function writtenProvider(provider: string): string {
  return (provider.split('_')[0] ?? provider).toUpperCase()
}

/** Epoch milliseconds of a moment, as dates of images are written; `undefined` of none. */
export function epochOf(moment: string | undefined): number | undefined {
  const time = moment === undefined ? Number.NaN : Date.parse(moment)
  return Number.isNaN(time) ? undefined : time
}
