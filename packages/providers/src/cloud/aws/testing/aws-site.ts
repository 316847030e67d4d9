import { startFakeEc2, type CloudSite, type FakeEc2 } from '@ingot/testkit'
import type { AwsSettings } from '@ingot/contract'
import type { AccountConfig, CloudAccount } from '../../cloud-account.ts'
import { awsProvider } from '../aws-provider.ts'

/** The region of a fake that tests have their images in. */
export const region = 'us-east-1'

/** Opens an account on a fake; `settings` are added to those of its user. */
export function openFake(
  fake: FakeEc2,
  settings: Partial<AwsSettings> = {},
  changed: Partial<AccountConfig<AwsSettings>> = {},
): Promise<CloudAccount> {
  const { accessKeyId, secret } = fake.user
  return awsProvider.open({
    name: 'prod',
    settings: { provider: 'aws', accessKeyId, endpoint: fake.url, ...settings },
    secret,
    retries: { attempts: 3, firstWait: 1 },
    ...changed,
  })
}

/** Opens one that has no key of its own: what it has comes from a profile or the default chain. */
export function openKeyless(fake: FakeEc2, settings: Partial<AwsSettings> = {}): Promise<CloudAccount> {
  return awsProvider.open({
    name: 'prod',
    settings: { provider: 'aws', endpoint: fake.url, ...settings },
    retries: { attempts: 1, firstWait: 1 },
  })
}

/** An EC2 with known images, for the suite of all providers. */
export async function startAwsSite(): Promise<CloudSite> {
  const fake = await startFakeEc2({ pageSize: 2 })
  const [home, other] = [fake.regions.get(region), fake.regions.get('eu-west-1')]
  const reference = home?.add({ name: 'hardened-1.2.0' }) ?? ''
  for (const name of ['hardened-1.10.0', 'hardened-1.9.0']) home?.add({ name })
  home?.addMany(2)
  home?.add({ name: 'hardened-1.2.0', imageOwnerId: '999988887777', isPublic: true })
  other?.add({ name: 'far' })
  return {
    open: ({ wrongCredentials = false, regions } = {}) =>
      openFake(
        fake,
        wrongCredentials ? { accessKeyId: 'AKIAWRONGKEYEXAMPLE' } : {},
        regions === undefined ? {} : { regions },
      ),
    region,
    otherRegion: 'eu-west-1',
    image: { reference, name: 'hardened-1.2.0' },
    count: 5,
    missing: 'ami-0123456789abcdef0',
    hasCredentials: true,
    fail: fake.fail,
    close: fake.close,
  }
}
