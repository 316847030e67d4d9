import { versionFault } from '../../version/version.ts'
import { metadataField } from '../metadata/metadata-field.ts'
import { ruleSources } from '../rule-sources.ts'
import { isPlaceholder } from './placeholder.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule } from './runtime-rule.ts'

const metadataVersionField = metadataField('runtime-metadata-version')
const shortField = metadataField('short-version')
const maintenanceField = metadataField('maintenance-version')
const fullField = metadataField('full-version')

export const metadataVersionInvalid: RuntimeRule = {
  severity: 'error',
  summary: 'The metadata version is not 1, 2 or 3',
  source: ruleSources.metadata,
  find({ values }) {
    const value = values.get('runtime-metadata-version')
    if (value === undefined || metadataVersionField.pattern!.test(value)) return []
    const message = `The metadata version must be 1 (not PBJ), 2 (PBJ on Ubuntu) or 3 (PBJ on Chainguard), but it is ${quoted(value)}`
    return [{ field: metadataVersionField.name, message, evidence: { [metadataVersionField.label]: value } }]
  },
}

export const maintenanceNotInteger: RuntimeRule = {
  severity: 'error',
  summary: 'The maintenance version is not an integer, written without leading zeros',
  source: ruleSources.metadata,
  find({ values }) {
    const value = values.get('maintenance-version')
    if (value === undefined || maintenanceField.pattern!.test(value)) return []
    const digits = /^0+(\d{1,9})$/.exec(value)?.[1]
    const advice = digits === undefined ? '' : `; write ${digits}`
    const message = `The maintenance version must be an integer such as 1, but it is ${quoted(value)}${advice}`
    return [{ field: maintenanceField.name, message, evidence: { [maintenanceField.label]: value } }]
  },
}

export const maintenanceZero: RuntimeRule = {
  severity: 'warning',
  summary: 'The maintenance version is 0, though they begin with 1',
  source: ruleSources.metadata,
  find({ values }) {
    const value = values.get('maintenance-version')
    if (value !== '0') return []
    const message =
      'The maintenance version is 0; begin with 1 for each short version, and add 1 for each update'
    return [{ field: maintenanceField.name, message, evidence: { [maintenanceField.label]: value } }]
  },
}

/** What begins with no digit, or has other signs than a version may have, could not be put in order. */
export const shortVersionInvalid: RuntimeRule = {
  severity: 'error',
  summary: 'The short version is no version, so that runtimes cannot be put in order by it',
  source: ruleSources.values,
  find({ values }) {
    const value = values.get('short-version')
    if (value === undefined || versionFault(value) === undefined || isPlaceholder(value)) return []
    const message = `The short version must be numbers with dots between them, such as 1.0 or 2024.02, but it is ${quoted(value)}`
    return [{ field: shortField.name, message, evidence: { [shortField.label]: value } }]
  },
}

export const shortVersionUnusual: RuntimeRule = {
  severity: 'info',
  summary: 'The short version is other than one to three numbers',
  source: ruleSources.values,
  find({ values }) {
    const value = values.get('short-version')
    if (value === undefined || shortField.pattern!.test(value)) return []
    if (versionFault(value) !== undefined || isPlaceholder(value)) return []
    const message = `A short version is mostly one to three numbers, such as 1.0 or 2024.02; ${quoted(value)} is put in order by its numbers first`
    return [{ field: shortField.name, message, evidence: { [shortField.label]: value } }]
  },
}

export const fullVersionInconsistent: RuntimeRule = {
  severity: 'warning',
  summary:
    'The full version is not the short version and the maintenance version, with or without a build: 1.0.1, 1.0.1-b5',
  source: ruleSources.metadata,
  find({ values, ofBase }) {
    const [short, maintenance, full] = [
      values.get('short-version'),
      values.get('maintenance-version'),
      values.get('full-version'),
    ]
    if (short === undefined || maintenance === undefined || full === undefined) return []
    if ([short, maintenance, full].some(isPlaceholder)) return []
    const expected = `${short}.${maintenance}`
    if (
      full === expected ||
      (full.startsWith(`${expected}-b`) && /^\d+$/.test(full.slice(expected.length + 2)))
    )
      return []
    const whose = ofBase?.get('full-version') === full ? ', as the base has it' : ''
    const message = `The full version must be the short and the maintenance version, ${quoted(expected)}, but it is ${quoted(full)}${whose}`
    const evidence = {
      [shortField.label]: short,
      [maintenanceField.label]: maintenance,
      [fullField.label]: full,
    }
    return [{ field: fullField.name, message, evidence }]
  },
}

/** Of an image that has the same versions as its base it is taken that they were inherited; one alone may be chance. */
export const versionInherited: RuntimeRule = {
  severity: 'warning',
  summary: 'Short version and maintenance version are those of the base',
  source: ruleSources.metadata,
  find({ subject: { base }, values, ofBase, isCustom }) {
    const [short, maintenance] = [values.get('short-version'), values.get('maintenance-version')]
    if (!isCustom || base === undefined || short === undefined || maintenance === undefined) return []
    if (ofBase?.get('short-version') !== short || ofBase.get('maintenance-version') !== maintenance) return []
    const message = `The version ${quoted(`${short}.${maintenance}`)} is that of the base ${base.reference}, so it says nothing of this image; set ${shortField.env} and ${maintenanceField.env}, and their labels`
    const evidence = {
      [shortField.label]: short,
      [maintenanceField.label]: maintenance,
      base: base.reference,
    }
    return [{ field: shortField.name, message, evidence }]
  },
}
