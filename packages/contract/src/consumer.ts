import Type, { type Static } from 'typebox'
import { Architecture } from './image.ts'
import { Moment } from './moment.ts'

/**
 * What starts from images. An environment stands for its FreeIPA; a database is one of Operational Database; the
 * sessions of a project start from runtimes.
 */
export const ConsumerType = Type.Enum(['environment', 'datalake', 'datahub', 'database', 'project'])
export type ConsumerType = Static<typeof ConsumerType>

/** The consumers that are machines of a cloud. */
export const MachineConsumerType = Type.Enum(['environment', 'datalake', 'datahub', 'database'])
export type MachineConsumerType = Static<typeof MachineConsumerType>

/** The image that a consumer is on, and the reference that its machines were started from. */
export const ConsumerImage = Type.Object({
  catalog: Type.String(),
  id: Type.String(),
  reference: Type.Optional(
    Type.String({
      description: "The provider's reference in the region of the consumer, when it was chosen",
    }),
  ),
})
export type ConsumerImage = Static<typeof ConsumerImage>

/** What starts from an image: the document of kind `consumer`. */
export const Consumer = Type.Object({
  id: Type.String({ format: 'uuid' }),
  type: ConsumerType,
  name: Type.String(),
  provider: Type.String({ description: 'aws, azure, gcp; oci for a project' }),
  region: Type.String(),
  architecture: Architecture,
  image: ConsumerImage,
  runtimes: Type.Optional(
    Type.Array(ConsumerImage, {
      description: 'What the sessions of a project may start from; `image` is the first of them',
    }),
  ),
  addons: Type.Optional(
    Type.Array(Type.String(), { description: 'Display names of the addons that a project wants' }),
  ),
  environment: Type.Optional(Type.String({ description: 'The id of the environment that it runs in' })),
  datalake: Type.Optional(Type.String({ description: 'The id of the Data Lake that it uses' })),
  owner: Type.String(),
  created: Moment,
  running: Type.Optional(
    Type.String({
      description: 'The operation that is running on it; until it ends nothing is switched or upgraded',
    }),
  ),
  details: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'What its creation said beyond all this, kept to be described again',
    }),
  ),
})
export type Consumer = Static<typeof Consumer>

/** What identifies a consumer in an answer. */
export const ConsumerReference = Type.Object({
  id: Type.String(),
  type: ConsumerType,
  name: Type.String(),
})
export type ConsumerReference = Static<typeof ConsumerReference>
