import { redacted } from '../../registry/redact.ts'
import { shownText } from '../../registry/shown-text.ts'
import { CloudError, type CloudErrorKind } from '../cloud-error.ts'
import type { JsonAnswer } from '../http/request-json.ts'
import { fieldOf, textOf } from './json-shape.ts'

const kinds: ReadonlyMap<number, CloudErrorKind> = new Map([
  [401, 'credentials'],
  [403, 'forbidden'],
  [409, 'conflict'],
  [429, 'throttled'],
  [502, 'unreachable'],
  [503, 'unreachable'],
  [504, 'unreachable'],
])

/** The error of an answer that is no success: `what` names what was asked for. Of `secrets` nothing is told. */
export function openStackError(
  { status, body }: Pick<JsonAnswer, 'status' | 'body'>,
  what: string,
  secrets: Iterable<string> = [],
): CloudError {
  const said = saidBy(body)
  const words = said === undefined ? '' : `: ${shownText(redacted(said, secrets))}`
  const isRedirect = status >= 300 && status < 400
  const kind = isRedirect ? 'invalid' : (kinds.get(status) ?? 'failed')
  return new CloudError(kind, `OpenStack does not ${what}, it answers with status ${status}${words}`)
}

/**
 * Keystone says why in an `error`; Glance in a message with tags, or in a page of HTML after its heading where it was
 * not asked for JSON.
 */
function saidBy(body: unknown): string | undefined {
  if (typeof body !== 'string')
    return plainText(textOf(fieldOf(fieldOf(body, 'error'), 'message')) ?? textOf(fieldOf(body, 'message')))
  return plainText(/<\/h1>(?<said>[^]*?)(?:<br|<\/body)/.exec(body)?.groups?.['said'] ?? body)
}

function plainText(text: string | undefined): string | undefined {
  const plain = text?.replaceAll(/<[^<>]{0,200}>/g, ' ').replaceAll(/&#x27;|&quot;/g, "'")
  return textOf(plain?.trim())
}
