import { fileNamePart, nameOfNothing, withoutOthers } from './cloud-name.ts'
import {
  architectureOf,
  type ExportEntry,
  type ExportInput,
  type ExportOutput,
  jsonText,
  regionOf,
  titleOf,
} from './export-entry.ts'
import { groupedEntries, keyedEntries } from './keyed-entries.ts'
import { entriesThatFit, isAmi } from './of-provider.ts'

/**
 * The input of `aws ec2 create-launch-template --cli-input-json`, a file for each image and place (Amazon EC2 API
 * Reference, CreateLaunchTemplate).
 */
export function emitLaunchTemplates({ entries, revision }: ExportInput): ExportOutput {
  const { fitting, faults } = entriesThatFit(entries, 'AMIs of AWS', isAmi)
  const suffixOf = suffixes(fitting)
  const { keyed, faults: clashes } = keyedEntries(fitting, (entry) => fileOf(entry, suffixOf(entry)))
  const files = [...keyed].map(([name, entry]) => ({
    name,
    text: jsonText(requestOf(entry, suffixOf(entry), revision)),
  }))
  return { files, faults: [...faults, ...clashes] }
}

/** A template starts one image, so those of several architectures of a place are told apart by these. */
function suffixes(entries: readonly ExportEntry[]): (entry: ExportEntry) => string {
  const groups = groupedEntries(entries, (entry) => fileOf(entry, ''))
  return (entry) => {
    const group = groups.get(fileOf(entry, '')) ?? []
    const isOne = new Set(group.map(architectureOf)).size < 2
    return isOne ? '' : `-${architectureOf(entry) ?? 'any'}`
  }
}

function fileOf(entry: ExportEntry, suffix: string): string {
  const place = [entry.location.account, regionOf(entry)].filter((side) => side !== undefined)
  return `${[...place, templateName(entry, suffix)].map(fileNamePart).join('.')}.json`
}

function requestOf(entry: ExportEntry, suffix: string, revision: number) {
  const { image, artifact } = entry
  const tags = [
    { Key: 'ingot:image', Value: tagValue(titleOf(entry)) },
    { Key: 'ingot:id', Value: tagValue(image.id) },
    { Key: 'ingot:revision', Value: String(revision) },
  ]
  return {
    LaunchTemplateName: templateName(entry, suffix),
    VersionDescription: `${titleOf(entry)} as of revision ${revision}`.slice(-255),
    LaunchTemplateData: { ImageId: artifact.reference },
    TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags }],
  }
}

/** CreateLaunchTemplate: 3 to 128 letters, digits and `( ) . - / _`. */
function templateName({ image }: ExportEntry, suffix: string): string {
  const name = withoutOthers(image.name, /[^A-Za-z0-9().\-/_]+/g)
  const long = name === '' ? nameOfNothing(image.name) : name.length < 3 ? `image-${name}` : name
  return `${long.slice(0, 128 - suffix.length)}${suffix}`
}

/** Amazon EC2 User Guide, Tag restrictions: at most 256 letters, digits, spaces and `. : + = @ _ / -`. */
function tagValue(text: string): string {
  return text.replace(/[^A-Za-z0-9 .:+=@_/-]/g, '_').slice(0, 256)
}
