import { gceError, notFound, type GceAnswer } from './gce-answer.ts'
import { filtered, itemFields, selected } from './gce-filter.ts'
import type { GceImages } from './gce-images.ts'
import type { GceProject } from './gce-project.ts'

/** A request, as far as answers depend on it. */
export interface GceCall {
  readonly method: string
  /** After the version: `projects/p/global/images`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}

/** What the part of the API about images answers (Compute v1: images, globalOperations, projects). */
export function answerGce(
  projects: ReadonlyMap<string, GceProject>,
  pageSize: number,
  call: GceCall,
): GceAnswer {
  const [, name = '', rest = ''] = /^projects\/([^/]+)(?:\/(.*))?$/.exec(call.path) ?? []
  const project = projects.get(decodeURIComponent(name))
  if (project === undefined) return notFound(call.path)
  if (rest === '') return { status: 200, body: { kind: 'compute#project', name, id: '424242' } }
  const operation = /^global\/operations\/([^/]+)$/.exec(rest)?.[1]
  if (operation !== undefined) return project.operations.answer(operation)
  if (rest === 'global/images') return listAnswer(project, pageSize, call.query)
  const [, family, image = '', verb] = /^global\/images\/(family\/)?([^/]+)(?:\/(\w+))?$/.exec(rest) ?? []
  const found = family === undefined ? project.images.get(image) : project.images.ofFamily(image)
  if (project.hidden.has(image)) return gceError(403, 'forbidden', `Required 'compute.images.get' permission`)
  if (found === undefined) return notFound(call.path)
  if (call.method === 'GET' && verb === undefined)
    return { status: 200, body: selected(found, call.query.get('fields')) }
  return changeAnswer(project, found.name, verb, call)
}

function listAnswer(project: GceProject, pageSize: number, query: URLSearchParams): GceAnswer {
  if (!project.isListable) return gceError(403, 'forbidden', `Required 'compute.images.list' permission`)
  const filter = query.get('filter')
  const start = Number(query.get('pageToken')?.replace('page-', '') ?? 0)
  const limit = Math.min(pageSize, Number(query.get('maxResults') ?? 500))
  const page =
    filter === null ? project.images.page(start, limit) : filteredPage(project.images, filter, start, limit)
  if (page === undefined) return gceError(400, 'invalid', `Invalid value for field 'filter': '${filter}'.`)
  const fields = itemFields(query.get('fields'))
  return {
    status: 200,
    body: {
      ...(page.items.length === 0 ? {} : { items: page.items.map((image) => selected(image, fields)) }),
      ...(page.next === undefined ? {} : { nextPageToken: `page-${page.next}` }),
    },
  }
}

function filteredPage(images: GceImages, filter: string, start: number, limit: number) {
  const all = filtered(images, filter)
  if (all === undefined) return undefined
  const next = start + limit
  return { items: all.slice(start, next), ...(next < all.length ? { next } : {}) }
}

function changeAnswer(project: GceProject, name: string, verb: string | undefined, call: GceCall): GceAnswer {
  const { images, operations, policies } = project
  switch (`${call.method} ${verb ?? ''}`) {
    case 'DELETE ':
      return operations.begin(call.query.get('requestId'), () => images.delete(name))
    case 'POST deprecate':
      return operations.begin(call.query.get('requestId'), () => {
        const image = images.get(name)
        if (image !== undefined) images.put({ ...image, deprecated: call.body })
      })
    case 'GET getIamPolicy':
      return { status: 200, body: policies.get(name) }
    case 'POST setIamPolicy':
      return policies.set(name, call.body['policy'])
    default:
      return notFound(call.path)
  }
}
