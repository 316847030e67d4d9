import type { OpenStackSettings } from '@ingot/contract'
import type { CloudSite, FakeOpenStack, GlanceServer } from '@ingot/testkit'
import type { AccountConfig, CloudAccount } from '../../cloud-account.ts'
import { openstackProvider } from '../openstack-provider.ts'

export const missingImage = '00000000-1111-4222-8333-444444444444'

/** Tries often, but waits for nothing. */
const retries = { attempts: 3, firstWait: 1 }

/** An account of the fake, by the password of its user unless something else is said. */
export function openFake(
  cloud: FakeOpenStack,
  changes: Partial<Omit<AccountConfig<OpenStackSettings>, 'settings'>> & {
    settings?: Partial<OpenStackSettings>
  } = {},
): Promise<CloudAccount> {
  const { settings, ...others } = changes
  const { username, project, password } = cloud.user
  return openstackProvider.open({
    name: 'lab',
    secret: password,
    retries,
    ...others,
    settings: { provider: 'openstack', authUrl: cloud.authUrl, username, project, ...settings },
  })
}

/** An account on a Glance without Keystone. */
export function openGlance(glance: GlanceServer, regions?: readonly string[]): Promise<CloudAccount> {
  return openstackProvider.open({
    name: 'bare',
    settings: { provider: 'openstack', imageEndpoint: glance.url },
    retries,
    ...(regions === undefined ? {} : { regions }),
  })
}

/** Five images of which two have one name and one is hidden, on pages of two; the others are not ours. */
export function fakeSite(cloud: FakeOpenStack): CloudSite {
  const glance = cloud.regions.get('RegionOne')!
  const reference = glance.add({ name: 'golden' }, Buffer.from('golden'))
  const twins = [glance.add({ name: 'twin' }), glance.add({ name: 'twin', os_hidden: true })]
  for (const name of ['third', 'fourth']) glance.add({ name })
  glance.add({ name: 'public', owner: 'others', visibility: 'public' })
  return {
    open: ({ wrongCredentials = false, regions } = {}) =>
      openFake(cloud, {
        ...(wrongCredentials ? { secret: 'wrong' } : {}),
        ...(regions === undefined ? {} : { regions }),
      }),
    region: 'RegionOne',
    otherRegion: 'RegionTwo',
    image: { reference, name: 'golden' },
    twins: { name: 'twin', references: twins },
    count: 5,
    missing: missingImage,
    hasCredentials: true,
    fail: cloud.fail,
    faults: ['throttle-once', 'throttle', 'cut', 'hang', 'forbidden', 'half-page', 'expired'],
    close: cloud.close,
  }
}

/** The same on a real Glance, which outlives the site. */
export async function glanceSite(glance: GlanceServer): Promise<CloudSite> {
  const [reference = '', ...others] = await glance.uploadAll([
    { name: 'golden' },
    { name: 'twin' },
    { name: 'twin', hidden: true },
    { name: 'third' },
    { name: 'fourth' },
  ])
  return {
    open: ({ regions } = {}) => openGlance(glance, regions),
    region: 'RegionOne',
    // One Glance stands for every region that an account names.
    otherRegion: 'RegionOne',
    image: { reference, name: 'golden' },
    twins: { name: 'twin', references: others.slice(0, 2) },
    count: 5,
    missing: missingImage,
    hasCredentials: false,
    close: glance.clear,
  }
}
