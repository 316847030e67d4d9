import Type, { type Static } from 'typebox'
import { Moment } from './moment.ts'

export const AddonStatus = Type.Enum(['UNKNOWN', 'AVAILABLE', 'DISABLED', 'DEPRECATED', 'DELETED', 'FAILED'])
export type AddonStatus = Static<typeof AddonStatus>

/** Something that is mounted into a runtime, such as Spark: the document of kind `addon`; its id is its identifier. */
export const Addon = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'A number of its own' }),
  identifier: Type.String({ description: 'hadoop-cli-7.3.1.709-1' }),
  component: Type.String({ description: 'Spark, HadoopCLI, Ozone, …; Custom where somebody uploaded it' }),
  displayName: Type.String({ description: 'How projects name it: Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1' }),
  status: AddonStatus,
  reason: Type.Optional(Type.String()),
  image: Type.Optional(Type.String({ description: 'The container image that it is taken from' })),
  paths: Type.Optional(Type.Array(Type.String(), { description: 'Where a custom addon is mounted' })),
  digest: Type.Optional(Type.String({ description: 'SHA-256 of the archive of a custom addon' })),
  created: Moment,
})
export type Addon = Static<typeof Addon>
