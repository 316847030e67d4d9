import { digestFault, repositoryFault, tagFault, type OciDescriptor, type OciRepository } from '@ingot/core'
import { resolveHost, type Resolve } from '../network/judged-lookup.ts'
import type { ClientParts } from './ask-registry.ts'
import { Authorizer } from './authorizer.ts'
import { inCall, openCall, type Call } from './call.ts'
import { systemClock, type Clock } from './clock.ts'
import { Connections } from './connections.ts'
import { blobPieces, fetchSmallBlob, type BlobReference } from './fetch-blob.ts'
import {
  fetchManifest,
  resolveManifest,
  type FetchedManifest,
  type ManifestReference,
  type ResolvedManifest,
} from './fetch-manifest.ts'
import { listReferrers } from './list-referrers.ts'
import { listTags, type TagList } from './list-tags.ts'
import { pingRegistry, type RegistryPing } from './ping-registry.ts'
import type { RegistryAccess, RegistryOptions, RegistryPlace } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { registryLimits, type RegistryLimits } from './registry-limits.ts'

/** What a client is made with. */
export interface RegistryClientSetup {
  /** How a registry may be spoken to; asked with every call, since administrators change it. */
  readonly accessOf: (registry: string) => RegistryAccess
  /** Finds the addresses of a host; asks the resolver of the machine unless given. */
  readonly lookup?: Resolve
  readonly clock?: Clock
  /** Those that differ from `registryLimits`. */
  readonly limits?: Partial<RegistryLimits>
}

/**
 * Reads container registries (OCI distribution-spec, the read side). Every method throws `RegistryError`, or the reason
 * of the signal that it was given.
 */
export interface RegistryClient {
  /** Whether a registry is there, how it lets callers in, and whether it takes a credential. */
  readonly ping: (registry: string, options?: RegistryOptions) => Promise<RegistryPing>
  /** What a reference leads to, without reading it where the registry can tell so. */
  readonly resolve: (reference: ManifestReference, options?: RegistryOptions) => Promise<ResolvedManifest>
  /** A manifest, verified by its digest. */
  readonly manifest: (reference: ManifestReference, options?: RegistryOptions) => Promise<FetchedManifest>
  /** A small blob as a whole, such as a configuration; at most 8 MiB, verified by its digest. */
  readonly config: (
    repository: OciRepository,
    descriptor: BlobReference,
    options?: RegistryOptions,
  ) => Promise<Uint8Array>
  /** The pieces of a blob; verified only when they have all been read without an error. */
  readonly blob: (
    repository: OciRepository,
    descriptor: BlobReference,
    options?: RegistryOptions,
  ) => AsyncIterable<Uint8Array>
  /** What names a manifest as its subject, of one artifact type where that is given. */
  readonly referrers: (
    repository: OciRepository,
    digest: string,
    options?: RegistryOptions & { readonly artifactType?: string },
  ) => Promise<readonly OciDescriptor[]>
  readonly tags: (repository: OciRepository, options?: RegistryOptions) => Promise<TagList>
  /** Ends all connections that are kept. */
  readonly close: () => void
}

/** Makes a client. It keeps connections and tokens, so one is enough for a process. */
export function createRegistryClient(setup: RegistryClientSetup): RegistryClient {
  const limits = { ...registryLimits, ...setup.limits }
  const clock = setup.clock ?? systemClock
  const connections = new Connections(setup.lookup ?? resolveHost, limits.connections)
  const transport = { limits, clock, connections }
  const parts: ClientParts = { ...transport, authorizer: new Authorizer(transport) }
  const open = (place: RegistryPlace, options: RegistryOptions, time = limits.totalTime) =>
    openCall(place, setup.accessOf(place.registry), options, time)
  const run = async <Value>(
    place: Named,
    options: RegistryOptions,
    act: (call: Call) => Promise<Value>,
  ): Promise<Value> => {
    check(place)
    return inCall(open(placeOf(place), options), act)
  }
  return {
    ping: (registry, options = {}) => run({ registry }, options, (call) => pingRegistry(parts, call)),
    resolve: (reference, options = {}) =>
      run(reference, options, (call) => resolveManifest(parts, call, reference)),
    manifest: (reference, options = {}) =>
      run(reference, options, (call) => fetchManifest(parts, call, reference)),
    config: (repository, descriptor, options = {}) => {
      const bounds = { limit: limits.configBytes, what: 'the configuration' }
      const act = (call: Call) => fetchSmallBlob(parts, call, descriptor, bounds)
      return run({ ...placeOf(repository), digest: descriptor.digest }, options, act)
    },
    blob: async function* (repository, descriptor, options = {}) {
      check({ ...placeOf(repository), digest: descriptor.digest })
      const { call, told, close } = open(placeOf(repository), options, limits.blobTime)
      try {
        yield* blobPieces(parts, call, descriptor)
      } catch (error) {
        throw told(error)
      } finally {
        close()
      }
    },
    referrers: (repository, digest, { artifactType, ...options } = {}) => {
      const act = (call: Call) => listReferrers(parts, call, digest, artifactType)
      return run({ ...placeOf(repository), digest }, options, act)
    },
    tags: (repository, options = {}) => run(placeOf(repository), options, (call) => listTags(parts, call)),
    close: () => connections.close(),
  }
}

/** A place, and what is named in it. */
type Named = RegistryPlace & { readonly tag?: string; readonly digest?: string }

function placeOf({ registry, repository }: RegistryPlace): RegistryPlace {
  return { registry, ...(repository === undefined ? {} : { repository }) }
}

/** Names become parts of a path: what is no name could lead to another one. */
function check({ repository, tag, digest }: Named): void {
  const fault =
    (repository === undefined ? undefined : repositoryFault(repository)) ??
    (tag === undefined ? undefined : tagFault(tag)) ??
    (digest === undefined ? undefined : digestFault(digest))
  if (fault !== undefined) throw new RegistryError('refused', fault)
}
