import type { ImageSignature } from '@ingot/contract'

type Format = ImageSignature['format']

/** The layers and, as an artifact type, the manifests of cosign's own format (sigstore/cosign, SIGNATURE_SPEC.md). */
const simpleSigning: ReadonlySet<string> = new Set([
  'application/vnd.dev.cosign.simplesigning.v1+json',
  'application/vnd.dev.cosign.artifact.sig.v1+json',
])

/** All versions of a bundle: `…bundle+json;version=0.1` as well as `…bundle.v0.3+json` (BUNDLE_SPEC.md). */
const bundlePrefix = 'application/vnd.dev.sigstore.bundle'

/** The format that a media type or an artifact type stands for; undefined for what is no signature. */
export function formatOf(type: string | undefined): Format | undefined {
  if (type === undefined) return undefined
  if (simpleSigning.has(type)) return 'simple-signing'
  return type.startsWith(`${bundlePrefix}.`) || type.startsWith(`${bundlePrefix}+json`)
    ? 'sigstore-bundle'
    : undefined
}
