import Type from 'typebox'
import { AllowedBase } from '../base.ts'
import { Fault } from '../fault.ts'
import { Finding } from '../finding.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { RuntimeIdentity } from '../runtime-metadata.ts'
import { RuntimePick, RuntimeRequest } from '../runtime-pick.ts'
import { RuntimeDrift, RuntimeReport, RuntimeStatus, RuntimeView } from '../runtime.ts'
import { Stamp } from '../resolution.ts'
import { TextFile } from '../template.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = [
  'image',
  'catalog',
  'setting',
  'consumer',
  'grant',
  'registry',
  'credential',
  'base',
  'trust',
  'runtime-report',
  'addon',
  'runtime-repo',
] as const
const params = Type.Object({
  runtime: Type.String({
    minLength: 1,
    maxLength: 1024,
    description: 'The id or the identifier of a runtime',
  }),
})
const Reference = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: 'host/repository:tag, or with a digest',
})
const target = {
  reference: Reference,
  credential: Type.Optional(
    Type.String({ maxLength: 256, description: 'Id or name; default: the one that fits best' }),
  ),
  deep: Type.Optional(Type.Boolean({ description: 'Look at the content of the layers too' })),
  platform: Type.Optional(Type.String({ maxLength: 64, description: 'Default linux/amd64' })),
}
const Several = Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), { minItems: 1, maxItems: 1000 })
const OneRuntime = merge(Stamp, Type.Object({ dryRun: Type.Boolean(), runtime: RuntimeView }))
const SomeRuntimes = merge(Stamp, Type.Object({ dryRun: Type.Boolean(), runtimes: Type.Array(RuntimeView) }))

