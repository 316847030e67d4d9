import { startFakeArm, type CloudSite, type FakeArm, type FakeVersion } from '@ingot/testkit'
import type { AccountConfig, CloudAccount } from '../../cloud-account.ts'
import type { AzureSettings } from '@ingot/contract'
import { azureProvider } from '../azure-provider.ts'

/** The gallery that the images of a test are in. */
export const gallery = { group: 'golden-rg', name: 'golden' }

/** A version in some regions, made in the first of them. */
export function versionIn(
  number: string,
  regions: readonly string[],
  changed: Partial<FakeVersion> = {},
): FakeVersion {
  return {
    number,
    home: regions[0] ?? 'eastus',
    targets: regions.map((name) => ({ name })),
    published: '2026-03-04T05:06:07.0000000+00:00',
    sizeGb: 30,
    ...changed,
  }
}

/** What opens a fake subscription. */
function configOf(
  fake: FakeArm,
  changed: Partial<AccountConfig<AzureSettings>> = {},
): AccountConfig<AzureSettings> {
  const { subscription } = fake.content
  const { tenant, clientId, secret } = fake.client
  return {
    name: 'prod',
    settings: { provider: 'azure', subscription, tenant, clientId, endpoint: fake.url },
    secret,
    retries: { attempts: 3, firstWait: 1 },
    ...changed,
  }
}

/** Opens an account on a fake subscription. */
export function openFake(
  fake: FakeArm,
  changed: Partial<AccountConfig<AzureSettings>> = {},
): Promise<CloudAccount> {
  return azureProvider.open(configOf(fake, changed))
}

/** A subscription with known images, for the suite of all providers. */
export async function startAzureSite(): Promise<CloudSite> {
  const fake = await startFakeArm({ pageSize: 2 })
  const { content } = fake
  const versions = ['1.2.0', '1.10.0', '1.9.0'].map((number) => versionIn(number, ['eastus']))
  content.addDefinition(gallery, 'hardened').versions.push(...versions, versionIn('2.0.0', ['westus']))
  for (const group of ['first-rg', 'second-rg']) content.addImage(group, 'twin', 'eastus')
  content.addImage('first-rg', 'other', 'eastus')
  content.addImage('first-rg', 'far', 'westus')
  const versionId = (number: string) => content.galleryId(gallery.group, gallery.name, 'hardened', number)
  return {
    open: ({ wrongCredentials = false, regions } = {}) =>
      openFake(fake, {
        ...(wrongCredentials ? { secret: 'not-the-secret' } : {}),
        ...(regions === undefined ? {} : { regions }),
      }),
    region: 'eastus',
    otherRegion: 'westus',
    image: { reference: versionId('1.2.0'), name: 'hardened/1.2.0' },
    twins: {
      name: 'twin',
      references: ['first-rg', 'second-rg'].map((group) => content.imageId({ group, name: 'twin' })),
    },
    count: 6,
    missing: versionId('9.9.9'),
    hasCredentials: true,
    fail: (fault) => fake.fail(fault),
    close: () => fake.close(),
  }
}
