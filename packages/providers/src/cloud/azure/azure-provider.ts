import type { AzureSettings } from '@ingot/contract'
import type { CloudProvider } from '../cloud-account.ts'
import { azureAccount } from './azure-account.ts'
import { openAzureClient } from './azure-client.ts'

/** Azure: managed images, versions in Compute Galleries, and the Marketplace. */
export const azureProvider: CloudProvider<AzureSettings> = {
  concurrency: 8,
  open: async (config) => azureAccount(config, await openAzureClient(config)),
}
