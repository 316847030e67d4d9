import type { ConsumerReference, ImageReference, Location } from '@ingot/contract'
import { plain } from './plain.ts'

export { counted } from '@ingot/contract'

/** A place as a person writes it: `azure/eastus`, `aws/production/us-east-1`; `*` is what is left open. */
export function locationText(location: Location): string {
  const { provider, account, region } = location
  const parts = [provider ?? '*', ...(account === undefined ? [] : [account]), region ?? '*']
  return parts.map(plain).join('/')
}

/** An image as a person writes it: `name@version`. */
export function imageText(image: Pick<ImageReference, 'name' | 'version'>): string {
  // Of an image that is gone only the id is known.
  return plain(image.version === '' ? image.name : `${image.name}@${image.version}`)
}

/** An image with what tells it from others of its name: `name@version (id)`. */
export function imageWithId(image: Pick<ImageReference, 'name' | 'version' | 'id'>): string {
  return image.version === '' ? imageText(image) : `${imageText(image)} (${plain(image.id)})`
}

/** A consumer as every command takes it: `datahub/name`. */
export function consumerText({ type, name }: Pick<ConsumerReference, 'type' | 'name'>): string {
  return plain(`${type}/${name}`)
}

/** The moment without its fraction of a second, for tables. */
export function shortMoment(at: string): string {
  return plain(at).replace(/\.\d+Z$/, 'Z')
}

/** At most `most` lines, and how many there are beyond; `further` are not among the lines. */
export function firstLines(lines: readonly string[], most: number, further = 0): string[] {
  const hidden = Math.max(0, lines.length - most) + further
  return hidden === 0 ? [...lines] : [...lines.slice(0, most), `… and ${hidden} more`]
}

/** Text that is cut where it is longer than so many characters. */
export function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}

/** As much of a digest as people compare by eye: `sha256:0123456789ab…`. */
export function shortDigest(digest: string): string {
  return plain(clipped(digest, 'sha256:'.length + 12 + 1))
}
