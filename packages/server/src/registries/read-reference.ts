import { IngotError } from '@ingot/contract'
import { parseImageReference, type OciReference } from '@ingot/core'
import { faultAt, refuseFaults } from './read-server.ts'

/**
 * The image that a registry is to be tried with, if one is given. Throws `INVALID_REQUEST` for what is no reference, and
 * `INVALID_INPUT` for an image of another registry.
 */
export function readTryReference(text: string | undefined, server: string): OciReference | undefined {
  if (text === undefined) return undefined
  const { reference, fault } = parseImageReference(text)
  if (reference === undefined) {
    refuseFaults([faultAt('/body/reference', fault)])
    return undefined
  }
  if (reference.registry === server) return reference
  throw new IngotError(
    'INVALID_INPUT',
    `Expected an image of "${server}", got "${reference.text}", which is on "${reference.registry}"`,
  )
}
