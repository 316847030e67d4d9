import type { OciRepository } from '@ingot/core'

/** How a registry may be spoken to. */
export interface RegistryAccess {
  /** Whether an administrator added it: only then may it be at a private address, or send to one. */
  readonly isAdded: boolean
  /** Spoken to without TLS; counts only for one that was added. */
  readonly plainHttp?: boolean
  /** Authorities to trust for it beside the usual ones, as PEM; count only for one that was added. */
  readonly certificates?: string
}

/** User and password for a registry. */
export interface RegistryCredential {
  readonly username: string
  readonly password: string
}

/** What a call is about: a registry, or a repository on it. */
export interface RegistryPlace {
  readonly registry: OciRepository['registry']
  readonly repository?: OciRepository['repository']
}

/** Counts the bytes that were read of manifests, configurations, blobs and lists. */
export interface ReadMeter {
  bytes: number
}

/** What every call may be given. */
export interface RegistryOptions {
  /** Goes to the registry of the call, and to nobody but the one who gives its tokens. */
  readonly credential?: RegistryCredential
  /** Ends the call early; it then throws the reason of the signal. */
  readonly signal?: AbortSignal
  readonly meter?: ReadMeter
}

/** A place as sentences name it: `"team/app" on the registry "docker.io"`. */
export function placeText({ registry, repository }: RegistryPlace): string {
  return repository === undefined
    ? `the registry "${registry}"`
    : `"${repository}" on the registry "${registry}"`
}
