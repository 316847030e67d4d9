import {
  operations,
  type Input,
  type Operation,
  type OperationName,
  type Operations,
  type Output,
} from '@ingot/contract'
import { permissionRefusal } from '../auth/roles.ts'
import type { Context } from '../context.ts'
import { handlers } from '../handlers.ts'
import { inputReader } from '../input.ts'
import { JsonText } from '../json-text.ts'

/** Calls an operation of the contract as who sent the request. Refusals are thrown as `IngotError`. */
export type Invoke = <K extends OperationName>(
  name: K,
  input: Input<Operations[K]>,
) => Promise<Output<Operations[K]>>

type Read = ReturnType<typeof inputReader>

const readers = new Map<OperationName, Read>()

/** Calls operations of the contract in this process, with the checks that they would have over HTTP. */
export function invoker(context: Context): Invoke {
  return async (name, input) => {
    const refusal = permissionRefusal(context.actor, operations[name].permission)
    if (refusal !== undefined) throw refusal
    readerOf(name)({ params: undefined, query: undefined, body: undefined, ...input })
    const handle = await handlers[name]()
    const answer = await handle(input, context)
    return answer instanceof JsonText ? JSON.parse(answer.text) : answer
  }
}

function readerOf(name: OperationName): Read {
  const known = readers.get(name)
  if (known !== undefined) return known
  const operation: Operation = operations[name]
  const reader = inputReader(operation)
  readers.set(name, reader)
  return reader
}
