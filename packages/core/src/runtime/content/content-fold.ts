import { layerLimit } from './attributes.ts'
import { BaseChanges } from './base-changes.ts'
import type { ContentEntry, LayerFold, MissingContent } from './content-entry.ts'
import type { ContentFacts } from './content-facts.ts'
import { ContentStore } from './content-store.ts'
import { FileTree, PATH_LIMIT, type TreeFile } from './file-tree.ts'
import { interestIn, neededPaths, wantedBytes } from './interest.ts'
import { normalPath } from './normal-path.ts'
import { Oddities } from './oddities.ts'
import { readOsRelease } from './os-release.ts'
import { Sightings } from './sightings.ts'
import { readWhiteout } from './whiteout.ts'

export interface FoldOptions {
  /** How many layers, from the lowest, are of the base; 0 where none was recognised. */
  readonly baseLayers: number
  /** Different paths; a million if left open. */
  readonly maxPaths?: number
}

/** How many directories a path may be in: more than any image has, for each of them has to be looked at. */
const DEPTH_LIMIT = 128

/** Bytes of contents that are kept on the chance of being needed; what has no room is read again. */
const BUDGET = 4 * 1024 * 1024

/**
 * Follows the layers of an image from the lowest and remembers of them what the rules about content ask. Memory is
 * bounded by the options, whatever the layers are.
 */
export class ContentFold implements LayerFold {
  readonly #baseLayers: number
  readonly #tree: FileTree
  readonly #changes: BaseChanges
  readonly #store = new ContentStore(BUDGET)
  readonly #sightings = new Sightings()
  readonly #oddities = new Oddities()
  #layer = 0
  /** Real paths that are looked for in a layer that is read again. */
  #again: ReadonlySet<string> | undefined
  #wanted: { readonly path: string; readonly size: number } | undefined
  /** Why no more can be taken, beside what the tree says. */
  #excess: string | undefined

  constructor({ baseLayers, maxPaths = 1_000_000 }: FoldOptions) {
    const limits = { paths: maxPaths, links: 400_000, linkText: 24_000_000 }
    this.#baseLayers = baseLayers
    this.#tree = new FileTree(baseLayers, limits)
    this.#changes = new BaseChanges(this.#tree)
  }

  get overflow(): string | undefined {
    return this.#excess ?? this.#tree.overflow
  }

  startLayer(index: number, again = false): void {
    this.#layer = index
    this.#wanted = undefined
    this.#tree.startLayer()
    if (index >= layerLimit) this.#excess = `more than ${layerLimit} layers`
    this.#again = again ? new Set(this.#missingIn(index)) : undefined
  }

