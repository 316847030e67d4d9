import { AccountSettings, type Account, type Fault } from '@ingot/contract'
import { dockerHub, repositoryFault, serverOf } from '@ingot/core'
import { isAbsolute } from 'node:path'
import { faultAt } from '../registries/read-server.ts'

interface Given {
  readonly settings: AccountSettings
  readonly regions?: Account['regions']
  readonly secret?: string
}

/** Every fault of an account that its schema cannot see, with JSON pointers. */
export function accountFaults(name: string, { settings, regions, secret }: Given): Fault[] {
  return [
    ...nameFaults(name),
    ...foreignFaults(settings),
    ...endpointFaults(settings),
    ...settingFaults(settings, secret),
    ...(regions ?? []).flatMap((region, index) =>
      /^[A-Za-z0-9][-A-Za-z0-9_. ]*$/.test(region)
        ? []
        : [faultAt(`/body/regions/${index}`, `Expected the name of a region, got "${region}"`)],
    ),
  ]
}

function nameFaults(name: string): Fault[] {
  if (/^[A-Za-z0-9][-A-Za-z0-9_.]*$/.test(name) && name.length <= 128) return []
  const message =
    'The name of an account has at most 128 letters, digits, "-", "_" and "." and begins with a letter or digit, ' +
    `but got "${name.slice(0, 130)}"`
  return [faultAt('/params/account', message)]
}

/** A setting of another kind of account would be taken for one that counts. */
function foreignFaults(settings: AccountSettings): Fault[] {
  const own = AccountSettings.anyOf.find(({ properties }) => properties.provider.const === settings.provider)
  const known = new Set(Object.keys(own?.properties ?? {}))
  return Object.keys(settings)
    .filter((name) => !known.has(name))
    .map((name) =>
      faultAt(
        `/body/settings/${name}`,
        `An account of ${settings.provider} has no setting "${name.slice(0, 100)}"; it has ${[...known].join(', ')}`,
      ),
    )
}

function endpointFaults(settings: AccountSettings): Fault[] {
  const endpoints = ['endpoint', 'stsEndpoint', 'authUrl', 'imageEndpoint'] as const
  return endpoints.flatMap((member) => {
    const value = (settings as Partial<Record<(typeof endpoints)[number], string>>)[member]
    // In an endpoint of AWS this stands for the region.
    if (value === undefined || isHttp(value.replaceAll('{region}', 'region'))) return []
    return [
      faultAt(
        `/body/settings/${member}`,
        `Expected an address such as https://cloud.example, got "${value}"`,
      ),
    ]
  })
}

/** Credentials in an address would be shown wherever the address is. */
function isHttp(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || url.protocol === 'http:'
}

function settingFaults(settings: AccountSettings, secret: string | undefined): Fault[] {
  switch (settings.provider) {
    case 'aws':
      return paired(settings.accessKeyId, secret, 'accessKeyId', 'a secret access key')
    case 'azure':
      return [
        ...paired(settings.clientId, secret, 'clientId', 'a client secret'),
        ...(settings.clientId !== undefined && settings.tenant === undefined
          ? [faultAt('/body/settings/tenant', 'A client is of a tenant; give the id of that too')]
          : []),
      ]
    case 'openstack':
      return openStackFaults(settings, secret)
    case 'local':
      return isAbsolute(settings.dir)
        ? []
        : [faultAt('/body/settings/dir', `Expected the absolute path of a folder, got "${settings.dir}"`)]
    case 'registry':
      return registryFaults(settings, secret)
    default:
      return []
  }
}

function openStackFaults(
  settings: Extract<AccountSettings, { provider: 'openstack' }>,
  secret?: string,
): Fault[] {
  const { authUrl, imageEndpoint, username, applicationCredential } = settings
  if (authUrl === undefined) {
    return imageEndpoint === undefined
      ? [faultAt('/body/settings', 'Expected the address of Keystone (authUrl) or of Glance (imageEndpoint)')]
      : []
  }
  if (username === undefined && applicationCredential === undefined) {
    return [faultAt('/body/settings', 'Keystone wants a user or an application credential; give one of them')]
  }
  return secret === undefined
    ? [faultAt('/body/secret', 'Keystone wants the password, or the secret of the application credential')]
    : []
}

function registryFaults(
  { server, repositories = [] }: Extract<AccountSettings, { provider: 'registry' }>,
  secret?: string,
): Fault[] {
  const { host, fault } = accountServer(server)
  return [
    ...(fault === undefined ? [] : [faultAt('/body/settings/server', fault)]),
    ...repositories.flatMap((repository, index) => {
      // "app" of Docker Hub is "library/app", and as good as that.
      const wrong = repositoryFault(host === dockerHub ? repository.replace(/^library\//, '') : repository)
      return wrong === undefined ? [] : [faultAt(`/body/settings/repositories/${index}`, wrong)]
    }),
    ...(secret === undefined
      ? []
      : [faultAt('/body/secret', 'A registry is read with what "ingot credential add" keeps; leave it out')]),
  ]
}

/** The server of an account as references write it, whether it was given as a host or as an address. */
export function accountServer(
  text: string,
): { host: string; fault?: never } | { host?: never; fault: string } {
  const { server, fault } = serverOf(text)
  if (fault !== undefined) return { fault }
  const isHost = /^(?:https?:\/\/)?[^/@]+(?:\/(?:v[12]\/?)?)?$/i.test(text.trim())
  if (isHost) return { host: server.server }
  return { fault: `Expected the host of a registry, got "${text}"; name its repositories apart` }
}

function paired(id: string | undefined, secret: string | undefined, member: string, what: string): Fault[] {
  if (id !== undefined && secret === undefined) {
    return [faultAt('/body/secret', `With ${member} comes ${what}, but none is given`)]
  }
  if (id === undefined && secret !== undefined) {
    return [
      faultAt(`/body/settings/${member}`, `A secret is given, but not the ${member} that it belongs to`),
    ]
  }
  return []
}
