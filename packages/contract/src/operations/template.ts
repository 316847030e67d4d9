import Type from 'typebox'
import { Coverage } from '../coverage.ts'
import { operation } from '../operation.ts'
import { Location, Stamp } from '../resolution.ts'
import {
  DriftFinding,
  Lock,
  TemplateCheck,
  TemplateInput,
  TemplateResolution,
  TemplateResolveRequest,
  TextFile,
} from '../template.ts'
import { Fault } from '../fault.ts'
import { readQuery } from './common.ts'
import { merge } from '../merge.ts'

const reads = ['image', 'catalog', 'setting'] as const
const bodyLimit = 64 * 1024 * 1024

export const templateOperations = {
  checkTemplate: operation({
    method: 'POST',
    path: '/v1/templates/check',
    summary: 'Report every fault and every doubtful spot of a template',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: TemplateInput,
    bodyLimit,
    response: TemplateCheck,
    reads,
  }),
  showTemplate: operation({
    method: 'POST',
    path: '/v1/templates/show',
    summary: 'Show a template as evaluated: clusters, parameters, nodes with inherited attributes',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: TemplateInput,
    bodyLimit,
    response: Type.Object({
      clusters: Type.Array(Type.String()),
      parameters: Type.Array(
        Type.Object({
          name: Type.String(),
          type: Type.String(),
          value: Type.String(),
          given: Type.Boolean(),
        }),
      ),
      nodes: Type.Array(
        Type.Object({
          cluster: Type.String(),
          node: Type.String(),
          kind: Type.Enum(['node', 'nodearray']),
          abstract: Type.Boolean(),
          extends: Type.Array(Type.String()),
          attributes: Type.Record(Type.String(), Type.String(), {
            description: 'Name → value as expression text',
          }),
        }),
      ),
      diagnostics: Type.Array(Fault),
    }),
    reads,
  }),
  resolveTemplate: operation({
    method: 'POST',
    path: '/v1/templates/resolve',
    summary: 'Resolve the image of every node of a template',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: TemplateResolveRequest,
    bodyLimit,
    response: TemplateResolution,
    reads,
  }),
  templateCoverage: operation({
    method: 'POST',
    path: '/v1/templates/coverage',
    summary: 'Show which nodes of a template have an image in which regions',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: merge(
      TemplateResolveRequest,
      Type.Object({ regions: Type.Array(Type.String({ maxLength: 128 }), { minItems: 1, maxItems: 512 }) }),
    ),
    bodyLimit,
    response: merge(Coverage, Type.Object({ diagnostics: Type.Array(Fault) })),
    reads,
  }),
  lockTemplate: operation({
    method: 'POST',
    path: '/v1/templates/lock',
    summary: 'Pin what a template resolves to; with a lock, move what is named and keep the rest',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: merge(
      TemplateInput,
      Type.Object({
        locations: Type.Array(Location, { minItems: 1, maxItems: 512 }),
        strict: Type.Optional(Type.Boolean()),
        lock: Type.Optional(Lock),
        update: Type.Optional(
          Type.Union([Type.Boolean(), Type.String()], {
            description: 'true moves all; a name moves that node or image',
          }),
        ),
      }),
    ),
    bodyLimit,
    response: merge(
      Stamp,
      Type.Object({
        lock: Lock,
        text: Type.String(),
        moved: Type.Array(Type.String()),
        diagnostics: Type.Array(Fault),
      }),
    ),
    reads,
  }),
  verifyLock: operation({
    method: 'POST',
    path: '/v1/templates/verify',
    summary: 'Tell how a lock differs from what would be resolved now',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: Type.Object({
      lock: TextFile,
      template: Type.Optional(TextFile),
      parameters: TemplateInput.properties.parameters,
      parameterFiles: TemplateInput.properties.parameterFiles,
    }),
    bodyLimit,
    response: merge(Stamp, Type.Object({ findings: Type.Array(DriftFinding) })),
    reads,
  }),
  formatTemplate: operation({
    method: 'POST',
    path: '/v1/templates/format',
    summary: 'Lay a template out evenly without changing what it says',
    permission: 'image:read',
    body: Type.Object({ template: TextFile }),
    bodyLimit,
    response: Type.Object({ text: Type.String(), changed: Type.Boolean(), diagnostics: Type.Array(Fault) }),
    reads: [],
  }),
}
