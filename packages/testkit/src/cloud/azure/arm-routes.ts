import { armError, type ArmAnswer } from './arm-answer.ts'
import type { ArmContent, FakeDefinition, FakeGallery, FakeVersion } from './arm-content.ts'
import { changeVersion, replicateFurther } from './arm-changes.ts'
import { definitionResource, galleryResource, imageResource, versionResource } from './arm-resource.ts'

/** A request to ARM, taken apart. */
interface ArmCall {
  readonly method: string
  readonly url: URL
  readonly body: unknown
}

/** What a fake ARM is besides its content. */
export interface ArmHabits {
  readonly locations: readonly string[]
  /** The most entries of one page. */
  readonly pageSize: number
  readonly tenant: string
}

const idPath = /^\/subscriptions\/([^/]+)(\/.*)?$/i
const imagesPath = /^(?:\/resourcegroups\/([^/]+))?\/providers\/microsoft\.compute\/images(?:\/([^/]+))?$/
const galleriesPath =
  /^(?:\/resourcegroups\/([^/]+))?\/providers\/microsoft\.compute\/galleries(?:\/([^/]+)(?:\/images(?:\/([^/]+)(?:\/(versions)(?:\/([^/]+))?)?)?|$))?$/

/** The answer of ARM to a call. */
export function answerArm(content: ArmContent, habits: ArmHabits, call: ArmCall): ArmAnswer {
  const path = decodeURIComponent(call.url.pathname)
  const [, subscription = '', below = ''] = idPath.exec(path) ?? []
  const known = content.resources.get(path.toLowerCase())
  if (known !== undefined) return { status: 200, body: known }
  if (subscription.toLowerCase() !== content.subscription.toLowerCase()) {
    return armError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`)
  }
  const rest = below.toLowerCase()
  if (rest === '') return { status: 200, body: subscriptionOf(content, habits) }
  if (rest === '/locations') return { status: 200, body: { value: locationsOf(habits) } }
  const image = imagesPath.exec(rest)
  if (image !== null) return answerImages(content, habits, call, image[1], image[2])
  const gallery = galleriesPath.exec(rest)
  return gallery === null ? missing(path) : answerGalleries(content, habits, call, gallery)
}

function subscriptionOf({ subscription }: ArmContent, { tenant }: ArmHabits): unknown {
  return { subscriptionId: subscription, displayName: 'Golden images', tenantId: tenant, state: 'Enabled' }
}

function locationsOf({ locations }: ArmHabits): unknown[] {
  return [
    ...locations.map((name) => ({ name, displayName: name, metadata: { regionType: 'Physical' } })),
    { name: 'europe', displayName: 'Europe', metadata: { regionType: 'Logical' } },
  ]
}

function answerImages(
  content: ArmContent,
  habits: ArmHabits,
  call: ArmCall,
  group: string | undefined,
  name: string | undefined,
): ArmAnswer {
  if (name === undefined) {
    return page(habits, call, content.images.length, (index) =>
      imageResource(content, content.images[index]!),
    )
  }
  const found = content.images.findIndex((each) => isSame(each.group, group) && isSame(each.name, name))
  const image = content.images[found]
  if (image === undefined) return missing(call.url.pathname)
  if (call.method !== 'DELETE') return { status: 200, body: imageResource(content, image) }
  content.images.splice(found, 1)
  return { status: 202 }
}

function answerGalleries(
  content: ArmContent,
  habits: ArmHabits,
  call: ArmCall,
  parts: RegExpExecArray,
): ArmAnswer {
  const [, group, galleryName, definitionName, versions, number] = parts
  if (galleryName === undefined) {
    const { galleries } = content
    return page(habits, call, galleries.length, (index) => galleryResource(content, galleries[index]!))
  }
  const gallery = content.galleries.find(
    (each) => isSame(each.group, group) && isSame(each.name, galleryName),
  )
  if (gallery === undefined) return missing(call.url.pathname)
  if (definitionName === undefined) return answerGallery(content, habits, call, gallery)
  const definition = gallery.definitions.find((each) => isSame(each.name, definitionName))
  if (definition === undefined) return missing(call.url.pathname)
  if (versions === undefined) return { status: 200, body: definitionResource(content, gallery, definition) }
  if (number !== undefined) return answerVersion(content, call, gallery, definition, number)
  return page(habits, call, definition.versions.length, (index) =>
    versionResource(content, gallery, definition, definition.versions[index]!, false),
  )
}

function answerGallery(
  content: ArmContent,
  habits: ArmHabits,
  call: ArmCall,
  gallery: FakeGallery,
): ArmAnswer {
  if (!/\/images$/i.test(call.url.pathname)) return { status: 200, body: galleryResource(content, gallery) }
  const { definitions } = gallery
  return page(habits, call, definitions.length, (index) =>
    definitionResource(content, gallery, definitions[index]!),
  )
}

function answerVersion(
  content: ArmContent,
  call: ArmCall,
  gallery: FakeGallery,
  definition: FakeDefinition,
  number: string,
): ArmAnswer {
  const found = definition.versions.findIndex((each) => each.number === number)
  const version: FakeVersion | undefined = definition.versions[found]
  if (version === undefined) return missing(call.url.pathname)
  if (call.method === 'DELETE') {
    definition.versions.splice(found, 1)
    return { status: 202 }
  }
  if (call.method === 'PATCH' || call.method === 'PUT') changeVersion(version, call.body)
  const isExpanded = call.url.searchParams.get('$expand') === 'ReplicationStatus'
  const body = versionResource(content, gallery, definition, version, isExpanded)
  if (isExpanded) replicateFurther(version)
  return { status: 200, body }
}

/** One page of a list, with a link to the next one where there is one. */
function page(habits: ArmHabits, { url }: ArmCall, count: number, at: (index: number) => unknown): ArmAnswer {
  const start = Number(url.searchParams.get('$skiptoken') ?? 0)
  const end = Math.min(start + habits.pageSize, count)
  const value = Array.from({ length: Math.max(0, end - start) }, (_, index) => at(start + index))
  if (end >= count) return { status: 200, body: { value } }
  const next = new URL(url)
  next.searchParams.set('$skiptoken', String(end))
  return { status: 200, body: { value, nextLink: next.href } }
}

function missing(path: string): ArmAnswer {
  return armError(404, 'ResourceNotFound', `The Resource '${path}' was not found.`)
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase()
}
