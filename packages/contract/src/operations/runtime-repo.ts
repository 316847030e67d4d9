import Type from 'typebox'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { MirrorCheck, MirrorItem, RepoFile, RepoState, RepoSyncReport, RuntimeRepo } from '../runtime-repo.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = [
  'image',
  'catalog',
  'setting',
  'consumer',
  'grant',
  'registry',
  'credential',
  'runtime-repo',
] as const
const params = Type.Object({
  repo: Type.String({ minLength: 1, maxLength: 256, description: 'The id or the name of a Runtime Repo' }),
})
const Name = Type.String({ minLength: 1, maxLength: 256 })
/** A repo file of 10,000 entries has 6 MB; as a JSON text in a body it can be twice as long. */
const bodyLimit = 40 * 1024 * 1024
const content = Type.Optional(
  Type.String({ description: 'The file as text, where its source is a file that the caller has read' }),
)
const RepoView = merge(
  RuntimeRepo,
  Type.Object({
    runtimes: Type.Integer({ minimum: 0 }),
    sync: Type.Optional(RepoState),
    revision: Type.Integer({ minimum: 1 }),
  }),
)
const OneRepo = merge(Stamp, Type.Object({ dryRun: Type.Boolean(), repo: RepoView }))
const Rewrites = Type.Optional(
  Type.Array(Type.String({ pattern: '^[^=]+=[^=]+$', maxLength: 1024 }), {
    maxItems: 64,
    description: 'FROM=TO: hosts, or hosts with the beginning of a path, to be written otherwise',
  }),
)
const Filter = {
  status: Type.Optional(
    Type.Enum(['ENABLED', 'DEPRECATED', 'all'], { description: 'Default: enabled and deprecated' }),
  ),
}

export const runtimeRepoOperations = {
  addRuntimeRepo: operation({
    method: 'POST',
    path: '/v1/runtime-repos',
    summary: 'Register a Runtime Repo file by its URL; it is read every 24 hours and on demand',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      name: Name,
      url: RuntimeRepo.properties.url,
      every: RuntimeRepo.properties.every,
      allowHost: RuntimeRepo.properties.allowHost,
      enable: RuntimeRepo.properties.enable,
    }),
    response: OneRepo,
    reads,
  }),
  listRuntimeRepos: operation({
    method: 'GET',
    path: '/v1/runtime-repos',
    summary: 'List Runtime Repos with how their last sync ended',
    permission: 'runtime:read',
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ repos: Type.Array(RepoView) })),
    reads,
  }),
  updateRuntimeRepo: operation({
    method: 'PUT',
    path: '/v1/runtime-repos/{repo}',
    summary: 'Change the name, the URL or the schedule of a Runtime Repo',
    permission: 'runtime:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      name: Type.Optional(Name),
      url: Type.Optional(RuntimeRepo.properties.url),
      every: RuntimeRepo.properties.every,
      allowHost: RuntimeRepo.properties.allowHost,
      enable: RuntimeRepo.properties.enable,
    }),
    response: OneRepo,
    reads,
  }),
  deleteRuntimeRepo: operation({
    method: 'DELETE',
    path: '/v1/runtime-repos/{repo}',
    summary: 'Forget a Runtime Repo; the runtimes that it brought stay',
    permission: 'runtime:write',
    params,
    query: Type.Object(writeQuery),
    response: OneRepo,
    reads,
  }),
  syncRuntimeRepo: operation({
    method: 'POST',
    path: '/v1/runtime-repos/{repo}/sync',
    summary:
      'Read a Runtime Repo file: add what is new, report what changed, mark what it dropped; in one commit',
    permission: 'runtime:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      content,
      verifyLabels: Type.Optional(
        Type.Boolean({ description: 'Compare every entry with the labels of its image' }),
      ),
    }),
    bodyLimit,
    response: merge(Stamp, merge(RepoSyncReport, Type.Object({ dryRun: Type.Boolean(), repo: RepoView }))),
    reads,
  }),
  checkRepoFile: operation({
    method: 'POST',
    path: '/v1/runtime-repos/check',
    summary: 'Say everything that is wrong with a Runtime Repo file, with JSON pointers; nothing is stored',
    permission: 'runtime:read',
    query: Type.Object(readQuery),
    body: Type.Object({
      file: Type.String({ maxLength: 1024, description: 'The name that faults carry' }),
      content: Type.String(),
      verifyLabels: Type.Optional(Type.Boolean()),
    }),
    bodyLimit,
    response: merge(Stamp, RepoSyncReport),
    reads,
  }),
  exportRepoFile: operation({
    method: 'GET',
    path: '/v1/runtimes/repo-file',
    summary: 'Write the runtimes as a Runtime Repo file, which a workbench can register',
    permission: 'runtime:read',
    query: Type.Object({
      ...readQuery,
      ...Filter,
      rewriteHost: Rewrites,
      pin: Type.Optional(Type.Boolean({ description: 'Name images by digest instead of tag' })),
    }),
    response: RepoFile,
    reads,
  }),
  publishRepoFile: operation({
    method: 'PUT',
    path: '/v1/runtimes/published',
    summary: 'Say whether /runtimes/repo-assembly.json answers without a key',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({ published: Type.Boolean() }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), published: Type.Boolean() })),
    reads,
  }),
  planMirror: operation({
    method: 'POST',
    path: '/v1/runtimes/mirror-plan',
    summary: 'List what has to be copied for a site that is closed, with digests',
    permission: 'runtime:read',
    query: Type.Object(readQuery),
    body: Type.Object({ rewriteHost: Rewrites, ...Filter }),
    response: merge(
      Stamp,
      Type.Object({
        items: Type.Array(MirrorItem),
        unpinned: Type.Array(Type.String(), {
          description: 'Runtimes that were never read, so that no digest is known',
        }),
      }),
    ),
    reads,
  }),
  verifyMirror: operation({
    method: 'POST',
    path: '/v1/runtimes/mirror-verify',
    summary: 'Check that the copies have the digests that they must have',
    permission: 'runtime:validate',
    body: Type.Object({ rewriteHost: Rewrites, ...Filter }),
    response: merge(
      Stamp,
      Type.Object({ checks: Type.Array(MirrorCheck), unpinned: Type.Array(Type.String()) }),
    ),
    reads,
  }),
}
