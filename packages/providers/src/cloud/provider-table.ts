import type { AccountSettings } from '@ingot/contract'
import type { CloudProvider } from './cloud-account.ts'

type Settings<Name extends AccountSettings['provider']> = Extract<AccountSettings, { provider: Name }>

/** Loads the provider of each kind of account when one is opened: what nobody uses costs nothing. */
export const cloudProviders: {
  [Name in Exclude<AccountSettings['provider'], 'registry'>]: () => Promise<CloudProvider<Settings<Name>>>
} = {
  aws: async () => (await import('./aws/aws-provider.ts')).awsProvider,
  azure: async () => (await import('./azure/azure-provider.ts')).azureProvider,
  gcp: async () => (await import('./gcp/gcp-provider.ts')).gcpProvider,
  openstack: async () => (await import('./openstack/openstack-provider.ts')).openstackProvider,
  local: async () => (await import('./local/local-provider.ts')).localProvider,
}
