import type { AwsSettings } from '@ingot/contract'
import type { EC2ClientConfig } from '@aws-sdk/client-ec2'
import type { AccountConfig } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'

/** What gives credentials, as the SDK has it. */
type CredentialSource = Extract<NonNullable<EC2ClientConfig['credentials']>, (...a: never[]) => unknown>
type Credentials = Awaited<ReturnType<CredentialSource>>

/** Credentials that end sooner than this are not used any more, in ms. */
const margin = 5 * 60_000

/** The region that is asked for the others, and for roles. */
export function homeRegion({ homeRegion: region = 'us-east-1' }: AwsSettings): string {
  return region
}

/**
 * Where the credentials of an account come from: its own key, a profile, or the default chain; then the role that it
 * assumes. What is got is shared by the clients of all regions.
 */
export async function credentialSource(config: AccountConfig<AwsSettings>): Promise<CredentialSource> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
  const { role, externalId, endpoint } = config.settings
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
      clientConfig: clientConfig(config.settings, endpoint),
    }),
  )
}

async function baseSource({ settings, secret }: AccountConfig<AwsSettings>): Promise<CredentialSource> {
  const { accessKeyId, profile, endpoint } = settings
  if (accessKeyId !== undefined) {
    if (secret === undefined)
      throw new CloudError('credentials', `Expected a secret for the access key "${accessKeyId}", got none`)
    return () => Promise.resolve({ accessKeyId, secretAccessKey: secret })
  }
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
  const options = { clientConfig: clientConfig(settings, endpoint) }
  // The default chain would go on to the role of the machine where there is no such profile.
  return profile === undefined ? fromNodeProviderChain(options) : fromIni({ ...options, profile })
}

/** How STS is asked: tries are counted by the account alone. */
function clientConfig(settings: AwsSettings, endpoint: string | undefined) {
  return { region: homeRegion(settings), maxAttempts: 1, ...(endpoint === undefined ? {} : { endpoint }) }
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
