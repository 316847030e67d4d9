import type { LayerFold } from '@ingot/core'
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { decompressed } from './decompressed.ts'
import { tooLarge, type LayerBudget } from './layer-budget.ts'
import { LayerError } from './layer-error.ts'
import type { Compression } from './layer-kind.ts'
import { TarScanner } from './tar/tar-scanner.ts'

/** What came of reading one layer. */
export interface ReadLayer {
  /** Digest of the uncompressed layer, where it was read to its end. */
  readonly diffId?: string
  /** How it is compressed, by its first bytes. */
  readonly compression?: Compression
  readonly fault?: LayerError
  /** Of the first few unusual types of entries the beginning of the first path that had each. */
  readonly unusual: ReadonlyMap<string, string>
}

/** Milliseconds after which others have their turn, where nothing that is waited for gives it to them. */
const TURN = 20

/** Bytes of an archive that are looked at before the time is: its entries can be made to take long. */
const PART = 32 * 1024

/**
 * Reads one layer to its end, or to where it cannot be read. A layer whose archive is malformed is still hashed: what
 * its content is, and what is wrong with it, are two things.
 */
export async function readLayer(
  source: AsyncIterable<Uint8Array>,
  fold: LayerFold,
  budget: LayerBudget,
): Promise<ReadLayer> {
  const archive = new ArchiveReader(fold, budget)
  const hash = createHash('sha256')
  let compression: Compression | undefined
  budget.startLayer()
  try {
    const { bytes, ...rest } = await decompressed(counted(source, budget), budget.limits.window)
    compression = rest.compression
    let turn = performance.now()
    for await (const chunk of bytes) {
      budget.made(chunk.length)
      hash.update(chunk)
      for (let at = 0; at < chunk.length; at += PART) {
        archive.write(chunk.subarray(at, at + PART))
        if (performance.now() - turn > TURN) turn = await nextTurn()
      }
    }
    archive.end()
  } catch (error) {
    if (!(error instanceof LayerError)) throw error
    return { ...known(compression), fault: error, unusual: archive.unusual }
  }
  const { fault, unusual } = archive
  const diffId = `sha256:${hash.digest('hex')}`
  return { diffId, ...known(compression), ...(fault === undefined ? {} : { fault }), unusual }
}

function known(compression: Compression | undefined): Pick<ReadLayer, 'compression'> {
  return compression === undefined ? {} : { compression }
}

/** Answers the time at which one's own turn begins again. */
async function nextTurn(): Promise<number> {
  await setImmediate()
  return performance.now()
}

async function* counted(source: AsyncIterable<Uint8Array>, budget: LayerBudget): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    budget.came(chunk.length)
    yield chunk
  }
}

/** The archive of a layer up to its first fault. */
class ArchiveReader {
  readonly #fold: LayerFold
  readonly #budget: LayerBudget
  readonly #scanner: TarScanner
  #entries = 0
  #fault: LayerError | undefined

  constructor(fold: LayerFold, budget: LayerBudget) {
    this.#fold = fold
    this.#budget = budget
    this.#scanner = new TarScanner(fold)
  }

  get fault(): LayerError | undefined {
    return this.#fault
  }

  get unusual(): ReadonlyMap<string, string> {
    return this.#scanner.unusual
  }

  write(chunk: Buffer): void {
    this.#untilFault(() => this.#scanner.write(chunk))
    const { entries } = this.#scanner
    this.#budget.found(entries - this.#entries)
    this.#entries = entries
    const { overflow } = this.#fold
    if (overflow !== undefined) throw tooLarge(`has, together with those below it, ${overflow}`)
  }

  end(): void {
    this.#untilFault(() => this.#scanner.end())
  }

  #untilFault(work: () => void): void {
    if (this.#fault !== undefined) return
    try {
      work()
    } catch (error) {
      if (!(error instanceof LayerError)) throw error
      this.#fault = error
    }
  }
}
