const ociIndex = 'application/vnd.oci.image.index.v1+json'
const ociManifest = 'application/vnd.oci.image.manifest.v1+json'
const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json'
const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json'

/** The media types of manifests that are asked for: OCI's and Docker's, of one image and of an index of several. */
export const manifestMediaTypes: readonly string[] = [ociIndex, ociManifest, dockerList, dockerManifest]

/** The media types of configurations of container images; with any other a manifest is that of an artifact. */
const configMediaTypes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
])

/** Whether a media type is that of an index: a manifest that lists manifests. */
export function isIndexMediaType(mediaType: string): boolean {
  return mediaType === ociIndex || mediaType === dockerList
}

/** Whether a media type is that of the manifest of one image or artifact. */
export function isManifestMediaType(mediaType: string): boolean {
  return mediaType === ociManifest || mediaType === dockerManifest
}

/** Whether a media type is that of Docker's first manifests, which have neither configuration nor digests of layers. */
export function isFirstSchemaMediaType(mediaType: string): boolean {
  return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(mediaType)
}

/** Whether a manifest whose configuration is of this media type is that of a container image. */
export function isImageConfigMediaType(mediaType: string): boolean {
  return configMediaTypes.has(mediaType)
}

/** The media type of a Content-Type header, without its parameters. */
export function mediaTypeOf(contentType: string): string {
  return contentType.replace(/;.*$/s, '').trim().toLowerCase()
}
