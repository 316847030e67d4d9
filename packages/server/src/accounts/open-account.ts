import type { Account, AccountProvider } from '@ingot/contract'
import type { CloudAccount, CloudProvider } from '@ingot/providers'
import type { Context } from '../context.ts'
import { openCredential } from '../registries/credential-secret.ts'
import { credentialFor } from '../registries/credential-for.ts'
import { openAccountSecret } from './account-secret.ts'

/** An account that can be opened when it is asked, and how many questions at once it bears. */
export interface ClosedAccount {
  readonly name: string
  readonly provider: AccountProvider
  readonly open: () => Promise<{ account: CloudAccount; concurrency: number }>
}

type Site = Pick<Context, 'ledger' | 'secrets' | 'now'>

/** The account as it can be opened; neither its SDK nor its secret is touched before. */
export function closedAccount(site: Site, account: Account): ClosedAccount {
  return {
    name: account.name,
    provider: account.settings.provider,
    open: async () => {
      const provider = await providerOf(site, account)
      const secret = await openAccountSecret(site.secrets, account)
      const opened = await provider.open({
        name: account.name,
        settings: account.settings,
        ...(account.regions === undefined ? {} : { regions: account.regions }),
        ...(secret === undefined ? {} : { secret }),
      })
      return { account: opened, concurrency: provider.concurrency }
    },
  }
}

async function providerOf(site: Site, { settings }: Account): Promise<CloudProvider> {
  const { cloudProviders } = await import('@ingot/providers')
  // Each provider is opened with settings of its own kind: both come from the same member.
  if (settings.provider !== 'registry') return await cloudProviders[settings.provider]()
  return await registryAccounts(site)
}

/** Container registries are read as runtimes are: with the credentials that fit. */
async function registryAccounts({ ledger, secrets, now }: Site) {
  const { registryProvider } = await import('@ingot/providers')
  const { registryClient } = await import('../registries/registry-client.ts')
  return registryProvider(registryClient(ledger), async (repository) => {
    const { credential } = credentialFor(ledger.snapshot(), repository, { at: now })
    return credential === undefined ? undefined : await openCredential(secrets, credential)
  })
}
