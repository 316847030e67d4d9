import type { ImageSignature } from '@ingot/contract'

/** What came of asking whether a signature counts. */
export type Judgement = Pick<ImageSignature, 'verdict' | 'message' | 'trust' | 'identity'>

/** A signature that is not what it claims to be. */
export function invalid(message: string, identity?: string): Judgement {
  return { verdict: 'invalid', message, ...(identity === undefined ? {} : { identity }) }
}

/** A signature that nobody who is trusted made, as far as one can tell. */
export function untrusted(message: string, identity?: string): Judgement {
  return { verdict: 'untrusted', message, ...(identity === undefined ? {} : { identity }) }
}

/** A list as a sentence has it: `"a"`, `"a" and "b"`, or the first few and how many there are besides. */
export function namesOf(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name))
  const shown = quoted.length > 4 ? [...quoted.slice(0, 3), `${quoted.length - 3} others`] : quoted
  const last = shown.pop() ?? 'none'
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}
