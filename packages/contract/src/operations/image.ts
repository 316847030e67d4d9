import Type from 'typebox'
import { Coverage } from '../coverage.ts'
import { Architecture, ImageReference, ImageView, LifecycleState, OperatingSystem } from '../image.ts'
import { Moment } from '../moment.ts'
import { DocumentChange, LogEntry } from '../log.ts'
import { operation } from '../operation.ts'
import { Resolution, ResolveRequest, Stamp } from '../resolution.ts'
import { readQuery, writeQuery } from './common.ts'
import { merge } from '../merge.ts'

const reads = ['image', 'catalog', 'setting', 'grant'] as const

const params = Type.Object({
  image: Type.String({ minLength: 1, maxLength: 1024, description: 'The id or the name of an image' }),
})

/** What narrows a name down to one image. */
const which = {
  version: Type.Optional(Type.String({ maxLength: 256 })),
  catalog: Type.Optional(Type.String({ maxLength: 256 })),
}

export const imageOperations = {
  resolve: operation({
    method: 'POST',
    path: '/v1/resolve',
    summary: 'Say which image and artifact a node starts from, and why',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: ResolveRequest,
    response: Resolution,
    reads,
  }),
  listImages: operation({
    method: 'GET',
    path: '/v1/images',
    summary: 'List images, the newest version of each name first',
    permission: 'image:read',
    query: Type.Object({
      ...readQuery,
      catalog: which.catalog,
      name: Type.Optional(
        Type.String({ maxLength: 1024, description: 'A name; * stands for any characters' }),
      ),
      label: Type.Optional(Type.String({ maxLength: 1024 })),
      version: Type.Optional(Type.String({ maxLength: 256, description: 'Literal or wildcard' })),
      os: Type.Optional(OperatingSystem),
      architecture: Type.Optional(Architecture),
      state: Type.Optional(LifecycleState),
      provider: Type.Optional(Type.String({ maxLength: 64 })),
      region: Type.Optional(Type.String({ maxLength: 128 })),
      where: Type.Optional(
        Type.Array(Type.String({ maxLength: 1024 }), {
          maxItems: 32,
          description: 'Trait filters: NAME=VALUE',
        }),
      ),
      countBy: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 256,
          description: 'Count the images by the values of this trait',
        }),
      ),
      newest: Type.Optional(Type.Boolean({ description: 'Only the newest version of each name' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10000, description: 'Default 1000' })),
      after: Type.Optional(Type.String({ maxLength: 2048, description: 'The `next` of the page before' })),
    }),
    response: merge(
      Stamp,
      Type.Object({
        images: Type.Array(ImageView),
        total: Type.Integer({ minimum: 0 }),
        counts: Type.Optional(
          Type.Array(
            Type.Object({
              value: Type.Optional(Type.String({ description: 'Absent: the images that lack the trait' })),
              images: Type.Integer({ minimum: 1 }),
            }),
            { description: 'Of all images that fit, the most frequent value first' },
          ),
        ),
        next: Type.Optional(Type.String()),
      }),
    ),
    reads,
  }),
  showImage: operation({
    method: 'GET',
    path: '/v1/images/{image}',
    summary: 'Show one image: by id, or the newest version of a name in the first catalog that has it',
    permission: 'image:read',
    params,
    query: Type.Object({
      ...readQuery,
      ...which,
      alone: Type.Optional(Type.Boolean({ description: 'Leave the list of versions empty' })),
    }),
    response: merge(
      Stamp,
      Type.Object({
        image: ImageView,
        versions: Type.Array(merge(ImageReference, Type.Object({ state: LifecycleState }))),
      }),
    ),
    reads,
  }),
  imageHistory: operation({
    method: 'GET',
    path: '/v1/images/{image}/history',
    summary: 'Show every commit that touched an image, newest first, with what it changed',
    permission: 'image:read',
    params,
    query: Type.Object({ ...readQuery, ...which }),
    response: merge(
      Stamp,
      Type.Object({
        entries: Type.Array(merge(LogEntry, Type.Object({ image: ImageReference, change: DocumentChange }))),
      }),
    ),
    reads,
  }),
  imageCoverage: operation({
    method: 'GET',
    path: '/v1/coverage',
    summary: 'Show which versions of images have an artifact in which locations',
    permission: 'image:read',
    query: Type.Object({
      ...readQuery,
      name: Type.Optional(Type.String({ maxLength: 1024 })),
      catalog: which.catalog,
      provider: Type.Optional(Type.String({ maxLength: 64 })),
      account: Type.Optional(Type.String({ maxLength: 256 })),
      regions: Type.Optional(
        Type.Array(Type.String({ maxLength: 128 }), {
          maxItems: 512,
          description: 'Default: every known region',
        }),
      ),
    }),
    response: Coverage,
    reads,
  }),
  stageImage: operation({
    method: 'POST',
    path: '/v1/images/{image}/stages',
    summary: 'Set a lifecycle stage of an image, or whether it counts as latest',
    permission: 'image:write',
    params,
    query: Type.Object({ ...writeQuery, ...which }),
    body: Type.Object({
      state: Type.Optional(LifecycleState),
      from: Type.Optional(Moment),
      replacement: Type.Optional(Type.String({ maxLength: 1024 })),
      excludeFromLatest: Type.Optional(Type.Boolean()),
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), image: ImageView })),
    reads,
  }),
}
