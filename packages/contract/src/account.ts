import Type, { type Static } from 'typebox'
import { merge } from './merge.ts'
import { Moment } from './moment.ts'
import { RegistryCheck, Sealed } from './registry.ts'

/** The kinds of places where artifacts live. */
export const AccountProvider = Type.Enum(['aws', 'azure', 'gcp', 'openstack', 'local', 'registry'])
export type AccountProvider = Static<typeof AccountProvider>

const Text = Type.String({ minLength: 1, maxLength: 1024 })
const Endpoint = Type.String({
  minLength: 1,
  maxLength: 2048,
  description: 'Where the API of the cloud is, where that is not the usual place',
})

/** An account of AWS. Without an access key: the default credential chain, or a profile. */
export const AwsSettings = Type.Object({
  provider: Type.Literal('aws'),
  profile: Type.Optional(Text),
  accessKeyId: Type.Optional(Text),
  role: Type.Optional(Type.String({ minLength: 1, maxLength: 2048, description: 'ARN of a role to assume' })),
  externalId: Type.Optional(Text),
  owners: Type.Optional(
    Type.Array(Text, {
      maxItems: 64,
      description: 'Whose images are looked for: self, amazon, or account ids; default self',
    }),
  ),
  homeRegion: Type.Optional(
    Type.String({
      description:
        'Which region tells the others; default the first that the account is limited to, or us-east-1',
    }),
  ),
  endpoint: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2048,
      description: 'Where EC2 is, where that is not the usual place; {region} stands for the region',
    }),
  ),
  stsEndpoint: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2048, description: 'Where STS is; default the endpoint' }),
  ),
})
export type AwsSettings = Static<typeof AwsSettings>

export const AzureCloud = Type.Enum(['public', 'government', 'china'])
export type AzureCloud = Static<typeof AzureCloud>

/** A subscription of Azure. Without a client: the default credential chain. */
export const AzureSettings = Type.Object({
  provider: Type.Literal('azure'),
  subscription: Text,
  cloud: Type.Optional(AzureCloud),
  tenant: Type.Optional(Text),
  clientId: Type.Optional(Text),
  endpoint: Type.Optional(Endpoint),
})
export type AzureSettings = Static<typeof AzureSettings>

/** A project of Google Cloud. Without a key: application default credentials. */
export const GcpSettings = Type.Object({
  provider: Type.Literal('gcp'),
  project: Text,
  imageProjects: Type.Optional(
    Type.Array(Text, { maxItems: 64, description: 'Other projects whose images are looked for' }),
  ),
  endpoint: Type.Optional(Endpoint),
})
export type GcpSettings = Static<typeof GcpSettings>

/** A project of OpenStack; with an image endpoint and no auth URL, Glance without Keystone. */
export const OpenStackSettings = Type.Object({
  provider: Type.Literal('openstack'),
  authUrl: Type.Optional(Endpoint),
  imageEndpoint: Type.Optional(Endpoint),
  interface: Type.Optional(
    Type.Enum(['public', 'internal', 'admin'], {
      description: 'Which endpoints of the catalog are asked; default public',
    }),
  ),
  username: Type.Optional(Text),
  userDomain: Type.Optional(Text),
  project: Type.Optional(Text),
  projectDomain: Type.Optional(Text),
  applicationCredential: Type.Optional(
    Type.String({ minLength: 1, maxLength: 256, description: 'Id of an application credential' }),
  ),
})
export type OpenStackSettings = Static<typeof OpenStackSettings>

/** A folder of disk images on the machine that Ingot runs on. */
export const LocalSettings = Type.Object({
  provider: Type.Literal('local'),
  dir: Type.String({ minLength: 1, maxLength: 4096, description: 'Absolute' }),
})
export type LocalSettings = Static<typeof LocalSettings>

/** A container registry, spoken to as `registry` and `credential` say. */
export const RegistrySettings = Type.Object({
  provider: Type.Literal('registry'),
  server: Type.String({ minLength: 1, maxLength: 1024, description: 'host or host:port' }),
  repositories: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
      maxItems: 1024,
      description: 'Repositories that a scan lists',
    }),
  ),
})
export type RegistrySettings = Static<typeof RegistrySettings>

export const AccountSettings = Type.Union([
  AwsSettings,
  AzureSettings,
  GcpSettings,
  OpenStackSettings,
  LocalSettings,
  RegistrySettings,
])
export type AccountSettings = Static<typeof AccountSettings>

/** A configured account where artifacts live: the document of kind `account`; its id is its name. */
export const Account = Type.Object({
  name: Type.String(),
  settings: AccountSettings,
  regions: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 128 }), {
      maxItems: 512,
      description: 'The regions that are looked at; all that the cloud names unless given',
    }),
  ),
  scanEvery: Type.Optional(
    Type.Integer({ minimum: 60, description: 'Seconds between scans of the server; none unless given' }),
  ),
  sealed: Type.Optional(Sealed),
  owner: Type.String(),
  created: Moment,
})
export type Account = Static<typeof Account>

/** What can be done in an account beside reading. */
export const AccountAbilities = Type.Object({
  copy: Type.Boolean(),
  share: Type.Boolean(),
  deprecate: Type.Boolean(),
  delete: Type.Boolean(),
})
export type AccountAbilities = Static<typeof AccountAbilities>

/** What the last scan of an account came to: one that was cut short by failures has not looked at everything. */
export const AccountScan = Type.Object({
  at: Moment,
  findings: Type.Integer({ minimum: 0 }),
  failure: Type.Optional(Type.String({ description: 'What could not be asked, and what to do' })),
})
export type AccountScan = Static<typeof AccountScan>

/** An account as it is shown: that it has a secret, never the secret. */
export const AccountView = merge(
  Type.Omit(Account, ['sealed']),
  Type.Object({
    hasSecret: Type.Boolean(),
    lastCheck: Type.Optional(RegistryCheck),
    lastScan: Type.Optional(AccountScan),
    revision: Type.Integer({ minimum: 1 }),
  }),
)
export type AccountView = Static<typeof AccountView>
