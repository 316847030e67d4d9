import Type, { type Static } from 'typebox'
import { RoleName } from './key.ts'

export const KeyAlgorithm = Type.Enum(['ed25519', 'rsa', 'ecdsa'])
export type KeyAlgorithm = Static<typeof KeyAlgorithm>

/** An access key as it is shown. Only its public key is kept. */
export const AccessKeyView = Type.Object({
  accessKeyId: Type.String({ format: 'uuid' }),
  user: Type.String(),
  role: RoleName,
  algorithm: KeyAlgorithm,
  created: Type.String(),
  expires: Type.Optional(Type.String()),
  lastUsed: Type.Optional(Type.String()),
})
export type AccessKeyView = Static<typeof AccessKeyView>
