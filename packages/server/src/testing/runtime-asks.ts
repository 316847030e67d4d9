import type { Client, OperationName, RoleName } from '@ingot/contract'

/** How an operation is asked for that has to do with runtimes, and the least role that may. Nothing is stored. */
export interface RuntimeAsk {
  readonly least: RoleName
  readonly ask: (client: Client) => Promise<unknown>
}

const query = { dryRun: true }
/** No registry is there. */
const reference = '10.0.0.1/none/none:1'
const addon = { identifier: 'a', component: 'Spark', displayName: 'A' }
const credential = { name: 'a', server: 'registry.example.com', username: 'u', password: 'p' }
const body = {}

/** Every operation about runtimes, what they are built on, where they come from and who starts from them. */
export const runtimeAsks: Partial<Record<OperationName, RuntimeAsk>> = {
  ...forReaders({
    listRuntimes: (client) => client.listRuntimes({}),
    showRuntime: (client) => client.showRuntime({ params: { runtime: 'none' } }),
    lintDockerfile: (client) =>
      client.lintDockerfile({ body: { file: { file: 'Dockerfile', text: 'FROM a' } } }),
    pickRuntimes: (client) => client.pickRuntimes({ body: { requests: [{}] } }),
    listBases: (client) => client.listBases({}),
    listTrust: (client) => client.listTrust({}),
    listAddons: (client) => client.listAddons({}),
    listRuntimeRepos: (client) => client.listRuntimeRepos({}),
    checkRepoFile: (client) => client.checkRepoFile({ body: { file: 'a.json', content: '{}' } }),
    exportRepoFile: (client) => client.exportRepoFile({}),
    planMirror: (client) => client.planMirror({ body }),
    listRegistries: (client) => client.listRegistries({}),
  }),
  ...forEditors({
    validateRuntime: (client) => client.validateRuntime({ body: { reference } }),
    watchValidation: (client) => client.watchValidation({ body: { reference } }),
    runtimeDrift: (client) => client.runtimeDrift({ body }),
    verifyMirror: (client) => client.verifyMirror({ body }),
    createProject: (client) => client.createProject({ query, body: { name: 'a' } }),
    allowRuntimes: (client) => client.allowRuntimes({ params: { project: 'none' }, query, body }),
  }),
  ...forAdministrators({
    addRuntime: (client) => client.addRuntime({ query, body: { reference } }),
    setRuntimeStatus: (client) =>
      client.setRuntimeStatus({ query, body: { runtimes: ['none'], status: 'ENABLED' } }),
    setRuntimeDefault: (client) =>
      client.setRuntimeDefault({ query, body: { runtimes: ['none'], isDefault: true } }),
    setRuntimeCredential: (client) =>
      client.setRuntimeCredential({ params: { runtime: 'none' }, query, body }),
    addBase: (client) => client.addBase({ query, body: { reference, generation: 'os' } }),
    refreshBases: (client) => client.refreshBases({ query, body }),
    deleteBase: (client) => client.deleteBase({ params: { base: 'none' }, query }),
    addTrust: (client) => client.addTrust({ params: { trust: 'a' }, query, body }),
    deleteTrust: (client) => client.deleteTrust({ params: { trust: 'a' }, query }),
    addAddons: (client) => client.addAddons({ query, body: { addons: [addon] } }),
    setAddonStatus: (client) => client.setAddonStatus({ query, body: { addons: ['a'], status: 'FAILED' } }),
    addRuntimeRepo: (client) => client.addRuntimeRepo({ query, body: { name: 'a', url: 'file:/a.json' } }),
    updateRuntimeRepo: (client) => client.updateRuntimeRepo({ params: { repo: 'none' }, query, body }),
    deleteRuntimeRepo: (client) => client.deleteRuntimeRepo({ params: { repo: 'none' }, query }),
    syncRuntimeRepo: (client) => client.syncRuntimeRepo({ params: { repo: 'none' }, query, body }),
    publishRepoFile: (client) => client.publishRepoFile({ query, body: { published: true } }),
    addRegistry: (client) =>
      client.addRegistry({ params: { registry: 'a' }, query, body: { server: 'registry.example.com' } }),
    testRegistry: (client) => client.testRegistry({ params: { registry: 'none' }, body }),
    deleteRegistry: (client) => client.deleteRegistry({ params: { registry: 'none' }, query }),
    addCredential: (client) => client.addCredential({ query, body: credential }),
    listCredentials: (client) => client.listCredentials({}),
    testCredential: (client) => client.testCredential({ params: { credential: 'none' }, body }),
    updateCredential: (client) => client.updateCredential({ params: { credential: 'none' }, query, body }),
    rotateCredential: (client) =>
      client.rotateCredential({ params: { credential: 'none' }, query, body: { password: 'p' } }),
    deleteCredential: (client) => client.deleteCredential({ params: { credential: 'none' }, query }),
  }),
}

type Asks = Partial<Record<OperationName, RuntimeAsk['ask']>>

function forReaders(asks: Asks) {
  return forRole(asks, 'reader')
}

function forEditors(asks: Asks) {
  return forRole(asks, 'editor')
}

function forAdministrators(asks: Asks) {
  return forRole(asks, 'administrator')
}

function forRole(asks: Asks, least: RoleName): Partial<Record<OperationName, RuntimeAsk>> {
  return Object.fromEntries(Object.entries(asks).map(([name, ask]) => [name, { least, ask }]))
}
