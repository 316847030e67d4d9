import Type from 'typebox'
import { DistributionReport, DistributionRequest } from '../distribution.ts'
import { operation } from '../operation.ts'
import { RetirePlan } from '../retire.ts'
import { TextFile } from '../template.ts'
import { writeQuery } from './common.ts'

const params = Type.Object({
  image: Type.String({ minLength: 1, maxLength: 1024, description: 'The id or the name of an image' }),
})
const which = {
  version: Type.Optional(Type.String({ maxLength: 256 })),
  catalog: Type.Optional(Type.String({ maxLength: 256 })),
}
const reads = [
  'account',
  'registry',
  'credential',
  'image',
  'catalog',
  'setting',
  'grant',
  'consumer',
] as const

export const imageLifeOperations = {
  retireImage: operation({
    method: 'POST',
    path: '/v1/images/{image}/retire',
    summary: 'Say who would be hit by the end of an image, and end it',
    permission: 'image:write',
    params,
    query: Type.Object({ ...writeQuery, ...which }),
    body: Type.Object({
      replacement: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
      force: Type.Optional(Type.Boolean()),
      locks: Type.Optional(Type.Array(TextFile, { maxItems: 1000 })),
    }),
    bodyLimit: 48 * 1024 * 1024,
    response: RetirePlan,
    reads,
  }),
  distributeImage: operation({
    method: 'POST',
    path: '/v1/images/{image}/distribute',
    summary: 'Copy an image version to more regions, and register what becomes ready',
    permission: 'image:write',
    params,
    query: Type.Object({ ...writeQuery, ...which }),
    body: DistributionRequest,
    response: DistributionReport,
    reads,
  }),
  watchDistribution: operation({
    method: 'POST',
    path: '/v1/images/{image}/distribute/watch',
    summary: 'The same as JSON lines: {progress} of every place, then {report} or {problem}',
    permission: 'image:write',
    params,
    query: Type.Object({ ...writeQuery, ...which }),
    body: DistributionRequest,
    response: 'stream',
    reads,
  }),
}
