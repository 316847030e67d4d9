import { IngotError, type Consumer, type ConsumerType } from '@ingot/contract'
import type { Site } from './site.ts'

/** Service and resource type in the CRN of each type of consumer (CDP, resource names). */
const resources: Record<ConsumerType, readonly [service: string, resource: string]> = {
  environment: ['environments', 'environment'],
  datalake: ['datalake', 'datalake'],
  datahub: ['datahub', 'cluster'],
  database: ['opdb', 'database'],
  project: ['ml', 'project'],
}

const catalogResource = ['datahub', 'imageCatalog'] as const

/** `crn:cdp:datalake:us-west-1:ingot:datalake:<id>` */
export function consumerCrn(site: Site, { type, id }: Pick<Consumer, 'type' | 'id'>): string {
  return crn(site, resources[type], id)
}

/** `crn:cdp:datahub:us-west-1:ingot:imageCatalog:<name>`; of an image of a custom catalog the last part is its id. */
export function catalogCrn(site: Site, name: string): string {
  return crn(site, catalogResource, name)
}

/** `crn:cdp:iam:us-west-1:ingot:user:<name>` */
export function userCrn(site: Site, name: string): string {
  return crn(site, ['iam', 'user'], name)
}

/** What names a consumer of a type in an operation, from a name or a CRN. Throws `INVALID_INPUT` for another CRN. */
export function consumerNamed(type: ConsumerType, text: string): string {
  return text.startsWith('crn:') ? resourceOf(text, resources[type]) : `${type}/${text}`
}

/** The name of a catalog from its name or its CRN. Throws `INVALID_INPUT` for the CRN of something else. */
export function catalogNamed(text: string): string {
  return text.startsWith('crn:') ? resourceOf(text, catalogResource) : text
}

function crn(site: Site, [service, resource]: readonly [string, string], id: string): string {
  return `crn:cdp:${service}:${site.region}:${site.account}:${resource}:${id}`
}

function resourceOf(text: string, [service, resource]: readonly [string, string]): string {
  const [, , namedService, , , namedResource, ...rest] = text.split(':')
  const id = rest.join(':')
  if (namedService === service && namedResource === resource && id !== '') return id
  const expected = `crn:cdp:${service}:<region>:<account>:${resource}:<id>`
  throw new IngotError('INVALID_INPUT', `The CRN '${text}' names something else: expected ${expected}`)
}
