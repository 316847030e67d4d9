import { counted, type Fault } from '@ingot/contract'
import { parseImageReference } from '@ingot/core'
import type { Document, Snapshot } from '@ingot/ledger'
import { everyRuntime, type RuntimeImage } from '../runtimes/stored-runtimes.ts'

/** The runtimes that are on a server (`host[:port]`, as references write it). */
export function runtimesOnServer(snapshot: Snapshot, server: string): Document<RuntimeImage>[] {
  return everyRuntime(snapshot).filter(
    ({ body }) => parseImageReference(body.runtime.identifier).reference?.registry === server,
  )
}

/** The runtimes that are read with a credential, as it was said of each. */
export function runtimesReadWith(snapshot: Snapshot, credential: string): Document<RuntimeImage>[] {
  return everyRuntime(snapshot).filter(({ body }) => body.runtime.credential === credential)
}

/** A fault for each runtime that stands in the way of a deletion. */
export function runtimeFaults(runtimes: readonly Document<RuntimeImage>[]): Fault[] {
  return runtimes.map(({ body }) => ({
    severity: 'error',
    code: 'USED_BY_RUNTIME',
    message: `The runtime "${body.runtime.identifier}" needs it`,
  }))
}

/** `2 runtimes need it`. */
export function runtimesText(runtimes: readonly unknown[]): string {
  return counted(runtimes.length, 'runtime needs it', 'runtimes need it')
}