export const runtimeOperations = {
  validateRuntime: operation({
    method: 'POST',
    path: '/v1/runtimes/validate',
    summary: 'Say everything that is wrong with a container image as a runtime, and what it is built on',
    permission: 'runtime:validate',
    query: Type.Object({ minRevision: readQuery.minRevision }),
    body: Type.Object(target),
    response: merge(Stamp, RuntimeReport),
    reads,
  }),
  watchValidation: operation({
    method: 'POST',
    path: '/v1/runtimes/validate/watch',
    summary: 'Validate a container image as a runtime, as JSON lines: progress by bytes, then the report',
    permission: 'runtime:validate',
    query: Type.Object({ minRevision: readQuery.minRevision }),
    body: Type.Object(target),
    response: 'stream',
    reads,
  }),
  addRuntime: operation({
    method: 'POST',
    path: '/v1/runtimes',
    summary:
      'Validate an image and add it as a runtime, pinned by its digest; disabled unless asked otherwise',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      ...target,
      enable: Type.Optional(Type.Boolean()),
      isDefault: Type.Optional(Type.Boolean()),
    }),
    response: merge(OneRuntime, Type.Object({ report: RuntimeReport })),
    reads,
  }),
  listRuntimes: operation({
    method: 'GET',
    path: '/v1/runtimes',
    summary: 'List runtimes by editor, kernel, edition and version',
    permission: 'runtime:read',
    query: Type.Object({
      ...readQuery,
      editor: Type.Optional(Type.String({ maxLength: 256 })),
      kernel: Type.Optional(Type.String({ maxLength: 256 })),
      edition: Type.Optional(Type.String({ maxLength: 256 })),
      status: Type.Optional(RuntimeStatus),
      default: Type.Optional(Type.Boolean()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Default 1000' })),
      after: Type.Optional(Type.String({ maxLength: 2048, description: 'The `next` of the page before' })),
    }),
    response: merge(
      Stamp,
      Type.Object({
        runtimes: Type.Array(RuntimeView),
        total: Type.Integer({ minimum: 0 }),
        next: Type.Optional(Type.String()),
      }),
    ),
    reads,
  }),
  showRuntime: operation({
    method: 'GET',
    path: '/v1/runtimes/{runtime}',
    summary: 'Show one runtime with the report that it was added with',
    permission: 'runtime:read',
    params,
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ runtime: RuntimeView, report: Type.Optional(RuntimeReport) })),
    reads,
  }),
  setRuntimeStatus: operation({
    method: 'PUT',
    path: '/v1/runtimes/status',
    summary: 'Enable, disable or deprecate runtimes, in one commit',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      runtimes: Several,
      status: RuntimeStatus,
      replacement: Type.Optional(Type.String({ maxLength: 1024, description: 'The runtime to use instead' })),
      force: Type.Optional(Type.Boolean({ description: 'Disable also what projects start from' })),
    }),
    response: SomeRuntimes,
    reads,
  }),
  setRuntimeDefault: operation({
    method: 'PUT',
    path: '/v1/runtimes/default',
    summary: 'Say of runtimes whether new projects may start from them',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({ runtimes: Several, isDefault: Type.Boolean() }),
    response: SomeRuntimes,
    reads,
  }),
  setRuntimeCredential: operation({
    method: 'PUT',
    path: '/v1/runtimes/{runtime}/credential',
    summary: 'Say which credential a runtime is read with',
    permission: 'runtime:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      credential: Type.Optional(Type.String({ maxLength: 256, description: 'None: the one that fits best' })),
    }),
    response: OneRuntime,
    reads,
  }),
  runtimeDrift: operation({
    method: 'POST',
    path: '/v1/runtimes/drift',
    summary: 'Say which tags have moved since they were approved',
    permission: 'runtime:validate',
    body: Type.Object({ runtimes: Type.Optional(Several) }),
    response: merge(Stamp, Type.Object({ runtimes: Type.Array(RuntimeDrift) })),
    reads,
  }),
  lintDockerfile: operation({
    method: 'POST',
    path: '/v1/runtimes/lint',
    summary: 'Lint a Dockerfile of a runtime before anything is built',
    permission: 'runtime:read',
    body: Type.Object({
      file: TextFile,
      target: Type.Optional(
        Type.String({ maxLength: 256, description: 'Stage to build; default: the last' }),
      ),
      args: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Build arguments' })),
    }),
    response: merge(
      Stamp,
      Type.Object({
        faults: Type.Array(Fault),
        findings: Type.Array(Finding),
        base: Type.Optional(Type.String({ description: 'The image that the final stage begins from' })),
        stages: Type.Array(Type.Object({ name: Type.Optional(Type.String()), from: Type.String() })),
        identity: RuntimeIdentity,
        labels: Type.Record(Type.String(), Type.String()),
        env: Type.Record(Type.String(), Type.String()),
      }),
    ),
    reads,
  }),
  pickRuntimes: operation({
    method: 'POST',
    path: '/v1/runtimes/pick',
    summary: 'Say which runtime each request starts from, and why; nothing is substituted unless asked',
    permission: 'runtime:read',
    query: Type.Object(readQuery),
    body: Type.Object({
      requests: Type.Optional(Type.Array(RuntimeRequest, { maxItems: 100 })),
      amp: Type.Optional(TextFile),
      project: Type.Optional(
        Type.String({ maxLength: 1024, description: 'Only what this project may start from' }),
      ),
      allowSubstitute: Type.Optional(Type.Boolean()),
      trace: Type.Optional(Type.Boolean({ description: 'Carry every candidate; default true' })),
    }),
    response: merge(
      Stamp,
      Type.Object({
        picks: Type.Array(RuntimePick, { description: 'One for each request; an AMP names alternatives' }),
        faults: Type.Array(Fault),
        chosen: Type.Optional(
          Type.Integer({ minimum: 0, description: 'Of an AMP: the first alternative that has a runtime' }),
        ),
      }),
    ),
    reads,
  }),
  addBase: operation({
    method: 'POST',
    path: '/v1/bases',
    summary: 'Allow an image that runtimes may be built on, as it is now',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      reference: Reference,
      generation: AllowedBase.properties.generation,
      vendor: Type.Optional(
        Type.Boolean({ description: 'Default: true for a runtime, false for an operating system' }),
      ),
      credential: target.credential,
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), base: AllowedBase })),
    reads,
  }),
  listBases: operation({
    method: 'GET',
    path: '/v1/bases',
    summary: 'List the allowed bases with every digest that they ever had',
    permission: 'runtime:read',
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ bases: Type.Array(AllowedBase) })),
    reads,
  }),
  refreshBases: operation({
    method: 'POST',
    path: '/v1/bases/refresh',
    summary:
      'Look at the tags of allowed bases again, and keep what they lead to now beside what they led to',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({ bases: Type.Optional(Several), credential: target.credential }),
    response: merge(
      Stamp,
      Type.Object({
        dryRun: Type.Boolean(),
        bases: Type.Array(
          Type.Object({
            id: Type.String(),
            reference: Type.String(),
            status: Type.Enum(['same', 'moved', 'failed']),
            digest: Type.Optional(Type.String()),
            message: Type.String(),
          }),
        ),
      }),
    ),
    reads,
  }),
  deleteBase: operation({
    method: 'DELETE',
    path: '/v1/bases/{base}',
    summary: 'Allow a base no longer; what was added on it stays',
    permission: 'runtime:write',
    params: Type.Object({ base: Type.String({ minLength: 1, maxLength: 1024 }) }),
    query: Type.Object(writeQuery),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), base: AllowedBase })),
    reads,
  }),
}
