import { LayerError } from './layer-error.ts'
import type { ScanLimits } from './scan-limits.ts'

interface Watched {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** Compressed bytes after which progress is told again. */
const STEP = 1024 * 1024

/** What was read of all layers, and how much may still be. */
export class LayerBudget {
  readonly #limits: ScanLimits
  readonly #watched: Watched
  #total: number
  #told = 0
  #bytes = 0
  #uncompressed = 0
  #entries = 0
  /** Of the layer that is read. */
  #layerBytes = 0
  #layerUncompressed = 0

  /** `total`: compressed bytes of all layers, as the manifest says. */
  constructor(limits: ScanLimits, total: number, watched: Watched) {
    this.#limits = limits
    this.#total = total
    this.#watched = watched
  }

  get limits(): ScanLimits {
    return this.#limits
  }

  get bytes(): number {
    return this.#bytes
  }

  get uncompressed(): number {
    return this.#uncompressed
  }

  get entries(): number {
    return this.#entries
  }

  /** Whether a limit on all layers together is exceeded, so that no more is to be read. */
  get isExhausted(): boolean {
    const { bytes, entries } = this.#limits
    return this.#bytes > bytes || this.#uncompressed > bytes || this.#entries > entries || this.#isBombs
  }

  /** Whether all layers together are more than they may be of what was sent: bombs may be many and small. */
  get #isBombs(): boolean {
    const { ratio, ratioFrom } = this.#limits
    return this.#uncompressed > 4 * ratioFrom && this.#uncompressed > ratio * this.#bytes
  }

  startLayer(): void {
    this.#layerBytes = 0
    this.#layerUncompressed = 0
  }

  /** More compressed bytes are to come than was said. */
  extend(bytes: number): void {
    this.#total += bytes
  }

  /** Counts compressed bytes that came. Throws the reason of the signal. */
  came(bytes: number): void {
    this.#watched.signal?.throwIfAborted()
    this.#bytes += bytes
    this.#layerBytes += bytes
    const { bytes: most } = this.#limits
    if (this.#bytes > most) throw tooLarge(`has more than ${most} bytes, together with those below it`)
    if (this.#bytes - this.#told >= STEP) this.#tell(this.#bytes)
  }

  /** Says that all was read that there is for now. */
  done(): void {
    this.#watched.signal?.throwIfAborted()
    if (this.#told < this.#total) this.#tell(this.#total)
  }

  /** Counts what they were decompressed to. Throws the reason of the signal: few bytes can take long. */
  made(bytes: number): void {
    this.#watched.signal?.throwIfAborted()
    this.#uncompressed += bytes
    this.#layerUncompressed += bytes
    const { bytes: most, ratio, ratioFrom } = this.#limits
    if (this.#uncompressed > most) {
      throw tooLarge(`makes more than ${most} bytes, together with those below it`)
    }
    if (this.#layerUncompressed > ratioFrom && this.#layerUncompressed > ratio * this.#layerBytes) {
      throw tooLarge(`has more than ${ratio} times the bytes that were sent`)
    }
    if (this.#isBombs) {
      throw tooLarge(`has, together with those below it, more than ${ratio} times the bytes that were sent`)
    }
  }

  /** Counts entries of archives. */
  found(entries: number): void {
    this.#entries += entries
    const { entries: most } = this.#limits
    if (this.#entries > most) throw tooLarge(`has, together with those below it, more than ${most} entries`)
  }

  #tell(done: number): void {
    this.#told = done
    this.#watched.onProgress?.(Math.min(done, this.#total), this.#total)
  }
}

/** What a layer that cannot be judged is said of. */
export function tooLarge(what: string): LayerError {
  return new LayerError('layerTooLarge', `${what}, which is more than is looked at; make the image smaller`)
}
