import type { AwsSettings } from '@ingot/contract'
import type { AccountConfig, CloudAccount, CloudProvider } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { homeRegion } from './aws-credentials.ts'
import { copyImage, deprecateImage, removeImage, shareImage, sharesOf } from './change-image.ts'
import { openEc2Client, type Ec2Client } from './ec2-client.ts'
import { describeImages, findImages, isImageId, listImages } from './find-images.ts'
import { ownAccount, type OwnAccount } from './own-account.ts'
import type { Ec2Place } from './query-images.ts'

/** AWS: the AMIs of EC2 in each region. */
export const awsProvider: CloudProvider<AwsSettings> = {
  concurrency: 40,
  open: async (config) => openAccount(config, await openEc2Client(config)),
}

function openAccount(config: AccountConfig<AwsSettings>, client: Ec2Client): CloudAccount {
  const { settings } = config
  const account = ownAccount(settings.role)
  const owners = settings.owners === undefined || settings.owners.length === 0 ? ['self'] : settings.owners
  const placeOf = (region: string, signal?: AbortSignal): Ec2Place => ({ client, region, signal })
  const home = (signal?: AbortSignal) => placeOf(homeRegion(config), signal)
  return {
    name: config.name,
    provider: 'aws',
    can: { copy: true, share: true, deprecate: true, delete: true },
    identity: async (signal) => identityText(settings, account, await knownRegions(home(signal))),
    regions: async (signal) =>
      config.regions?.map((region) => region.toLowerCase()) ?? (await knownRegions(home(signal))),
    allRegions: (signal) => knownRegions(home(signal)),
    find: (region, texts, signal) => findImages(placeOf(region, signal), account, owners, texts),
    knows: isImageId,
    describe: (region, references, signal) => describeImages(placeOf(region, signal), account, references),
    list: (region, signal) => listImages(placeOf(region, signal), account),
    copy: (request, signal) => copyImage(placeOf(request.region, signal), request),
    share: (region, reference, accounts, signal) => shareImage(placeOf(region, signal), reference, accounts),
    sharedWith: (region, reference, signal) => sharesOf(placeOf(region, signal), reference),
    deprecate: (region, reference, from, signal) => deprecateImage(placeOf(region, signal), reference, from),
    delete: (region, reference, signal) => removeImage(placeOf(region, signal), reference),
    close: client.close,
  }
}

/** The regions that are enabled for the account. */
async function knownRegions({ client, ...place }: Ec2Place): Promise<string[]> {
  const input = { AllRegions: false }
  const answer = await client.ask({ ...place, send: (ec2, options) => ec2.describeRegions(input, options) })
  const names = Array.isArray(answer.Regions) ? answer.Regions.map(({ RegionName: name }) => name) : []
  const regions = names.filter((name) => name !== undefined)
  if (regions.length > 0) return regions
  throw new CloudError('invalid', 'Expected AWS to answer a list of regions, but it answers none')
}

/** EC2 does not tell who asks, only that it lets us in. */
function identityText(settings: AwsSettings, account: OwnAccount, regions: readonly string[]): string {
  const { accessKeyId, profile, role } = settings
  const base = accessKeyId === undefined ? profileText(profile) : `Access key "${accessKeyId}"`
  const assumed = role === undefined ? '' : ` with role "${role}"`
  const number = account.known()
  const of = number === undefined || role !== undefined ? '' : ` of account ${number}`
  return `${base}${assumed}${of}, with ${regions.length} regions`
}

function profileText(profile: string | undefined): string {
  return profile === undefined ? 'The default credentials of this machine' : `Profile "${profile}"`
}
