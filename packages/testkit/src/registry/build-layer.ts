import { gzipSync } from 'node:zlib'
import { digestOf, sizeOf, type BlobContent } from './blob-content.ts'
import type { Descriptor } from './built-image.ts'
import { mediaType } from './media-type.ts'
import { tarOf, type TarEntry } from './tar-writer.ts'
import { zstdFrame } from './zstd-frame.ts'

export type Compression = 'none' | 'gzip' | 'zstd'

/** Whose media types a manifest has. */
export type ImageFormat = 'oci' | 'docker'

export interface LayerOptions {
  entries?: readonly TarEntry[]
  /** An archive as it is, whole or broken, instead of entries. */
  tar?: Uint8Array
  /** gzip if left open. */
  compression?: Compression
  /** Of gzip, 0 to 9: another level gives other bytes of the same diff id. */
  level?: number
  /** Another media type than that of format and compression. */
  mediaType?: string
  annotations?: Record<string, string>
}

/** A layer that is ready to be put into an image. */
export interface BuiltLayer {
  /** Digest of the compressed bytes. */
  readonly digest: string
  /** Digest of the archive. */
  readonly diffId: string
  readonly content: BlobContent
  readonly compression: Compression
  /** The archive, where it is in memory. */
  readonly tar?: Uint8Array
  readonly mediaType?: string
  readonly annotations?: Record<string, string>
}

/** Builds a layer in memory. */
export function buildLayer(options: LayerOptions): BuiltLayer {
  const { compression = 'gzip', level } = options
  const tar = options.tar ?? tarOf(options.entries ?? [])
  const content = compress(tar, compression, level)
  return {
    digest: digestOf(content),
    diffId: digestOf(tar),
    content,
    compression,
    tar,
    ...(options.mediaType === undefined ? {} : { mediaType: options.mediaType }),
    ...(options.annotations === undefined ? {} : { annotations: options.annotations }),
  }
}

function compress(tar: Uint8Array, compression: Compression, level: number | undefined): Uint8Array {
  if (compression === 'none') return tar
  if (compression === 'zstd') return zstdFrame(tar)
  return gzipSync(tar, level === undefined ? {} : { level })
}

/** What a manifest of this format says of a layer. */
export function layerDescriptor(layer: BuiltLayer, format: ImageFormat): Descriptor {
  const base = format === 'oci' ? mediaType.ociLayer : mediaType.dockerLayer
  const joint = format === 'oci' ? '+' : '.'
  return {
    mediaType:
      layer.mediaType ?? (layer.compression === 'none' ? base : `${base}${joint}${layer.compression}`),
    digest: layer.digest,
    size: sizeOf(layer.content),
    ...(layer.annotations === undefined ? {} : { annotations: layer.annotations }),
  }
}
