import type { BaseVerdict, PlatformProof } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { counted, firstLines } from './words.ts'

/** More paths of the base that were changed than this are counted, not listed. */
const mostChanges = 20

/** A verdict on the base in its colour. */
export function paintVerdict(verdict: BaseVerdict, paint: Paint): string {
  const colour = { PROVEN: paint.good, CLAIMED: paint.doubtful, NOT_BASED: paint.bad, UNKNOWN: paint.quiet }
  return colour[verdict](verdict)
}

/** What an image of one platform is built on, and how that is known. */
export function proofLines(proof: PlatformProof, paint: Paint): string[] {
  const { platform, verdict, message, annotation } = proof
  const below = [
    message,
    ...baseLines(proof),
    ...nearestLines(proof),
    ...(annotation === undefined ? [] : [`annotation: ${annotation.message}`]),
    ...changeLines(proof),
  ]
  return [
    `${plain(platform)} ${paintVerdict(verdict, paint)} (${howKnown(proof)})`,
    ...below.map((line) => `    ${plain(line)}`),
  ]
}

function howKnown({ method, layers, shared }: PlatformProof): string {
  const own = counted(layers, 'layer')
  const parts = [method, shared === undefined ? own : `${shared} of ${own} are of the base`]
  return parts.filter((part) => part !== undefined).join(', ')
}

/** The sentence of a verdict names the digest, as a rule. */
function baseLines({ base, isBase, message }: PlatformProof): string[] {
  if (base === undefined) return []
  const { reference, generation, vendor, digest, stale } = base
  return [
    `base: ${reference} (${generation}${vendor ? ', of the vendor' : ''})`,
    ...(message.includes(digest) ? [] : [`digest: ${digest}`]),
    ...(stale === undefined ? [] : [`by now its tag leads to ${stale}`]),
    ...(isBase === true ? ['no layer is its own'] : []),
  ]
}

/** The sentence of a verdict may say what is nearest already. */
function nearestLines({ nearest, message }: PlatformProof): string[] {
  return nearest === undefined || message.includes(nearest.message) ? [] : [`nearest: ${nearest.message}`]
}

function changeLines({ changes }: PlatformProof): string[] {
  if (changes === undefined) return []
  const { removed, replaced, more } = changes
  const lines = [
    ...removed.map((path) => `removed: ${fromRoot(path)}`),
    ...replaced.map((path) => `replaced: ${fromRoot(path)}`),
  ]
  return firstLines(lines, mostChanges, more)
}

function fromRoot(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}
