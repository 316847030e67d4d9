import { operations, type AccountSettings, type OperationName } from '@ingot/contract'
import { startFakeOpenStack, type FakeOpenStack } from '@ingot/testkit'
import { installCatalogs } from '../install.ts'
import { openRegistrySite, type RegistrySite } from './registry-site.ts'

/** An app that keeps accounts, and a cloud to have one in. */
export interface AccountSite extends RegistrySite {
  readonly cloud: FakeOpenStack
  /** The settings of an account in it. */
  readonly settings: AccountSettings
  readonly secret: string
  /** Adds the account `NAME`, by default `cloud`. */
  addAccount(name?: string, given?: { regions?: string[]; secret?: string }): Promise<void>
}

const own = (Object.keys(operations) as OperationName[]).filter((name) =>
  /^\/v1\/(?:accounts|images|roles|scan|drift-policy|resolve|catalogs|consumers|credentials|registries|log)/.test(
    operations[name].path,
  ),
)

export async function openAccountSite(): Promise<AccountSite> {
  const cloud = await startFakeOpenStack()
  const site = await openRegistrySite({ operations: own })
  await installCatalogs(site.ledger, site.now)
  const { username, password, project } = cloud.user
  const settings: AccountSettings = { provider: 'openstack', authUrl: cloud.authUrl, username, project }
  // The site is changed in place: its own end has to be kept before.
  const close = site.close.bind(site)
  return Object.assign(site, {
    cloud,
    settings,
    secret: password,
    addAccount: async (name = 'cloud', given: { regions?: string[]; secret?: string } = {}) => {
      const { secret = password, regions } = given
      await site.client.addAccount({ params: { account: name }, body: { settings, secret, regions } })
    },
    close: async () => {
      await close()
      await cloud.close()
    },
  })
}