  add(entry: ContentEntry): number {
    this.#wanted = undefined
    const path = normalPath(entry.path)
    if (path === undefined || path.length > PATH_LIMIT) {
      this.#note(path === undefined ? 'layerPathOutside' : 'layerPathTooLong', entry.path)
      return 0
    }
    if (path.split('/', DEPTH_LIMIT + 2).length > DEPTH_LIMIT + 1) {
      this.#excess = `a path in more than ${DEPTH_LIMIT} directories`
      return 0
    }
    if ((entry.link?.length ?? 0) > PATH_LIMIT) {
      this.#note('layerPathTooLong', entry.link ?? '')
      return 0
    }
    if (this.#again !== undefined) return this.#addAgain(this.#tree.real(path), entry)
    const whiteout = readWhiteout(path)
    if (whiteout.kind === 'none') return this.#put(this.#tree.real(path), entry)
    if (whiteout.kind === 'invalid') this.#note('layerWhiteoutInvalid', path)
    if (whiteout.kind === 'removal') this.#remove(this.#tree.real(whiteout.path))
    if (whiteout.kind === 'opaque') this.#hide(this.#tree.real(whiteout.path))
    return 0
  }

  content(bytes: Uint8Array): void {
    if (this.#wanted === undefined) return
    const { path, size } = this.#wanted
    const source = { layer: this.#layer, path }
    const content = { bytes, isCut: bytes.length < size }
    if (this.#again === undefined) this.#store.keep(source, content)
    else this.#store.keepAgain(source, content)
    this.#wanted = undefined
  }

  missing(): readonly MissingContent[] {
    const { kernelspecs, aptSources } = this.#sightings
    return [...neededPaths, ...kernelspecs.paths, ...aptSources.paths]
      .map((path) => this.#tree.find(path))
      .filter((file) => file?.type === 'file' && this.#store.of(file.source) === undefined)
      .map((file) => file!.source)
  }

  /** What was found; `isComplete` where every layer was read to its end. */
  facts(isComplete: boolean): ContentFacts {
    const { kernelspecs, aptSources, gateways, userPackages, mountedOver } = this.#sightings
    const isThere = (path: string) => this.#tree.at(path) !== undefined
    return {
      isComplete,
      baseLayers: this.#baseLayers,
      find: (path) => this.#tree.find(path),
      at: (path) => this.#tree.at(path),
      contentOf: (file) => this.#store.of(file.source),
      kernelspecs: kernelspecs.paths.filter(isThere),
      aptSources: aptSources.paths.filter(isThere),
      gateways: gateways.paths.filter(isThere),
      userPackages: userPackages.paths.filter(isThere),
      mountedOver: { paths: mountedOver.paths.filter(isThere), more: mountedOver.more },
      oddities: this.#oddities.all(),
      system: this.#system(),
      changes: this.#baseLayers === 0 ? undefined : this.#changes.all(),
    }
  }

  #put(path: string, entry: ContentEntry): number {
    const isOwn = this.#layer >= this.#baseLayers
    if (isOwn && this.#baseLayers > 0) this.#changes.beforePut(path, entry)
    if (isOwn && entry.type === 'device') this.#note('layerDevice', path)
    if (!this.#tree.put(path, entry, this.#layer)) this.#note('layerHardLinkBroken', path)
    this.#sightings.note(path, entry.type === 'directory', isOwn)
    if (entry.type !== 'file') return 0
    const interest = interestIn(path)
    if (interest === undefined) return 0
    const bytes = Math.min(entry.size, wantedBytes(path))
    return interest !== 'needed' && !this.#store.hasRoom(path, bytes)
      ? 0
      : this.#want(path, entry.size, bytes)
  }

  #missingIn(index: number): string[] {
    return this.missing().flatMap(({ layer, path }) => (layer === index ? [path] : []))
  }

  #addAgain(path: string, { type, size }: ContentEntry): number {
    if (type !== 'file' || !this.#again!.has(path)) return 0
    return this.#want(path, size, Math.min(size, wantedBytes(path)))
  }

  #want(path: string, size: number, bytes: number): number {
    this.#wanted = { path, size }
    if (bytes === 0) this.content(new Uint8Array(0))
    return bytes
  }

  #remove(path: string): void {
    if (this.#isOwn()) this.#changes.beforeRemoval(path)
    this.#tree.remove(path, this.#layer)
  }

  #hide(path: string): void {
    if (this.#isOwn()) this.#changes.beforeHiding(path)
    this.#tree.hide(path, this.#layer)
  }

  /** Whether the layer is above a base that is known. */
  #isOwn(): boolean {
    return this.#baseLayers > 0 && this.#layer >= this.#baseLayers
  }

  #note(code: Parameters<Oddities['note']>[0], path: string): void {
    this.#oddities.note(code, this.#layer, path)
  }

  #system(): ReturnType<typeof readOsRelease> {
    const file: TreeFile | undefined =
      this.#tree.find('etc/os-release') ?? this.#tree.find('usr/lib/os-release')
    const content = file && this.#store.of(file.source)
    return content && readOsRelease(new TextDecoder().decode(content.bytes))
  }
}
