import type { ImageReference, Location } from '@ingot/contract'
import { plain } from './plain.ts'

/** A place as a person writes it: `azure/eastus`, `aws/production/us-east-1`; `*` is what is left open. */
export function locationText(location: Location): string {
  const { provider, account, region } = location
  const parts = [provider ?? '*', ...(account === undefined ? [] : [account]), region ?? '*']
  return parts.map(plain).join('/')
}

/** An image as a person writes it: `name@version`. */
export function imageText(image: Pick<ImageReference, 'name' | 'version'>): string {
  return plain(`${image.name}@${image.version}`)
}

/** A count with its noun: `1 image`, `2 images`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The moment without its fraction of a second, for tables. */
export function shortMoment(at: string): string {
  return plain(at).replace(/\.\d+Z$/, 'Z')
}
