import Type, { type Static } from 'typebox'
import { Moment } from './moment.ts'

/** What a user may do with one catalog or consumer. The names are CDP's resource roles. */
export const ResourceRole = Type.Enum(['Owner', 'SharedResourceUser'])
export type ResourceRole = Static<typeof ResourceRole>

/** A role of a user on a resource: the document of kind `grant`; its id is `RESOURCE/USER/ROLE`. */
export const Grant = Type.Object({
  resource: Type.String({ description: '`catalog/NAME` or `consumer/ID`' }),
  user: Type.String(),
  role: ResourceRole,
  by: Type.String(),
  at: Moment,
})
export type Grant = Static<typeof Grant>
