import type { OciReference } from '@ingot/core'
import { RegistryError } from './registry-error.ts'

/**
 * Bytes of all manifests and configurations of an image together. What they say is in memory at the same time for all
 * platforms, and an index may list many; real images have some 20 kB for each.
 */
const byteLimit = 32 * 1024 * 1024

/** How much of an image may still be read into memory. */
export class ReadBudget {
  readonly #reference: OciReference
  #left = byteLimit

  constructor(reference: OciReference) {
    this.#reference = reference
  }

  /** Takes some bytes; throws `RegistryError` where so many are not left. */
  take(bytes: number): void {
    this.#left -= bytes
    if (this.#left >= 0) return
    const message = `Expected the manifests and configurations of all platforms of "${this.#reference.text}" with at most ${byteLimit} bytes together, got more; name the platform that is needed, or make the image smaller`
    throw new RegistryError('too-large', message)
  }
}
