import Type, { type Static } from 'typebox'
import { Severity } from './fault.ts'

/**
 * One thing that is wrong, or worth knowing, with an image that is to be a runtime. `code` may carry what it is about
 * after a colon: `labelMissing:kernel`.
 */
export const Finding = Type.Object({
  code: Type.String(),
  severity: Severity,
  field: Type.Optional(Type.String({ description: 'The metadata field, path or layer that it is about' })),
  message: Type.String(),
  evidence: Type.Optional(
    Type.Record(Type.String(), Type.String(), { description: 'What was looked at: name → what was found' }),
  ),
  platform: Type.Optional(
    Type.String({ description: 'The platform that it was found on, where an image has several' }),
  ),
  rule: Type.String({ description: 'Where the rule stands' }),
})
export type Finding = Static<typeof Finding>
