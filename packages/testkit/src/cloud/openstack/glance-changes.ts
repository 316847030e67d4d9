import type { FakeGlance } from './fake-glance.ts'
import { hashesOf, type GlanceRecord } from './glance-record.ts'
import {
  emptyAnswer,
  jsonAnswer,
  jsonOf,
  pageAnswer,
  type OpenStackAnswer,
  type OpenStackCall,
} from './openstack-answer.ts'

/** What a request of an image itself changes: PATCH and DELETE. */
export function answerImageChange(
  glance: FakeGlance,
  record: GlanceRecord,
  call: OpenStackCall,
): OpenStackAnswer {
  if (call.method === 'PATCH') return patched(record, call)
  if (call.method !== 'DELETE') return emptyAnswer(405)
  if (record['protected'] === true)
    return pageAnswer(403, 'Forbidden', `Image ${record.id} is protected and cannot be deleted.`)
  glance.records.delete(record.id)
  glance.data.delete(record.id)
  return emptyAnswer(204)
}

function patched(record: GlanceRecord, { headers, body }: OpenStackCall): OpenStackAnswer {
  if (headers['content-type'] !== 'application/openstack-images-v2.1-json-patch')
    return pageAnswer(
      415,
      'Unsupported Media Type',
      'The request media type is not supported by this server.',
    )
  const changes = jsonOf(body) as unknown as { op: string; path: string; value: unknown }[]
  for (const { op, path, value } of changes)
    if (op === 'remove') delete record[path.slice(1)]
    else record[path.slice(1)] = value
  return jsonAnswer(200, record)
}

/** The bytes of an image: `file`, `stage` and `import` (API reference, "Image data" and "Interoperable image import"). */
export function answerImageData(
  glance: FakeGlance,
  record: GlanceRecord,
  call: OpenStackCall,
  part: string,
): OpenStackAnswer {
  const bytes = glance.data.get(record.id)
  if (part === 'file' && call.method === 'GET')
    return bytes === undefined || record.status !== 'active'
      ? emptyAnswer(204)
      : { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: bytes }
  if (part === 'file' && call.method === 'PUT') return stored(glance, record, call.body)
  if (part === 'stage' && call.method === 'PUT') {
    if (record.status !== 'queued') return wrongState(record)
    glance.data.set(record.id, call.body)
    record.status = 'uploading'
    return emptyAnswer(204)
  }
  if (part !== 'import' || call.method !== 'POST') return emptyAnswer(404)
  if (record.status !== 'uploading' || bytes === undefined) return wrongState(record)
  record.status = 'importing'
  setTimeout(() => activate(glance, record, bytes), 20).unref()
  return emptyAnswer(202)
}

function stored(glance: FakeGlance, record: GlanceRecord, bytes: Uint8Array): OpenStackAnswer {
  if (record.status !== 'queued') return wrongState(record)
  activate(glance, record, bytes)
  return emptyAnswer(204)
}

function activate(glance: FakeGlance, record: GlanceRecord, given: Uint8Array): void {
  const bytes = glance.spoilsUploads ? given.subarray(1) : given
  glance.data.set(record.id, bytes)
  Object.assign(record, hashesOf(bytes), { status: 'active' })
}

function wrongState({ id, status }: GlanceRecord): OpenStackAnswer {
  return pageAnswer(409, 'Conflict', `Image ${id} is in status ${status}.`)
}

/** Whom an image is shared with (API reference, "Sharing"). */
export function answerMembers(
  glance: FakeGlance,
  record: GlanceRecord,
  { method, body }: OpenStackCall,
  member: string | undefined,
): OpenStackAnswer {
  const members = glance.members.get(record.id) ?? new Set<string>()
  glance.members.set(record.id, members)
  if (method === 'GET') return jsonAnswer(200, { members: [...members].map((id) => ({ member_id: id })) })
  if (method !== 'POST' || member !== undefined) return emptyAnswer(405)
  if (record.visibility !== 'shared') return pageAnswer(403, 'Forbidden', 'Only shared images have members.')
  const added = String(jsonOf(body)['member'])
  if (members.has(added))
    return pageAnswer(409, 'Conflict', `Member ${added} is duplicated for image ${record.id}`)
  members.add(added)
  return jsonAnswer(200, { member_id: added, image_id: record.id, status: 'pending' })
}
