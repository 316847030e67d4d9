import type { Problem } from './fault.ts'
import { IngotError } from './ingot-error.ts'
import type { Input, Operation, Output } from './operation.ts'
import { operations, type OperationName, type Operations } from './operations.ts'

/** One exchange: over HTTP or in process. It only moves bytes; the client gives them meaning. */
export type Send = (request: {
  operation: OperationName
  method: string
  /** Path and query, escaped. */
  path: string
  headers: Record<string, string>
  body?: string | AsyncIterable<Uint8Array>
}) => Promise<{ status: number; body: AsyncIterable<Uint8Array> }>

/** A method per operation of the table. */
export type Client = { [K in OperationName]: (input: Input<Operations[K]>) => Promise<Output<Operations[K]>> }

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  stream?: AsyncIterable<Uint8Array>
}

/** The typed client over a way of sending. Refusals are thrown as {@link IngotError} with the code they came with. */
export function createClient(send: Send): Client {
  const call = (name: OperationName) => (input: Parts) => callOperation(send, name, input)
  const names = Object.keys(operations) as OperationName[]
  return Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as Client
}

async function callOperation(send: Send, name: OperationName, input: Parts): Promise<unknown> {
  const operation: Operation = operations[name]
  const body = input.stream ?? (operation.body === undefined ? undefined : JSON.stringify(input.body))
  const response = await send({
    operation: name,
    method: operation.method,
    path: expandPath(operation.path, input.params) + queryString(input.query),
    headers: body === undefined ? {} : { 'content-type': contentType(operation) },
    ...(body === undefined ? {} : { body }),
  })
  if (response.status >= 400) throw await errorOf(response)
  return operation.response === 'stream' ? response.body : JSON.parse(await textOf(response.body))
}

function contentType(operation: Operation): string {
  return operation.requestBody === 'stream' ? 'application/octet-stream' : 'application/json'
}

function expandPath(path: string, params: Record<string, unknown> = {}): string {
  return path.replace(/\{(?<name>\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

function queryString(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) search.append(name, String(item))
    }
  }
  return search.size === 0 ? '' : `?${search.toString()}`
}

async function errorOf(response: { status: number; body: AsyncIterable<Uint8Array> }): Promise<IngotError> {
  const text = await textOf(response.body)
  try {
    return IngotError.fromProblem(JSON.parse(text) as Problem)
  } catch (cause) {
    const start = text.slice(0, 200)
    return new IngotError(
      'INTERNAL',
      `The server answered ${response.status} with no problem document: ${start}`,
      {
        cause,
      },
    )
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
