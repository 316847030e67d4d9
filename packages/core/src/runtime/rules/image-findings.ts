import type { Finding } from '@ingot/contract'
import { labelValues } from '../metadata/field-values.ts'
import { metadataFields } from '../metadata/metadata-field.ts'
import { describeList } from '../../resolve/describe.ts'
import { bySeverity } from './ask-rules.ts'
import { platformsDiffer } from './platform-rule.ts'
import { evidenceOf, quoted } from './quoted.ts'
import { runtimeFindings } from './runtime-findings.ts'
import type { RuntimeSubject } from './runtime-subject.ts'

/**
 * Everything that can be said of an image with several platforms, given one subject for each: what is the case on all
 * of them is said once, the rest with its platform. A runtime has one identity, so the platforms must agree on it.
 */
export function imageFindings(subjects: readonly RuntimeSubject[]): Finding[] {
  const [first] = subjects
  if (first === undefined) return []
  if (subjects.length === 1) return runtimeFindings(first)
  const groups = new Map<string, Finding[]>()
  for (const finding of subjects.flatMap(runtimeFindings)) {
    const key = JSON.stringify({ ...finding, platform: undefined })
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  const merged = [...groups.values()].flatMap((group) =>
    group.length === subjects.length ? once(group) : group,
  )
  return bySeverity([...differences(subjects), ...merged])
}

function once([first]: readonly Finding[]): Finding[] {
  if (first === undefined) return []
  const { platform: _platform, ...common } = first
  return [common]
}

function differences(subjects: readonly RuntimeSubject[]): Finding[] {
  const read = subjects.map((subject) => ({
    platform: subject.platform ?? 'unknown',
    values: labelValues(subject),
  }))
  return metadataFields.flatMap(({ name, wording, identifies }): Finding[] => {
    const isCompared = identifies || name === 'runtime-metadata-version'
    const said = read.map(({ platform, values }) => [platform, values.get(name)] as const)
    if (!isCompared || new Set(said.map(([, value]) => value)).size < 2) return []
    const { severity, code, source } = platformsDiffer
    const each = said.map(
      ([platform, value]) => `${value === undefined ? 'absent' : quoted(value)} on ${platform}`,
    )
    const message = `The ${wording} must be the same on all platforms of an image, but it is ${describeList(each, 'and')}; build them alike`
    return [
      {
        code: code.replace('<field>', name),
        severity,
        field: name,
        message,
        evidence: evidenceOf(Object.fromEntries(said)),
        rule: source,
      },
    ]
  })
}
