import Type from 'typebox'
import { merge } from '../merge.ts'
import { Moment } from '../moment.ts'
import { operation } from '../operation.ts'
import { Credential, CredentialView, Registry, RegistryCheck } from '../registry.ts'
import { Stamp } from '../resolution.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['registry', 'credential', 'image', 'catalog', 'setting', 'grant'] as const
const registryParams = Type.Object({ registry: Type.String({ minLength: 1, maxLength: 256 }) })
const credentialParams = Type.Object({
  credential: Type.String({
    minLength: 1,
    maxLength: 256,
    description: 'The id or the name of a credential',
  }),
})
const Server = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: 'host or host:port; what an image reference or a URL has beside it is understood',
})

/** The reference that a credential or a registry is tried with; without one the registry itself is asked. */
const tryReference = Type.Optional(
  Type.String({ minLength: 1, maxLength: 1024, description: 'An image to read with it: its manifest alone' }),
)
const RegistryView = merge(
  Registry,
  Type.Object({ lastCheck: Type.Optional(RegistryCheck), revision: Type.Integer({ minimum: 1 }) }),
)
const Password = Type.String({ minLength: 1, maxLength: 65_536 })
const Username = Type.String({ minLength: 1, maxLength: 1024 })
/** Clients of the workbench name credentials as they like. */
const Title = Type.String({
  pattern: '^[^\\s\\u0000-\\u001f](?:[^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f])?$',
  minLength: 1,
  maxLength: 128,
})
const credentialPlace = {
  name: Title,
  server: Server,
  path: Type.Optional(Type.String({ maxLength: 512 })),
  isDefault: Type.Optional(Type.Boolean()),
  expires: Type.Optional(Moment),
}
const Checked = merge(Stamp, Type.Object({ check: RegistryCheck }))
/** What was understood otherwise than it was written. */
const notes = Type.Optional(Type.Array(Type.String()))
const OneCredential = merge(Stamp, Type.Object({ dryRun: Type.Boolean(), credential: CredentialView, notes }))

export const registryOperations = {
  addRegistry: operation({
    method: 'PUT',
    path: '/v1/registries/{registry}',
    summary: 'Add a registry that may be private or plain http, or change it',
    permission: 'registry:admin',
    params: registryParams,
    query: Type.Object(writeQuery),
    body: Type.Object({
      server: Server,
      plainHttp: Type.Optional(Type.Boolean()),
      certificates: Registry.properties.certificates,
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), registry: RegistryView, notes })),
    reads,
  }),
  listRegistries: operation({
    method: 'GET',
    path: '/v1/registries',
    summary: 'List the registries that were added',
    permission: 'runtime:read',
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ registries: Type.Array(RegistryView) })),
    reads,
  }),
  testRegistry: operation({
    method: 'POST',
    path: '/v1/registries/{registry}/test',
    summary: 'Ask a registry whether it is there, and what it wants of who asks',
    permission: 'registry:admin',
    params: registryParams,
    body: Type.Object({
      reference: tryReference,
      credential: Type.Optional(Type.String({ maxLength: 256 })),
    }),
    response: Checked,
    reads,
  }),
  deleteRegistry: operation({
    method: 'DELETE',
    path: '/v1/registries/{registry}',
    summary: 'Forget a registry; runtimes that are on it stay, but cannot be read any more',
    permission: 'registry:admin',
    params: registryParams,
    query: Type.Object({ ...writeQuery, force: Type.Optional(Type.Boolean()) }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), registry: RegistryView })),
    reads,
  }),
  addCredential: operation({
    method: 'POST',
    path: '/v1/credentials',
    summary: 'Add user and password for a registry; both are sealed and never shown again',
    permission: 'registry:admin',
    query: Type.Object(writeQuery),
    body: Type.Object({ ...credentialPlace, username: Username, password: Password }),
    response: OneCredential,
    reads,
  }),
  listCredentials: operation({
    method: 'GET',
    path: '/v1/credentials',
    summary: 'List credentials with their expiry and last check, without what they hold',
    permission: 'registry:admin',
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ credentials: Type.Array(CredentialView) })),
    reads,
  }),
  testCredential: operation({
    method: 'POST',
    path: '/v1/credentials/{credential}/test',
    summary: 'Try a credential on its registry, and remember what came of it',
    permission: 'registry:admin',
    params: credentialParams,
    body: Type.Object({ reference: tryReference }),
    response: Checked,
    reads,
  }),
  updateCredential: operation({
    method: 'PUT',
    path: '/v1/credentials/{credential}',
    summary: 'Change where a credential holds, its name or its expiry',
    permission: 'registry:admin',
    params: credentialParams,
    query: Type.Object(writeQuery),
    body: Type.Partial(Type.Object(credentialPlace)),
    response: OneCredential,
    reads,
  }),
  rotateCredential: operation({
    method: 'PUT',
    path: '/v1/credentials/{credential}/secret',
    summary: 'Give a credential another user or password; the old ones are destroyed, in all of history',
    permission: 'registry:admin',
    params: credentialParams,
    query: Type.Object(writeQuery),
    body: Type.Object({
      username: Type.Optional(Username),
      password: Password,
      expires: Credential.properties.expires,
    }),
    response: OneCredential,
    reads,
  }),
  deleteCredential: operation({
    method: 'DELETE',
    path: '/v1/credentials/{credential}',
    summary: 'Delete a credential and destroy what it holds, in all of history',
    permission: 'registry:admin',
    params: credentialParams,
    query: Type.Object({ ...writeQuery, force: Type.Optional(Type.Boolean()) }),
    response: OneCredential,
    reads,
  }),
}
