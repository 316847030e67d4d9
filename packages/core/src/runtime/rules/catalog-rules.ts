import { ruleSources } from '../rule-sources.ts'
import type { Examined } from './examined.ts'
import type { RuntimeRule, Spot } from './runtime-rule.ts'

/**
 * The code is the one that a workbench has for it. The same image is no duplicate of itself: that is
 * `alreadyInCatalog`. A tag that was moved since it was approved leads to other bytes under a taken identity: it is.
 */
export const duplicateRuntimeVersion: RuntimeRule = {
  severity: 'error',
  summary: 'Another image has the same editor, kernel, edition, short version and maintenance version',
  source: ruleSources.metadata,
  find(examined) {
    const { taken, reference } = examined.subject
    if (taken === undefined || isSameImage(examined)) return []
    const holder =
      taken.identifier === reference
        ? `This tag led to another image when it was added; what it leads to now has`
        : `${taken.identifier} has`
    const message = `${holder} the same editor, kernel, edition and version already; add 1 to the maintenance version`
    return [spot(examined, message)]
  },
}

export const alreadyInCatalog: RuntimeRule = {
  severity: 'info',
  summary: 'The very same image is in the catalog already',
  source: ruleSources.catalog,
  find(examined) {
    const { taken } = examined.subject
    if (taken === undefined || !isSameImage(examined)) return []
    return [spot(examined, `This image is in the catalog already, as ${taken.identifier}`)]
  },
}

/** The same digest, or where one is not known the same reference. */
function isSameImage({ subject: { taken, digest, reference } }: Examined): boolean {
  if (taken === undefined) return false
  if (taken.digest !== undefined && digest !== undefined) return taken.digest === digest
  return taken.identifier === reference
}

function spot({ subject: { taken, digest } }: Examined, message: string): Spot {
  return {
    message,
    evidence: { id: taken?.id, identifier: taken?.identifier, approved: taken?.digest, digest },
  }
}

export const tagMutable: RuntimeRule = {
  severity: 'info',
  summary: 'The image is named by a tag, which can be moved; the runtime is pinned to its digest',
  source: ruleSources.pinning,
  find({ subject: { reference, digest } }) {
    if (reference.includes('@')) return []
    const what = `The tag of ${reference} can be moved to another image`
    const message =
      digest === undefined
        ? `${what}, and no digest is known to pin it to`
        : `${what}; the runtime is pinned to ${digest}`
    return [{ message, evidence: { reference, digest } }]
  },
}
