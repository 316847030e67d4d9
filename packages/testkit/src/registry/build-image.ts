import { digestOf, type BlobContent } from './blob-content.ts'
import {
  buildLayer,
  layerDescriptor,
  type BuiltLayer,
  type Compression,
  type ImageFormat,
  type LayerOptions,
} from './build-layer.ts'
import { manifestOf, type BuiltManifest } from './built-image.ts'
import { mediaType } from './media-type.ts'
import type { TarEntry } from './tar-writer.ts'

/** A step of the history of an image (OCI image-spec, config.md). */
export interface HistoryStep {
  created_by: string
  empty_layer?: boolean
}

/** The configuration of an image as its JSON has it. */
export interface ImageConfig {
  created: string
  architecture: string
  os: string
  variant?: string
  config: {
    Env?: string[]
    Labels?: Record<string, string>
    User?: string
    WorkingDir?: string
    Entrypoint?: string[]
    Cmd?: string[]
  }
  rootfs: { type: string; diff_ids: string[] }
  history: HistoryStep[]
}

export interface ImageOptions {
  /** What the image is built on: its layers, environment, labels, user and platform are inherited. */
  base?: BuiltImage
  /** The layers above the base, from the lowest: entries, options, or a layer that is built already. */
  layers?: readonly (readonly TarEntry[] | LayerOptions | BuiltLayer)[]
  /** Of the layers that are given as entries. */
  compression?: Compression
  level?: number
  /** That of the base, else `oci`, if left open. */
  format?: ImageFormat
  env?: Record<string, string>
  labels?: Record<string, string>
  user?: string
  workingDir?: string
  entrypoint?: string[]
  command?: string[]
  os?: string
  architecture?: string
  variant?: string
  /** Replaces the history that follows from base and layers. */
  history?: HistoryStep[]
  annotations?: Record<string, string>
  /** Diff ids to claim instead of the true ones. */
  diffIds?: string[]
  /** Changes the configuration at last, also to what is none: answers its JSON or bytes. */
  changeConfig?: (config: ImageConfig) => object | Uint8Array
  /** Changes the manifest at last. */
  changeManifest?: (manifest: Record<string, unknown>) => object | Uint8Array
}

/** An image for one platform. */
export interface BuiltImage extends BuiltManifest {
  readonly format: ImageFormat
  readonly layers: readonly BuiltLayer[]
  readonly diffIds: readonly string[]
  readonly config: ImageConfig
}

/** Builds an image in memory. Same options, same bytes. */
export function buildImage(options: ImageOptions = {}): BuiltImage {
  const format = options.format ?? options.base?.format ?? 'oci'
  const added = (options.layers ?? []).map((layer) => layerOf(layer, options))
  const layers = [...(options.base?.layers ?? []), ...added]
  const config = configOf(options, layers, added.length)
  const configBytes = bytesOf(options.changeConfig?.(config) ?? config)
  const blobs = new Map<string, BlobContent>(layers.map(({ digest, content }) => [digest, content]))
  blobs.set(digestOf(configBytes), configBytes)
  const body = manifestBody(format, configBytes, layers, options.annotations)
  const manifest = manifestOf(
    options.changeManifest?.(body) ?? body,
    format === 'oci' ? mediaType.ociManifest : mediaType.dockerManifest,
    { blobs },
  )
  return { ...manifest, format, layers, diffIds: config.rootfs.diff_ids, config }
}

/** The same image with its layers compressed otherwise: other digests, same diff ids. */
export function recompressed(
  image: BuiltImage,
  how: Pick<LayerOptions, 'compression' | 'level'>,
): BuiltImage {
  const layers = image.layers.map(({ tar }) => {
    if (tar === undefined)
      throw new Error('Expected layers in memory; those in files cannot be compressed anew')
    return buildLayer({ tar, ...how })
  })
  return buildImage({
    layers,
    format: image.format,
    changeConfig: () => image.config,
    diffIds: [...image.diffIds],
  })
}

function layerOf(layer: readonly TarEntry[] | LayerOptions | BuiltLayer, options: ImageOptions): BuiltLayer {
  if ('digest' in layer) return layer
  if (!isEntries(layer)) return buildLayer(layer)
  const { compression, level } = options
  return buildLayer({
    entries: layer,
    ...(compression === undefined ? {} : { compression }),
    ...(level === undefined ? {} : { level }),
  })
}

function isEntries(layer: readonly TarEntry[] | LayerOptions): layer is readonly TarEntry[] {
  return Array.isArray(layer)
}

function configOf(options: ImageOptions, layers: readonly BuiltLayer[], added: number): ImageConfig {
  const base = options.base?.config
  const variant = options.variant ?? base?.variant
  const steps = Array.from({ length: added }, (_, index) => ({ created_by: `COPY layer ${index}` }))
  return {
    created: '2024-01-01T00:00:00Z',
    architecture: options.architecture ?? base?.architecture ?? 'amd64',
    os: options.os ?? base?.os ?? 'linux',
    ...(variant === undefined ? {} : { variant }),
    config: settingsOf(options),
    rootfs: { type: 'layers', diff_ids: options.diffIds ?? layers.map(({ diffId }) => diffId) },
    history: options.history ?? [...(base?.history ?? []), ...steps, ...settingSteps(options)],
  }
}

/** What the image tells those who start from it, with what it inherits. */
function settingsOf(options: ImageOptions): ImageConfig['config'] {
  const inherited = options.base?.config.config ?? {}
  const names = new Set(Object.keys(options.env ?? {}))
  const kept = (inherited.Env ?? []).filter((text) => !names.has(text.split('=')[0] ?? ''))
  const own = Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`)
  return {
    ...inherited,
    ...(kept.length + own.length === 0 ? {} : { Env: [...kept, ...own] }),
    ...(options.labels === undefined ? {} : { Labels: { ...inherited.Labels, ...options.labels } }),
    ...(options.user === undefined ? {} : { User: options.user }),
    ...(options.workingDir === undefined ? {} : { WorkingDir: options.workingDir }),
    ...(options.entrypoint === undefined ? {} : { Entrypoint: options.entrypoint }),
    ...(options.command === undefined ? {} : { Cmd: options.command }),
  }
}

/** Builders note a step without a layer for each setting. */
function settingSteps({ env, labels }: ImageOptions): HistoryStep[] {
  return [
    ...Object.keys(env ?? {}).map((name) => ({ created_by: `ENV ${name}`, empty_layer: true })),
    ...Object.keys(labels ?? {}).map((name) => ({ created_by: `LABEL ${name}`, empty_layer: true })),
  ]
}

function manifestBody(
  format: ImageFormat,
  config: Uint8Array,
  layers: readonly BuiltLayer[],
  annotations: Record<string, string> | undefined,
): Record<string, unknown> {
  return {
    schemaVersion: 2,
    mediaType: format === 'oci' ? mediaType.ociManifest : mediaType.dockerManifest,
    config: {
      mediaType: format === 'oci' ? mediaType.ociConfig : mediaType.dockerConfig,
      digest: digestOf(config),
      size: config.byteLength,
    },
    layers: layers.map((layer) => layerDescriptor(layer, format)),
    ...(annotations === undefined ? {} : { annotations }),
  }
}

function bytesOf(body: object | Uint8Array): Uint8Array {
  return body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body))
}
