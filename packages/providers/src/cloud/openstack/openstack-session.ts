import type { OpenStackSettings } from '@ingot/contract'
import { orAborted } from '../../registry/deadline.ts'
import { shownText } from '../../registry/shown-text.ts'
import type { AccountConfig } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { requestJson } from '../http/request-json.ts'
import { endpointUrl, readToken, tokenRequest, type KeystoneToken } from './keystone-token.ts'
import { openStackError } from './openstack-error.ts'

/** What a request to Glance goes with. */
export interface Pass {
  readonly headers: Readonly<Record<string, string>>
  readonly regions: readonly string[]
  /** Those that Keystone names; absent where it is not asked for them. */
  readonly allRegions?: readonly string[]
  /** The image service of a region; throws `CloudError` where it has none. */
  readonly endpoint: (region: string) => URL
  /** Who we are; absent without Keystone. */
  readonly keystone?: KeystoneToken
}

/** How an account is let in. One token serves all who ask at the same time. */
export interface OpenStackSession {
  readonly hasKeystone: boolean
  /** Whether Keystone tells where the image services are. */
  readonly hasCatalog: boolean
  readonly pass: (signal?: AbortSignal) => Promise<Pass>
  /** A new pass in the place of one that was refused. */
  readonly renew: (refused: Pass, signal?: AbortSignal) => Promise<Pass>
}

/** The region of an installation that has but one (Keystone's `bootstrap` makes it). */
const onlyRegion = 'RegionOne'

/** A token that ends sooner than this is not used any more, in ms. */
const margin = 30_000

/** Opens a session; throws `CloudError` where the settings cannot lead anywhere. */
export function openSession(config: AccountConfig<OpenStackSettings>): OpenStackSession {
  const { authUrl, imageEndpoint, project } = config.settings
  const regions = config.regions ?? [onlyRegion]
  const image = imageEndpoint === undefined ? undefined : endpointUrl(imageEndpoint, 'v2')
  if (authUrl !== undefined) return keystoneSession(config, endpointUrl(authUrl, 'v3'), image)
  if (image === undefined)
    throw new CloudError('invalid', 'Expected an auth URL or an image endpoint, but the account has neither')
  // Whoever reaches a Glance without Keystone is an administrator; where a proxy before it asks, this says so.
  const headers = { 'x-roles': 'admin', 'x-project-id': project ?? 'ingot' }
  const pass = Promise.resolve({ headers, regions, endpoint: () => image })
  return { hasKeystone: false, hasCatalog: false, pass: () => pass, renew: () => pass }
}

function keystoneSession(
  config: AccountConfig<OpenStackSettings>,
  keystone: URL,
  image: URL | undefined,
): OpenStackSession {
  const request = tokenRequest(config.settings, config.secret)
  let current: Login | undefined
  const begin = () => {
    const made: Login = { pass: logIn(config, keystone, request, image) }
    current = made
    const forget = () => void (current === made && (current = undefined))
    made.pass.then((pass) => void (made.given = pass), forget)
    return made
  }
  const isOver = ({ given }: Login) =>
    (given?.keystone?.expires ?? Number.POSITIVE_INFINITY) - margin < Date.now()
  const next = () => (current === undefined || isOver(current) ? begin() : current).pass
  return {
    hasKeystone: true,
    hasCatalog: image === undefined,
    pass: (signal) => waitFor(next(), signal),
    renew: (refused, signal) => {
      // Somebody else may have asked for a new one meanwhile.
      const login = current === undefined || current.given === refused ? begin() : current
      return waitFor(login.pass, signal)
    },
  }
}

interface Login {
  readonly pass: Promise<Pass>
  given?: Pass
}

/** Others may wait for the same token, so it is not given up when one of them goes away. */
function waitFor(pass: Promise<Pass>, signal: AbortSignal | undefined): Promise<Pass> {
  return signal === undefined ? pass : orAborted(pass, signal)
}

async function logIn(
  { secret, settings, retries, regions }: AccountConfig<OpenStackSettings>,
  keystone: URL,
  body: object,
  image: URL | undefined,
): Promise<Pass> {
  const answer = await requestJson({
    url: `${keystone.href.replace(/\/$/, '')}/v3/auth/tokens`,
    method: 'POST',
    body,
    retries,
  })
  const secrets = secret === undefined ? [] : [secret]
  if (answer.status !== 201) {
    const who = settings.applicationCredential ?? settings.username ?? ''
    throw openStackError(answer, `give a token for "${shownText(who)}"`, secrets)
  }
  const token = readToken(answer.headers.get('x-subject-token'), answer.body, settings.interface)
  const headers = { 'x-auth-token': token.token }
  if (image !== undefined) {
    return { headers, regions: regions ?? [onlyRegion], endpoint: () => image, keystone: token }
  }
  const allRegions = [...token.endpoints.keys()]
  // OpenStack tells regions apart by case, people do not.
  const spelled = (region: string) =>
    allRegions.find((one) => one.toLowerCase() === region.toLowerCase()) ?? region
  return {
    headers,
    regions: regions?.map(spelled) ?? allRegions,
    allRegions,
    endpoint: (region) => endpointOf(token, region),
    keystone: token,
  }
}

function endpointOf({ endpoints }: KeystoneToken, region: string): URL {
  const endpoint = endpoints.get(region)
  if (endpoint !== undefined) return endpoint
  const known = [...endpoints.keys()].slice(0, 10).join(', ')
  throw new CloudError(
    'invalid',
    `Expected a region with an image service (${shownText(known)}), got "${shownText(region)}"`,
  )
}
