import { nearestName } from '../../text/nearest-name.ts'
import { describeList } from '../../resolve/describe.ts'
import { labelPrefix, metadataField, metadataFields } from '../metadata/metadata-field.ts'
import { ruleSources } from '../rule-sources.ts'
import type { Examined } from './examined.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule, Spot } from './runtime-rule.ts'

/** The most labels without a meaning that are reported one by one. */
const unknownLimit = 20

export const notARuntime: RuntimeRule = {
  severity: 'error',
  summary: 'The image has none of the labels of a runtime',
  source: ruleSources.metadata,
  find({ values, variables, subject }) {
    if (values.size > 0) return []
    const message =
      `The image has none of the labels ${labelPrefix}*, so it is not a runtime` +
      hintOf(subject.reference, variables.size)
    return [{ message, evidence: { labels: String(Object.keys(subject.labels).length) } }]
  },
}

function hintOf(reference: string, variables: number): string {
  if (variables > 0) return '; its environment variables do not count: add a LABEL for each of them'
  // Engines came before runtimes; they have no metadata at all.
  if (/\/engine[:@]/.test(reference)) return ', but an engine, which came before runtimes'
  return '; build it on a runtime, or add the labels'
}

export const labelMissing: RuntimeRule = {
  severity: 'error',
  summary: 'A required label is absent or empty, and none is inherited',
  source: ruleSources.metadata,
  perField: true,
  *find({ subject, values, variables }) {
    for (const { name, label, env, required, wording, example } of metadataFields) {
      if (!required || values.has(name)) continue
      const what = subject.labels[label] === undefined ? 'missing' : 'empty'
      const variable = variables.get(name)
      const advice =
        variable === undefined
          ? `set it to the ${wording}, such as ${quoted(example)}`
          : `${env} says ${quoted(variable)}, but only the label counts: add LABEL ${label}=$${env}`
      yield {
        field: name,
        message: `The label ${label} is ${what}; ${advice}`,
        evidence: { label, [env]: variable },
      }
    }
  },
}

export const envLabelMismatch: RuntimeRule = {
  severity: 'error',
  summary: 'The environment variable of a field says something else than its label',
  source: ruleSources.metadata,
  perField: true,
  *find(examined) {
    for (const [name, variable] of examined.variables) {
      const value = examined.values.get(name)
      // Of a required label that is missing it is said already that only the variable is there.
      if (value === variable || (value === undefined && metadataField(name).required)) continue
      yield mismatch(examined, name, variable)
    }
  },
}

function mismatch(
  { values, ofBase }: Examined,
  name: Parameters<typeof metadataField>[0],
  variable: string,
): Spot {
  const { env, label, wording } = metadataField(name)
  const value = values.get(name)
  const says = value === undefined ? 'its label is absent' : `its label says ${quoted(value)}`
  const isInherited = value !== undefined && ofBase?.get(name) === value
  const advice = isInherited
    ? `the label is that of the base: add LABEL ${label}=$${env}, or leave the variable as it was`
    : `set both alike: LABEL ${label}=$${env}`
  const message = `The ${wording} must be the same twice, but ${env} says ${quoted(variable)} and ${says}; ${advice}`
  return { field: name, message, evidence: { [label]: value, [env]: variable, base: ofBase?.get(name) } }
}

export const envMissing: RuntimeRule = {
  severity: 'info',
  summary: 'Labels have no environment variable beside them',
  source: ruleSources.metadata,
  find({ values, variables }) {
    const missing = [...values.keys()]
      .filter((name) => !variables.has(name))
      .map((name) => metadataField(name).env)
    if (missing.length === 0) return []
    const [are, each] = missing.length === 1 ? ['is', 'it'] : ['are', 'each']
    const message = `Every label is to have a variable that says the same, but ${describeList(missing, 'and')} ${are} not set; add ENV for ${each}`
    return [{ message, evidence: { variables: missing.join(' ') } }]
  },
}

export const unknownLabel: RuntimeRule = {
  severity: 'info',
  summary: 'A label begins as those of a runtime do, but means nothing',
  source: ruleSources.metadata,
  *find({ subject }) {
    const known = metadataFields.map(({ name }) => name)
    const unknown = Object.keys(subject.labels)
      .filter(
        (label) =>
          label.toLowerCase().startsWith(labelPrefix) && !known.some((name) => label === labelPrefix + name),
      )
      .toSorted()
    for (const label of unknown.slice(0, unknownLimit)) {
      const name = label.slice(labelPrefix.length).toLowerCase().replaceAll('_', '-')
      const near = known.find((one) => one === name || one.endsWith(`-${name}`)) ?? nearestName(name, known)
      const hint = near === undefined ? 'it is ignored' : `${quoted(labelPrefix + near)} may have been meant`
      yield { message: `No field of a runtime has the label ${quoted(label)}; ${hint}`, evidence: { label } }
    }
  },
}
