import { clipped } from '../metadata/clipped.ts'

/** How much of a name a sentence repeats, in UTF-16 units. */
const shownLimit = 200

/** A name as a sentence repeats it: on one line, and shortened where it is long. */
export function shown(name: string): string {
  return clipped(name, shownLimit).replaceAll(/\s+/g, ' ')
}
