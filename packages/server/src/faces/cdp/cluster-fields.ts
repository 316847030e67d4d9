import Type from 'typebox'
import { maybe, text, texts } from './fields.ts'

/** Names of Data Lakes and Data Hubs: 5 to 40 lower-case letters, digits and hyphens. */
export const ClusterName = Type.String({
  minLength: 5,
  maxLength: 40,
  pattern: '^[a-z][-a-z0-9]*$',
  patternMessage:
    'The name of a cluster must contain only lowercase letters, numbers and hyphens and start with a letter',
})

/** The image that is wanted for a cluster. */
export const ClusterImage = Type.Object({
  id: maybe(Type.String({ maxLength: 255 })),
  catalogName: maybe(Type.String({ maxLength: 2048 })),
  os: maybe(Type.String({ maxLength: 64 })),
})

export const Recipes = Type.Array(Type.Object({ instanceGroupName: text, recipeNames: maybe(texts) }))
