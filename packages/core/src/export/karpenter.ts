import { fileNamePart, kubernetesName } from './cloud-name.ts'
import { type ExportEntry, type ExportInput, type ExportOutput, regionOf, titleOf } from './export-entry.ts'
import { groupedEntries, keyedEntries } from './keyed-entries.ts'
import { entriesThatFit, isAmi } from './of-provider.ts'
import { printYaml } from './yaml-text.ts'

/** The trait that says for which family of Karpenter an image bootstraps itself: `AL2023`, `Bottlerocket`. */
const familyTrait = 'ami-family'

/**
 * Node classes of Karpenter, a file for each region and account, as a cluster is in one (Karpenter, NodeClasses:
 * `spec.amiSelectorTerms`). Only the image is said, to be applied over the node class that says the rest, role and
 * network: `kubectl apply --server-side --field-manager=ingot`.
 */
export function emitKarpenter({ entries, revision }: ExportInput): ExportOutput {
  const { fitting, faults } = entriesThatFit(entries, 'AMIs of AWS', isAmi)
  const { keyed, faults: clashes } = keyedEntries(
    fitting,
    (entry) => `${fileOf(entry)}/${nodeClassName(entry)}`,
  )
  const files = [...groupedEntries(keyed.values(), fileOf)].map(([name, group]) => ({
    name,
    text: group.map((entry) => printYaml(nodeClass(entry, revision))).join('---\n'),
  }))
  return { files, faults: [...faults, ...clashes] }
}

function fileOf(entry: ExportEntry): string {
  const place = [entry.location.account, regionOf(entry)].filter((side) => side !== undefined)
  return `${place.map(fileNamePart).join('.')}.yaml`
}

function nodeClassName({ image }: ExportEntry): string {
  return kubernetesName(image.name)
}

function nodeClass(entry: ExportEntry, revision: number) {
  const { image, artifact } = entry
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
      amiFamily: artifact.traits?.[familyTrait] ?? image.traits[familyTrait],
      amiSelectorTerms: [{ id: artifact.reference }],
    },
  }
}
