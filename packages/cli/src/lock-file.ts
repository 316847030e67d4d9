import type { Lock, TextFile } from '@ingot/contract'
import { UsageError } from './usage-error.ts'

/** The lock that a file holds; the API checks all of it, here it is only told from other files. */
export function parseLock({ file, text }: TextFile): Lock {
  const value = parsed(text)
  if (isLock(value)) return value
  throw new UsageError(
    'NOT_A_LOCK',
    `Expected a lock in "${file}", got something else`,
    'Name a file that "ingot template lock" wrote.',
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isLock(value: unknown): value is Lock {
  if (!isObject(value)) return false
  const { lock, template, locations } = value
  return (
    lock !== undefined &&
    Array.isArray(locations) &&
    isObject(template) &&
    typeof template['file'] === 'string'
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
