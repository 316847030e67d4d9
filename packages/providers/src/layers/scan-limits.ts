/** What a scan reads at most: layers are made by others, and small ones can be large when they are decompressed. */
export interface ScanLimits {
  /** Bytes of all layers together, compressed or decompressed. */
  readonly bytes: number
  /** Entries of all layers together. */
  readonly entries: number
  /**
   * How many times its compressed size a layer may have, once it has more than `ratioFrom` bytes; and all layers
   * together, once they have four times as many.
   */
  readonly ratio: number
  readonly ratioFrom: number
  /** Bytes of memory that decompressing may take (the window of Zstandard). */
  readonly window: number
}

const GIB = 1024 ** 3

/** Larger than any runtime is, and smaller than what would keep a server busy for an hour. */
export const defaultLimits: ScanLimits = {
  bytes: 100 * GIB,
  entries: 5_000_000,
  ratio: 200,
  ratioFrom: GIB,
  window: 64 * 1024 * 1024,
}
