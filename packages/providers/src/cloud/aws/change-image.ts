import { createHash } from 'node:crypto'
import type { LaunchPermission } from '@aws-sdk/client-ec2'
import { shownText } from '../../registry/shown-text.ts'
import type { CopyRequest } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import type { Ec2Place } from './query-images.ts'

/** The longest token of a client (EC2 API Reference, "Ensuring idempotency"). */
const longestToken = 64
const minute = 60_000

/** Begins a copy; EC2 answers the same one for the same token (EC2 API Reference, "CopyImage"). */
export async function copyImage({ client, ...place }: Ec2Place, request: CopyRequest): Promise<string> {
  const { source, image, name, token } = request
  if (source.provider !== 'aws' || image.region === undefined)
    throw new CloudError('unsupported', `AWS copies images of AWS alone, not of "${source.provider}"`)
  const input = {
    SourceRegion: image.region,
    SourceImageId: image.reference,
    Name: name,
    ClientToken: clientToken(token),
    CopyImageTags: true,
  }
  const answer = await client.ask({ ...place, send: (ec2, options) => ec2.copyImage(input, options) })
  if (typeof answer.ImageId === 'string' && answer.ImageId !== '') return answer.ImageId
  throw new CloudError('invalid', 'Expected AWS to answer the id of the copy, but it answers none')
}

function clientToken(token: string): string {
  const fits = token.length <= longestToken && /^[\x21-\x7e]+$/.test(token)
  return fits ? token : createHash('sha256').update(token).digest('hex')
}

/** Lets accounts, organizations or organizational units start from an image; those that may already still may. */
export async function shareImage(
  { client, ...place }: Ec2Place,
  id: string,
  accounts: readonly string[],
): Promise<void> {
  if (accounts.length === 0) return
  const input = { ImageId: id, LaunchPermission: { Add: accounts.map(permissionOf) } }
  await client.ask({ ...place, send: (ec2, options) => ec2.modifyImageAttribute(input, options) })
}

/**
 * The accounts, organizations and units that may start from an image of ours; of others nobody is told. That everybody may
 * is no share.
 */
export async function sharesOf({ client, ...place }: Ec2Place, id: string): Promise<string[]> {
  const input = { ImageId: id, Attribute: 'launchPermission' as const }
  const answer = await client.askUnless(['AuthFailure', 'InvalidAMIID.NotFound'], {
    ...place,
    send: (ec2, options) => ec2.describeImageAttribute(input, options),
  })
  const permissions = Array.isArray(answer?.LaunchPermissions) ? answer.LaunchPermissions : []
  return permissions.flatMap(
    ({ UserId, OrganizationArn, OrganizationalUnitArn }) =>
      UserId ?? OrganizationArn ?? OrganizationalUnitArn ?? [],
  )
}

function permissionOf(account: string): LaunchPermission {
  if (/^\d{12}$/.test(account)) return { UserId: account }
  if (/^arn:[\w-]+:organizations::\d{12}:organization\//.test(account)) return { OrganizationArn: account }
  if (/^arn:[\w-]+:organizations::\d{12}:ou\//.test(account)) return { OrganizationalUnitArn: account }
  throw new CloudError(
    'invalid',
    `Expected the 12 digits of an account, or the ARN of an organization, got "${shownText(account)}"`,
  )
}

/** EC2 takes no moment that is over (EC2 API Reference, "EnableImageDeprecation"): what is past is the next minute. */
export async function deprecateImage(
  { client, ...place }: Ec2Place,
  id: string,
  from: string,
): Promise<void> {
  const time = Date.parse(from)
  if (Number.isNaN(time))
    throw new CloudError('invalid', `Expected a moment (RFC 3339), got "${shownText(from)}"`)
  const soonest = Math.ceil(Date.now() / minute + 1) * minute
  const input = { ImageId: id, DeprecateAt: new Date(time < Date.now() ? soonest : time) }
  await client.ask({ ...place, send: (ec2, options) => ec2.enableImageDeprecation(input, options) })
}

/** Deregisters an image; one that is gone already is no error. Its snapshots stay, for others may be made of them. */
export async function removeImage({ client, ...place }: Ec2Place, id: string): Promise<void> {
  const input = { ImageId: id }
  await client.askUnless(['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable'], {
    ...place,
    send: (ec2, options) => ec2.deregisterImage(input, options),
  })
}
