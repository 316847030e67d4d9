/** How the archive of a layer is compressed. */
export type Compression = 'none' | 'gzip' | 'zstd'

/** What a layer is by its media type. `foreign`: kept elsewhere than in the registry. */
export type LayerKind = Compression | 'foreign' | 'encrypted' | 'unknown'

const oci = 'application/vnd.oci.image.layer.'
const docker = 'application/vnd.docker.image.rootfs.'

const kinds: ReadonlyMap<string, LayerKind> = new Map([
  [`${oci}v1.tar`, 'none'],
  [`${oci}v1.tar+gzip`, 'gzip'],
  [`${oci}v1.tar+zstd`, 'zstd'],
  [`${oci}nondistributable.v1.tar`, 'foreign'],
  [`${oci}nondistributable.v1.tar+gzip`, 'foreign'],
  [`${oci}nondistributable.v1.tar+zstd`, 'foreign'],
  [`${docker}diff.tar`, 'none'],
  [`${docker}diff.tar.gzip`, 'gzip'],
  [`${docker}diff.tar.zstd`, 'zstd'],
  [`${docker}foreign.diff.tar`, 'foreign'],
  [`${docker}foreign.diff.tar.gzip`, 'foreign'],
])

/** Reads a media type (OCI image-spec, media-types.md; Docker image manifest, schema 2). */
export function layerKind(mediaType: string): LayerKind {
  const plain = mediaType.split(';', 1)[0]!.trim().toLowerCase()
  if (plain.endsWith('+encrypted')) return 'encrypted'
  return kinds.get(plain) ?? 'unknown'
}
