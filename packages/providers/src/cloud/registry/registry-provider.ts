import type { RegistrySettings } from '@ingot/contract'
import { mapBounded } from '../../registry/map-bounded.ts'
import type { RegistryClient } from '../../registry/registry-client.ts'
import type { AccountConfig, CloudAccount, CloudProvider } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { describedImages, type FoundImage } from '../cloud-image.ts'
import { containerReference, containerRepository } from './container-reference.ts'
import { listContainers } from './list-containers.ts'
import { ofRegistry } from './registry-failure.ts'
import { registryReader, type CredentialOf, type RegistryReader } from './registry-reader.ts'

/** How many references are read at the same time. */
const parallel = 8

/** Container images of a registry, read as runtimes are. The client stays open when an account is closed. */
export function registryProvider(
  client: RegistryClient,
  credentialOf: CredentialOf = async () => undefined,
): CloudProvider<RegistrySettings> {
  return {
    concurrency: 8,
    open: async (config) => registryAccount(config, registryReader(client, credentialOf)),
  }
}

/**
 * An account over a registry, which has no regions. An image is found by `repository@sha256:…` (an id) or by
 * `repository:tag`, with the server before it or without; a repository alone means nothing, for "latest" moves.
 */
function registryAccount(
  { name, settings, regions = ['global'] }: AccountConfig<RegistrySettings>,
  reader: RegistryReader,
): CloudAccount {
  return {
    name,
    provider: 'registry',
    can: { copy: false, share: false, deprecate: false, delete: false },
    identity: (signal) => identityOf(reader, settings, signal),
    regions: async () => regions,
    find: (_, texts, signal) => findContainers(reader, settings.server, texts, signal),
    knows: (reference) => containerReference(settings.server, reference) !== undefined,
    describe: async (_, references, signal) => {
      const found = await findContainers(reader, settings.server, references, signal)
      return describedImages(found.map(({ text, matchedBy: __, ...image }) => ({ text, image })))
    },
    list: (_, signal) => listContainers(reader, settings, signal),
    close: () => undefined,
  }
}

/** Some registries let everybody in, others with a token for everybody; basic authentication wants a user. */
async function identityOf(
  { client, optionsFor }: RegistryReader,
  { server, repositories = [] }: RegistrySettings,
  signal?: AbortSignal,
): Promise<string> {
  const options = await optionsFor(containerRepository(server, repositories[0] ?? ''), signal)
  const ping = await ofRegistry(client.ping(server, options))
  if (ping === undefined) throw new CloudError('unreachable', `"${server}" is no registry`)
  const isLetIn = ping.credential !== 'refused' && !(ping.credential === 'absent' && ping.scheme === 'basic')
  if (!isLetIn) throw new CloudError('credentials', ping.message)
  return ping.message
}

async function findContainers(
  { read }: RegistryReader,
  server: string,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<FoundImage[]> {
  const found = await mapBounded([...new Set(texts)], parallel, signal, async (text, inner) => {
    const reference = containerReference(server, text)
    const image = reference === undefined ? undefined : await read(reference, inner)
    const matchedBy: FoundImage['matchedBy'] = reference?.digest === undefined ? 'name' : 'id'
    return image === undefined ? [] : [{ ...image, text, matchedBy }]
  })
  return found.flat()
}
