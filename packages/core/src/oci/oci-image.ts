/** One layer as a manifest names it, from the lowest. */
export interface OciLayer {
  /** Digest of the compressed bytes: `sha256:…`. */
  readonly digest: string
  /** Compressed, in bytes, as the manifest says. */
  readonly size: number
  readonly mediaType: string
}

/** An image for one platform: its manifest and what its configuration says (OCI image-spec, manifest.md, config.md). */
export interface OciPlatformImage {
  /** `os/architecture[/variant]`: `linux/amd64`. */
  readonly platform: string
  /** Digest of the manifest. */
  readonly manifest: string
  readonly layers: readonly OciLayer[]
  /** Digests of the uncompressed layers, as many as `layers`. */
  readonly diffIds: readonly string[]
  readonly annotations: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  /** The environment; of a name that is given twice the last. */
  readonly env: Readonly<Record<string, string>>
  readonly user?: string
  readonly workingDir?: string
  /** When it was made, RFC 3339 in UTC, where its configuration tells. */
  readonly created?: string
}

/** An image as a reference leads to it: one platform of a manifest, or those of an index. */
export interface OciImage {
  /** In full: `host/repository:tag`, with `@sha256:…` where it was asked for by digest. */
  readonly reference: string
  /** What the reference leads to: digest of the index, or of the manifest where there is no index. */
  readonly digest: string
  /** Annotations of the index; none of a manifest alone. */
  readonly annotations: Readonly<Record<string, string>>
  /** Real platforms only: neither attestations nor `unknown/unknown`. */
  readonly platforms: readonly OciPlatformImage[]
}
