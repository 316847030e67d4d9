import { parseJson, recordOf, textOf } from './json.ts'
import { quotedText } from './quoted-text.ts'

/** What cosign says that its payload is (SIGNATURE_SPEC.md, "Simple Signing"). */
const cosignType = 'cosign container image signature'

/**
 * Why the payload of a simple signing does not speak of a digest; undefined where it does. Its identity,
 * `critical.identity.docker-reference`, is ignored as cosign ignores it: images move between registries.
 */
export function payloadMisfit(payload: Uint8Array, subject: string): string | undefined {
  const critical = recordOf(recordOf(parseJson(payload))['critical'])
  const digest = textOf(recordOf(critical['image'])['docker-manifest-digest'])
  if (digest === undefined) {
    return 'signs a payload that names no image in "critical.image.docker-manifest-digest"'
  }
  const type = textOf(critical['type']) ?? ''
  if (type !== cosignType) {
    return `signs a payload of the type ${quotedText(type)}; expected ${quotedText(cosignType)}`
  }
  return digest === subject ? undefined : misfitOf(digest)
}

/** The misfit of a signature that was made for another digest: copied from there, or moved by mistake. */
export function misfitOf(digest: string): string {
  return `signs ${quotedText(digest)}, which is another image than the one that it is attached to`
}
