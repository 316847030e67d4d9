/** Bytes that come in pieces of any size, and are taken from the front. Each is copied a few times at most. */
export class GrowingBytes {
  #buffer: Buffer = Buffer.alloc(0)
  #start = 0
  #end = 0

  /** Those that were not taken. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end)
  }

  append(piece: Uint8Array): void {
    if (this.#end + piece.length > this.#buffer.length) this.#grow(piece.length)
    this.#buffer.set(piece, this.#end)
    this.#end += piece.length
  }

  /** Takes the first bytes: they stay as they are, whatever comes after them. */
  take(length: number): Buffer {
    const taken = this.#buffer.subarray(this.#start, this.#start + length)
    this.#start += length
    return taken
  }

  /** Into a new buffer, for bytes that were taken are still in the old one. */
  #grow(more: number): void {
    const kept = this.bytes
    this.#buffer = Buffer.allocUnsafeSlow(2 * (kept.length + more))
    this.#buffer.set(kept)
    this.#start = 0
    this.#end = kept.length
  }
}
