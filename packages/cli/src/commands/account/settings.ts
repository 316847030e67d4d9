import { isAbsolute, resolve } from 'node:path'
import type { AccountProvider, AccountSettings } from '@ingot/contract'
import type { Command } from 'commander'
import { collectList } from '../../flags.ts'
import { UsageError } from '../../usage-error.ts'

/** What says how a cloud is spoken to; which of them belong to which cloud is what `flagsOf` says. */
export interface SettingOptions {
  profile?: string
  accessKeyId?: string
  role?: string
  externalId?: string
  owners?: string[]
  homeRegion?: string
  endpoint?: string
  stsEndpoint?: string
  subscription?: string
  tenant?: string
  clientId?: string
  cloud?: 'public' | 'government' | 'china'
  project?: string
  imageProjects?: string[]
  authUrl?: string
  imageEndpoint?: string
  interface?: 'public' | 'internal' | 'admin'
  username?: string
  userDomain?: string
  projectDomain?: string
  applicationCredential?: string
  dir?: string
  server?: string
  repositories?: string[]
}

type Setting = keyof SettingOptions

/** The settings of each kind of account: those that it cannot do without, and all others. */
const flagsOf: Record<AccountProvider, { needed: readonly Setting[]; others: readonly Setting[] }> = {
  aws: {
    needed: [],
    others: [
      'profile',
      'accessKeyId',
      'role',
      'externalId',
      'owners',
      'homeRegion',
      'endpoint',
      'stsEndpoint',
    ],
  },
  azure: { needed: ['subscription'], others: ['tenant', 'clientId', 'cloud', 'endpoint'] },
  gcp: { needed: ['project'], others: ['imageProjects', 'endpoint'] },
  openstack: {
    needed: [],
    others: [
      'authUrl',
      'imageEndpoint',
      'interface',
      'username',
      'userDomain',
      'project',
      'projectDomain',
      'applicationCredential',
    ],
  },
  local: { needed: ['dir'], others: [] },
  registry: { needed: ['server'], others: ['repositories'] },
}

/** The kinds of accounts, in the order of the help. */
export const accountProviders = Object.keys(flagsOf) as AccountProvider[]

/** Declares the flags of every kind of account. */
export function settingFlags(command: Command): Command {
  return command
    .option('--profile <name>', 'aws: profile of the shared configuration (default: the credential chain)')
    .option('--access-key-id <id>', 'aws: access key; its secret by --secret-stdin or --secret-file')
    .option('--role <arn>', 'aws: role to assume')
    .option('--external-id <id>', 'aws: what the role wants to know')
    .option('--owners <list>', 'aws: whose images are found by name (default: self)', collectList)
    .option(
      '--home-region <name>',
      'aws: the region that tells the others (default: the first of --region, or us-east-1)',
    )
    .option(
      '--endpoint <url>',
      'aws, azure, gcp: where the API is, where that is not the usual place; of aws {region} stands for the region',
    )
    .option('--sts-endpoint <url>', 'aws: where STS is, where that is not the endpoint either')
    .option('--subscription <id>', 'azure: the subscription')
    .option('--tenant <id>', 'azure: the tenant of the client')
    .option('--client-id <id>', 'azure: the client; its secret by --secret-stdin or --secret-file')
    .option('--cloud <name>', 'azure: public, government or china (default: public)')
    .option('--project <name>', 'gcp, openstack: the project; the key file of gcp by --secret-file')
    .option('--image-projects <list>', 'gcp: other projects whose images are found', collectList)
    .option('--auth-url <url>', 'openstack: Keystone, version 3')
    .option('--image-endpoint <url>', 'openstack: Glance, where there is no Keystone')
    .option('--interface <name>', 'openstack: endpoints of public, internal or admin (default: public)')
    .option('--username <name>', 'openstack: the user; the password by --secret-stdin or --secret-file')
    .option('--user-domain <name>', 'openstack: domain of the user (default: Default)')
    .option('--project-domain <name>', 'openstack: domain of the project (default: Default)')
    .option('--application-credential <id>', 'openstack: instead of a user')
    .option('--dir <folder>', 'local: the folder of the disk images')
    .option('--server <host[:port]>', 'registry: the registry, as image references write it')
    .option('--repositories <list>', 'registry: the repositories that a scan lists', collectList)
}

/** The settings of one kind of account from its flags. Throws `UsageError` with every flag that is wrong or missing. */
export function settingsOf(
  provider: AccountProvider,
  options: SettingOptions,
  folder: string,
): AccountSettings {
  const { needed, others } = flagsOf[provider]
  const own = new Set<string>([...needed, ...others])
  const given = (Object.keys(options) as Setting[]).filter((name) => isSetting(name))
  const empty = given.filter((name) => isEmpty(options[name]))
  if (empty.length > 0) {
    throw new UsageError('USAGE', `${flagNames(empty)} is empty`, 'Say what it is, or leave the flag out.')
  }
  const foreign = given.filter((name) => !own.has(name))
  const missing = needed.filter((name) => options[name] === undefined)
  if (foreign.length > 0 || missing.length > 0) throw wrongFlags(provider, missing, foreign)
  const settings = Object.fromEntries(given.map((name) => [name, options[name]]))
  const { dir } = options
  const place = dir === undefined ? {} : { dir: isAbsolute(dir) ? dir : resolve(folder, dir) }
  // The schema of the operation has the last word on what is in them.
  return { provider, ...settings, ...place } as AccountSettings
}

function isEmpty(value: string | readonly string[] | undefined): boolean {
  return typeof value === 'string' && value.trim() === ''
}

function isSetting(name: string): boolean {
  return Object.values(flagsOf).some(({ needed, others }) => [...needed, ...others].includes(name as Setting))
}

function wrongFlags(provider: AccountProvider, missing: readonly Setting[], foreign: readonly Setting[]) {
  const parts = [
    ...(missing.length === 0 ? [] : [`an account of ${provider} needs ${flagNames(missing)}`]),
    ...(foreign.length === 0 ? [] : [`${flagNames(foreign)} is not for ${provider}`]),
  ]
  const { needed, others } = flagsOf[provider]
  return new UsageError(
    'USAGE',
    capital(parts.join('; ')),
    `For ${provider} there are ${flagNames([...needed, ...others])}.`,
  )
}

function flagNames(settings: readonly Setting[]): string {
  return settings
    .map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
    .join(', ')
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
