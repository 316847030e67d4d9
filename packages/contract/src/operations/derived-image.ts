import Type from 'typebox'
import {
  EffectiveField,
  ImageDifference,
  ImageFacts,
  LineageEntry,
  NewerSource,
  RegionCover,
  SourceState,
} from '../derived-image.ts'
import { Fault } from '../fault.ts'
import { Architecture, ImageReference, ImageType, ImageView } from '../image.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Resolution, Stamp } from '../resolution.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['image', 'catalog', 'layout', 'setting', 'consumer', 'grant'] as const
const catalogParams = Type.Object({ catalog: Type.String({ minLength: 1, maxLength: 256 }) })
const imageParams = Type.Object({
  image: Type.String({ minLength: 1, maxLength: 1024, description: 'The id or the name of an image' }),
})
const which = {
  version: Type.Optional(Type.String({ maxLength: 256 })),
  catalog: Type.Optional(Type.String({ maxLength: 256 })),
}

export const derivedImageOperations = {
  deriveImage: operation({
    method: 'POST',
    path: '/v1/catalogs/{catalog}/images',
    summary:
      'Put an image into a custom catalog that inherits from a default image, or change the one there is',
    permission: 'image:write',
    params: catalogParams,
    query: Type.Object(writeQuery),
    body: Type.Object({
      from: Type.String({ minLength: 1, maxLength: 255, description: 'The id of the source' }),
      sourceCatalog: Type.Optional(
        Type.String({ maxLength: 255, description: 'Default: the first default catalog that has it' }),
      ),
      type: Type.Optional(Type.Enum(ImageType.enum, { description: 'Refuse a source of the other type' })),
      vmImages: Type.Array(Type.Object({ region: Type.String(), reference: Type.String() }), {
        maxItems: 1000,
        description: 'All own references; those that are there and not named go',
      }),
      baseParcelUrl: Type.Optional(
        Type.String({ description: 'Replaces https://archive.cloudera.com/p/; empty takes it away' }),
      ),
      inheritRegions: Type.Optional(Type.Boolean()),
      id: Type.Optional(Type.String({ description: 'The id of the image to change, or for a new one' })),
    }),
    response: merge(
      Stamp,
      Type.Object({
        dryRun: Type.Boolean(),
        change: Type.Enum(['created', 'changed', 'unchanged']),
        image: ImageView,
        differences: Type.Array(Type.String()),
        regions: RegionCover,
        warnings: Type.Array(Fault),
      }),
    ),
    reads,
  }),
  deleteImage: operation({
    method: 'DELETE',
    path: '/v1/images/{image}',
    summary: 'Delete an image of a custom catalog; one in use goes only with force and a reason',
    permission: 'image:write',
    params: imageParams,
    query: Type.Object({ ...writeQuery, ...which, force: Type.Optional(Type.Boolean()) }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), image: ImageReference })),
    reads,
  }),
  effectiveImage: operation({
    method: 'GET',
    path: '/v1/images/{image}/effective',
    summary: 'Show each field of an image with where it comes from',
    permission: 'image:read',
    params: imageParams,
    query: Type.Object({ ...readQuery, ...which }),
    response: merge(
      Stamp,
      Type.Object({
        image: ImageView,
        facts: ImageFacts,
        source: Type.Optional(Type.Object({ image: ImageReference, state: SourceState })),
        fields: Type.Array(EffectiveField),
        regions: Type.Optional(RegionCover),
      }),
    ),
    reads,
  }),
  diffImages: operation({
    method: 'GET',
    path: '/v1/image-difference',
    summary: 'Compare two effective images field by field',
    permission: 'image:read',
    query: Type.Object({
      ...readQuery,
      a: Type.String({ minLength: 1, maxLength: 1024 }),
      b: Type.String({ minLength: 1, maxLength: 1024 }),
      catalogA: which.catalog,
      catalogB: which.catalog,
    }),
    response: merge(
      Stamp,
      Type.Object({ a: ImageFacts, b: ImageFacts, differences: Type.Array(ImageDifference) }),
    ),
    reads,
  }),
  imageLineage: operation({
    method: 'GET',
    path: '/v1/images/{image}/lineage',
    summary: 'Show what an image derives from and what derives from it, as a tree',
    permission: 'image:read',
    params: imageParams,
    query: Type.Object({ ...readQuery, ...which }),
    response: merge(Stamp, Type.Object({ entries: Type.Array(LineageEntry) })),
    reads,
  }),
  newerSources: operation({
    method: 'GET',
    path: '/v1/catalogs/{catalog}/newer',
    summary: 'List derived images whose source has newer siblings',
    permission: 'image:read',
    params: catalogParams,
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ images: Type.Array(NewerSource) })),
    reads,
  }),
  findDefaultImage: operation({
    method: 'GET',
    path: '/v1/default-image',
    summary: 'Find the default image of a provider and a runtime, as CDP does, with the trace',
    permission: 'image:read',
    query: Type.Object({
      ...readQuery,
      provider: Type.String({ minLength: 1, maxLength: 64 }),
      type: ImageType,
      runtime: Type.Optional(Type.String({ maxLength: 64 })),
      architecture: Type.Optional(Architecture),
    }),
    response: Resolution,
    reads,
  }),
}
