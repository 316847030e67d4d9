import type { Explanation } from '../../../rule/candidate-rule.ts'
import type { SelectionRule } from '../rule.ts'

/** Drops derived images whose source is gone: nothing says any more what is on them. */
export const sourceRule: SelectionRule = {
  name: 'source',
  drop({ image }) {
    return image.derived !== undefined && image.cloudbreak === undefined ? 'SOURCE_MISSING' : undefined
  },
  explain({ image }, _wanted, code): Explanation {
    if (image.derived === undefined) return { message: 'It derives from no other image', evidence: {} }
    const { catalog, id } = image.derived.source
    const message =
      code === undefined
        ? `It derives from ${id} of catalog "${catalog}"`
        : `It derives from ${id} of catalog "${catalog}", which is not there any more`
    return { message, evidence: { source: id, catalog } }
  },
  change({ image }) {
    const { catalog, id } = image.derived?.source ?? { catalog: '', id: '' }
    return `Bring ${id} back into catalog "${catalog}", or derive the image from another`
  },
}
