import type { GcpSettings } from '@ingot/contract'
import type { CloudProvider } from '../cloud-account.ts'
import { openCompute } from './compute-client.ts'
import { gcpAccount } from './gcp-account.ts'
import { readServiceKey } from './service-key.ts'
import { openTokenSource } from './token-source.ts'

const defaultEndpoint = 'https://compute.googleapis.com'

/** Google Compute Engine. Its secret is the JSON key of a service account; without, the application default credentials. */
export const gcpProvider: CloudProvider<GcpSettings> = {
  concurrency: 8,
  open: async (config) => {
    const key = config.secret === undefined ? undefined : readServiceKey(config.secret)
    const tokens = await openTokenSource(key)
    const client = openCompute(config.settings.endpoint ?? defaultEndpoint, tokens, config.retries)
    return gcpAccount(config, client, tokens.email)
  },
}
