import { createHash } from 'node:crypto'

/**
 * The one digest that stands for uncompressed layers in their order, from the lowest (OCI image-spec, config.md: the
 * ChainID of one layer is its DiffID, that of more is the SHA-256 of the ChainID below, a space and the DiffID). Empty
 * where there is no layer.
 */
export function chainId(diffIds: readonly string[]): string {
  return diffIds.reduce((below, diffId) => (below === '' ? diffId : digestOf(`${below} ${diffId}`)), '')
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
