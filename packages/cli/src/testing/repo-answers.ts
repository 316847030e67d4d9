import type { Client, RepoSyncReport } from '@ingot/contract'
import { stamp } from './answers.ts'
import { digest, identifier, runtime } from './runtime-answers.ts'

type Repo = Awaited<ReturnType<Client['listRuntimeRepos']>>['repos'][number]

const { at } = stamp

export const repo: Repo = {
  id: 3,
  name: 'vendor',
  url: 'https://archive.example.com/repo-assembly.json',
  every: 21_600,
  owner: 'ada',
  created: at,
  runtimes: 31,
  sync: { checked: at, outcome: 'failed', message: 'No answer from archive.example.com' },
  revision: 6,
}

export const repoReport: RepoSyncReport = {
  outcome: 'changed',
  entries: [
    {
      path: '/runtimes/2',
      identifier: 'registry.example.com/bad:1',
      change: 'refused',
      differences: ['git_hash: expected 40 hexadecimal digits, got "3g"'],
    },
    { path: '/runtimes/0', identifier, runtime: runtime.id, change: 'added', differences: [] },
    {
      path: '/runtimes/1',
      identifier: 'registry.example.com/other:1',
      change: 'changed',
      differences: ['description: "a" → "b"'],
    },
    { path: '', identifier: 'registry.example.com/gone:1', change: 'dropped', differences: [] },
  ],
  unchanged: 28,
  faults: [
    {
      severity: 'error',
      code: 'REPO_ENTRY_HASH',
      message: 'Expected 40 hexadecimal digits, got "3g"',
      file: 'repo-assembly.json',
      line: 2,
      column: 3,
      path: '/runtimes/2/git_hash',
    },
  ],
}
export const repoSynced = { ...stamp, dryRun: false, repo, ...repoReport }

export const repoFile = {
  assembly_metadata_version: 1,
  runtimes: [
    {
      image_identifier: identifier,
      runtime_metadata_version: 2,
      editor: 'PBJ Workbench',
      kernel: 'Python 3.11',
      edition: 'Forecast',
      description: 'Python with Prophet',
      full_version: '2024.02.1',
      short_version: '2024.02',
      maintenance_version: 1,
      git_hash: '',
      gbn: 0,
    },
  ],
}

export const mirrorPlan = {
  ...stamp,
  items: [
    {
      runtime: runtime.id,
      from: `registry.example.com/team/forecast@${digest('9a3f')}`,
      to: 'mirror.example.com/team/forecast:1.0',
      digest: digest('9a3f'),
    },
  ],
  unpinned: ['registry.example.com/unread:1'],
}
export const mirrorChecks = {
  ...stamp,
  checks: [
    {
      runtime: runtime.id,
      to: 'mirror.example.com/team/forecast:1.0',
      status: 'same' as const,
      expected: digest('9a3f'),
      message: 'It has the digest that it must have',
    },
    {
      runtime: 'other',
      to: 'mirror.example.com/other:1',
      status: 'missing' as const,
      expected: digest('77aa'),
      message: 'There is no such image',
    },
  ],
  unpinned: [],
}
