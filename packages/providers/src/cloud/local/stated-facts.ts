import type { Architecture, OperatingSystem } from '@ingot/contract'
import { CloudError } from '../cloud-error.ts'
import { smallText, type DiskFile } from './disk-file.ts'

/** What somebody says of a disk image that its bytes do not: in `NAME.json` beside it. */
export interface StatedFacts {
  readonly os?: OperatingSystem
  readonly architecture?: Architecture
}

const limit = 64 * 1024

/** Reads `NAME.json` beside a disk image, where it is. Throws `CloudError` (`invalid`) with every fault. */
export async function statedFacts({ path }: DiskFile): Promise<StatedFacts> {
  const beside = path.replace(/\.[^./]+$/, '.json')
  const text = await smallText(beside, limit)
  if (text === undefined) return {}
  const value = parsed(text, beside)
  const { os, architecture } = value
  const faults = [
    ...(os === undefined || os === 'linux' || os === 'windows' ? [] : ['"os" is "linux" or "windows"']),
    ...(architecture === undefined || architecture === 'x86_64' || architecture === 'arm64'
      ? []
      : ['"architecture" is "x86_64" or "arm64"']),
  ]
  if (faults.length > 0) throw new CloudError('invalid', `Cannot use "${beside}": ${faults.join(', and ')}`)
  return {
    ...(os === undefined ? {} : { os: os as OperatingSystem }),
    ...(architecture === undefined ? {} : { architecture: architecture as Architecture }),
  }
}

function parsed(text: string, path: string): Record<string, unknown> {
  const value = valueOf(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new CloudError('invalid', `Expected a JSON object in "${path}", got something else`)
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
