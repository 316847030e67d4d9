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
    message: `"${error.instancePath || '/'}" ${error.message}`,
    file,
    path: error.instancePath,
  }))
  throw new IngotError(
    'INVALID_INPUT',
    `"${file}" is not a lock: ${faults.length} places do not fit its schema`,
    {
      faults: faults.slice(0, 100),
    },
  )
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
