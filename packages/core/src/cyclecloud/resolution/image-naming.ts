import type { Refusal, Selection } from '@ingot/contract'
import { directKind } from '../../resolve/direct.ts'
import { printValue } from '../expression/print.ts'
import type { Value } from '../expression/value.ts'

/** An attribute of a node as evaluated. `missing` names what its expression looked for and what has no value. */
export interface NodeAttribute {
  readonly name: string
  readonly value: Value
  readonly missing: readonly string[]
}

/** Finds an attribute of a node by its name in lower case. */
export type AttributeLookup = (name: string) => NodeAttribute | undefined

/** How a node names its image; with a refusal where it does not, or not so that it can be read. */
export interface ImageNaming {
  readonly select: Selection
  readonly refusal?: Refusal
}

/**
 * How a node names its image. Of several attributes the first counts: `ImageId`, `ImageName` (a resource id, a URN or
 * a name), `Image` (a label), `Azure.Publisher` with its companions (CycleCloud docs, Node and nodearray reference:
 * "ImageId is used by default if multiple image definitions are included"). An attribute without a value is not there.
 */
export function imageNaming(attribute: AttributeLookup): ImageNaming {
  for (const name of ['imageid', 'imagename', 'image']) {
    const found = attribute(name)
    if (found === undefined || isAbsent(found.value)) continue
    if (found.value.type === 'error')
      return found.missing.length > 0 ? lacking(found) : faulty(found, found.value.message)
    return {
      select: { attribute: found.name, value: textOf(found.value), by: kindOf(found), ...version(attribute) },
    }
  }
  return marketplaceNaming(attribute) ?? missing(attribute)
}

/** The text of an attribute that has a value, else `undefined`. */
export function attributeText(attribute: AttributeLookup, name: string): string | undefined {
  const found = attribute(name)
  if (found === undefined || isAbsent(found.value) || found.value.type === 'error') return undefined
  return textOf(found.value)
}

function kindOf({ name, value }: NodeAttribute): Selection['by'] {
  if (name.toLowerCase() === 'imageid') return 'id'
  if (name.toLowerCase() === 'image') return 'label'
  return directKind(textOf(value)) ?? 'name'
}

function version(attribute: AttributeLookup): { version?: string } {
  const text = attributeText(attribute, 'imageversion')
  return text === undefined ? {} : { version: text }
}

function marketplaceNaming(attribute: AttributeLookup): ImageNaming | undefined {
  const parts = ['publisher', 'offer', 'sku'].map((part) => attributeText(attribute, `azure.${part}`))
  if (parts.every((part) => part === undefined)) return undefined
  const sku = attributeText(attribute, 'azure.imageversion') ?? 'latest'
  const value = [...parts.map((part) => part ?? ''), sku].join(':')
  const select: Selection = { attribute: 'Azure.Publisher', value, by: 'marketplace' }
  if (parts.every((part) => part !== undefined)) return { select }
  const refusal: Refusal = {
    code: 'MARKETPLACE_INCOMPLETE',
    message: `A Marketplace image needs Azure.Publisher, Azure.Offer and Azure.Sku, but only "${value}" is given`,
    remedy: 'Set the attributes that are missing, or name the image with ImageName',
  }
  return { select, refusal }
}

function missing(attribute: AttributeLookup): ImageNaming {
  for (const name of ['imageid', 'imagename', 'image']) {
    const found = attribute(name)
    if (found !== undefined && found.missing.length > 0) return lacking(found)
  }
  const select: Selection = { attribute: '', value: '', by: 'none' }
  const refusal: Refusal = {
    code: 'IMAGE_ATTRIBUTE_MISSING',
    message: 'An image attribute is required, and the node has none with a value',
    remedy: 'Set ImageName, Image or ImageId on the node or on what it extends',
  }
  return { select, refusal }
}

/** The refusal of an attribute that waits for values. Of very many it names the first few. */
function lacking({ name, missing: all }: NodeAttribute): ImageNaming {
  const missing = all.slice(0, 8)
  const names = missing.map((each) => `"${each}"`).join(' and ')
  const flags = missing.map((each) =>
    each.toLowerCase() === 'clustername' ? '--cluster-name …' : `--param ${each}=…`,
  )
  const [have, them, defaults] =
    missing.length === 1 ? ['has', 'it', 'it a default'] : ['have', 'them', 'them defaults']
  const refusal: Refusal = {
    code: 'PARAMETER_NOT_GIVEN',
    message: `${name} depends on ${names}, which ${have} no value`,
    remedy: `Set ${them} with ${flags.join(' ')}, or give ${defaults} in the template`,
  }
  const value = missing.map((each) => `$${each}`).join(', ')
  return { select: { attribute: name, value, by: 'none' }, refusal }
}

function faulty(found: NodeAttribute, message: string): ImageNaming {
  const refusal: Refusal = {
    code: 'IMAGE_ATTRIBUTE_ERROR',
    message: `${found.name} cannot be evaluated: ${message}`,
    remedy: 'Correct the expression; "ingot template check" shows its place',
  }
  return { select: { attribute: found.name, value: '', by: 'none' }, refusal }
}

function isAbsent(value: Value): boolean {
  return value.type === 'undefined' || (value.type === 'string' && value.value.trim() === '')
}

function textOf(value: Value): string {
  return value.type === 'string' ? value.value.trim() : printValue(value)
}
