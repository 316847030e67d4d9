import { fileNamePart, kubernetesName } from './cloud-name.ts'
import type { Fault } from '@ingot/contract'
import {
  architectureOf,
  type ExportEntry,
  type ExportInput,
  type ExportOutput,
  exportWarning,
  regionOf,
  titleOf,
} from './export-entry.ts'
import { groupedEntries, keyedEntries } from './keyed-entries.ts'
import { entriesThatFit, isAmi } from './of-provider.ts'
import { printYaml } from './yaml-text.ts'

/** The trait that says for which family of Karpenter an image bootstraps itself: `AL2023`, `Bottlerocket`. */
const familyTrait = 'ami-family'

/**
 * Node classes of Karpenter, a file for each region and account, as a cluster is in one (Karpenter, NodeClasses:
 * `spec.amiSelectorTerms`). Only the image is said, to be applied over the node class that says the rest, role and
 * network: `kubectl apply --server-side --force-conflicts --field-manager=ingot`.
 */
export function emitKarpenter({ entries, revision }: ExportInput): ExportOutput {
  const { fitting, faults } = entriesThatFit(entries, 'AMIs of AWS', isAmi)
  const { keyed, faults: clashes } = keyedEntries(fitting, (entry) =>
    JSON.stringify([fileOf(entry), nodeClassName(entry), architectureOf(entry)]),
  )
  const files = [...groupedEntries(keyed.values(), fileOf)].map(([name, group]) => ({
    name,
    text: [...groupedEntries(group, nodeClassName).values()]
      .map((entries) => printYaml(nodeClass(entries, revision)))
      .join('---\n'),
  }))
  const unknown = [...keyed.values()].filter((entry) => familyOf(entry) === undefined)
  return { files, faults: [...faults, ...clashes, ...familyWarnings(unknown)] }
}

/** Without an alias among its terms a node class has to say the family (EC2NodeClass v1, validation of `spec`). */
function familyWarnings(entries: readonly ExportEntry[]): Fault[] {
  const titles = [...new Set(entries.map(titleOf))]
  if (titles.length === 0) return []
  const message = `The amiFamily of ${titles.join(', ')} is not known, so your node classes have to say it; give the images the trait ${familyTrait} to have it exported`
  return [exportWarning('FAMILY_UNKNOWN', message)]
}

function familyOf({ image, artifact }: ExportEntry): string | undefined {
  return artifact.traits?.[familyTrait] ?? image.traits[familyTrait]
}

function fileOf(entry: ExportEntry): string {
  const place = [entry.location.account, regionOf(entry)].filter((side) => side !== undefined)
  return `${place.map(fileNamePart).join('.')}.yaml`
}

function nodeClassName({ image }: ExportEntry): string {
  return kubernetesName(image.name)
}

/** Of each architecture that the image has there one term: Karpenter takes the one that fits the machine. */
function nodeClass(entries: readonly ExportEntry[], revision: number) {
  const entry = entries[0]!
  const { image } = entry
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: {
      name: nodeClassName(entry),
      annotations: {
        'ingot/image': titleOf(entry),
        'ingot/id': image.id,
        'ingot/revision': String(revision),
      },
    },
    spec: {
      amiFamily: familyOf(entry),
      amiSelectorTerms: entries.map(({ artifact }) => ({ id: artifact.reference })),
    },
  }
}
