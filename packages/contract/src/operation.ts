import type { Static, TObject, TSchema } from 'typebox'

/** What a caller must be allowed to do; roles map to sets of these. */
export const permissions = [
  'image:read',
  'image:write',
  'catalog:read',
  'catalog:write',
  'catalog:admin',
  'consumer:read',
  'consumer:write',
  'runtime:read',
  'runtime:validate',
  'runtime:write',
  'registry:admin',
  'account:admin',
  'log:read',
  'ledger:admin',
  'key:admin',
] as const
export type Permission = (typeof permissions)[number]

/** One row of the table of operations. Server routes, OpenAPI, the typed client and the docs all come from it. */
export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path with parameters in braces: `/v1/images/{image}`. */
  path: string
  summary: string
  permission: Permission
  params?: TObject
  query?: TObject
  body?: TSchema
  /** The schema of the JSON answer, or `stream` for bytes as they come. */
  response: TSchema | 'stream'
  /** `stream` where the body is bytes as they come, not JSON. */
  requestBody?: 'stream'
  /** Largest body in bytes, where it differs from the server's default. */
  bodyLimit?: number
  /** Kinds of documents that the operation reads; a local command loads no others. */
  reads: readonly string[]
}

type StaticOf<S> = S extends TSchema ? Static<S> : never
type Part<O, K extends 'params' | 'query' | 'body'> = O extends Record<K, infer S> ? StaticOf<S> : undefined

/** What an operation takes, by part. A part that the operation does not have is absent. */
export type Input<O extends Operation> = O extends unknown ? InputOf<O> : never

// Of one operation: spread over many at once, the parts of all would be multiplied with each other.
type InputOf<O> = (O extends { params: TSchema } ? { params: Part<O, 'params'> } : {}) &
  (O extends { query: TSchema } ? { query?: Part<O, 'query'> } : {}) &
  (O extends { body: TSchema } ? { body: Part<O, 'body'> } : {}) &
  (O extends { requestBody: 'stream' } ? { stream: AsyncIterable<Uint8Array> } : {})

/** What an operation answers. */
export type Output<O extends Operation> = O['response'] extends 'stream'
  ? AsyncIterable<Uint8Array>
  : StaticOf<O['response']>

/** Declares an operation and keeps its exact type. */
export function operation<const O extends Operation>(definition: O): O {
  return definition
}
