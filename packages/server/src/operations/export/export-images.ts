import { IngotError, type ExportFormat, type Fault } from '@ingot/contract'
import { exportFormats, resolveEntries } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Exports what images resolve to. One image that is refused, or that the format cannot express, refuses all. */
export const exportImages: Handler<'exportImages'> = async ({ query, body }, context) => {
  const view = await readView(context, query)
  const { format, by, ...request } = body
  const { mediaType, emit, isKeyed } = exportFormats[format]
  if (by !== undefined && isKeyed !== true) refuse([keyFault(format)])
  const { entries, warnings, faults } = resolveEntries(view.source, request, view.at)
  refuse(faults)
  const emitted = emit({ entries, ...view.stamp, ...(by === undefined ? {} : { by }) })
  refuse(emitted.faults.filter(({ severity }) => severity === 'error'))
  return {
    ...view.stamp,
    format,
    files: emitted.files.map(({ name, text }) => ({ name, mediaType, text })),
    warnings: [...warnings, ...emitted.faults.map(({ code, message }) => ({ code, message }))],
  }
}

function keyFault(format: ExportFormat): Fault {
  const keyed = Object.entries(exportFormats).flatMap(([name, { isKeyed }]) =>
    isKeyed === true ? [name] : [],
  )
  const message = `Places have no keys in ${format}, but in ${keyed.join(', ')}; leave "by" out`
  return { severity: 'error', code: 'KEY_UNUSED', path: '/by', message }
}

function refuse(faults: readonly Fault[]): void {
  const [first] = faults
  if (first === undefined) return
  const rest = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`
  throw new IngotError('INVALID_INPUT', `Cannot export the images: ${first.message}${rest}`, { faults })
}
