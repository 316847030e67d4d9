import type { OpenStackSettings } from '@ingot/contract'
import { shownText } from '../../registry/shown-text.ts'
import { CloudError } from '../cloud-error.ts'
import { fieldOf, recordsOf, textOf } from './json-shape.ts'

/** What Keystone tells with a token. */
export interface KeystoneToken {
  readonly token: string
  /** Milliseconds since 1970. */
  readonly expires: number
  readonly user: string
  readonly project: { readonly id: string; readonly name: string }
  /** The image service of each region, by its endpoint of the interface that is wanted, in the order of the catalog. */
  readonly endpoints: ReadonlyMap<string, URL>
}

/**
 * What Keystone is asked for a token with (Identity API v3, "Password authentication with scoped authorization" and
 * "Authenticating with an Application Credential"). Throws `CloudError` where the account lacks something for it.
 */
export function tokenRequest(settings: OpenStackSettings, secret: string | undefined): object {
  const { applicationCredential, username, project, userDomain, projectDomain = userDomain } = settings
  if (secret === undefined)
    throw new CloudError('credentials', 'Expected the password or the secret of the account, but it has none')
  if (applicationCredential !== undefined)
    // It belongs to one project already: Keystone refuses a scope beside it.
    return {
      auth: {
        identity: {
          methods: ['application_credential'],
          application_credential: { id: applicationCredential, secret },
        },
      },
    }
  if (username === undefined || project === undefined)
    throw new CloudError(
      'credentials',
      'Expected an application credential, or a user name and a project, but the account has neither',
    )
  const user = { ...namedIn(username, userDomain), password: secret }
  return {
    auth: {
      identity: { methods: ['password'], password: { user } },
      scope: { project: namedIn(project, projectDomain) },
    },
  }
}

/** What has the form of an id is one, and needs no domain: `openrc` files have ids as often as names. */
function namedIn(text: string, domain: string | undefined): object {
  return isId(text) ? { id: text } : { name: text, domain: domainOf(domain) }
}

/** The domain that Keystone comes with has the id `default` and the name `Default`. */
function domainOf(domain = 'Default'): object {
  return domain === 'default' || isId(domain) ? { id: domain } : { name: domain }
}

/** Keystone makes ids of 32 hexadecimal digits, or of 64 for users of a directory (LDAP). */
function isId(text: string): boolean {
  return /^(?:[0-9a-f]{32}){1,2}$/.test(text)
}

/** Reads what Keystone answered. Throws `CloudError` `invalid` where that is no token for a project. */
export function readToken(
  token: string | null,
  body: unknown,
  wanted: NonNullable<OpenStackSettings['interface']> = 'public',
): KeystoneToken {
  const told = fieldOf(body, 'token')
  const project = fieldOf(told, 'project')
  const id = textOf(fieldOf(project, 'id'))
  const expires = Date.parse(textOf(fieldOf(told, 'expires_at')) ?? '')
  if (token === null || id === undefined || Number.isNaN(expires))
    throw new CloudError('invalid', 'Expected Keystone to give a token for a project, but it gave none')
  return {
    token,
    expires,
    user: textOf(fieldOf(fieldOf(told, 'user'), 'name')) ?? 'unknown',
    project: { id, name: textOf(fieldOf(project, 'name')) ?? id },
    endpoints: imageEndpoints(fieldOf(told, 'catalog'), wanted),
  }
}

function imageEndpoints(catalog: unknown, wanted: string): Map<string, URL> {
  const services = recordsOf(catalog).filter(({ type }) => type === 'image')
  const endpoints = services.flatMap((service) => recordsOf(service['endpoints']))
  return new Map(
    endpoints
      .filter((endpoint) => endpoint['interface'] === wanted)
      .flatMap((endpoint): [string, URL][] => {
        const region = textOf(endpoint['region_id']) ?? textOf(endpoint['region'])
        const url = textOf(endpoint['url'])
        return region === undefined || url === undefined ? [] : [[region, endpointUrl(url, 'v2')]]
      }),
  )
}

/** The address of an API without its version, which some write and others do not, and without a slash at the end. */
export function endpointUrl(text: string, version: 'v2' | 'v3'): URL {
  const plain = text.replace(/\/+$/, '').replace(new RegExp(`/${version}(?:\\.\\d+)?$`), '')
  const url = URL.canParse(plain) ? new URL(plain) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new CloudError('invalid', `Expected an endpoint as http(s)://host, got "${shownText(text)}"`)
}
