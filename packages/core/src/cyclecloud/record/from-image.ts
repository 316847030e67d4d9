import type { Artifact, Attributes, Image } from '@ingot/contract'
import { parseExpressionAt } from '../expression/parse.ts'
import { printString } from '../expression/print.ts'
import {
  ARTIFACT_ATTRIBUTES,
  PACKAGE_ATTRIBUTES,
  saysTheSame,
  type KnownAttribute,
} from './record-attributes.ts'
import type { PrintableRecord, RecordAttribute } from './source-record.ts'

/**
 * The records of an image: its `Package`, then its artifacts in their order. Known attributes come first in a stable
 * order, spelled as they came in; the others follow as they were. Traits, stages and digests have no place in these
 * records and are left out.
 */
export function imageToRecords(image: Image): PrintableRecord[] {
  return [packageRecord(image), ...image.artifacts.map((artifact) => artifactRecord(image, artifact))]
}

function packageRecord(image: Image): PrintableRecord {
  const { name, version, packageType, label, os, description } = PACKAGE_ATTRIBUTES
  return record('Package', image.attributes, [
    [name, image.name],
    [version, image.version],
    [packageType, 'image'],
    [label, image.label],
    [os, image.os],
    [description, image.description],
  ])
}

function artifactRecord(image: Image, artifact: Artifact): PrintableRecord {
  const { package: packageName, version, name, provider, account, region, reference } = ARTIFACT_ATTRIBUTES
  return record('Artifact', artifact.attributes, [
    [packageName, image.name],
    [version, image.version],
    [name, artifact.name],
    [provider, artifact.provider],
    [account, artifact.account],
    [region, artifact.region],
    [reference, artifact.reference],
  ])
}

function record(
  type: string,
  attributes: Attributes = {},
  fields: readonly (readonly [KnownAttribute, string | undefined])[],
): PrintableRecord {
  const written = new Map(
    Object.entries(attributes).map(([name, text]) => [name.toLowerCase(), { name, text }]),
  )
  const printed: RecordAttribute[] = [{ name: 'AdType', text: printString(type) }]
  written.delete('adtype')
  for (const [attribute, field] of fields) {
    const key = attribute.name.toLowerCase()
    const text = written.get(key)?.text
    written.delete(key)
    if (text !== undefined && isOneExpression(text) && saysTheSame(text, field, attribute)) {
      printed.push({ name: attribute.name, text })
    } else if (field !== undefined) {
      printed.push({ name: attribute.name, text: printString(field) })
    }
  }
  return { attributes: [...printed, ...[...written.values()].map(harmless)] }
}

/** Attributes may come from anywhere: a text that is not an expression, or more than one, is printed as a string. */
function harmless({ name, text }: RecordAttribute): RecordAttribute {
  return { name, text: isOneExpression(text) ? text : printString(text) }
}

function isOneExpression(text: string): boolean {
  const { expression, end } = parseExpressionAt(text, 0)
  return expression !== undefined && end === text.length
}
