import type { Verification } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { counted } from './words.ts'

/** Whether the chain of digests holds, and the digest to note elsewhere. */
export function verificationText(verification: Verification, paint: Paint): string {
  const { intact, revisions, documents, digest, brokenAt, message } = verification
  const where = brokenAt === undefined ? '' : ` at revision ${brokenAt}`
  const verdict = intact ? paint.good('intact') : paint.bad(`broken${where}`)
  const size = `${counted(revisions, 'revision')}, ${counted(documents, 'version')} of documents`
  return `${verdict}: ${plain(message)}\n${size}\ndigest ${plain(digest)}\n`
}
