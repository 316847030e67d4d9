import { CloudError, type CloudErrorKind } from '../cloud-error.ts'
import { RegistryError, type RegistryErrorKind } from '../../registry/registry-error.ts'

/** What the errors of registries are in the words of every cloud. */
const kinds: Readonly<Record<RegistryErrorKind, CloudErrorKind>> = {
  unreachable: 'unreachable',
  unauthorized: 'credentials',
  denied: 'forbidden',
  'not-found': 'failed',
  'no-platform': 'failed',
  'rate-limited': 'throttled',
  malformed: 'invalid',
  'too-large': 'invalid',
  'digest-mismatch': 'invalid',
  refused: 'failed',
  timeout: 'timeout',
}

/** What a call to a registry comes to: `undefined` where it has no such thing. Throws `CloudError`, or the reason of a signal. */
export async function ofRegistry<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    if (error.kind === 'not-found') return undefined
    throw new CloudError(kinds[error.kind], error.message, { cause: error })
  }
}
