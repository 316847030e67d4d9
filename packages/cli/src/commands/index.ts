import type { AnyCommand } from '../command.ts'

/** A word after `ingot`, with the module that has its commands; loaded only when a command line names it. */
export interface Noun {
  summary: string
  /** Not shown in the help: it is for scripts. */
  hidden?: boolean
  load(): Promise<{ commands: readonly AnyCommand[] }>
}

/** Every first word of a command line, in the order of the help. */
export const nouns: Readonly<Record<string, Noun>> = {
  resolve: {
    summary: 'Say which image and artifact a node starts from, and why',
    load: () => import('./resolve.ts'),
  },
  template: {
    summary: 'Check, resolve, lock and format cluster templates',
    load: () => import('./template/index.ts'),
  },
  image: {
    summary: 'Look at images, derive them and set their lifecycle',
    load: () => import('./image/index.ts'),
  },
  account: {
    summary: 'Keep the accounts where artifacts live: of clouds, folders, registries',
    load: () => import('./account/index.ts'),
  },
  record: {
    summary: 'Import and export Package and Artifact records',
    load: () => import('./record/index.ts'),
  },
  export: {
    summary: 'Write what images resolve to as files that other tools read',
    load: () => import('./export/index.ts'),
  },
  import: {
    summary: 'Store images that other tools have built',
    load: () => import('./import/index.ts'),
  },
  catalog: {
    summary: 'Look at catalogs, make, mirror and order them, and switch consumers to them',
    load: () => import('./catalog/index.ts'),
  },
  runtime: {
    summary: 'Validate container images as runtimes, allow them, and pick the one that a session starts from',
    load: () => import('./runtime/index.ts'),
  },
  base: {
    summary: 'Say which images runtimes may be built on',
    load: () => import('./base/index.ts'),
  },
  'runtime-repo': {
    summary: 'Read Runtime Repo files: what they list comes into the catalog',
    load: () => import('./runtime-repo/index.ts'),
  },
  addon: {
    summary: 'Keep what is mounted into runtimes, such as Spark',
    load: () => import('./addon/index.ts'),
  },
  trust: {
    summary: 'Say whose signatures on images count',
    load: () => import('./trust/index.ts'),
  },
  registry: {
    summary: 'Keep the registries that may be private or speak plain http',
    load: () => import('./registry/index.ts'),
  },
  credential: {
    summary: 'Keep users and passwords for registries: sealed, tested, rotated, never shown',
    load: () => import('./credential/index.ts'),
  },
  project: {
    summary: 'Keep projects, and the runtimes that their sessions may start from',
    load: () => import('./project/index.ts'),
  },
  consumer: {
    summary: 'Keep what starts from which image: environments, Data Lakes, Data Hubs',
    load: () => import('./consumer/index.ts'),
  },
  upgrade: {
    summary: 'List the images that a consumer can be upgraded to, and choose one',
    load: () => import('./upgrade/index.ts'),
  },
  usage: {
    summary: 'Say who uses an image or a catalog, what derives from it, and which locks name it',
    load: () => import('./usage.ts'),
  },
  log: { summary: 'List commits, newest first', load: () => import('./log/index.ts') },
  ledger: { summary: 'Back a ledger up and restore it', load: () => import('./ledger/index.ts') },
  key: { summary: 'Make, list and revoke API keys', load: () => import('./key/index.ts') },
  'access-key': {
    summary: 'Make, list and revoke access keys of the CDP API',
    load: () => import('./access-key/index.ts'),
  },
  role: {
    summary: 'Say who may do what with one catalog or one consumer',
    load: () => import('./role/index.ts'),
  },
  serve: { summary: 'Serve the API over HTTP', load: () => import('./serve.ts') },
  completion: { summary: 'Print a completion script for a shell', load: () => import('./completion.ts') },
  complete: { summary: 'Answer a completion script', hidden: true, load: () => import('./complete.ts') },
}
