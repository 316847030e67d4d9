import { fileNamePart, withoutOthers } from './cloud-name.ts'
import {
  type ExportEntry,
  type ExportInput,
  type ExportOutput,
  jsonText,
  regionOf,
  titleOf,
} from './export-entry.ts'
import { keyedEntries } from './keyed-entries.ts'
import { entriesThatFit, isAmi } from './of-provider.ts'

/**
 * The input of `aws ec2 create-launch-template --cli-input-json`, a file for each image and place (Amazon EC2 API
 * Reference, CreateLaunchTemplate).
 */
export function emitLaunchTemplates({ entries, revision }: ExportInput): ExportOutput {
  const { fitting, faults } = entriesThatFit(entries, 'AMIs of AWS', isAmi)
  const { keyed, faults: clashes } = keyedEntries(fitting, fileOf)
  const files = [...keyed].map(([name, entry]) => ({ name, text: jsonText(requestOf(entry, revision)) }))
  return { files, faults: [...faults, ...clashes] }
}

function fileOf(entry: ExportEntry): string {
  const place = [entry.location.account, regionOf(entry)].filter((side) => side !== undefined)
  return `${[...place, templateName(entry)].map(fileNamePart).join('.')}.json`
}

function requestOf(entry: ExportEntry, revision: number) {
  const { image, artifact } = entry
  const tags = [
    { Key: 'ingot:image', Value: tagValue(titleOf(entry)) },
    { Key: 'ingot:id', Value: tagValue(image.id) },
    { Key: 'ingot:revision', Value: String(revision) },
  ]
  return {
    LaunchTemplateName: templateName(entry),
    VersionDescription: `${titleOf(entry)} as of revision ${revision}`.slice(-255),
    LaunchTemplateData: { ImageId: artifact.reference },
    TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags }],
  }
}

/** CreateLaunchTemplate: 3 to 128 letters, digits and `( ) . - / _`. */
function templateName({ image }: ExportEntry): string {
  const name = withoutOthers(image.name, /[^A-Za-z0-9().\-/_]+/g).slice(0, 128)
  return name.length < 3 ? `image-${name}` : name
}

/** Amazon EC2 User Guide, Tag restrictions: at most 256 letters, digits, spaces and `. : + = @ _ / -`. */
function tagValue(text: string): string {
  return text.replace(/[^A-Za-z0-9 .:+=@_/-]/g, '_').slice(0, 256)
}
