import { IngotError, type RuntimeReport, type Stamp } from '@ingot/contract'
import type { Context, Handler } from '../../context.ts'
import { readReference } from '../../runtimes/open-image.ts'
import { validateImage, type ValidationOptions } from '../../runtimes/validate-image.ts'
import { readView } from '../../view.ts'

type Given = Parameters<Handler<'validateRuntime'>>[0]

/** Says everything that is wrong with a container image as a runtime, and what it is built on. */
export const validateRuntime: Handler<'validateRuntime'> = (input, context) => validate(input, context)

/** The same as JSON lines: `{progress}` by bytes while layers are read, and `{report}` or `{problem}` at the end. */
export const watchValidation: Handler<'watchValidation'> = async (input, context) => {
  const controller = new AbortController()
  return watched(
    (onProgress) => validate(input, context, { onProgress, signal: controller.signal }),
    controller,
  )
}

async function validate(
  { query = {}, body }: Given,
  context: Context,
  watching: Pick<ValidationOptions, 'onProgress' | 'signal'> = {},
): Promise<RuntimeReport & Stamp> {
  const reference = readReference(body.reference)
  const view = await readView(context, query)
  return { ...view.stamp, ...(await validateImage(context, view, reference, { ...body, ...watching })) }
}

/** A line is written no more often than this, in ms. */
const period = 200

/** Whoever stops reading the lines stops the work, also while there is no line to write. */
function watched(
  start: (onProgress: (done: number, total: number) => void) => Promise<RuntimeReport & Stamp>,
  controller: AbortController,
): AsyncIterable<Uint8Array> {
  const lines = linesOf(start)
  const iterator: AsyncIterator<Uint8Array, void, void> = {
    next: () => lines.next(),
    return: () => {
      controller.abort(new Error('Nobody waits for the validation any more'))
      return lines.return()
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}

async function* linesOf(
  start: (onProgress: (done: number, total: number) => void) => Promise<RuntimeReport & Stamp>,
): AsyncGenerator<Uint8Array, void, void> {
  let progress: { done: number; total: number } | undefined
  const work = start((done, total) => (progress = { done, total })).then(
    (report) => ({ report }),
    (error: unknown) => ({ problem: problemOf(error) }),
  )
  for (;;) {
    const ended = await Promise.race([work, pause(period)])
    if (ended !== undefined) return yield line(ended)
    if (progress !== undefined) yield line({ progress })
    progress = undefined
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined))
}

function line(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}

/** Of a defect of ours nothing is told but that it is one. */
function problemOf(error: unknown) {
  const known = error instanceof IngotError ? error : new IngotError('INTERNAL', 'The validation failed')
  return known.toProblem()
}
