import { shownUrl } from '../../registry/shown-text.ts'
import { CloudError } from '../cloud-error.ts'

/**
 * The JSON of an answer of at most `limit` bytes; `undefined` where the body is empty. What is no success may be a page
 * of a proxy instead: that is answered as text. Throws `CloudError` `invalid`.
 */
export async function readJson(response: Response, url: URL, limit: number): Promise<unknown> {
  const text = await readText(response, url, limit)
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    if (!response.ok) return text
    throw new CloudError('invalid', `Expected JSON of ${shownUrl(url)}, got something that is none`)
  }
}

async function readText(response: Response, url: URL, limit: number): Promise<string> {
  if (response.body === null) return ''
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body) {
    size += piece.length
    if (size > limit) throw new CloudError('invalid', tooLarge(url, limit))
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

function tooLarge(url: URL, limit: number): string {
  return `Expected an answer of ${shownUrl(url)} with at most ${limit} bytes, got a larger one`
}
