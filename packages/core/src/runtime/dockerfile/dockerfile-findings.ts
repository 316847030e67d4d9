import type { Finding, PlatformProof, RuntimeIdentity } from '@ingot/contract'
import type { LabelsAndEnv } from '../metadata/field-values.ts'
import { metadataField, metadataFields, type KnownField } from '../metadata/metadata-field.ts'
import { readMetadata } from '../metadata/read-metadata.ts'
import { askRules, bySeverity } from '../rules/ask-rules.ts'
import { baseGenerationMismatch, metadataVersionUnlikeBase } from '../rules/base-rules.ts'
import { examine } from '../rules/examined.ts'
import { metadataFindings } from '../rules/metadata-findings.ts'
import type { RuntimeSubject } from '../rules/runtime-subject.ts'
import type { BaseFacts } from './stages/base-facts.ts'
import { shown } from './shown.ts'
import type { StageResult } from './stages/stage-result.ts'
import type { Variable } from './expansion/variable.ts'

/** What an image that is built from a file would be as a runtime. */
export interface DockerfileMetadata {
  readonly findings: Finding[]
  readonly identity: RuntimeIdentity
  /** What counts: without what is not certain, with what is known of the base or told by its name. */
  readonly effective: LabelsAndEnv
}

/** Asks of what a file would build everything that can be asked of labels and environment before there is an image. */
export function dockerfileFindings(result: StageResult, platform: string): DockerfileMetadata {
  const effective = effectiveOf(result)
  const subject = subjectOf(result.base, effective, platform)
  const found = [
    ...metadataFindings(subject),
    ...askRules({ baseGenerationMismatch, metadataVersionUnlikeBase }, examine(subject)),
  ]
  const findings = isOpen(result.base) ? found.flatMap((one) => softened(one, result)) : found
  return { findings: bySeverity(findings), identity: readMetadata(effective).identity, effective }
}

/** Whether the base may hand on what is not known of it. */
function isOpen({ kind, allowed }: BaseFacts): boolean {
  return allowed === undefined && (kind === 'vendor' || kind === 'other')
}

function effectiveOf({ labels, env, base: { byName } }: StageResult): LabelsAndEnv {
  return { labels: certain(labels, byName.labels), env: certain(env, byName.env) }
}

/** Values that are certain, over those that a name tells; a value that is not certain hides what the name tells. */
function certain(
  variables: ReadonlyMap<string, Variable>,
  byName: Readonly<Record<string, string>>,
): Record<string, string> {
  const told = Object.entries(byName).filter(([name]) => !variables.has(name))
  const own = [...variables].flatMap(([name, { text, isUncertain }]) => (isUncertain ? [] : [[name, text]]))
  return Object.fromEntries([...told, ...own]) as Record<string, string>
}

function subjectOf(base: BaseFacts, effective: LabelsAndEnv, platform: string): RuntimeSubject {
  const known = knownBase(base)
  const proof: PlatformProof = {
    platform,
    manifest: '',
    verdict: base.allowed === undefined ? 'UNKNOWN' : 'PROVEN',
    message: '',
    layers: 0,
    ...(known === undefined
      ? {}
      : {
          base: {
            id: base.allowed?.base.id ?? '',
            reference: known.reference,
            generation: known.generation,
            vendor: known.vendor,
            digest: base.allowed?.snapshot.digest ?? '',
          },
        }),
  }
  return {
    reference: base.reference?.text ?? base.name,
    ...effective,
    proof: { verdict: proof.verdict, platforms: [proof] },
    base: known,
    isVendorOwn: false,
  }
}

/** The base as the rules look at it: as it is allowed; by its name; or as a system that is no runtime. */
function knownBase(base: BaseFacts): RuntimeSubject['base'] {
  const { allowed, kind, byName, name } = base
  const reference = base.reference?.text ?? name
  if (allowed !== undefined) {
    const { generation, vendor } = allowed.base
    const { labels, env } = allowed.snapshot
    return { generation, vendor, reference: allowed.base.reference, labels, env }
  }
  if (kind === 'system' || kind === 'scratch' || kind === 'engine') {
    return { generation: 'os', vendor: false, reference, labels: {}, env: {} }
  }
  const version = byName.labels[metadataField('runtime-metadata-version').label]
  if (kind !== 'vendor' || version === undefined) return undefined
  return { generation: version === '1' ? 'non-pbj' : 'pbj', vendor: true, reference, ...byName }
}

/** A finding that something is missing is no more than worth knowing where the base may have it. */
function softened(finding: Finding, { base, labels }: StageResult): Finding[] {
  const { code, field, severity } = finding
  const name = code.split(':', 1)[0]!
  // Every PBJ runtime of the vendor has the two variables.
  if (name === 'envMissing' || (base.kind === 'vendor' && /^kernel(?:GatewayCmd|Name)Missing$/.test(name)))
    return []
  if (severity === 'info' || !mayBeInherited(finding, base)) return [finding]
  const label = metadataFields.find((one) => one.name === field)?.label ?? ''
  const isUncertain = labels.get(label)?.isUncertain === true
  const why = isUncertain ? 'its value is made from what only the base knows' : 'it may come from the base'
  const message = `${finding.message}; ${why}, and ${shown(base.name)} is not known here`
  return [{ ...finding, severity: 'info', message }]
}

function mayBeInherited({ code, field, evidence }: Finding, { byName }: BaseFacts): boolean {
  const name = code.split(':', 1)[0]!
  const known = metadataFields.find((one): one is KnownField => one.name === field)
  switch (name) {
    case 'notARuntime':
    case 'labelMissing':
    case 'kernelGatewayCmdMissing':
    case 'kernelNameMissing':
      return true
    case 'envLabelMismatch':
      return known !== undefined && evidence?.[known.label] === undefined
    case 'notOverridable':
      return known !== undefined && byName.labels[known.label] === undefined
    default:
      return false
  }
}
