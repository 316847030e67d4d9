import { IngotError, type OperationName, type Send } from '@ingot/contract'
import type { Connect } from '../connect.ts'
import { chunks } from './captured-io.ts'

/**
 * What the fake answers to an operation: a value as JSON, bytes as they are, in the chunks that they come in, a refusal,
 * or one of these by the call.
 */
export type Answers = Partial<Record<OperationName, unknown>>

export interface Call {
  operation: OperationName
  path: string
  body: unknown
}

/** An API that gives prepared answers and remembers what it was asked. An operation without an answer fails. */
export function fakeApi(answers: Answers): { connect: Connect; calls: Call[]; closed(): number } {
  const calls: Call[] = []
  let closed = 0
  const send: Send = async ({ operation, path, body }) => {
    const call: Call = { operation, path, body: await received(body) }
    calls.push(call)
    const prepared = answers[operation]
    const answer: unknown = typeof prepared === 'function' ? prepared(call) : prepared
    if (answer instanceof IngotError) return reply(answer.status, JSON.stringify(answer.toProblem()))
    if (answer === undefined) throw new Error(`The fake has no answer to ${operation}`)
    if (isByteStream(answer)) return { status: 200, body: answer }
    return reply(200, answer instanceof Uint8Array ? answer : JSON.stringify(answer))
  }
  const connect: Connect = async () => ({
    send,
    async close() {
      closed += 1
    },
  })
  return { connect, calls, closed: () => closed }
}

function isByteStream(answer: unknown): answer is AsyncIterable<Uint8Array> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
}

function reply(status: number, body: string | Uint8Array): Awaited<ReturnType<Send>> {
  return { status, body: chunks([Buffer.from(body)]) }
}

async function received(body: string | AsyncIterable<Uint8Array> | undefined): Promise<unknown> {
  if (body === undefined) return undefined
  if (typeof body === 'string') return JSON.parse(body)
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
