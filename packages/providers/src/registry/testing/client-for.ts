import { parseImageReference, type OciReference } from '@ingot/core'
import type { RegistryAccess } from '../registry-access.ts'
import { createRegistryClient, type RegistryClient, type RegistryClientSetup } from '../registry-client.ts'
import { RegistryError } from '../registry-error.ts'

/** A registry of a test, as far as access to it is concerned. */
export interface TestRegistry {
  readonly host: string
  /** The authority to trust, as PEM. Without, it is spoken to without TLS. */
  readonly certificates?: string
}

/** How a registry of a test is spoken to when an administrator added it. */
export function addedAccess({ certificates }: TestRegistry): RegistryAccess {
  return certificates === undefined ? { isAdded: true, plainHttp: true } : { isAdded: true, certificates }
}

/** A client that knows the given registries as added, waits for nothing, and has short times. */
export function clientFor(
  registries: readonly TestRegistry[],
  setup: Partial<RegistryClientSetup> = {},
): RegistryClient {
  const known = new Map(registries.map((registry) => [registry.host, addedAccess(registry)]))
  return createRegistryClient({
    accessOf: (host) => known.get(host) ?? { isAdded: false },
    clock: { now: () => Date.now(), wait: async () => undefined },
    ...setup,
    limits: { answerTime: 5000, idleTime: 5000, totalTime: 10_000, ...setup.limits },
  })
}

/** The reference to an image of a registry of a test. */
export function referenceTo({ host }: TestRegistry, image: string): OciReference {
  const { reference, fault } = parseImageReference(`${host}/${image}`)
  if (fault !== undefined) throw new Error(fault)
  return reference
}

/** The error that an act ends with; throws where it ends with anything else. */
export async function errorOf(act: Promise<unknown>): Promise<RegistryError> {
  const outcome = await act.then(
    (value) => value,
    (error: unknown) => error,
  )
  if (outcome instanceof RegistryError) return outcome
  throw new Error(`Expected a RegistryError, got ${String(outcome)}`, { cause: outcome })
}

/** All bytes of a stream. */
export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = []
  for await (const piece of pieces) read.push(piece)
  return Buffer.concat(read)
}
