import type { Permission } from '@ingot/contract'
import type { Static, TObject } from 'typebox'
import type { Invoke } from '../invoke.ts'
import type { Site } from './site.ts'

/** What a wire operation is given beside its request. */
export interface Call {
  readonly site: Site
  readonly invoke: Invoke
}

/** The JSON object of an answer; members that are `undefined` are left out. */
type WireAnswer = Readonly<Record<string, unknown>>

/** One operation of CDP's API: `POST /api/v1/<service>/<name>`. */
export interface WireOperation<Request extends TObject = TObject> {
  readonly service: string
  readonly name: string
  /** Asked for before the body is read; the operations that are called ask for theirs too. */
  readonly permission: Permission
  readonly request: Request
  /** Largest body in bytes, where it differs from the server's default. */
  readonly bodyLimit?: number
  answer(request: Static<Request>, call: Call): Promise<WireAnswer>
}

/** Declares a wire operation and keeps the type of its request. */
export function wireOperation<Request extends TObject>(
  operation: WireOperation<Request>,
): WireOperation<Request> {
  return operation
}
