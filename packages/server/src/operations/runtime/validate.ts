import type { RuntimeReport, Stamp } from '@ingot/contract'
import type { Context, Handler } from '../../context.ts'
import { readReference } from '../../runtimes/open-image.ts'
import { validateImage, type ValidationOptions } from '../../runtimes/validate-image.ts'
import { readView } from '../../view.ts'
import { watched } from '../../watched.ts'

type Given = Parameters<Handler<'validateRuntime'>>[0]

/** Says everything that is wrong with a container image as a runtime, and what it is built on. */
export const validateRuntime: Handler<'validateRuntime'> = (input, context) => validate(input, context)

/** The same as JSON lines: `{progress}` by bytes while layers are read, and `{report}` or `{problem}` at the end. */
export const watchValidation: Handler<'watchValidation'> = async (input, context) =>
  watched<{ done: number; total: number }, RuntimeReport & Stamp>(
    context,
    'the validation',
    () => 'bytes',
    ({ onProgress, signal }) =>
      validate(input, context, { onProgress: (done, total) => onProgress({ done, total }), signal }),
  )

async function validate(
  { query = {}, body }: Given,
  context: Context,
  watching: Pick<ValidationOptions, 'onProgress' | 'signal'> = {},
): Promise<RuntimeReport & Stamp> {
  const reference = readReference(body.reference)
  const view = await readView(context, query)
  return { ...view.stamp, ...(await validateImage(context, view, reference, { ...body, ...watching })) }
}
