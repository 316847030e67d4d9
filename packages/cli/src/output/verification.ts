import type { Verification } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'

/** Whether the chain of digests holds, and the digest to note elsewhere. */
export function verificationText(verification: Verification, paint: Paint): string {
  const { intact, digest, brokenAt, message } = verification
  const where = brokenAt === undefined ? '' : ` at revision ${brokenAt}`
  const verdict = intact ? paint.good('intact') : paint.bad(`broken${where}`)
  return `${verdict}: ${plain(message)}\ndigest ${plain(digest)}\n`
}
