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
  image: { summary: 'Look at images and set their lifecycle', load: () => import('./image/index.ts') },
  record: {
    summary: 'Import and export Package and Artifact records',
    load: () => import('./record/index.ts'),
  },
  catalog: { summary: 'Look at catalogs, make and order them', load: () => import('./catalog/index.ts') },
  log: { summary: 'List commits, newest first', load: () => import('./log/index.ts') },
  ledger: { summary: 'Back a ledger up and restore it', load: () => import('./ledger/index.ts') },
  key: { summary: 'Make, list and revoke API keys', load: () => import('./key/index.ts') },
  serve: { summary: 'Serve the API over HTTP', load: () => import('./serve.ts') },
  completion: { summary: 'Print a completion script for a shell', load: () => import('./completion.ts') },
  complete: { summary: 'Answer a completion script', hidden: true, load: () => import('./complete.ts') },
}
