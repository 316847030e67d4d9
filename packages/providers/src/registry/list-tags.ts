import type { ClientParts } from './ask-registry.ts'
import type { Call } from './call.ts'
import { readPages } from './read-pages.ts'
import { placeText } from './registry-access.ts'
import { malformed } from './registry-error.ts'

/** The tags of a repository. */
export interface TagList {
  readonly tags: readonly string[]
  /** Whether there are more than are read. */
  readonly hasMore: boolean
}

/** Lists the tags of a repository, in the order of the registry. */
export async function listTags(parts: ClientParts, call: Call): Promise<TagList> {
  const what = 'the list of tags'
  const path = `/v2/${call.place.repository ?? ''}/tags/list?n=1000`
  const pages = readPages(parts, call, { method: 'GET', path, what, accept: 'application/json' })
  const tags: string[] = []
  for (;;) {
    const { done, value } = await pages.next()
    if (done === true) return { tags, hasMore: !value }
    for (const tag of tagsOf(value.bytes, `${what} of ${placeText(call.place)}`)) {
      if (tags.length >= parts.limits.tags) return { tags, hasMore: true }
      tags.push(tag)
    }
  }
}

function tagsOf(bytes: Uint8Array, what: string): string[] {
  const fault = 'expected a JSON object with the list "tags", got something else'
  let answer: unknown
  try {
    answer = JSON.parse(Buffer.from(bytes).toString())
  } catch {
    throw malformed(what, [fault])
  }
  if (typeof answer !== 'object' || answer === null || !('tags' in answer)) throw malformed(what, [fault])
  const { tags } = answer
  // Of a repository without tags the encoders of Go write null.
  if (tags === null) return []
  if (!Array.isArray(tags)) throw malformed(what, [fault])
  const pattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
  return tags.filter((tag): tag is string => typeof tag === 'string' && pattern.test(tag))
}
