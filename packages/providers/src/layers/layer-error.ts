import type { LayerFault } from '@ingot/core'

/** What is wrong with the bytes of a layer, in words that go on after `The layer`. */
export class LayerError extends Error {
  readonly code: LayerFault

  constructor(code: LayerFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'LayerError'
    this.code = code
  }
}

/**
 * Bytes that took time which nobody else had meanwhile. Nothing more of the image is looked at then, for the next layer
 * may do the same.
 */
export class LayerStuck extends LayerError {
  constructor(message: string) {
    super('layerCorrupt', message)
    this.name = 'LayerStuck'
  }
}
