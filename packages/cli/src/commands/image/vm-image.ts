import { InvalidArgumentError } from 'commander'

interface VmImage {
  region: string
  reference: string
}

const members: Readonly<Record<string, keyof VmImage>> = {
  region: 'region',
  ref: 'reference',
  reference: 'reference',
  imagereference: 'reference',
}

/** Collects `region=NAME,ref=REFERENCE`; the order is free, and `reference` and `imageReference` are read too. */
export function collectVmImage(text: string, before: readonly VmImage[] = []): VmImage[] {
  const image: Partial<VmImage> = {}
  for (const part of text.split(',')) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(0, equals)).trim().toLowerCase()
    const member = Object.hasOwn(members, name) ? members[name] : undefined
    if (member === undefined || image[member] !== undefined) throw unreadable(text)
    image[member] = part.slice(equals + 1).trim()
  }
  const { region, reference } = image
  if (!region || !reference) throw unreadable(text)
  return [...before, { region, reference }]
}

function unreadable(text: string): InvalidArgumentError {
  return new InvalidArgumentError(`Expected region=NAME,ref=REFERENCE, got "${text}".`)
}
