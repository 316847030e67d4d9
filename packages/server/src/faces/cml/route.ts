import type { Permission } from '@ingot/contract'
import type { FastifyRequest } from 'fastify'
import type { Invoke } from '../invoke.ts'
import type { FilterKeys } from './search.ts'

/** What a route of the API is given: the request as it came, and a way to call the operations as who sent it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>
  /** The last value of each, by the names that are documented; texts. */
  readonly query: Readonly<Record<string, string>>
  /** The JSON object of the body, by the names that are documented; empty where there is none, or several parts. */
  readonly body: Readonly<Record<string, unknown>>
  readonly request: FastifyRequest
  readonly invoke: Invoke
}

/** One route of the API v2 of the workbench: `/api/v2` and `path`, where `::` stands for a colon. */
export interface WireRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  /** Asked for before the body is read; the operations that are called ask for theirs too. */
  readonly permission: Permission
  /** Of a list: what `search_filter` has keys for. */
  readonly filter?: FilterKeys
  /** Whether it takes a request in several parts, of any size; all others take JSON. */
  readonly isUpload?: boolean
  /** Of an answer that is no 200. */
  readonly status?: number
  answer(call: Call): Promise<object>
}
