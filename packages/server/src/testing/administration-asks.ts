import type { Client, OperationName } from '@ingot/contract'

type Ask = (client: Client) => Promise<unknown>

const query = { dryRun: true }

/** What administrators alone may do, an ask of each. */
export const administration: Partial<Record<OperationName, Ask>> = {
  addSource: (client) =>
    client.addSource({
      params: { catalog: 'other' },
      body: { type: 'runtime', from: 'file:/x', content: '' },
    }),
  syncCatalog: (client) => client.syncCatalog({ params: { catalog: 'cdp-default' }, body: { content: '' } }),
  createKey: (client) => client.createKey({ query, body: { name: 'x', role: 'reader' } }),
  listKeys: (client) => client.listKeys({}),
  createAccessKey: (client) => client.createAccessKey({ query, body: { user: 'x' } }),
  listAccessKeys: (client) => client.listAccessKeys({}),
  addAccount: (client) =>
    client.addAccount({
      params: { account: 'lab' },
      query,
      body: { settings: { provider: 'local', dir: '/srv/images' } },
    }),
  testAccount: (client) => client.testAccount({ params: { account: 'lab' } }),
  deleteAccount: (client) => client.deleteAccount({ params: { account: 'lab' }, query }),
  setDriftPolicy: (client) => client.setDriftPolicy({ query, body: { gone: 'warn' } }),
  addRegistry: (client) =>
    client.addRegistry({ params: { registry: 'lab' }, query, body: { server: 'registry.example.com' } }),
  testRegistry: (client) => client.testRegistry({ params: { registry: 'lab' }, body: {} }),
  deleteRegistry: (client) => client.deleteRegistry({ params: { registry: 'lab' }, query }),
  addCredential: (client) =>
    client.addCredential({
      query,
      body: { name: 'ci', server: 'registry.example.com', username: 'ada', password: 'hunter2' },
    }),
  listCredentials: (client) => client.listCredentials({}),
  testCredential: (client) => client.testCredential({ params: { credential: 'ci' }, body: {} }),
  updateCredential: (client) =>
    client.updateCredential({ params: { credential: 'ci' }, query, body: { isDefault: true } }),
  rotateCredential: (client) =>
    client.rotateCredential({ params: { credential: 'ci' }, query, body: { password: 'other' } }),
  deleteCredential: (client) => client.deleteCredential({ params: { credential: 'ci' }, query }),
}

/** Seen in lists and commits, about no one resource, or with tests of their own. */
export const elsewhere: OperationName[] = [
  'resolve',
  'listImages',
  'listCatalogs',
  'listConsumers',
  'showCommit',
  'listLog',
  'verifyLog',
  'checkTemplate',
  'showTemplate',
  'resolveTemplate',
  'templateCoverage',
  'lockTemplate',
  'verifyLock',
  'formatTemplate',
  'findDefaultImage',
  'createCatalog',
  'orderCatalogs',
  'backupLedger',
  'restoreLedger',
  'revokeKey',
  'revokeAccessKey',
  'createConsumer',
  'applyUpgrade',
  'restoreCatalog',
  'listRegistries',
  'listAccounts',
  'showAccount',
  'addImage',
  'watchImageAdd',
  'scanAccounts',
  'watchScan',
  'showDriftPolicy',
  'watchDistribution',
  'exportImages',
  'importPackerManifest',
]
