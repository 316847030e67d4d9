import { IngotError, Lock, type TextFile } from '@ingot/contract'
import { Compile } from 'typebox/compile'

/** Reads the text of a lock. Throws `INVALID_INPUT` with every place where it is not one. */
export function parseLock({ file, text }: TextFile): Lock {
  const value = parseJson(file, text)
  const validator = Compile(Lock)
  if (validator.Check(value)) return value
  const faults = validator.Errors(value).map((error) => ({
    severity: 'error' as const,
    code: 'INVALID_LOCK',
    message: describeError(value, error),
    file,
    path: error.instancePath,
  }))
  throw new IngotError(
    'INVALID_INPUT',
    faults.length === 1
      ? `Cannot read "${file}" as a lock: ${faults[0]?.message}`
      : `Cannot read "${file}" as a lock: ${faults[0]?.message}, and ${faults.length - 1} more`,
    { faults: faults.slice(0, 100) },
  )
}

function describeError(value: unknown, error: { instancePath: string; message: string }): string {
  if (error.instancePath !== '/lock') return `"${error.instancePath || '/'}" ${error.message}`
  const version = JSON.stringify((value as { lock: unknown }).lock).slice(0, 40)
  return `it is of version ${version}, and this Ingot reads version 1`
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const message = `Cannot read "${file}" as a lock: ${(cause as Error).message}`
    throw new IngotError('INVALID_INPUT', message, {
      faults: [{ severity: 'error', code: 'INVALID_LOCK', message, file }],
      cause,
    })
  }
}
