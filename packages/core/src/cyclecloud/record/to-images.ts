import type { Artifact, Fault, Image } from '@ingot/contract'
import { parseVersion, versionFault, type Version } from '../../version/version.ts'
import { quote } from '../template/fault-list.ts'
import { ImageBuilder } from './image-builder.ts'
import { ARTIFACT_ATTRIBUTES, PACKAGE_ATTRIBUTES } from './record-attributes.ts'
import { RecordFaults, type RecordPlace } from './record-faults.ts'
import { readFields } from './read-fields.ts'
import { findAttribute, type SourceRecord } from './source-record.ts'

/** What the catalog that records are imported into already knows. */
export interface RecordContext {
  readonly catalog: string
  /** The id of an image that the catalog does not have yet. */
  idFor(name: string, version: string): string
  /** All images of this name in the catalog, compared without case. Absent where it is empty. */
  readonly stored?: (name: string) => readonly Image[]
}

export interface ImagesOfRecords {
  /** New images, and stored ones with what the records change; none when any fault is an error, of parsing or here. */
  readonly images: readonly Image[]
  readonly faults: readonly Fault[]
}

/**
 * Makes images of `Package` and `Artifact` records, which may come from several files in any order. Every fault is
 * reported with its place. A record of an image or artifact that is stored replaces what it says and leaves the rest
 * (other artifacts, traits, stages) as it is. Source: CycleCloud docs, "Custom images in a cluster template".
 */
export function recordsToImages(records: readonly SourceRecord[], context: RecordContext): ImagesOfRecords {
  const faults = new RecordFaults(records.map(({ file }) => file))
  const builder = new ImageBuilder(context, faults)
  const artifacts: SourceRecord[] = []
  for (const record of records) {
    const type = typeOf(record, faults)
    if (type === 'package') addPackage(record, builder, faults)
    else if (type === 'artifact') artifacts.push(record)
  }
  for (const record of artifacts) addArtifact(record, builder, faults)
  builder.reportSamePlaces()
  const isComplete = !faults.hasErrors && !records.some(hasUnreadable)
  return { images: isComplete ? builder.images() : [], faults: faults.list() }
}

function hasUnreadable({ attributes }: SourceRecord): boolean {
  return attributes.some(({ isUnreadable }) => isUnreadable === true)
}

/** The type of a record in lower case; records of types that hold no images are passed over with a warning. */
function typeOf(record: SourceRecord, faults: RecordFaults): string | undefined {
  const attribute = findAttribute(record.attributes, 'adtype')
  if (attribute?.isUnreadable === true) return undefined
  if (attribute?.value.type !== 'string') {
    const place = attribute ?? { line: record.line, column: 1 }
    const found = attribute === undefined ? 'it has none' : `found ${quote(attribute.text)}`
    const message = `The record needs AdType = "Package" or AdType = "Artifact", but ${found}`
    faults.error('ADTYPE_MISSING', message, { file: record.file, line: place.line, column: place.column })
    return undefined
  }
  const type = attribute.value.value.toLowerCase()
  if (type === 'package' || type === 'artifact') return type
  const message = `Records of type ${quote(attribute.value.value)} hold no images and are not imported`
  faults.warning('RECORD_NOT_IMPORTED', message, { ...attribute, file: record.file })
  return undefined
}

function addPackage(record: SourceRecord, builder: ImageBuilder, faults: RecordFaults): void {
  const { fields, placeOf, attributes } = readFields(record, PACKAGE_ATTRIBUTES, faults)
  const { name, packageType, label, os, description } = fields
  if (packageType !== undefined && packageType !== 'image') {
    const message = `Only packages of type "image" are images, but PackageType is ${quote(packageType)}`
    faults.error('PACKAGE_TYPE_UNSUPPORTED', message, placeOf('packageType'))
  }
  if (os !== undefined && os !== 'linux' && os !== 'windows') {
    faults.error('OS_UNKNOWN', `OS expects "linux" or "windows", but found ${quote(os)}`, placeOf('os'))
  }
  const version = readVersion(fields.version, placeOf('version'), faults)
  if (name === undefined || version === undefined) return
  builder.addPackage(version, placeOf('name'), {
    name,
    version: version.text,
    ...(label === undefined ? {} : { label }),
    ...(description === undefined ? {} : { description }),
    ...(os === 'linux' || os === 'windows' ? { os } : {}),
    ...(attributes === undefined ? {} : { attributes }),
  })
}

function addArtifact(record: SourceRecord, builder: ImageBuilder, faults: RecordFaults): void {
  const { fields, placeOf, attributes } = readFields(record, ARTIFACT_ATTRIBUTES, faults)
  const { name, provider, account, region, reference } = fields
  const version = readVersion(fields.version, placeOf('version'), faults)
  if (fields.package === undefined || version === undefined) return
  const image = builder.packageOf(fields.package, version, placeOf('package'))
  if (image === undefined || name === undefined || provider === undefined || reference === undefined) return
  const artifact: Artifact = {
    name,
    provider,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    reference,
    ...(attributes === undefined ? {} : { attributes }),
  }
  builder.addArtifact(image, artifact, placeOf('name'))
}

function readVersion(
  text: string | undefined,
  place: RecordPlace,
  faults: RecordFaults,
): Version | undefined {
  if (text === undefined) return undefined
  const fault = versionFault(text)
  if (fault !== undefined) faults.error('VERSION_INVALID', fault, place)
  return parseVersion(text)
}
