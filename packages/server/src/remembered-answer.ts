import type { ResolveRequest } from '@ingot/contract'
import { resolve, type ImageSource, type StoredImage } from '@ingot/core'
import { LRUCache } from 'lru-cache'

/** Characters of JSON that are remembered, of all ledgers of this process together. */
const capacity = 32 * 1024 * 1024

const texts = new LRUCache<string, string>({
  maxSize: capacity,
  sizeCalculation: (text, key) => text.length + key.length,
})

/** What an answer depends on beside the request: the images, and the moments at which one of them changes its state. */
interface Subject {
  readonly serial: number
  readonly stageTimes: readonly number[]
}

const subjects = new WeakMap<readonly StoredImage[], Subject>()
let serials = 0

/**
 * The answer to a request as JSON. Resolution is pure, and its answer changes only when an image of that name changes,
 * when the order of catalogs or the policy on drift does, or when a lifecycle stage begins: until then the text is remembered, since writing a
 * full trace as JSON takes longer than finding the answer.
 */
export function answerJson(source: ImageSource, request: ResolveRequest, at: Date): string {
  const { name, label } = request
  const stored = name === undefined ? source.labelled(label?.trim() ?? '') : source.named(name.trim())
  // Without images of that name the answer depends on others: on what is alike, or has that reference.
  if (stored.length === 0 || request.id !== undefined) return JSON.stringify(resolve(source, request, at))
  const { serial, stageTimes } = subjectOf(stored)
  const begun = stageTimes.filter((time) => time <= at.getTime()).length
  const key = JSON.stringify([serial, begun, source.catalogs, source.driftPolicy, request])
  const known = texts.get(key)
  if (known !== undefined) return known
  const text = JSON.stringify(resolve(source, request, at))
  texts.set(key, text)
  return text
}

function subjectOf(stored: readonly StoredImage[]): Subject {
  const known = subjects.get(stored)
  if (known !== undefined) return known
  serials += 1
  const stageTimes = stored.flatMap(({ body }) => body.stages.map((stage) => Date.parse(stage.from)))
  const subject: Subject = { serial: serials, stageTimes }
  subjects.set(stored, subject)
  return subject
}
