import Type, { type Static } from 'typebox'
import { Moment } from './moment.ts'

/** A key or an identity whose signatures on images count: the document of kind `trust`; its id is its name. */
export const Trust = Type.Object({
  name: Type.String(),
  key: Type.Optional(Type.String({ maxLength: 16_384, description: 'A public key as PEM (SPKI)' })),
  identity: Type.Optional(
    Type.Object({
      subject: Type.String({
        maxLength: 2048,
        description: 'The subject of the certificate; * stands for any characters',
      }),
      issuer: Type.String({ maxLength: 2048, description: 'Who vouched for the subject (OIDC issuer)' }),
      root: Type.String({ maxLength: 1_000_000, description: "Sigstore's trusted root, as JSON" }),
    }),
  ),
  created: Moment,
})
export type Trust = Static<typeof Trust>

/** One signature that was found on an image, and what came of verifying it. */
export const ImageSignature = Type.Object({
  format: Type.Enum(['simple-signing', 'sigstore-bundle']),
  subject: Type.String({
    description: 'The digest that it signs: of the index, or of the manifest of a platform',
  }),
  manifest: Type.String({ description: 'Digest of the manifest that holds it' }),
  verdict: Type.Enum(['verified', 'untrusted', 'invalid'], {
    description: 'untrusted: nobody who is trusted made it; invalid: it is not what it claims to be',
  }),
  trust: Type.Optional(
    Type.String({ description: 'The name of the trusted key or identity that verifies it' }),
  ),
  identity: Type.Optional(Type.String({ description: 'The subject of the certificate, where it has one' })),
  message: Type.String(),
})
export type ImageSignature = Static<typeof ImageSignature>
