import type { RegionCover } from '@ingot/contract'
import { plain } from './plain.ts'
import { counted } from './words.ts'

/** Which regions of its source an image covers: `26 regions of the source, 2 here; 24 not covered`, then which. */
export function regionLines({ source, here, missing, extra }: RegionCover): string[] {
  const lost = missing.length === 0 ? '' : `; ${missing.length} not covered`
  return [
    `${counted(source, 'region')} of the source, ${here} here${lost}`,
    ...(missing.length === 0 ? [] : [`  not covered: ${missing.map(plain).join(', ')}`]),
    ...(extra.length === 0 ? [] : [`  not of the source: ${extra.map(plain).join(', ')}`]),
  ]
}
