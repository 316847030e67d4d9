import type { Consumer, ConsumerImage } from '@ingot/contract'
import type { RuntimeImage } from './stored-runtimes.ts'

/** A runtime as a project keeps it: with the reference that its sessions start from. */
export function seatOf({ catalog, id, artifacts }: RuntimeImage): ConsumerImage {
  const reference = artifacts[0]?.reference
  return { catalog, id, ...(reference === undefined ? {} : { reference }) }
}

/** The ids of the runtimes that the sessions of a project may start from. */
export function allowedRuntimes({ image, runtimes = [image] }: Consumer): ReadonlySet<string> {
  return new Set(runtimes.map(({ id }) => id))
}
