import type { Fault, Image } from '@ingot/contract'
import { toldArchitectures } from '../image/artifact-place.ts'
import { stateAt } from '../image/lifecycle.ts'
import { artifactFits, describeLocation } from '../image/location.ts'
import { locationsOf } from '../resolve/coverage.ts'

/**
 * What speaks against an image as the replacement of another: an error where nothing can be started from it, warnings where
 * it is of another kind, or not in all places.
 */
export function replacementFaults(image: Image, replacement: Image, at: Date): Fault[] {
  const [old, next] = [`${image.name}@${image.version}`, `${replacement.name}@${replacement.version}`]
  const state = stateAt(replacement, at)
  if (state === 'disabled' || state === 'revoked') {
    const message = `${next} is ${state} itself, so nothing can be started from it; name another replacement`
    return [{ severity: 'error', code: 'REPLACEMENT_UNUSABLE', message }]
  }
  const faults: Fault[] = []
  const warn = (code: string, message: string) => faults.push({ severity: 'warning', code, message })
  const differ = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && a !== b
  if (differ(image.os, replacement.os)) {
    warn('REPLACEMENT_OS', `${next} is for ${replacement.os}, but ${old} for ${image.os}`)
  }
  const [from, to] = [image, replacement].map(architectureText)
  if (differ(from, to)) {
    const message = `${next} is for ${to}, but ${old} for ${from}`
    warn('REPLACEMENT_ARCHITECTURE', message)
  }
  const missing = locationsOf([image]).filter(
    (location) => !replacement.artifacts.some((artifact) => artifactFits(artifact, location)),
  )
  if (missing.length > 0) {
    const places = missing.slice(0, 5).map((location) => describeLocation(location))
    const more = missing.length > places.length ? ` and ${missing.length - places.length} more` : ''
    warn('REPLACEMENT_PLACES', `${next} is not in ${places.join(', ')}${more}, where ${old} is`)
  }
  return faults
}

function architectureText({ architecture, artifacts }: Image): string | undefined {
  const told = toldArchitectures(artifacts).toSorted()
  return told.length === 0 ? architecture : told.join(' and ')
}
