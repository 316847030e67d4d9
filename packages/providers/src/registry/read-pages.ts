import { answerError } from './answer-error.ts'
import { askRegistry, type ClientParts, type Question } from './ask-registry.ts'
import type { Call } from './call.ts'
import type { Answer } from './follow-redirects.ts'
import { nextPage } from './next-page.ts'
import { readBody } from './read-body.ts'
import { withRetries } from './with-retries.ts'

/** A page of a list: its bytes, and the header that says what they are. */
export interface Page {
  readonly bytes: Uint8Array
  readonly contentType: string
}

/**
 * The pages of a list, until there is no more or as many as are read. Of a list that the registry does not have, by a
 * status out of `absent`, there is none. The answer is whether that were all.
 */
export async function* readPages(
  parts: ClientParts,
  call: Call,
  question: Question,
  absent: ReadonlySet<number | undefined> = new Set(),
): AsyncGenerator<Page, boolean> {
  const seen = new Set<string>()
  let path = new URL(question.path, call.home)
  while (seen.size < parts.limits.pages && !seen.has(path.href)) {
    seen.add(path.href)
    const one = { ...question, path }
    const { page, next } = await withRetries(parts, call, () => readPage(parts, call, one, absent))
    if (page === undefined) return true
    yield page
    if (next === undefined) return true
    path = next
  }
  return false
}

async function readPage(
  parts: ClientParts,
  call: Call,
  question: Question,
  absent: ReadonlySet<number | undefined>,
): Promise<{ page?: Page; next?: URL | undefined }> {
  const { limits, clock } = parts
  const answer: Answer = await askRegistry(parts, call, question)
  const { response, url } = answer
  if (response.statusCode !== 200) {
    const error = await answerError({ limits, now: clock.now() }, call, answer, question.what)
    if (absent.has(response.statusCode)) return {}
    throw error
  }
  const options = { limit: limits.manifestBytes, idleTime: limits.idleTime, url, what: question.what }
  const bytes = await readBody(response, call, options)
  return {
    page: { bytes, contentType: response.headers['content-type'] ?? '' },
    next: nextPage(call, answer),
  }
}
