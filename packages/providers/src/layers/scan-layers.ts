import type { Finding } from '@ingot/contract'
import { layerFinding, type LayerFold, type OciLayer, type OciPlatformImage } from '@ingot/core'
import { LayerBudget } from './layer-budget.ts'
import { LayerStuck } from './layer-error.ts'
import { layerKind, type LayerKind } from './layer-kind.ts'
import { readLayer, type ReadLayer } from './read-layer.ts'
import { defaultLimits, type ScanLimits } from './scan-limits.ts'

/** Reads the compressed bytes of a layer. Whoever reads them checks their digest. */
export type ReadBlob = (layer: OciLayer) => AsyncIterable<Uint8Array>

export interface ScanOptions {
  readonly signal?: AbortSignal
  /** Told of the compressed bytes that were read, and of those that there are, every so often. */
  readonly onProgress?: (done: number, total: number) => void
  readonly limits?: Partial<ScanLimits>
}

/** What came of a scan. */
export interface LayerScan {
  /** What is wrong with layers as a whole; what is in them is in the fold. */
  readonly findings: readonly Finding[]
  /** Digests of the uncompressed layers as they were hashed; of a layer that was not read to its end, none. */
  readonly diffIds: readonly (string | undefined)[]
  /** Whether every layer was read to its end. */
  readonly isComplete: boolean
  /** Compressed bytes that were read, again or not. */
  readonly bytes: number
  /** Bytes that they were decompressed to. */
  readonly uncompressed: number
  readonly entries: number
}

/**
 * Reads the layers of an image, from the lowest, as they come, and gives their entries to a fold; then reads those
 * layers again that have files whose content is needed after all. No layer is ever in memory. What is wrong with one
 * layer does not keep the next from being looked at.
 *
 * Throws what `readBlob` throws, and the reason of `signal`.
 */
export async function scanLayers(
  image: OciPlatformImage,
  readBlob: ReadBlob,
  fold: LayerFold,
  options: ScanOptions = {},
): Promise<LayerScan> {
  const scan = new Scan(image, readBlob, fold, options)
  await scan.readAll()
  await scan.readMissing()
  return scan.result()
}

class Scan {
  readonly #image: OciPlatformImage
  readonly #readBlob: ReadBlob
  readonly #fold: LayerFold
  readonly #budget: LayerBudget
  readonly #findings: Finding[] = []
  readonly #diffIds: (string | undefined)[] = []
  #isComplete = true
  #isStuck = false

  constructor(image: OciPlatformImage, readBlob: ReadBlob, fold: LayerFold, options: ScanOptions) {
    this.#image = image
    this.#readBlob = readBlob
    this.#fold = fold
    const total = image.layers.reduce((sum, { size }) => sum + size, 0)
    this.#budget = new LayerBudget({ ...defaultLimits, ...options.limits }, total, options)
  }

  async readAll(): Promise<void> {
    for (const [index, layer] of this.#image.layers.entries()) {
      const kind = layerKind(layer.mediaType)
      const fault = faultOf(kind, layer)
      if (this.#isOver()) this.#leave()
      else if (fault === undefined) await this.#read(index, layer, kind)
      else this.#skip(layerFinding(fault.code, { index, layer }, fault.what, { mediaType: layer.mediaType }))
    }
    this.#budget.done()
  }

  /** Only layers whose content is what it says are worth it, and what is not there then is not there. */
  async readMissing(): Promise<void> {
    if (this.#isOver()) return
    const indexes = new Set(this.#fold.missing().map(({ layer }) => layer))
    const layers = [...indexes].flatMap((index) => {
      const layer = this.#image.layers[index]
      return layer === undefined || this.#diffIds[index] === undefined ? [] : [{ index, layer }]
    })
    this.#budget.extend(layers.reduce((sum, { layer }) => sum + layer.size, 0))
    for (const { index, layer } of layers) {
      this.#fold.startLayer(index, true)
      await readLayer(this.#readBlob(layer), this.#fold, this.#budget)
    }
    this.#budget.done()
  }

  result(): LayerScan {
    const { bytes, uncompressed, entries } = this.#budget
    return {
      findings: this.#findings,
      diffIds: this.#diffIds,
      isComplete: this.#isComplete,
      bytes,
      uncompressed,
      entries,
    }
  }

  /** Whether no more is read, whatever is in it. */
  #isOver(): boolean {
    return this.#isStuck || this.#budget.isExhausted || this.#fold.overflow !== undefined
  }

  #skip(finding: Finding): void {
    this.#findings.push(finding)
    this.#leave()
  }

  /** Leaves a layer unread. */
  #leave(): void {
    this.#diffIds.push(undefined)
    this.#isComplete = false
  }

  async #read(index: number, layer: OciLayer, kind: LayerKind): Promise<void> {
    this.#fold.startLayer(index)
    const read = await readLayer(this.#readBlob(layer), this.#fold, this.#budget)
    this.#diffIds.push(read.diffId)
    this.#isStuck = read.fault instanceof LayerStuck
    if (read.fault !== undefined || read.diffId === undefined) this.#isComplete = false
    this.#findings.push(...findingsOf(read, index, layer, kind, this.#image.diffIds[index]))
  }
}

/** Why a layer is not read at all. */
function faultOf(
  kind: LayerKind,
  { mediaType }: OciLayer,
): { code: 'layerForeign' | 'layerEncrypted' | 'layerMediaTypeUnknown'; what: string } | undefined {
  if (kind === 'foreign') {
    return {
      code: 'layerForeign',
      what: 'is kept elsewhere than in the registry, so what is in it is not known; push the image with all its layers',
    }
  }
  if (kind === 'encrypted') {
    return { code: 'layerEncrypted', what: 'is encrypted, so no session can start from it; push it as it is' }
  }
  if (kind !== 'unknown') return undefined
  const what = `must be a tar archive, perhaps compressed by gzip or zstd, but its media type is ${JSON.stringify(mediaType.slice(0, 100))}; push an image, not something else`
  return { code: 'layerMediaTypeUnknown', what }
}

function findingsOf(
  read: ReadLayer,
  index: number,
  layer: OciLayer,
  kind: LayerKind,
  claimed: string | undefined,
): Finding[] {
  const findings: Finding[] = []
  const note = (
    ...[code, what, evidence]: [Parameters<typeof layerFinding>[0], string, Record<string, string>?]
  ) => findings.push(layerFinding(code, { index, layer }, what, evidence))
  if (read.fault !== undefined) note(read.fault.code, read.fault.message)
  if (read.compression !== undefined && read.compression !== kind) {
    const [said, found] = [nameOf(kind), nameOf(read.compression)]
    note(
      'layerMediaTypeWrong',
      `should be ${said} by its media type, but is ${found}, which not every container runtime takes; push the image again`,
      { mediaType: layer.mediaType, found: read.compression },
    )
  }
  for (const [flag, path] of read.unusual) {
    const [shown, at] = [JSON.stringify(flag), JSON.stringify(path.slice(0, 200))]
    note(
      'layerEntryUnusual',
      `has entries of the type ${shown}, the first of them ${at}, which container runtimes may refuse to unpack; build it again`,
    )
  }
  if (read.diffId !== undefined && claimed !== undefined && claimed !== read.diffId) {
    note(
      'layerDiffIdMismatch',
      `must have the content that the configuration names, ${claimed.slice(0, 80)}, but has ${read.diffId}, so container runtimes refuse it; build and push the image again`,
      { diffId: claimed, found: read.diffId },
    )
  }
  return findings
}

function nameOf(kind: LayerKind): string {
  return kind === 'none' ? 'an archive that is not compressed' : `compressed by ${kind}`
}
