import Type from 'typebox'
import { Account, AccountAbilities, AccountView } from '../account.ts'
import { AccountFailure, ImageAddReport, ImageAddRequest } from '../image-add.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { RegistryCheck } from '../registry.ts'
import { Stamp } from '../resolution.ts'
import { DriftPolicy, ScanReport, ScanRequest } from '../scan.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = [
  'account',
  'acknowledgement',
  'registry',
  'credential',
  'image',
  'catalog',
  'setting',
  'grant',
] as const
const params = Type.Object({ account: Type.String({ minLength: 1, maxLength: 256 }) })

export const accountOperations = {
  addAccount: operation({
    method: 'PUT',
    path: '/v1/accounts/{account}',
    summary: 'Add an account where artifacts live, or change it',
    permission: 'account:admin',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      settings: Account.properties.settings,
      regions: Account.properties.regions,
      scanEvery: Account.properties.scanEvery,
      secret: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 65_536,
          description: 'Secret access key, client secret, key file or password; sealed, never shown',
        }),
      ),
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), account: AccountView })),
    reads,
  }),
  listAccounts: operation({
    method: 'GET',
    path: '/v1/accounts',
    summary: 'List the accounts where artifacts live',
    permission: 'image:read',
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ accounts: Type.Array(AccountView) })),
    reads,
  }),
  showAccount: operation({
    method: 'GET',
    path: '/v1/accounts/{account}',
    summary: 'Show an account, and how many artifacts are in it',
    permission: 'image:read',
    params,
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ account: AccountView, artifacts: Type.Integer({ minimum: 0 }) })),
    reads,
  }),
  testAccount: operation({
    method: 'POST',
    path: '/v1/accounts/{account}/test',
    summary: 'Ask the cloud of an account who we are, and each of its regions whether we may look for images',
    permission: 'account:admin',
    params,
    response: merge(
      Stamp,
      Type.Object({
        check: RegistryCheck,
        regions: Type.Array(Type.String()),
        failures: Type.Array(AccountFailure, { description: 'What could not be asked, and what to do' }),
        can: Type.Optional(AccountAbilities),
      }),
    ),
    reads,
  }),
  deleteAccount: operation({
    method: 'DELETE',
    path: '/v1/accounts/{account}',
    summary: 'Forget an account; one that artifacts are in goes only with force and a reason',
    permission: 'account:admin',
    params,
    query: Type.Object({ ...writeQuery, force: Type.Optional(Type.Boolean()) }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), account: AccountView })),
    reads,
  }),
  addImage: operation({
    method: 'POST',
    path: '/v1/images',
    summary: 'Find images in all accounts and store them as the artifacts of one version',
    permission: 'image:write',
    query: Type.Object(writeQuery),
    body: ImageAddRequest,
    response: ImageAddReport,
    reads,
  }),
  watchImageAdd: operation({
    method: 'POST',
    path: '/v1/images/watch',
    summary: 'The same as JSON lines: {progress} of every account, then {report} or {problem}',
    permission: 'image:write',
    query: Type.Object(writeQuery),
    body: ImageAddRequest,
    response: 'stream',
    reads,
  }),
  scanAccounts: operation({
    method: 'POST',
    path: '/v1/scan',
    summary: 'Compare the registry with the clouds; change nothing but what is accepted',
    permission: 'image:write',
    query: Type.Object(writeQuery),
    body: ScanRequest,
    response: ScanReport,
    reads,
  }),
  watchScan: operation({
    method: 'POST',
    path: '/v1/scan/watch',
    summary: 'The same as JSON lines: {progress} of every account, then {report} or {problem}',
    permission: 'image:write',
    query: Type.Object(writeQuery),
    body: ScanRequest,
    response: 'stream',
    reads,
  }),
  showDriftPolicy: operation({
    method: 'GET',
    path: '/v1/drift-policy',
    summary: 'Show what becomes of artifacts whose cloud says otherwise',
    permission: 'image:read',
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ policy: DriftPolicy })),
    reads,
  }),
  setDriftPolicy: operation({
    method: 'PUT',
    path: '/v1/drift-policy',
    summary: 'Say whether artifacts whose cloud says otherwise are passed over or taken with a warning',
    permission: 'account:admin',
    query: Type.Object(writeQuery),
    body: Type.Partial(DriftPolicy),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), policy: DriftPolicy })),
    reads,
  }),
}
