import type { AwsSettings } from '@ingot/contract'
import type { EC2ClientConfig } from '@aws-sdk/client-ec2'
import type { AccountConfig } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'

/** What gives credentials, as the SDK has it. */
type CredentialSource = Extract<NonNullable<EC2ClientConfig['credentials']>, (...a: never[]) => unknown>
type Credentials = Awaited<ReturnType<CredentialSource>>

/** Credentials that end sooner than this are not used any more, in ms. */
const margin = 5 * 60_000

/** The region of each partition that has been there from the beginning. */
const firstRegions: Readonly<Record<string, string>> = {
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
}

/**
 * The region that is asked for the others, and for roles: keys of one partition mean nothing in another (IAM User Guide,
 * "ARNs": GovCloud and China are partitions of their own), so unless it is said, where the account says that it is.
 */
export function homeRegion({
  settings: { homeRegion: region, role },
  regions,
}: Pick<AccountConfig<AwsSettings>, 'settings' | 'regions'>): string {
  const partition = /^arn:(?<partition>[a-z-]+):/.exec(role ?? '')?.groups?.['partition'] ?? ''
  return region ?? regions?.[0]?.toLowerCase() ?? firstRegions[partition] ?? 'us-east-1'
}

/** Where the EC2 of a region is, where that is not the usual place; `{region}` in an endpoint stands for the region. */
export function endpointIn(region: string, endpoint: string | undefined): string | undefined {
  return endpoint?.replaceAll('{region}', region)
}

/**
 * Where the credentials of an account come from: its own key, a profile, or the default chain; then the role that it
 * assumes. What is got is shared by the clients of all regions.
 */
export async function credentialSource(config: AccountConfig<AwsSettings>): Promise<CredentialSource> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
  const { role, externalId } = config.settings
  const base = await baseSource(config)
  if (role === undefined) return shared(base)
  const params = {
    RoleArn: role,
    RoleSessionName: 'ingot',
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
  }
  return shared(
    fromTemporaryCredentials({
      masterCredentials: shared(base),
      params,
      clientConfig: stsConfig(config),
    }),
  )
}

async function baseSource(config: AccountConfig<AwsSettings>): Promise<CredentialSource> {
  const { settings, secret } = config
  const { accessKeyId, profile } = settings
  if (accessKeyId !== undefined) {
    if (secret === undefined)
      throw new CloudError('credentials', `Expected a secret for the access key "${accessKeyId}", got none`)
    return () => Promise.resolve({ accessKeyId, secretAccessKey: secret })
  }
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
  const options = { clientConfig: stsConfig(config) }
  // The default chain would go on to the role of the machine where there is no such profile.
  return profile === undefined ? fromNodeProviderChain(options) : fromIni({ ...options, profile })
}

/** How STS is asked: tries are counted by the account alone. An endpoint is one of all services, unless STS has its own. */
function stsConfig(config: AccountConfig<AwsSettings>) {
  const region = homeRegion(config)
  const endpoint = endpointIn(region, config.settings.stsEndpoint ?? config.settings.endpoint)
  return { region, maxAttempts: 1, ...(endpoint === undefined ? {} : { endpoint }) }
}

/** Asks once for all who want credentials at the same time, and again when they end or there were none. */
function shared(source: CredentialSource): CredentialSource {
  let current: Promise<Credentials> | undefined
  let ends = Number.POSITIVE_INFINITY
  const begin = () => {
    const made = source().then((credentials) => {
      ends = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY
      return credentials
    })
    ends = Number.POSITIVE_INFINITY
    made.catch(() => void (current === made && (current = undefined)))
    current = made
    return made
  }
  return () => (current === undefined || ends - margin < Date.now() ? begin() : current)
}
