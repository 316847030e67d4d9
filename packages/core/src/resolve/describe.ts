import type { ImageReference } from '@ingot/contract'

/** How many things a sentence lists before it only counts. */
const listLimit = 20

/** Things in a sentence: `a, b and c`; beyond twenty, `…, t and 5 more`. */
export function describeList(things: readonly string[], join: 'and' | 'or'): string {
  const shown =
    things.length > listLimit ? [...things.slice(0, listLimit), `${things.length - listLimit} more`] : things
  const word = things.length > listLimit ? 'and' : join
  return shown.length < 2 ? (shown[0] ?? 'none') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)}`
}

/** An image in a sentence: `r_execute 2.1.1 of catalog "local"`. */
export function describeImage(image: ImageReference): string {
  return `${image.name} ${image.version} of catalog "${image.catalog}"`
}
