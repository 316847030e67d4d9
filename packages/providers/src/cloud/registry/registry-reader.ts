import type { OciReference, OciRepository } from '@ingot/core'
import { readImage } from '../../registry/read-image.ts'
import type { RegistryCredential, RegistryOptions } from '../../registry/registry-access.ts'
import type { RegistryClient } from '../../registry/registry-client.ts'
import type { CloudImage } from '../cloud-image.ts'
import { containerImage } from './read-container.ts'
import { ofRegistry } from './registry-failure.ts'

/** The credential that a repository is read with. */
export type CredentialOf = (repository: OciRepository) => Promise<RegistryCredential | undefined>

/** Reads a registry with the credentials that fit. */
export interface RegistryReader {
  readonly client: RegistryClient
  readonly optionsFor: (repository: OciRepository, signal?: AbortSignal) => Promise<RegistryOptions>
  /** An image; `undefined` where there is none. Throws `CloudError`, or the reason of the signal. */
  readonly read: (reference: OciReference, signal?: AbortSignal) => Promise<CloudImage | undefined>
}

export function registryReader(client: RegistryClient, credentialOf: CredentialOf): RegistryReader {
  const optionsFor: RegistryReader['optionsFor'] = async (repository, signal) => {
    const credential = await credentialOf(repository)
    return {
      ...(credential === undefined ? {} : { credential }),
      ...(signal === undefined ? {} : { signal }),
    }
  }
  const read: RegistryReader['read'] = async (reference, signal) => {
    signal?.throwIfAborted()
    const image = await ofRegistry(readImage(client, reference, await optionsFor(reference, signal)))
    return image === undefined ? undefined : containerImage(reference, image)
  }
  return { client, optionsFor, read }
}
