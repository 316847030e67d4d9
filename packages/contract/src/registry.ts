import Type, { type Static } from 'typebox'
import { Moment } from './moment.ts'

/** A registry that an administrator added: the document of kind `registry`; its id is its name. */
export const Registry = Type.Object({
  name: Type.String(),
  server: Type.String({ description: 'host or host:port, as references write it' }),
  plainHttp: Type.Optional(Type.Boolean({ description: 'Spoken to without TLS' })),
  certificates: Type.Optional(
    Type.String({ maxLength: 262_144, description: 'Authorities to trust for it, as PEM' }),
  ),
  owner: Type.String(),
  created: Moment,
})
export type Registry = Static<typeof Registry>

/** What came of asking a registry whether it is there, or whether it takes a credential. */
export const RegistryCheck = Type.Object({
  at: Type.String(),
  ok: Type.Boolean(),
  message: Type.String(),
})
export type RegistryCheck = Static<typeof RegistryCheck>

/** What kind of secret a credential holds, as far as its server and user name tell. */
export const CredentialKind = Type.Enum([
  'docker-hub',
  'ecr',
  'acr',
  'acr-token',
  'google-key',
  'google-token',
  'ngc',
  'harbor-robot',
  'cloudera',
  'basic',
])
export type CredentialKind = Static<typeof CredentialKind>

/** The parts of a sealed secret (AES-256-GCM), in base64. Its key is elsewhere, wrapped, and can be destroyed. */
export const Sealed = Type.Object({
  key: Type.String({ description: 'The id of the key that it is sealed under' }),
  nonce: Type.String(),
  ciphertext: Type.String(),
  tag: Type.String(),
})
export type Sealed = Static<typeof Sealed>

/** User and password for a registry: the document of kind `credential`. Both are sealed. */
export const Credential = Type.Object({
  id: Type.String(),
  name: Type.String(),
  server: Type.String({ description: 'host or host:port, as references write it' }),
  path: Type.Optional(
    Type.String({ description: 'Only for repositories that are or begin with this path: team/project' }),
  ),
  kind: CredentialKind,
  isDefault: Type.Boolean({ description: 'Taken where several credentials fit equally well' }),
  expires: Type.Optional(Moment),
  sealed: Sealed,
  rotated: Type.Optional(Moment),
  owner: Type.String(),
  created: Moment,
})
export type Credential = Static<typeof Credential>

/** A credential as it is shown: without user and password, with what is known of its health. */
export const CredentialView = Type.Object({
  id: Credential.properties.id,
  name: Credential.properties.name,
  server: Credential.properties.server,
  path: Credential.properties.path,
  kind: CredentialKind,
  isDefault: Credential.properties.isDefault,
  expires: Credential.properties.expires,
  state: Type.Enum(['valid', 'expires-soon', 'expired'], { description: 'By its expiry alone' }),
  rotated: Credential.properties.rotated,
  lastCheck: Type.Optional(RegistryCheck),
  owner: Credential.properties.owner,
  created: Credential.properties.created,
  revision: Type.Integer({ minimum: 1 }),
})
export type CredentialView = Static<typeof CredentialView>
