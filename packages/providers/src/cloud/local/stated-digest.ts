import { basename, dirname, join } from 'node:path'
import { CloudError } from '../cloud-error.ts'
import { smallText, type DiskFile } from './disk-file.ts'

const limit = 1024 * 1024

/**
 * Holds the digest of a file against what is written beside it: in `FILE.sha256` (as `sha256sum` writes it, or the
 * digest alone) and in `SHA256SUMS` of its folder. Where these differ, the file is not what was meant to be there:
 * `CloudError` (`invalid`) with both.
 */
export async function checkStatedDigest({ path }: DiskFile, digest: string): Promise<void> {
  const name = basename(path)
  for (const beside of [`${path}.sha256`, join(dirname(path), 'SHA256SUMS')]) {
    const text = await smallText(beside, limit)
    const stated = text === undefined ? undefined : statedDigest(text, name)
    if (stated === 'unreadable') {
      const expected = `Expected "DIGEST  ${name}" with 64 hexadecimal digits in "${beside}", got another line for it`
      throw new CloudError('invalid', `${expected}; correct it`)
    }
    if (stated === undefined || `sha256:${stated}` === digest) continue
    throw new CloudError(
      'invalid',
      `"${beside}" says that "${name}" is sha256:${stated}, but it is ${digest}; bring the file anew, or correct what is written`,
    )
  }
}

/** The digest that a text has for a file: a line of `sha256sum`, of `shasum --tag`, or nothing but the digest. */
function statedDigest(text: string, name: string): string | undefined {
  const alone = /^\s*([0-9a-f]{64})\s*$/i.exec(text)?.[1]
  if (alone !== undefined) return alone.toLowerCase()
  let isNamed = false
  for (const line of text.split(/\r?\n/)) {
    const plain = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/i.exec(line)
    if (plain?.[2] === name) return plain[1]?.toLowerCase()
    const tagged = /^SHA256 \((?:\.\/)?(.+)\) = ([0-9a-f]{64})$/i.exec(line)
    if (tagged?.[1] === name) return tagged[2]?.toLowerCase()
    isNamed ||= /^\S+ [ *](?:\.\/)?(.+)$/.exec(line)?.[1] === name
  }
  return isNamed ? 'unreadable' : undefined
}
