import type { Warning } from '@ingot/contract'
import { bootWarnings, imageBootWarnings } from '../../boot/boot-warnings.ts'
import type { ImageSource } from '../../image/source.ts'
import { contextOf } from '../../resolve/context.ts'
import { prepare } from '../../resolve/prepare.ts'
import { eligibilityRules } from '../../resolve/rules.ts'
import { parseVersionRange } from '../../version/range.ts'
import type { EvaluatedNode } from '../template/evaluated.ts'
import { bootSettings } from './boot-settings.ts'
import { resolveNode } from './resolve-node.ts'

/**
 * What keeps a node from starting from its image, as far as a template alone tells: judged by what the node resolves to
 * where it says; where the place is open, by what the version that it wants has for machines like its own, anywhere.
 */
export function nodeBootWarnings(source: ImageSource, node: EvaluatedNode, at: Date): Warning[] {
  const attribute = (name: string) => node.declared(name)
  const settings = bootSettings(attribute, node.sections)
  const answer = resolveNode(source, attribute, { trace: false }, at)
  if (answer.image !== undefined) return bootWarnings(source, answer, settings)
  const { by, value, version = '' } = answer.select
  const range = parseVersionRange(version)
  if ((by !== 'name' && by !== 'label') || range === undefined) return []
  const named = by === 'name' ? source.named(value) : source.labelled(value)
  const { images } = prepare(named, source.catalogs, source.driftPolicy)
  const context = contextOf({ version }, range, images, false, at)
  const wanted = images.find((image) =>
    eligibilityRules.every((rule) => rule.drop(image, context) === undefined),
  )?.image
  if (wanted === undefined) return []
  const warnings = wanted.artifacts.flatMap((artifact) => imageBootWarnings(wanted, artifact, settings))
  return [...new Map(warnings.map((one) => [one.message, one])).values()]
}
