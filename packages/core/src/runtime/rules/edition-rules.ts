import { metadataField } from '../metadata/metadata-field.ts'
import { ruleSources } from '../rule-sources.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule } from './runtime-rule.ts'

/** The editions of the vendor's own runtimes. */
const reservedEditions: readonly string[] = [
  'Standard',
  'Nvidia GPU',
  'RAPIDS',
  'Tech Preview',
  'Hardened',
  'Freshline',
  'Agent Studio',
  'RAG Studio',
]

const { label, env } = metadataField('edition')

/** Editions that differ in case or spaces alone would look the same to whoever picks one. */
export const editionReserved: RuntimeRule = {
  severity: 'error',
  summary: "The edition is one of the vendor's, but the image is not the vendor's own",
  source: ruleSources.metadata,
  find({ subject, values }) {
    const edition = values.get('edition')
    if (subject.isVendorOwn || edition === undefined) return []
    const reserved = reservedEditions.find((one) => spelling(one) === spelling(edition))
    if (reserved === undefined) return []
    const likeness = reserved === edition ? '' : `, like ${quoted(reserved)}`
    const message = `The edition ${quoted(edition)} is reserved for the vendor's own runtimes${likeness}; give ${env} and its label another name`
    return [{ field: 'edition', message, evidence: { [label]: edition, reserved } }]
  },
}

export const editionNotOverridden: RuntimeRule = {
  severity: 'error',
  summary: 'The edition is that of the base',
  source: ruleSources.metadata,
  find({ subject: { base }, values, ofBase, isCustom }) {
    const edition = values.get('edition')
    if (!isCustom || base === undefined || edition === undefined || ofBase?.get('edition') !== edition)
      return []
    const message = `The edition ${quoted(edition)} is that of the base ${base.reference}, but every custom runtime must have its own; set ${env} and its label`
    return [{ field: 'edition', message, evidence: { [label]: edition, base: base.reference } }]
  },
}

function spelling(edition: string): string {
  return edition.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
