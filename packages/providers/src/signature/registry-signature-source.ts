import type { OciRepository } from '@ingot/core'
import type { RegistryOptions } from '../registry/registry-access.ts'
import type { RegistryClient } from '../registry/registry-client.ts'
import { RegistryError, type RegistryErrorKind } from '../registry/registry-error.ts'
import type { SignatureSource, SourceFault } from './signature-source.ts'

/** What is wrong with what a registry sent, and not with the registry or the way to it. */
const faultKinds: ReadonlySet<RegistryErrorKind> = new Set(['malformed', 'too-large', 'digest-mismatch'])

/** Reads signatures out of a repository of a registry. Its methods throw `RegistryError`, as those of the client do. */
export function registrySignatureSource(
  client: RegistryClient,
  repository: OciRepository,
  options: RegistryOptions = {},
): SignatureSource {
  return {
    // An empty list is what there is where nothing refers to a digest.
    referrers: async (digest) => (await told(() => client.referrers(repository, digest, options))) ?? [],
    manifest: (reference) => told(() => client.manifest({ ...repository, ...reference }, options)),
    blob: (descriptor) => told(() => client.config(repository, descriptor, options)),
  }
}

async function told<Value>(ask: () => Promise<Value>): Promise<Value | SourceFault | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    if (error.kind === 'not-found') return undefined
    // An answer with a status is one of the registry, whatever it is.
    if (error.status === undefined && faultKinds.has(error.kind)) return { fault: error.message }
    throw error
  }
}
