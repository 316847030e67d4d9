import { randomUUID } from 'node:crypto'
import { answerImageChange, answerImageData, answerMembers } from './glance-changes.ts'
import { GlanceFilterError, glanceFilter } from './glance-filter.ts'
import { glanceRecord, hashesOf, type GlanceRecord, type NewGlanceRecord } from './glance-record.ts'
import {
  jsonAnswer,
  jsonOf,
  pageAnswer,
  type OpenStackAnswer,
  type OpenStackCall,
} from './openstack-answer.ts'

/** The images of one region, asked as Glance v2 is. */
export class FakeGlance {
  readonly #project: string
  readonly #pageSize: number
  readonly records = new Map<string, GlanceRecord>()
  readonly data = new Map<string, Uint8Array>()
  /** By image, the projects that it is shared with. */
  readonly members = new Map<string, Set<string>>()
  /** Whether it takes uploads by import alone. */
  importMethods: readonly string[] = ['glance-direct', 'web-download']
  /** Whether what is uploaded becomes something else. */
  spoilsUploads = false

  constructor(project: string, pageSize: number) {
    this.#project = project
    this.#pageSize = pageSize
  }

  /** Puts an image there, with its bytes where it shall have any; answers its id. */
  add(image: NewGlanceRecord, bytes?: Uint8Array): string {
    const id = image.id ?? randomUUID()
    const hashes = bytes === undefined ? {} : hashesOf(bytes)
    this.records.set(id, glanceRecord({ ...hashes, ...image }, id, this.#project))
    if (bytes !== undefined) this.data.set(id, bytes)
    return id
  }

  answer(call: OpenStackCall): OpenStackAnswer {
    const [, version, kind, id, part, more] = call.path.split('/').map(decodeURIComponent)
    if (version === 'v2' && kind === 'info' && id === 'import')
      return jsonAnswer(200, { 'import-methods': { type: 'array', value: this.importMethods } })
    if (version !== 'v2' || kind !== 'images')
      return pageAnswer(404, 'Not Found', 'The resource could not be found.')
    if (id === undefined) return call.method === 'POST' ? this.#create(call) : this.#list(call.query)
    const record = this.records.get(id)
    if (record === undefined || !this.#isKnown(record))
      return pageAnswer(404, 'Not Found', `No image found with ID ${id}`)
    if (part === undefined && call.method === 'GET') return jsonAnswer(200, shown(record))
    if (record.owner !== this.#project && call.method !== 'GET')
      return pageAnswer(403, 'Forbidden', 'You are not authorized to complete this action.')
    if (part === 'members') return answerMembers(this, record, call, more)
    return part === undefined
      ? answerImageChange(this, record, call)
      : answerImageData(this, record, call, part)
  }

  #create({ body }: OpenStackCall): OpenStackAnswer {
    const given = jsonOf(body)
    if (typeof given['name'] !== 'string' || 'status' in given)
      return pageAnswer(400, 'Bad Request', 'Provided object does not match schema')
    const id = this.add({
      ...given,
      name: given['name'],
      status: 'queued',
      size: null,
      created_at: now(),
      updated_at: now(),
    })
    return jsonAnswer(201, shown(this.records.get(id)!), {
      'openstack-image-import-methods': this.importMethods.join(','),
    })
  }

  /** Images of the project, public ones, and what is shared with it; community images where all are asked for. */
  #list(query: URLSearchParams): OpenStackAnswer {
    try {
      const limit = Math.min(Number(query.get('limit') ?? 25), this.#pageSize)
      const passes = glanceFilter(query)
      const visibility = query.get('visibility')
      const images: GlanceRecord[] = []
      let isAfter = !query.has('marker')
      for (const record of this.records.values()) {
        if (isAfter && this.#isListed(record, visibility) && passes(record)) images.push(record)
        if (record.id === query.get('marker')) isAfter = true
        if (images.length === limit) break
      }
      return jsonAnswer(200, this.#page(images, query, limit))
    } catch (error) {
      if (error instanceof GlanceFilterError) return pageAnswer(400, 'Bad Request', error.message)
      throw error
    }
  }

  /** As in Glance, a full page names a next one even where that will be empty. */
  #page(images: readonly GlanceRecord[], query: URLSearchParams, limit: number): object {
    const next = new URLSearchParams(query)
    next.set('marker', images.at(-1)?.id ?? '')
    return {
      images: images.map(shown),
      ...(images.length === limit && images.length > 0 ? { next: `/v2/images?${next.toString()}` } : {}),
      first: '/v2/images',
      schema: '/v2/schemas/images',
    }
  }

  #isListed(record: GlanceRecord, visibility: string | null): boolean {
    if (visibility !== null && visibility !== 'all' && record.visibility !== visibility) return false
    if (record.visibility === 'community' && visibility === null) return record.owner === this.#project
    return this.#isKnown(record)
  }

  #isKnown({ id, owner, visibility }: GlanceRecord): boolean {
    if (owner === this.#project || visibility === 'public' || visibility === 'community') return true
    return visibility === 'shared' && this.members.get(id)?.has(this.#project) === true
  }
}

function shown(record: GlanceRecord): object {
  const self = `/v2/images/${record.id}`
  return { ...record, self, file: `${self}/file`, schema: '/v2/schemas/image' }
}

/** Glance tells moments without parts of seconds. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
