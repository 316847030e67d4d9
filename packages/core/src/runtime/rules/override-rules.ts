import { metadataFields } from '../metadata/metadata-field.ts'
import { ruleSources } from '../rule-sources.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule } from './runtime-rule.ts'

export const notOverridable: RuntimeRule = {
  severity: 'error',
  summary: 'On a base that is not PBJ, a field differs from the base that only the vendor may set',
  source: ruleSources.metadata,
  perField: true,
  *find({ subject: { base }, values, ofBase, isCustom }) {
    if (!isCustom || base?.generation !== 'non-pbj' || ofBase === undefined) return
    for (const { name, label, wording, overridable } of metadataFields) {
      const [own, inherited] = [values.get(name), ofBase.get(name)]
      if (overridable || own === inherited) continue
      const message = `The ${wording} of an image on ${base.reference}, which is not PBJ, must be ${says(inherited)}, but it is ${says(own)}; do not set it`
      yield { field: name, message, evidence: { [label]: own, base: base.reference, ofBase: inherited } }
    }
  },
}

function says(value: string | undefined): string {
  return value === undefined ? 'absent' : quoted(value)
}
