import Type, { type Static } from 'typebox'

export const RoleName = Type.Enum(['reader', 'editor', 'administrator'])
export type RoleName = Static<typeof RoleName>

/** An API key as it is shown: never the key itself, only its first characters. */
export const KeyView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: RoleName,
  prefix: Type.String(),
  created: Type.String(),
  expires: Type.Optional(Type.String()),
  lastUsed: Type.Optional(Type.String()),
})
export type KeyView = Static<typeof KeyView>
